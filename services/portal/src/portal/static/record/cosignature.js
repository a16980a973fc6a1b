// What a signature of each kind of key covers: a log signs the text, a witness a time and the text (c2sp.org/tlog-cosignature).

import { octetsOfText } from "./encoding.js";
import { isSigned } from "./note.js";

export const COSIGNATURE = 4;
const TIME_BYTES = 8, MAX_TIME = 2n ** 63n - 1n, SIGNATURE_BYTES = 64;

/** Whether a signature line's octets are this key's signature of a note's text. */
export async function accepts(key, text, octets) {
  if (key.algorithm !== COSIGNATURE) return isSigned(key, octets, octetsOfText(text));
  if (octets.length !== TIME_BYTES + SIGNATURE_BYTES) return false;
  const seconds = new DataView(octets.buffer, octets.byteOffset).getBigUint64(0);
  const message = octetsOfText(`cosignature/v1\ntime ${seconds}\n${text}`);
  return seconds <= MAX_TIME && isSigned(key, octets.slice(TIME_BYTES), message);
}

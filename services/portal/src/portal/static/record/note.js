// Signed notes and their keys (c2sp.org/signed-note@v1.0.0): a text, a blank line, a line for each signature.

import { hex, HASH_BYTES, joined, octetsOf, octetsOfText, Refused, same, sha256, textOf } from "./encoding.js";

export const LOG = 1;
const KEY_ID_BYTES = 4, MAX_SIGNATURES = 100;
// \x85 is a space to Unicode, but not to \s.
const KEY_NAME = /^[^\s\x85+\ud800-\udfff]+$/u;

/** The browser knows no Ed25519, or is not allowed to use it here. */
export class Unsupported extends Error {}

/** Read a key `name+id in hex+base64 of algorithm and key` of one algorithm; its id must be its own. */
export async function parseKey(vkey, algorithm) {
  const [name, claimed, ...rest] = vkey.split("+");
  const octets = octetsOf(rest.join("+"));
  if (!KEY_NAME.test(name) || octets.length !== 1 + HASH_BYTES || octets[0] !== algorithm) throw new Refused("not a key of this kind");
  const id = (await sha256(joined(octetsOfText(`${name}\n`), octets))).slice(0, KEY_ID_BYTES);
  if (hex(id) !== claimed) throw new Refused("a key with another key's id");
  return { name, id, algorithm, octets: octets.slice(1) };
}

/** Whether an Ed25519 signature holds; raises Unsupported where the browser cannot tell. */
export async function isSigned(key, signature, message) {
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key.octets, "Ed25519", false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") throw new Unsupported("no Ed25519");
    throw new Refused("not an Ed25519 key");
  }
  return crypto.subtle.verify("Ed25519", imported, signature, message);
}

/** Read a note without verifying it: its text, and its signature lines as name, key id and octets. */
export function parseNote(raw) {
  const content = textOf(raw);
  const end = content.lastIndexOf("\n\n");
  if (end < 0 || /[\x00-\x09\x0b-\x1f]/.test(content) || !content.endsWith("\n")) throw new Refused("not a signed note");
  const lines = content.slice(end + 2).split("\n");
  lines.pop();
  if (lines.length === 0 || lines.length > MAX_SIGNATURES) throw new Refused("no signatures, or too many");
  return { text: content.slice(0, end + 1), signatures: lines.map(parseLine) };
}

function parseLine(line) {
  const [dash, name, encoded, ...more] = line.split(" ");
  if (dash !== "—" || more.length || encoded === undefined || !KEY_NAME.test(name)) throw new Refused("not a signature line");
  const octets = octetsOf(encoded);
  if (octets.length <= KEY_ID_BYTES) throw new Refused("a line without a signature");
  return { name, id: octets.slice(0, KEY_ID_BYTES), octets: octets.slice(KEY_ID_BYTES) };
}

/**
 * The known keys that have signed a note; `accepts(key, text, octets)` says whether a signature holds.
 * Unknown keys are passed over; a known one that fails refuses the note.
 */
export async function signersOf(note, known, accepts) {
  const found = new Set();
  for (const line of note.signatures) {
    const key = known.find((each) => each.name === line.name && same(each.id, line.id));
    if (key === undefined || found.has(key)) continue;
    if (!(await accepts(key, note.text, line.octets))) throw new Refused(`the signature of ${key.name} does not hold`);
    found.add(key);
  }
  return found;
}

// Proofs of inclusion in one file (c2sp.org/tlog-proof@v1): header, `extra` or nothing, index, hashes, a blank line, a checkpoint.

import { decimal, hashOf, octetsOf, Refused, textOf } from "./encoding.js";

const HEADER = "c2sp.org/tlog-proof@v1";

/** Read a proof without verifying it: index (a BigInt), hashes, the checkpoint's octets. Nothing vouches for `extra`. */
export function parseProof(raw) {
  const end = raw.findIndex((octet, at) => octet === 10 && raw[at + 1] === 10);
  if (end < 0) throw new Refused("not a proof and a checkpoint");
  const [header, ...lines] = textOf(raw.slice(0, end)).split("\n");
  if (lines[0]?.startsWith("extra ")) octetsOf(lines.shift().slice("extra ".length));
  if (header !== HEADER || !lines[0]?.startsWith("index ")) throw new Refused("not a proof of version 1");
  const index = decimal(lines.shift().slice("index ".length));
  return { index, hashes: lines.map(hashOf), checkpoint: raw.slice(end + 2) };
}

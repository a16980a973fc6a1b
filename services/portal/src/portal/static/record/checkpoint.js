// Checkpoints: what a log states about its tree (c2sp.org/tlog-checkpoint@v1.0.0).

import { decimal, hashOf, Refused } from "./encoding.js";

/** Read a note's text: origin, size (a BigInt), root (32 octets); extension lines may follow. */
export function parseCheckpoint(text) {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length < 3 || lines.includes("")) throw new Refused("not a checkpoint");
  return { origin: lines[0], size: decimal(lines[1]), root: hashOf(lines[2]) };
}

// The Merkle tree of the record: leaf and node hashes, and proofs of inclusion (RFC 9162 §2.1).

import { joined, Refused, same, sha256 } from "./encoding.js";

const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1);

/** RFC 9162 §2.1.1. */
export function leafHash(entry) {
  return sha256(joined(LEAF, entry));
}

function nodeHash(left, right) {
  return sha256(joined(NODE, left, right));
}

/** RFC 9162 §2.1.3.2; index and size are BigInts, leaf, proof and root hashes of 32 octets. Refuses what does not lead to the root. */
export async function verifyInclusion(leaf, index, size, proof, root) {
  if (index >= size) throw new Refused("an entry outside the tree");
  let fn = index, sn = size - 1n, computed = leaf;
  for (const each of proof) {
    if (sn === 0n) throw new Refused("the proof is too long");
    if (fn & 1n || fn === sn) {
      computed = await nodeHash(each, computed);
      while (!(fn & 1n) && fn) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      computed = await nodeHash(computed, each);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n) throw new Refused("the proof is too short");
  if (!same(computed, root)) throw new Refused("the proof leads to another root");
}

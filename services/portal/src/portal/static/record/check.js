// One fact, checked step by step: proof, signature, witnesses, place in the tree, that it speaks of what the page shows, and
// where the page names who did it, that the fact's commitment was made of them.

import { verifyActor } from "./commitment.js";
import { hex, Refused, textOf } from "./encoding.js";
import { parsePolicy, verifyCheckpoint, verifyQuorum } from "./policy.js";
import { parseProof } from "./proof.js";
import { leafHash, verifyInclusion } from "./tree.js";

export const STEPS = ["key", "proof", "signature", "witnesses", "inclusion", "about", "opening"];

/** The step at which a fact was refused, why, and what had been found until then. */
export class Failed extends Error {
  constructor(step, cause, found) {
    super(cause.message, { cause });
    this.step = step;
    this.found = found;
  }
}

/**
 * Check octets of a policy, a proof and an entry. `about` is what the page says of the fact: its `id`, other
 * attributes of the event, and fields of its `data`; `opening`, if there is one, says who did it.
 * Tells what was found; raises Failed, or what is no refusal (Unsupported) as it is.
 */
export async function checkFact({ policy, proof, entry, about, opening }) {
  const found = await checkEntry({ policy, proof, entry });
  const fact = await at("about", found, () => speaksOf(entry, about));
  if (opening) {
    await at("opening", found, () => verifyActor(opening, fact.actorcommit));
    found.actor = opening.body.sub;
  }
  return found;
}

/** The same of any entry, whatever it says. */
export async function checkEntry({ policy, proof, entry }) {
  const found = {};
  const trusted = await at("key", found, () => parsePolicy(policy));
  const parsed = await at("proof", found, () => parseProof(proof));
  const stated = await at("signature", found, () => verifyCheckpoint(trusted, parsed.checkpoint));
  found.origin = stated.origin;
  found.key = hex(stated.log.id);
  found.witnesses = stated.witnesses.map((key) => key.name);
  await at("witnesses", found, () => verifyQuorum(trusted, stated.witnesses));
  const leaf = await leafHash(entry);
  Object.assign(found, { index: parsed.index, size: stated.size, leaf: hex(leaf), root: hex(stated.root) });
  await at("inclusion", found, () => verifyInclusion(leaf, parsed.index, stated.size, parsed.hashes, stated.root));
  return found;
}

async function at(step, found, work) {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refused ? new Failed(step, error, found) : error;
  }
}

function speaksOf(entry, { data = {}, ...attributes }) {
  const fact = parsed(entry);
  for (const [inside, claimed] of [[fact, attributes], [fact.data, data]]) {
    for (const [name, value] of Object.entries(claimed)) {
      if (inside?.[name] !== value) throw new Refused(`${name} is another one`);
    }
  }
  return fact;
}

function parsed(entry) {
  try {
    return JSON.parse(textOf(entry)) ?? {};
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("not JSON");
  }
}

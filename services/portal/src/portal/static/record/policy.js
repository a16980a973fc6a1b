// Policies: whose signatures make a checkpoint good enough (c2sp.org/tlog-policy).

import { parseCheckpoint } from "./checkpoint.js";
import { accepts, COSIGNATURE } from "./cosignature.js";
import { decimal, Refused, same, textOf } from "./encoding.js";
import { LOG, parseKey, parseNote, signersOf } from "./note.js";

const NONE = "none";

/** Read a policy, strictly: each name before its use, no key twice, a log and one quorum. */
export async function parsePolicy(raw) {
  const text = textOf(raw);
  if (!text.endsWith("\n") || /[\x00-\x08\x0b-\x1f\x7f]/.test(text)) throw new Refused("not a policy");
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null };
  for (const line of text.split("\n")) {
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (words.length && !words[0].startsWith("#")) await readLine(policy, words);
  }
  if (policy.quorum === null || policy.logs.length === 0) throw new Refused("a policy names a log and a quorum");
  return policy;
}

async function readLine(policy, [kind, ...words]) {
  if (kind === "log" && [1, 2].includes(words.length)) {
    policy.logs.push(await newKey(policy.logs, words[0], LOG));
  } else if (kind === "witness" && [2, 3].includes(words.length) && isNew(policy, words[0])) {
    policy.witnesses.set(words[0], await newKey([...policy.witnesses.values()], words[1], COSIGNATURE));
  } else if (kind === "group" && words.length >= 3 && isNew(policy, words[0])) {
    readGroup(policy, words);
  } else if (kind === "quorum" && words.length === 1 && policy.quorum === null && (words[0] === NONE || isDefined(policy, words[0]))) {
    policy.quorum = words[0];
  } else {
    throw new Refused("no such line in a policy");
  }
}

async function newKey(known, vkey, algorithm) {
  const key = await parseKey(vkey, algorithm);
  if (known.some((each) => same(each.octets, key.octets))) throw new Refused("a key twice");
  return key;
}

function readGroup(policy, [name, wanted, ...members]) {
  const taken = new Set([...policy.groups.values()].flatMap((group) => group.members));
  for (const member of members) {
    if (!isDefined(policy, member) || taken.has(member)) throw new Refused("a member twice, or not defined before");
    taken.add(member);
  }
  const threshold = { any: 1, all: members.length }[wanted] ?? Number(decimal(wanted));
  if (threshold < 1 || threshold > members.length) throw new Refused("more than there are members, or none");
  policy.groups.set(name, { threshold, members });
}

function isDefined(policy, name) {
  return policy.witnesses.has(name) || policy.groups.has(name);
}

function isNew(policy, name) {
  return name !== NONE && !isDefined(policy, name);
}

/** Read a checkpoint that a log of the policy has signed; beside it that log's key, and the witnesses that have cosigned. */
export async function verifyCheckpoint(policy, raw) {
  const note = parseNote(raw);
  const signers = await signersOf(note, [...policy.logs, ...policy.witnesses.values()], accepts);
  const stated = parseCheckpoint(note.text);
  const log = policy.logs.find((key) => signers.has(key) && key.name === stated.origin);
  if (log === undefined) throw new Refused("no log of the policy has signed");
  return { ...stated, log, witnesses: [...policy.witnesses.values()].filter((key) => signers.has(key)) };
}

/** Refuse unless so many of the witnesses have cosigned as the policy wants. */
export function verifyQuorum(policy, witnesses) {
  if (policy.quorum !== NONE && !isEnough(policy, policy.quorum, witnesses)) throw new Refused("too few witnesses have cosigned");
}

function isEnough(policy, name, witnesses) {
  if (policy.witnesses.has(name)) return witnesses.includes(policy.witnesses.get(name));
  const { threshold, members } = policy.groups.get(name);
  return members.filter((member) => isEnough(policy, member, witnesses)).length >= threshold;
}

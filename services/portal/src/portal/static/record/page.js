// Checks in the reader's own browser what a page shows of the public record. A page without it says "not checked here".
//
// Every element with data-check-of="<fact id>" (of one of two bodies of a fork "<fact id>?index=<n>") shows the state of that
// entry: of its children with data-when="<states>" those of the state are shown, [data-step] say how far the check came,
// [data-value] what was found. One of them has data-about, what the page claims of the fact, and perhaps data-opening, who did it.

import { checkFact, Failed, STEPS } from "./check.js";
import { Unsupported } from "./note.js";

const AT_ONCE = 4;
const MOST = { "/log/policy": 65_536, "/log/proofs/": 69_632, "/log/entries/": 65_535 };

class Unread extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

async function octetsAt(place, name = "") {
  const answer = await fetch(place + name, { credentials: "omit", redirect: "error" });
  if (!answer.ok) throw new Unread(answer.status);
  const octets = new Uint8Array(await answer.arrayBuffer());
  if (octets.length > MOST[place]) throw new Unread("too long");
  return octets;
}

/** The state of an entry by its place: verified, refused (at a step), waiting (the record has no proof of it yet), unsupported, or unread. */
async function stateOf({ entryPlace, about, opening }, policy) {
  try {
    const read = [policy(), octetsAt("/log/proofs/", entryPlace), octetsAt("/log/entries/", entryPlace)];
    const [trusted, proof, entry] = await Promise.all(read);
    return { state: "verified", found: await checkFact({ policy: trusted, proof, entry, about, opening }) };
  } catch (error) {
    if (error instanceof Failed) return { state: "refused", failed: error.step, found: error.found };
    if (error instanceof Unsupported) return { state: "unsupported" };
    return { state: error.status === 404 ? "waiting" : "unread" };
  }
}

function show(entryPlace, { state, failed, found }) {
  for (const element of document.querySelectorAll(`[data-check-of="${entryPlace}"]`)) {
    element.dataset.checkState = state;
    for (const each of element.querySelectorAll("[data-when]")) each.hidden = !each.dataset.when.split(" ").includes(state);
    for (const each of element.querySelectorAll("[data-step]")) each.dataset.stepState = stepState(each.dataset.step, state, failed, found);
    for (const each of element.querySelectorAll("[data-value]")) each.textContent = valueOf(found, each.dataset.value);
  }
}

function stepState(step, state, failed, found) {
  const place = STEPS.indexOf(step), reached = { verified: STEPS.length, refused: STEPS.indexOf(failed) }[state] ?? 0;
  if (place === reached) return state === "refused" ? "failed" : "open";
  if (place > reached) return "open";
  return step === "witnesses" && !found.witnesses.length ? "none" : "passed";
}

function valueOf(found, name) {
  const value = found?.[name];
  if (typeof value === "bigint") return value.toLocaleString(document.documentElement.lang);
  return Array.isArray(value) ? value.join(", ") : value ?? "…";
}

/** Say how many of the page's facts are in each state. */
function count(states) {
  for (const total of document.querySelectorAll("[data-check-count]")) {
    const named = total.dataset.checkCount.split(" ");
    total.textContent = String(states.filter((each) => named.includes(each)).length);
  }
  const all = states.every((state) => state === "verified") ? "verified" : states.includes("refused") ? "refused" : "partly";
  for (const each of document.querySelectorAll("[data-when-all]")) each.hidden = !each.dataset.whenAll.split(" ").includes(all);
}

function claimOf({ dataset: { checkOf, about, opening } }) {
  return { entryPlace: checkOf, about: JSON.parse(about), opening: opening && JSON.parse(opening) };
}

async function main() {
  const claims = [...document.querySelectorAll("[data-about]")].map(claimOf);
  if (!globalThis.crypto?.subtle) {
    for (const { entryPlace } of claims) show(entryPlace, { state: "unsupported" });
    return count(claims.map(() => "unsupported"));
  }
  let reading;
  const policy = () => (reading ??= octetsAt("/log/policy"));
  const states = [], waiting = [...claims.entries()];
  async function work() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [number, claim] = next;
      show(claim.entryPlace, { state: "checking" });
      const result = await stateOf(claim, policy);
      states[number] = result.state;
      show(claim.entryPlace, result);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (states.length) count(states);
}

main();

// Asks the modules of the browser's check, one question a line of JSON on standard input, and answers in the same order.
// A question is {"ask", "about"?, "opening"?, and octets in base64}; an answer "verified", "refused at <step>", or another error's name.

import { text } from "node:stream/consumers";

const folder = process.argv[2];
const { checkEntry, checkFact, Failed } = await import(`${folder}/check.js`);
const { Refused, textOf } = await import(`${folder}/encoding.js`);
const { accepts } = await import(`${folder}/cosignature.js`);
const { LOG, parseKey, parseNote, signersOf } = await import(`${folder}/note.js`);

const ASKED = {
  entry: checkEntry,
  fact: checkFact,
  async note({ note, key }) {
    const known = [await parseKey(textOf(key), LOG)];
    if (!(await signersOf(parseNote(note), known, accepts)).size) throw new Refused("nobody known has signed");
  },
};

async function answered({ ask, about, opening, ...octets }) {
  const read = Object.entries(octets).map(([name, base64]) => [name, new Uint8Array(Buffer.from(base64, "base64"))]);
  try {
    await ASKED[ask]({ ...Object.fromEntries(read), about, opening });
    return "verified";
  } catch (error) {
    if (error instanceof Failed) return `refused at ${error.step}`;
    return error instanceof Refused ? "refused" : `${error.name}: ${error.message}`;
  }
}

const answers = [];
for (const line of (await text(process.stdin)).split("\n").filter(Boolean)) answers.push(await answered(JSON.parse(line)));
console.log(JSON.stringify(answers));

// Commitments to who acted: HMAC-SHA-256, key = salt, message = {"sub":…} in canonical JSON (RFC 8785), as shared/contracts has them.

import { hex, octetsOfText, Refused } from "./encoding.js";

/** Refuse an opening, {"body":{"sub":…},"salt":"<64 hex digits>"}, that is not what a commitment in hex was made of. */
export async function verifyActor({ body, salt }, commitment) {
  if (!/^[0-9a-f]{64}$/.test(salt) || typeof body.sub !== "string") throw new Refused("not an opening");
  const octets = Uint8Array.from(salt.match(/../g), (each) => parseInt(each, 16));
  const key = await crypto.subtle.importKey("raw", octets, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const message = octetsOfText(JSON.stringify({ sub: body.sub.normalize("NFC") }));
  const made = new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
  if (hex(made) !== commitment) throw new Refused("the opening of another commitment");
}

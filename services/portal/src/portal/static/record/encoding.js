// Base64, decimals and text with one spelling for each value (RFC 4648 §4; c2sp.org/tlog-checkpoint), as shared/tlog has them.

export class Refused extends Error {}

export const HASH_BYTES = 32;
const MAX_INTEGER = 2n ** 63n - 1n;

/** The octets of canonical, padded base64; any other spelling is refused. */
export function octetsOf(base64) {
  let binary;
  try {
    binary = atob(base64);
  } catch {
    throw new Refused("not base64");
  }
  // atob forgives spaces, missing padding and spare bits.
  if (btoa(binary) !== base64) throw new Refused("base64 in a second spelling");
  return Uint8Array.from(binary, (each) => each.charCodeAt(0));
}

/** The 32 octets of a SHA-256 hash in base64. */
export function hashOf(base64) {
  const octets = octetsOf(base64);
  if (octets.length !== HASH_BYTES) throw new Refused("a hash of another length");
  return octets;
}

/** A BigInt of 0 … 2^63-1 without sign or leading zero. */
export function decimal(text) {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) > MAX_INTEGER) throw new Refused("not a decimal in its one spelling");
  return BigInt(text);
}

/** UTF-8 text, a leading byte order mark included; anything else is refused. */
export function textOf(octets) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    throw new Refused("not UTF-8");
  }
}

export function octetsOfText(text) {
  return new TextEncoder().encode(text);
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function same(one, other) {
  return one.length === other.length && one.every((octet, at) => octet === other[at]);
}

export function hex(octets) {
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

export async function sha256(octets) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", octets));
}

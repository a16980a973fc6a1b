#!/usr/bin/env python3
"""Verify a public record without trusting whoever runs it: one file, Python 3.11 and the package `cryptography`.

    verify.py bundle PROOF ENTRY --policy FILE [--opening FILE …]   one fact, offline
    verify.py pdf FILE --policy FILE                            every fact whose proof is attached to a PDF, offline
    verify.py export BUNDLE --policy FILE [--signer VKEY]           an evidence bundle of the desk, offline
    verify.py log WHERE --policy FILE [--seen OLD]                  a whole log: every entry, every hash, the root;
                                                                    and the logs that follow it, as a chain
    verify.py compare OLD NEW --policy FILE [--log WHERE]           two checkpoints: did the log only grow?
    verify.py witnesses --policy FILE [--log WHERE]                 what each witness saw against what the log shows
    verify.py rebuild-index WHERE --policy FILE -o DIR              the index over time, type, unit and case

WHERE is the address under which `checkpoint` and `tile/…` lie, or a folder with these files; where a file `shards`
lies beside them, the logs that it names are checked too, and that each begins with the last note of the one before.
FILE is a policy (c2sp.org/tlog-policy): whose signatures count, how many witnesses are needed; several may be given,
and each checkpoint is held against the first that names its log.

Exit code 0: verified. 1: refused, something is not what it should be. 2: not checked: usage, or nothing could be read.
It shares no code with the record it checks. Formats: RFC 6962 and 9162, c2sp.org/signed-note, tlog-checkpoint,
tlog-cosignature, tlog-tiles, tlog-proof, tlog-policy.
"""

import argparse
import base64
import csv
import hashlib
import hmac
import json
import re
import sys
import time
import unicodedata
import urllib.error
import urllib.request
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WIDTH = 256
HASH = 32
MAX_INTEGER = 2**63 - 1
MAX_SIGNATURES = 100
MAX_CHECKPOINT = 64 * 1024
MAX_LIST = 16 * 1024 * 1024
MAX_BUNDLE = WIDTH * (2 + 65_535)
LOG, COSIGNATURE = 1, 4
SHARD_CLOSED = "audit.shard-closed.v1"
TRIES = 8
PATIENCE_SECONDS = 30.0
AT_ONCE = 4
MAX_PDF = 256 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


class Refused(Exception):
    """Something was read that is not true, not signed, or not in its form."""


class NotChecked(Exception):
    """Nothing can be said: what is needed cannot be read."""


# ── base64, decimals, hashes ──────────────────────────────────────────────────────────────────────────────────────────


def unbase64(text: str) -> bytes:
    """Read base64 in its one spelling (RFC 4648 §4)."""
    try:
        octets = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("not base64") from None
    if base64.b64encode(octets).decode() != text:
        raise Refused("base64 in a second spelling")
    return octets


def hash_of(text: str) -> bytes:
    """Read a hash in base64."""
    octets = unbase64(text)
    if len(octets) != HASH:
        raise Refused(f"a hash of {len(octets)} bytes")
    return octets


def decimal(text: str) -> int:
    """Read a number without sign and leading zero."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text) or int(text) > MAX_INTEGER:
        raise Refused(f"not a number in its one spelling: {text[:30]!r}")
    return int(text)


def leaf_hash(entry: bytes) -> bytes:
    """RFC 9162 §2.1.1."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162 §2.1.1."""
    return hashlib.sha256(b"\1" + left + right).digest()


EMPTY_ROOT = hashlib.sha256(b"").digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over any number of neighbouring hashes, as RFC 9162 §2.1.1 divides them."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        paired = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = paired + row[len(paired) * 2 :]
    return row[0]


# ── proofs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """RFC 9162 §2.1.3.2."""
    if index >= size:
        raise Refused(f"entry {index} is not in a tree of {size}")
    fn, sn, computed = index, size - 1, leaf
    for each in proof:
        if sn == 0:
            raise Refused("the inclusion proof is too long")
        if fn & 1 or fn == sn:
            computed = node_hash(each, computed)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            computed = node_hash(computed, each)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise Refused("the inclusion proof is too short")
    if computed != root:
        raise Refused("the inclusion proof leads to another root: these are not the bytes that were recorded")


def check_consistency(old: "Checkpoint", new: "Checkpoint", proof: Sequence[bytes]) -> None:
    """RFC 9162 §2.1.4.2; an empty old tree begins every tree."""
    if old.size > new.size:
        raise Refused(f"the log shrank from {old.size} to {new.size} entries")
    if old.size in (0, new.size):
        if proof or (old.size == new.size and old.root != new.root) or (not old.size and old.root != EMPTY_ROOT):
            raise Refused(f"two trees of {old.size} entries: the log was forked")
        return
    hashes = [old.root, *proof] if old.size & (old.size - 1) == 0 else list(proof)
    fn, sn = old.size - 1, new.size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    if not hashes:
        raise Refused("the consistency proof is too short")
    first = second = hashes[0]
    for each in hashes[1:]:
        if sn == 0:
            raise Refused("the consistency proof is too long")
        if fn & 1 or fn == sn:
            first, second = node_hash(each, first), node_hash(each, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, each)
        fn, sn = fn >> 1, sn >> 1
    if sn or first != old.root or second != new.root:
        raise Refused(f"the tree of {new.size} does not begin with the signed tree of {old.size}: the log was forked")


# ── notes, checkpoints, keys ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Key:
    """A public key with its name: `name+id+base64(algorithm ‖ key)` (c2sp.org/signed-note)."""

    name: str
    algorithm: int
    public: bytes

    @classmethod
    def parse(cls, vkey: str, algorithm: int) -> "Key":
        """Read a key of one algorithm, whose id must be its own."""
        name, _, rest = vkey.partition("+")
        claimed, _, encoded = rest.partition("+")
        octets = unbase64(encoded)
        if not re.fullmatch(r"[^\s+\ud800-\udfff]+", name) or len(octets) != 1 + HASH or octets[0] != algorithm:
            raise Refused("not a key of the kind that belongs here")
        key = cls(name, algorithm, octets[1:])
        if key.id.hex() != claimed:
            raise Refused(f"the key of {name} has another key's id")
        return key

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ LF ‖ algorithm ‖ key)."""
        return hashlib.sha256(f"{self.name}\n".encode() + bytes([self.algorithm]) + self.public).digest()[:4]

    def check(self, text: str, octets: bytes) -> None:
        """A log signs the text; a witness signs a time and the text (c2sp.org/tlog-cosignature)."""
        message, signature = text.encode(), octets
        if self.algorithm == COSIGNATURE:
            seconds, signature = int.from_bytes(octets[:8]), octets[8:]
            if seconds > MAX_INTEGER:
                raise Refused(f"{self.name} cosigned at no time")
            message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise Refused(f"the signature of {self.name} does not hold") from None


@dataclass(frozen=True)
class Checkpoint:
    """What a log states (c2sp.org/tlog-checkpoint), and who of the known has signed it."""

    origin: str
    size: int
    root: bytes
    signers: frozenset[Key] = frozenset()


def parse_note(raw: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """Text and signature lines as (name, key id ‖ signature)."""
    try:
        content = raw.decode()
    except UnicodeDecodeError:
        raise Refused("a note that is not UTF-8") from None
    text, separator, lines = content.rpartition("\n\n")
    if not separator or re.search(r"[\x00-\x09\x0b-\x1f]", content) or not lines.endswith("\n"):
        raise Refused("not a signed note")
    found = [_signature(line) for line in lines[:-1].split("\n")]
    if len(found) > MAX_SIGNATURES:
        raise Refused("a note with too many signatures")
    return f"{text}\n", found


def _signature(line: str) -> tuple[str, bytes]:
    match = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
    if match is None:
        raise Refused("not a signature line")
    octets = unbase64(match[2])
    if len(octets) < 5:
        raise Refused("a signature line without a signature")
    return match[1], octets


def signers_of(raw: bytes, known: Iterable[Key]) -> frozenset[Key]:
    """Who of the known has signed; unknown keys are passed over, a known one that fails refuses the note."""
    text, lines = parse_note(raw)
    keys, found = {(key.name, key.id): key for key in known}, set[Key]()
    for name, octets in lines:
        key = keys.get((name, octets[:4]))
        if key is not None and key not in found:
            key.check(text, octets[4:])
            found.add(key)
    return frozenset(found)


def parse_checkpoint(text: str) -> Checkpoint:
    """Origin, size, root; extension lines may follow."""
    *lines, end = text.split("\n")
    if len(lines) < 3 or end or not all(lines):
        raise Refused("not a checkpoint")
    return Checkpoint(lines[0], decimal(lines[1]), hash_of(lines[2]))


# ── policy ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Policy:
    """Whose signatures make a checkpoint good enough (c2sp.org/tlog-policy)."""

    logs: list[Key] = field(default_factory=list)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str | None = None
    places: dict[str, str] = field(default_factory=dict)
    """Where the log (`log`) and each witness show what they have."""

    def verify(self, raw: bytes) -> Checkpoint:
        """Read a checkpoint that satisfies this policy."""
        signers = signers_of(raw, [*self.logs, *self.witnesses.values()])
        stated = parse_checkpoint(parse_note(raw)[0])
        if not any(key in signers and key.name == stated.origin for key in self.logs):
            raise Refused(f"no log of the policy has signed this checkpoint of {stated.origin}")
        if self.quorum not in (None, "none") and not self._enough(str(self.quorum), signers):
            raise Refused("too few witnesses of the policy have cosigned")
        return Checkpoint(stated.origin, stated.size, stated.root, signers)

    def _enough(self, name: str, signers: frozenset[Key]) -> bool:
        if name in self.witnesses:
            return self.witnesses[name] in signers
        threshold, members = self.groups[name]
        return sum(self._enough(member, signers) for member in members) >= threshold

    def names(self) -> set[str]:
        """What a later line may refer to."""
        return {*self.witnesses, *self.groups}


@dataclass
class Policies:
    """One policy or several; logs of other years may have had other witnesses."""

    policies: list[Policy]

    def verify(self, raw: bytes) -> Checkpoint:
        """Read a checkpoint that satisfies the first policy which names its log."""
        origin = parse_checkpoint(parse_note(raw)[0]).origin
        named = [policy for policy in self.policies if any(key.name == origin for key in policy.logs)]
        return (named or self.policies)[0].verify(raw)


def policies_of(arguments: argparse.Namespace) -> Policies:
    """Those that the caller named."""
    return Policies([parse_policy(content_of(path)) for path in arguments.policy])


def parse_policy(raw: bytes) -> Policy:
    """Read a policy, strictly: each name before its use, one quorum, no key twice."""
    text = raw.decode("utf-8", "surrogateescape")
    if not text.endswith("\n") or re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
        raise Refused("not a policy")
    policy = Policy()
    for number, line in enumerate(text.split("\n"), start=1):
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            _read_line(policy, words)
        except Refused as error:
            raise Refused(f"line {number} of the policy: {error}") from None
    if policy.quorum is None or not policy.logs:
        raise Refused("a policy names a log and a quorum")
    return policy


def _read_line(policy: Policy, words: list[str]) -> None:
    match words:
        case ["log", vkey, *place] if len(place) < 2:
            policy.logs.append(Key.parse(vkey, LOG))
            policy.places.update(log=place[0] if place else "")
        case ["witness", name, vkey, *place] if len(place) < 2 and _is_new(policy, name):
            policy.witnesses[name] = Key.parse(vkey, COSIGNATURE)
            policy.places |= {f"witness {name}": each for each in place}
        case ["group", name, wanted, *members] if members and _is_new(policy, name):
            policy.groups[name] = (_threshold(wanted, members), members)
            if len({each for _, group in policy.groups.values() for each in group}) != sum(
                len(group) for _, group in policy.groups.values()
            ):
                raise Refused("a member twice")
            if not set(members) <= policy.names() - {name}:
                raise Refused("a member that is not defined before")
        case ["quorum", name] if policy.quorum is None and name in {"none", *policy.names()}:
            policy.quorum = name
        case _:
            raise Refused("no such line")
    for keys in (policy.logs, list(policy.witnesses.values())):
        if len({key.public for key in keys}) != len(keys):
            raise Refused("a key twice")


def _is_new(policy: Policy, name: str) -> bool:
    return name != "none" and name not in policy.names()


def _threshold(wanted: str, members: list[str]) -> int:
    number = {"any": 1, "all": len(members)}.get(wanted) or decimal(wanted)
    if not 1 <= number <= len(members):
        raise Refused(f"{number} of {len(members)} members")
    return number


# ── one fact ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def parse_proof(raw: bytes) -> tuple[int, list[bytes], bytes]:
    """Index, hashes and checkpoint of a `.tlog-proof` (c2sp.org/tlog-proof)."""
    head, separator, note = raw.partition(b"\n\n")
    if not separator or not head.isascii():
        raise Refused("not a tlog-proof")
    header, *lines = head.decode().split("\n")
    if lines and lines[0].startswith("extra "):
        unbase64(lines.pop(0).removeprefix("extra "))
    if header != "c2sp.org/tlog-proof@v1" or not lines or not lines[0].startswith("index "):
        raise Refused("not a tlog-proof of version 1")
    return decimal(lines[0].removeprefix("index ")), [hash_of(line) for line in lines[1:]], note


def canonical(value: Json) -> bytes:
    """The canonical JSON of the record's facts: sorted keys, no spaces, NFC, no floats."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def check_opening(raw: bytes, fact: dict[str, Json]) -> str:
    """Say which commitment of a fact these bytes open: `{"body":{…},"salt":"<64 hex>"}`, in canonical form."""
    try:
        opening = json.loads(raw)
        salt, body = bytes.fromhex(opening["salt"]), opening["body"]
        if len(salt) != HASH or canonical({"body": body, "salt": salt.hex()}) != raw:
            raise Refused("not an opening in its one spelling")
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("not an opening") from None
    commitment = hmac.new(salt, canonical(body), hashlib.sha256).hexdigest()
    for name in ("personalcommit", "actorcommit"):
        if fact.get(name) == commitment:
            return name
    raise Refused("the opening fits no commitment of this fact")


def bundle(arguments: argparse.Namespace) -> dict[str, object]:
    """Check one fact offline."""
    policy = policies_of(arguments)
    entry = content_of(arguments.entry)
    index, stated = check_fact(policy, content_of(arguments.proof), entry)
    opened = [check_opening(content_of(path), fact_of(entry)) for path in arguments.opening]
    return {
        **told(stated),
        "index": index,
        "entry_sha256": hashlib.sha256(entry).hexdigest(),
        "opened": opened,
        "not_checked": [
            "that what the fact says is true",
            *([] if "personalcommit" in opened else ["whom it is about: no opening was given"]),
            *(
                []
                if stated_by_witnesses(stated)
                else ["that everybody was shown the same tree: no witness is asked for"]
            ),
        ],
    }


def check_fact(policy: Policy | Policies, proof: bytes, entry: bytes) -> tuple[int, Checkpoint]:
    """Where the record has these bytes, and the checkpoint that says so."""
    index, hashes, note = parse_proof(proof)
    stated = policy.verify(note)
    check_inclusion(leaf_hash(entry), index, stated.size, hashes, stated.root)
    return index, stated


def fact_of(entry: bytes) -> dict[str, Json]:
    """The entry as JSON."""
    try:
        fact = json.loads(entry)
    except (ValueError, RecursionError):
        raise Refused("the entry is no JSON") from None
    if not isinstance(fact, dict):
        raise Refused("the entry is no event")
    return fact


def stated_by_witnesses(stated: Checkpoint) -> bool:
    """Has any witness of the policy cosigned?"""
    return any(key.algorithm == COSIGNATURE for key in stated.signers)


def told(stated: Checkpoint) -> dict[str, object]:
    """Of a checkpoint, for people."""
    return {
        "origin": stated.origin,
        "size": stated.size,
        "root": base64.b64encode(stated.root).decode(),
        "signed_by": sorted(f"{key.name}+{key.id.hex()}" for key in stated.signers),
    }


# ── proofs attached to a PDF ──────────────────────────────────────────────────────────────────────────────────────────
#
# As much of ISO 32000-2 as leads from the trailer to the embedded files. Objects are found by reading the file from its
# beginning, of two with one number the later one counts; also those in object streams. All else is not checked.

PDF_GAP = rb"(?:[\0\t\n\f\r ]|%[^\r\n]*+)*+"
PDF_WORD = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
PDF_TOKEN = re.compile(
    PDF_GAP + rb"(<<|>>|[\[\]]|/" + PDF_WORD + rb"*+|<[0-9A-Fa-f\0\t\n\f\r ]*+>|\(|" + PDF_WORD + rb"++)"
)
PDF_REFERENCE = re.compile(PDF_GAP + rb"[0-9]+" + PDF_GAP + rb"R(?!" + PDF_WORD + rb")")
PDF_START = re.compile(
    rb"(?<![0-9])([0-9]{1,10})[\0\t\n\f\r ]+[0-9]{1,5}[\0\t\n\f\r ]+obj(?!" + PDF_WORD + rb")|\btrailer\b"
)
PDF_STREAM = re.compile(PDF_GAP + rb"stream(?:\r\n|\n)")
PDF_IN_STRING = re.compile(rb"[()]|\\(?:[0-7]{1,3}|\r\n|.)", re.DOTALL)
PDF_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


@dataclass(frozen=True)
class Reference:
    """To another object of the file, by its number."""

    number: int


PdfValue: TypeAlias = "int | str | bytes | Reference | list[PdfValue] | dict[str, PdfValue] | None"
"""Words and names are text, strings bytes; a stream is its dictionary with its octets under `stream`."""


class PdfReader:
    """Reads values at places in octets."""

    def __init__(self, octets: bytes) -> None:
        self.octets = octets

    def value(self, at: int) -> tuple[PdfValue, int]:
        """A value and the place behind it."""
        token, at = self._token(at)
        if token == b"<<":
            return self._dictionary(at)
        if token == b"[":
            return self._array(at)
        if token == b"(":
            return self._string(at)
        if token[:1] == b"/":
            return re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), token).decode(
                "latin-1"
            ), at
        if token[:1] == b"<":
            digits = b"".join(token[1:-1].split())
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()), at
        if token.isdigit() and (reference := PDF_REFERENCE.match(self.octets, at)):
            return Reference(int(token)), reference.end()
        return int(token) if token.isdigit() and len(token) < 20 else token.decode("latin-1"), at

    def _token(self, at: int) -> tuple[bytes, int]:
        token = PDF_TOKEN.match(self.octets, at)
        if token is None:
            raise NotChecked(f"a PDF that cannot be read at byte {at}")
        return token[1], token.end()

    def _dictionary(self, at: int) -> tuple[PdfValue, int]:
        found: dict[str, PdfValue] = {}
        while True:
            token, past = self._token(at)
            if token == b">>":
                return found, past
            name, at = self.value(at)
            found[str(name)], at = self.value(at)

    def _array(self, at: int) -> tuple[PdfValue, int]:
        found: list[PdfValue] = []
        while True:
            token, past = self._token(at)
            if token == b"]":
                return found, past
            value, at = self.value(at)
            found.append(value)

    def _string(self, at: int) -> tuple[PdfValue, int]:
        found, depth = bytearray(), 1
        while depth:
            mark = PDF_IN_STRING.search(self.octets, at)
            if mark is None:
                raise NotChecked("a PDF with a text without end")
            found += self.octets[at : mark.start()]
            at, inside = mark.end(), mark[0]
            depth += {b"(": 1, b")": -1}.get(inside, 0)
            if inside[:1] == b"\\":
                escaped = inside[1:]
                found += (
                    bytes([int(escaped, 8) & 255]) if escaped[:1] in b"01234567" else PDF_ESCAPES.get(escaped, escaped)
                )
            elif depth:
                found += inside
        return bytes(found), at


class Pdf:
    """The objects of a PDF, and what leads to its embedded files."""

    def __init__(self, octets: bytes) -> None:
        if octets[:5] != b"%PDF-" or len(octets) > MAX_PDF:
            raise NotChecked("not a PDF, or too long a one")
        self.octets, self.objects, self.places = octets, dict[int, PdfValue](), dict[int, int]()
        self.trailer: dict[str, PdfValue] = {}
        read = list(enumerate(self._scan()))
        for place, (number, value) in read:
            self._keep(place, number, value)
        for place, (_, value) in read:
            if isinstance(value, dict) and value.get("/Type") == "/ObjStm":
                self._unpack(place, value)
        if not self.trailer:
            raise NotChecked("a PDF without a trailer")

    def _scan(self) -> Iterator[tuple[int | None, PdfValue]]:
        reader, at = PdfReader(self.octets), 0
        while start := PDF_START.search(self.octets, at):
            value, at = reader.value(start.end())
            if isinstance(value, dict) and start[1] and (stream := PDF_STREAM.match(self.octets, at)):
                at = self._end_of(value, stream.end())
            yield int(start[1]) if start[1] else None, value

    def _end_of(self, stream: dict[str, PdfValue], start: int) -> int:
        """A length that stands elsewhere is read once all objects are."""
        length = stream.get("/Length")
        past = self.octets.find(b"endstream", start + length if isinstance(length, int) else start)
        if past < 0:
            raise NotChecked("a PDF with a stream without end")
        stream["start"], stream["past"] = start, past
        return past

    def _keep(self, place: int, number: int | None, value: PdfValue) -> None:
        if number is not None and self.places.get(number, -1) <= place:
            self.objects[number], self.places[number] = value, place
        if isinstance(value, dict) and (number is None or value.get("/Type") == "/XRef"):
            if "/Encrypt" in value:
                raise NotChecked("an encrypted PDF")
            self.trailer = value if "/Root" in value else self.trailer

    def _unpack(self, place: int, stream: dict[str, PdfValue]) -> None:
        """The objects in an object stream (ISO 32000-2 §7.5.7)."""
        octets, first = self.content(stream), stream.get("/First")
        if not isinstance(first, int):
            raise NotChecked("a PDF with objects that cannot be read")
        words, reader = octets[:first].split(), PdfReader(octets)
        for number, offset in zip(words[::2], words[1::2], strict=False):
            self._keep(place, int(number), reader.value(first + int(offset))[0])

    def at(self, value: PdfValue) -> PdfValue:
        """What a reference leads to."""
        for _ in range(32):
            if not isinstance(value, Reference):
                return value
            value = self.objects.get(value.number)
        raise NotChecked("a PDF whose references lead nowhere")

    def inside(self, value: PdfValue, *names: str) -> PdfValue:
        """What lies under names in dictionaries in each other."""
        for name in names:
            found = self.at(value)
            value = found.get(name) if isinstance(found, dict) else None
        return self.at(value)

    def items(self, value: PdfValue) -> list[PdfValue]:
        """An array's values; none of what is no array."""
        found = self.at(value)
        return found if isinstance(found, list) else []

    def content(self, stream: dict[str, PdfValue]) -> bytes:
        """The octets of a stream, unpacked."""
        start, past, length = stream.get("start"), stream.get("past"), self.at(stream.get("/Length"))
        if (
            not isinstance(start, int)
            or not isinstance(past, int)
            or not isinstance(length, int)
            or start + length > past
        ):
            raise NotChecked("a PDF with a stream whose length is wrong")
        octets, filters = self.octets[start : start + length], self.at(stream.get("/Filter"))
        for each in filters if isinstance(filters, list) else [filters] if filters else []:
            if self.at(each) not in ("/FlateDecode", "/Fl") or self.inside(stream, "/DecodeParms") not in (
                None,
                "null",
                [],
            ):
                raise NotChecked(f"a PDF with a stream that is packed as {each!r}")
            octets = _inflated(octets)
        return octets

    def files(self) -> dict[str, bytes]:
        """The embedded files by name: those of the name tree and those that are associated with the document."""
        root, found = self.trailer["/Root"], dict[str, bytes]()
        named = self._leaves(self.inside(root, "/Names", "/EmbeddedFiles"), 0)
        for specification in [*named, *self.items(self.inside(root, "/AF"))]:
            name = self.inside(specification, "/UF") or self.inside(specification, "/F")
            stream = self.inside(specification, "/EF", "/UF") or self.inside(specification, "/EF", "/F")
            if not isinstance(name, bytes) or not isinstance(stream, dict):
                raise NotChecked("a PDF with an attachment that cannot be read")
            content = self.content(stream)
            if found.setdefault(_text(name), content) != content:
                raise NotChecked(f"a PDF with two attachments named {_text(name)}")
        return found

    def _leaves(self, node: PdfValue, depth: int) -> Iterator[PdfValue]:
        if depth > 32:
            raise NotChecked("a PDF with a tree of names without end")
        yield from self.items(self.inside(node, "/Names"))[1::2]
        for kid in self.items(self.inside(node, "/Kids")):
            yield from self._leaves(kid, depth + 1)


def _inflated(octets: bytes) -> bytes:
    try:
        unpacking = zlib.decompressobj()
        found = unpacking.decompress(octets, MAX_UNPACKED)
    except zlib.error:
        raise NotChecked("a PDF with a stream that cannot be unpacked") from None
    if not unpacking.eof:
        raise NotChecked("a PDF with a stream that is cut off or too long")
    return found


def _text(name: bytes) -> str:
    if name[:2] == b"\xfe\xff":
        return name[2:].decode("utf-16-be", "replace")
    return name.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def attached(arguments: argparse.Namespace) -> dict[str, object]:
    """Check every fact whose proof and bytes are attached to a PDF."""
    policy = policies_of(arguments)
    try:
        files = Pdf(content_of(arguments.file)).files()
    except (RecursionError, ValueError, OverflowError):
        raise NotChecked("a PDF that cannot be read") from None
    names = sorted({name.rpartition(".")[0] for name in files if name.endswith((".tlog-proof", ".entry"))})
    if not names:
        raise NotChecked("no proof is attached to this PDF")
    facts = [_attached_fact(policy, files, name) for name in names]
    return {
        "facts": facts,
        "not_checked": [
            "that the pages show what the facts say: compare them",
            "that what the facts say is true",
        ],
    }


def _attached_fact(policy: Policies, files: dict[str, bytes], name: str) -> dict[str, object]:
    proof, entry = files.get(f"{name}.tlog-proof"), files.get(f"{name}.entry")
    if proof is None or entry is None:
        raise NotChecked(f"of {name} only one of proof and entry is attached")
    try:
        index, stated = check_fact(policy, proof, entry)
        fact = fact_of(entry)
        openings = [
            raw for each, raw in sorted(files.items()) if each.startswith(f"{name}.") and each.endswith(".opening")
        ]
        opened = [check_opening(raw, fact) for raw in openings]
    except Refused as error:
        raise Refused(f"{name}: {error}") from None
    said = {key: fact.get(key) for key in ("id", "type", "time", "data")}
    return {**told(stated), "name": name, "index": index, "opened": opened, **said}


# ── a whole log ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class File:
    """A tile (level 0 …) or an entry bundle (level None) (c2sp.org/tlog-tiles)."""

    level: int | None
    number: int
    width: int

    @property
    def full(self) -> str:
        """The path of the full file."""
        groups, number = [f"{self.number % 1000:03}"], self.number // 1000
        while number:
            groups.append(f"x{number % 1000:03}")
            number //= 1000
        return f"tile/{'entries' if self.level is None else self.level}/{'/'.join(reversed(groups))}"

    @property
    def path(self) -> str:
        """The path of this width."""
        return self.full if self.width == WIDTH else f"{self.full}.p/{self.width}"


def files_of(level: int | None, count: int) -> Iterator[File]:
    """The files of one level with `count` hashes."""
    for number in range(-(-count // WIDTH)):
        yield File(level, number, min(WIDTH, count - number * WIDTH))


class Source:
    """Where a log lies: an address or a folder."""

    def __init__(self, where: str) -> None:
        self.where = where.rstrip("/")
        self.is_remote = re.match(r"https?://", where) is not None

    def checkpoint(self) -> bytes:
        """The log's own newest statement."""
        found = self._get("checkpoint", MAX_CHECKPOINT)
        if found is None:
            raise NotChecked(f"{self.where} has no checkpoint")
        return found

    def later(self) -> list[str] | None:
        """Where the logs lie that follow this one, None without a list; nothing of what is said here is believed."""
        if (raw := self._get("shards", MAX_LIST)) is None:
            return None
        try:
            paths = [each["path"] for each in json.loads(raw)["logs"]]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Refused("shards: not a list of logs") from None
        if any(re.fullmatch(r"[0-9]{4}(-[0-9]+)?", path) is None for path in paths[1:]) or len({*paths}) != len(paths):
            raise Refused("shards: not a list of logs")
        return [f"{self.where}/{path}" for path in paths[1:]]

    def hashes(self, file: File) -> list[bytes]:
        """The hashes of a tile."""
        octets = self._file(file, WIDTH * HASH, file.width * HASH)
        if len(octets) != file.width * HASH:
            raise Refused(f"{file.path}: {len(octets)} bytes where {file.width} hashes are meant")
        return [octets[at : at + HASH] for at in range(0, len(octets), HASH)]

    def entries(self, file: File) -> list[bytes]:
        """The entries of a bundle."""
        octets, found, at = self._file(file, MAX_BUNDLE, MAX_BUNDLE), list[bytes](), 0
        while at < len(octets) and len(found) < file.width:
            start = at + 2
            at = start + int.from_bytes(octets[at:start])
            found.append(octets[start:at])
        if at > len(octets) or len(found) != file.width or (at != len(octets) and file.width == WIDTH):
            raise Refused(f"{file.path}: not {file.width} whole entries")
        return found

    def _file(self, file: File, limit: int, cut: int) -> bytes:
        octets = self._get(file.path, limit)
        if octets is None and file.width < WIDTH:
            octets = self._get(file.full, limit)
            octets = octets if octets is None else octets[:cut]
        if octets is None:
            raise Refused(f"{file.path}: missing")
        return octets

    def _get(self, path: str, limit: int) -> bytes | None:
        octets = self._fetched(path, limit) if self.is_remote else self._read(path)
        if octets is not None and len(octets) > limit:
            raise Refused(f"{path}: longer than it can be")
        return octets

    def _read(self, path: str) -> bytes | None:
        try:
            return Path(self.where, path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise NotChecked(f"{path}: {error.strerror}") from None

    def _fetched(self, path: str, limit: int) -> bytes | None:
        for remaining in reversed(range(TRIES)):
            try:
                with urllib.request.urlopen(f"{self.where}/{path}", timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
                    octets: bytes = answer.read(limit + 1)
                    return octets
            except urllib.error.HTTPError as error:
                if error.code == 404:
                    return None
                if error.code not in (429, 500, 502, 503, 504) or not remaining:
                    raise NotChecked(f"{self.where}/{path}: {error.code}") from None
                told_to_wait = error.headers.get("Retry-After", "")
                time.sleep(min(float(told_to_wait) if told_to_wait.isdigit() else 1.0, PATIENCE_SECONDS))
            except (OSError, ValueError) as error:
                if not remaining:
                    raise NotChecked(f"{self.where}/{path}: {error}") from None
                time.sleep(0.2)
        raise NotChecked(path)


@dataclass
class Walk:
    """One pass over a log: its entries, in order; afterwards `flaws` names every file that is not what was signed."""

    source: Source
    stated: Checkpoint
    flaws: list[str] = field(default_factory=list)

    def entries(self) -> Iterator[tuple[int, bytes]]:
        """Every entry that could be read, with its index; checks bundles against tiles and tiles against the root."""
        ours, theirs = Side(), Side()
        bundles = list(files_of(None, self.stated.size))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for file, (entries, hashes) in zip(bundles, self._pairs(pool, bundles), strict=True):
                found = [leaf_hash(each) for each in entries]
                self._compare(file, found, hashes)
                ours.add(file.width, found)
                theirs.add(file.width, hashes)
                yield from enumerate(entries, start=file.number * WIDTH)
        level = 1
        while ours.roots:
            ours, theirs = self._level(level, ours, theirs)
            level += 1
        self._check_root(ours.root(), theirs.root())

    def _pairs(self, pool: ThreadPoolExecutor, bundles: list[File]) -> Iterator[tuple[list[bytes], list[bytes]]]:
        for start in range(0, len(bundles), 4 * AT_ONCE):
            yield from list(pool.map(self._pair, bundles[start : start + 4 * AT_ONCE]))

    def _pair(self, file: File) -> tuple[list[bytes], list[bytes]]:
        tile = File(0, file.number, file.width)
        return self._or_flaw(self.source.entries, file), self._or_flaw(self.source.hashes, tile)

    def _or_flaw(self, read: Callable[[File], list[bytes]], file: File) -> list[bytes]:
        try:
            return read(file)
        except Refused as error:
            self.flaws.append(str(error))
            return []

    def _compare(self, file: File, found: list[bytes], hashes: list[bytes]) -> None:
        if found and hashes:
            tile = File(0, file.number, file.width).path
            self.flaws += [
                f"{file.path}: entry {file.number * WIDTH + at} is not hash {at} of {tile}"
                for at, (ours, theirs) in enumerate(zip(found, hashes, strict=True))
                if ours != theirs
            ]

    def _level(self, level: int, ours: "Side", theirs: "Side") -> tuple["Side", "Side"]:
        """A level's hashes are the roots of the full tiles below it."""
        above_ours, above_theirs = Side(edge=ours.edge), Side(edge=theirs.edge)
        for file in files_of(level, len(ours.roots)):
            start, past = file.number * WIDTH, file.number * WIDTH + file.width
            hashes = self._or_flaw(self.source.hashes, file) or theirs.roots[start:past]
            self.flaws += [
                f"{file.path}: hash {at} is not the root of {File(level - 1, start + at, WIDTH).path}"
                for at, above in enumerate(hashes)
                if above != theirs.roots[start + at]
            ]
            above_ours.add(file.width, ours.roots[start:past])
            above_theirs.add(file.width, hashes)
        return above_ours, above_theirs

    def _check_root(self, ours: bytes, theirs: bytes) -> None:
        """The root over the entries is what counts; that over the tiles says on which side a flaw lies."""
        if ours == theirs == self.stated.root:
            return
        if ours == self.stated.root:
            self.flaws.append("the entries are those that were signed; tiles are not")
        elif theirs == self.stated.root:
            self.flaws.append("the tiles are those that were signed; entries are not")
        else:
            self.flaws.append("checkpoint: neither entries nor tiles lead to the root that was signed")


@dataclass
class Side:
    """A tree as one kind of file has it: roots of the full tiles of a level, and what the levels below left over."""

    roots: list[bytes] = field(default_factory=list)
    edge: list[bytes] = field(default_factory=list)
    """Roots of full subtrees at the right edge, biggest first."""

    def add(self, width: int, hashes: Sequence[bytes]) -> None:
        """Take the hashes of the next tile; the last one of a level may be partial."""
        if width == WIDTH:
            self.roots.append(root_of(hashes))
            return
        left_over, start = [], 0
        for height in reversed(range(8)):
            if width >> height & 1:
                left_over.append(root_of(hashes[start : start + (1 << height)]))
                start += 1 << height
        self.edge = left_over + self.edge

    def root(self) -> bytes:
        """The root of the whole tree."""
        return _folded(self.edge)


def _folded(edge: list[bytes]) -> bytes:
    """The root from the roots of full subtrees, biggest first."""
    if not edge:
        return EMPTY_ROOT
    computed = edge[-1]
    for left in reversed(edge[:-1]):
        computed = node_hash(left, computed)
    return computed


@dataclass
class Record:
    """The logs of one record, first to last, walked one after the other."""

    policy: Policies
    where: str
    stated: list[Checkpoint] = field(default_factory=list)
    raw: bytes = b""
    """The checkpoint of the log that was walked last."""
    is_whole: bool = True
    """Does it begin with the first log, not with one that follows another?"""
    is_listed: bool = True
    """Does a list say which logs follow?"""
    flaws: list[str] = field(default_factory=list)

    def entries(self) -> Iterator[tuple[int, bytes]]:
        """Every entry, with its index among all; afterwards `flaws` has what is wrong, also between two logs."""
        first = Source(self.where)
        later = first.later()
        self.is_listed = later is not None
        for source in [first, *map(Source, later or [])]:
            yield from self._log(source, names_log=bool(later))

    def _log(self, source: Source, *, names_log: bool) -> Iterator[tuple[int, bytes]]:
        before, start = self.stated[-1:], sum(each.size for each in self.stated)
        self.raw = source.checkpoint()
        stated = self.policy.verify(self.raw)
        walk, head = Walk(source, stated), b""
        for index, entry in walk.entries():
            head = head if index else entry
            yield start + index, entry
        self.stated.append(stated)
        if before:
            walk.flaws += self._flaws_between(before[0], stated, head)
        else:
            self.is_whole = f'"type":"{SHARD_CLOSED}"'.encode() not in head
        self.flaws += [f"{stated.origin}: {flaw}" if names_log else flaw for flaw in dict.fromkeys(walk.flaws)]

    def _flaws_between(self, before: Checkpoint, stated: Checkpoint, head: bytes) -> list[str]:
        """Entry 0 holds the last note of the log before, under its policy, which is what that log still shows."""
        try:
            fact = fact_of(head)
            data = fact.get("data")
            if fact.get("type") != SHARD_CLOSED or not isinstance(data, dict):
                raise Refused("does not say how the log before was closed")
            last = self.policy.verify(str(data.get("last_note")).encode())
        except Refused as error:
            return [f"entry 0: {error}"]
        flaws = []
        if (last.origin, last.size, last.root) != (before.origin, before.size, before.root):
            flaws.append(f"entry 0 closes {last.origin} at {last.size} entries, {before.origin} shows {before.size}")
        if data.get("next_origin") != stated.origin:
            flaws.append("entry 0 begins another log")
        return flaws

    def told(self) -> dict[str, object]:
        """Of all logs, for people; of the last one in full. Raises Refused with everything that is wrong."""
        if self.flaws:
            raise Refused("\n".join(self.flaws))
        closed = [f"{each.origin}: {each.size}" for each in self.stated[:-1]]
        unchecked = ""
        if not self.is_whole:
            unchecked = "the log before this one, which its entry 0 closes"
        elif not self.is_listed and len({key.name for each in self.policy.policies for key in each.logs}) > 1:
            unchecked = "the other logs of the policy: no list (shards) says where they lie"
        answer = told(self.stated[-1]) | ({"follows": closed} if closed else {})
        return answer | ({"not_checked": unchecked} if unchecked else {})


def whole(arguments: argparse.Namespace) -> dict[str, object]:
    """Fetch and check a whole record: its log, and those that follow."""
    policy = policies_of(arguments)
    record = Record(policy, arguments.where)
    count = sum(1 for _ in record.entries())
    answer = {**record.told(), "entries_checked": count}
    if arguments.seen is not None:
        seen = policy.verify(content_of(arguments.seen))
        check_seen(record, seen)
        answer["extends"] = seen.size
    if arguments.keep is not None:
        arguments.keep.write_bytes(record.raw)
    return answer


def check_seen(record: Record, seen: Checkpoint) -> None:
    """What was seen of a log is the beginning of that log."""
    places = [record.where, *(Source(record.where).later() or [])]
    for where, stated in zip(places, record.stated, strict=True):
        if stated.origin == seen.origin:
            check_consistency(seen, stated, consistency_of(Source(where), seen.size, stated.size))
            return
    raise Refused(f"the record has no log {seen.origin}, of which a checkpoint was seen")


# ── two checkpoints ───────────────────────────────────────────────────────────────────────────────────────────────────


def consistency_of(source: Source, old: int, new: int) -> list[bytes]:
    """The proof of RFC 9162 §2.1.4.1, made from tiles; nothing in it needs to be believed."""
    return [] if old in (0, new) else list(_subproof(source, old, (0, new), new, whole_old=True))


def _subproof(source: Source, old: int, span: tuple[int, int], size: int, *, whole_old: bool) -> Iterator[bytes]:
    start, past = span
    if old == past - start:
        if not whole_old:
            yield span_root(source, start, past, size)
        return
    middle = 1 << (past - start - 1).bit_length() - 1
    if old <= middle:
        yield from _subproof(source, old, (start, start + middle), size, whole_old=whole_old)
        yield span_root(source, start + middle, past, size)
    else:
        yield from _subproof(source, old - middle, (start + middle, past), size, whole_old=False)
        yield span_root(source, start, start + middle, size)


def span_root(source: Source, start: int, past: int, size: int) -> bytes:
    """The root over the leaves of a span of a proof, from hashes of tiles of the tree with `size` leaves."""
    roots = []
    while start < past:
        height = (past - start).bit_length() - 1
        level, above = divmod(height, 8)
        first = start >> 8 * level
        file = File(level, first // WIDTH, min(WIDTH, (size >> 8 * level) - first // WIDTH * WIDTH))
        roots.append(root_of(source.hashes(file)[first % WIDTH : first % WIDTH + (1 << above)]))
        start += 1 << height
    return _folded(roots)


def compare(arguments: argparse.Namespace) -> dict[str, object]:
    """Say whether one checkpoint extends the other; both must satisfy the policy."""
    policy = policies_of(arguments)
    old, new = (policy.verify(content_of(path)) for path in (arguments.old, arguments.new))
    if old.origin != new.origin:
        raise Refused(f"two logs: {old.origin} and {new.origin}")
    old, new = (old, new) if old.size <= new.size else (new, old)
    proof: list[bytes] = []
    if old.size not in (0, new.size):
        if arguments.log is None:
            raise NotChecked("checkpoints of two sizes are compared with the log's tiles: --log WHERE")
        proof = consistency_of(Source(arguments.log), old.size, new.size)
    check_consistency(old, new, proof)
    return {**told(new), "extends": old.size}


# ── what the witnesses saw ────────────────────────────────────────────────────────────────────────────────────────────


def witnesses(arguments: argparse.Namespace) -> dict[str, object]:
    """Hold what each witness of the policy cosigned last against what one log shows, of several the one named last."""
    policy = parse_policy(content_of(arguments.policy[-1]))
    source = Source(arguments.log or policy.places["log"])
    origin = _by(policy, policy.logs, source.checkpoint()).origin
    silent, seen = dict[str, str](), dict[str, bytes]()
    for name in policy.witnesses:
        try:
            seen[name] = _view(policy, name, origin)
        except NotChecked as error:
            silent[name] = str(error)
    if not seen:
        raise NotChecked("; ".join(f"{name}: {why}" for name, why in silent.items()) or "the policy has no witness")
    sizes, flaws = dict[str, int](), list[str]()
    for name, raw in seen.items():
        try:
            sizes[name] = _extended(policy, name, raw, source, arguments.patience)
        except Refused as error:
            flaws.append(f"the witness {name}: {error}")
            _keep(arguments.evidence, {f"{name}.note": raw, f"{name}.log.note": source.checkpoint()})
    if flaws:
        raise Refused("\n".join(flaws))
    return {**told(_by(policy, policy.logs, source.checkpoint())), "seen": sizes, "silent": silent}


def _view(policy: Policy, name: str, origin: str) -> bytes:
    if (place := policy.places.get(f"witness {name}")) is None:
        raise NotChecked("the policy has no address of it")
    raw = Source(place)._get(f"{hashlib.sha256(origin.encode()).hexdigest()}/checkpoint", MAX_CHECKPOINT)
    if raw is None:
        raise NotChecked("it has cosigned nothing of this log")
    return raw


def _extended(policy: Policy, name: str, raw: bytes, source: Source, patience_seconds: float) -> int:
    """The size that a witness saw; what the log shows must extend it, if need be a moment later."""
    seen = _by(policy, [*policy.logs, policy.witnesses[name]], raw)
    until = time.monotonic() + patience_seconds
    while (shown := _by(policy, policy.logs, source.checkpoint())).size < seen.size and shown.origin == seen.origin:
        if time.monotonic() >= until:
            raise Refused(f"it saw {seen.size} entries, the log shows {shown.size}")
        time.sleep(1)
    if shown.origin != seen.origin:
        raise Refused(f"it shows the log {seen.origin} where it was asked for {shown.origin}")
    check_consistency(seen, shown, consistency_of(source, seen.size, shown.size))
    return seen.size


def _by(policy: Policy, signers: Sequence[Key], raw: bytes) -> Checkpoint:
    """A checkpoint that each kind of these keys has signed."""
    stated = Policy(policy.logs, policy.witnesses).verify(raw)
    if not set(signers) - set(policy.logs) <= stated.signers:
        raise Refused("its own signature is not there")
    return stated


def _keep(folder: Path | None, notes: dict[str, bytes]) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, raw in notes.items():
            (folder / name).write_bytes(raw)


# ── the index ─────────────────────────────────────────────────────────────────────────────────────────────────────────

COLUMNS = ("index", "id", "time", "type", "unit", "case", "nomination", "subject", "seq")


def row_of(index: int, entry: bytes) -> dict[str, str]:
    """What is in clear of one entry; a function of its bytes and its index alone.

    A word is visible ASCII of at most 200 characters; anything else in its place counts as absent.
    """
    try:
        fact = fact_of(entry)
    except Refused:
        fact = {}
    inside = fact.get("data")
    data: dict[str, Json] = inside if isinstance(inside, dict) else {}
    kind, subject = _word(fact.get("type")), _word(fact.get("subject"))
    found: dict[str, str] = {name: _word(fact.get(name)) for name in ("id", "time", "type", "subject")}
    seq = fact.get("seq")
    found["seq"] = str(seq) if isinstance(seq, int) and not isinstance(seq, bool) else ""
    found["index"] = str(index)
    found["unit"] = _word(data.get("proposing_unit")) or _word(fact.get("actorunit"))
    found["case"] = _word(data.get("case_id")) or (subject if kind.startswith("review.case-") else "")
    found["nomination"] = _word(data.get("nomination_id"))
    return found


def _word(value: Json) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[!-~]{1,200}", value) else ""


def rebuild_index(arguments: argparse.Namespace) -> dict[str, object]:
    """Rebuild the index from the bundles: a list of all entries, and the entries of each day, type, unit and case."""
    record = Record(policies_of(arguments), arguments.where)
    rows = [row_of(index, entry) for index, entry in record.entries()]
    answer = record.told()
    listed: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("day", "type", "unit", "case")}
    for row in rows:
        for name, kept in listed.items():
            if value := (row["time"][:10] if name == "day" else row[name]):
                kept[value].append(int(row["index"]))
    arguments.output.mkdir(parents=True, exist_ok=True)
    with (arguments.output / "entries.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (arguments.output / "index.json").write_text(json.dumps(listed, sort_keys=True, indent=1) + "\n", encoding="utf-8")
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (arguments.output / "entries.csv", arguments.output / "index.json")
    }
    return {**answer, "entries": len(rows), "sha256": digests}


# ── an evidence bundle ────────────────────────────────────────────────────────────────────────────────────────────────

MANIFEST = "manifest"
FORM = "thidua-evidence-bundle/v1"
ENTRY, PROOF, OPENING = ".entry", ".tlog-proof", ".opening"
MAX_FILE = 64 * 1024 * 1024


class Pack:
    """The files of a bundle, in a ZIP or a folder; each is read when it is asked for."""

    def __init__(self, where: Path) -> None:
        self.where = where
        self._zip: zipfile.ZipFile | None = None
        if where.is_dir():
            names = [path.relative_to(where).as_posix() for path in sorted(where.rglob("*")) if not path.is_dir()]
        else:
            self._zip = self._opened()
            names = self._zip.namelist()
        if strange := [name for name in names if not re.fullmatch(r"[\w-][\w.-]*(/[\w-][\w.-]*)*", name, re.ASCII)]:
            raise Refused("\n".join(f"{name!r}: no name that a bundle has" for name in strange))
        if twice := sorted(name for name, times in Counter(names).items() if times > 1):
            raise Refused("\n".join(f"{name}: there twice" for name in twice))
        self.names = frozenset(names)

    def read(self, name: str) -> bytes:
        """One file, whole."""
        if name not in self.names:
            raise Refused(f"{name}: missing")
        if self._zip is None:
            return content_of(self.where / name)
        try:
            if self._zip.getinfo(name).file_size > MAX_FILE:
                raise Refused(f"{name}: longer than it can be")
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise Refused(f"{name}: {error}") from None

    def _opened(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.where)
        except OSError as error:
            raise NotChecked(f"{self.where}: {error.strerror}") from None
        except zipfile.BadZipFile:
            raise Refused(f"{self.where}: not a ZIP") from None


@dataclass
class Manifest:
    """What a bundle says that it holds, and whose key says so."""

    signer: Key
    selection: str
    facts: int
    openings: int
    digests: dict[str, str]


def parse_manifest(raw: bytes) -> Manifest:
    """Read a signed manifest; its own key must have signed it."""
    text, _ = parse_note(raw)
    match = re.fullmatch(
        rf"{FORM}\nsigner (\S+)\nselection (\{{.*\}})\nfacts (\S+)\nopenings (\S+)\n((?:[0-9a-f]{{64}}  \S+\n)*)", text
    )
    if match is None:
        raise Refused("manifest: not one of this form")
    signer = Key.parse(match[1], LOG)
    if signer not in signers_of(raw, [signer]):
        raise Refused("manifest: not signed by the key that it names")
    lines = [line.split("  ") for line in match[5].splitlines()]
    digests = {name: digest for digest, name in lines}
    if [name for _, name in lines] != sorted(digests) or MANIFEST in digests:
        raise Refused("manifest: its files are not in their order, each once")
    return Manifest(signer, match[2], decimal(match[3]), decimal(match[4]), digests)


def flaws_of_files(pack: Pack, manifest: Manifest) -> list[str]:
    """Files that are missing, were changed, or that nobody named."""
    flaws = [f"{name}: missing" for name in sorted(manifest.digests.keys() - pack.names)]
    flaws += [
        f"{name}: not named by the manifest" for name in sorted(pack.names - manifest.digests.keys() - {MANIFEST})
    ]
    for name in sorted(manifest.digests.keys() & pack.names):
        try:
            if hashlib.sha256(pack.read(name)).hexdigest() != manifest.digests[name]:
                flaws.append(f"{name}: not the bytes that the manifest names")
        except Refused as error:
            flaws.append(str(error))
    return flaws


@dataclass
class Evidence:
    """The facts of a bundle, each held against the log; `flaws` names what is not as it should be."""

    pack: Pack
    policy: Policies
    stated: dict[bytes, Checkpoint] = field(default_factory=dict)
    opened: list[dict[str, object]] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)

    def check(self) -> int:
        """Every checkpoint, proof and opening; returns how many facts there are."""
        names = sorted(self.pack.names)
        facts = [name.removesuffix(ENTRY) for name in names if name.endswith(ENTRY)]
        for name in names:
            if name.startswith("checkpoints/"):
                self._or_flaw(name, self._checkpoint)
            if name.endswith((PROOF, OPENING)) and name.rpartition(".")[0] not in facts:
                self.flaws.append(f"{name}: of no fact in the bundle")
        for fact in facts:
            self._or_flaw(f"{fact}{ENTRY}", self._fact)
        return len(facts)

    def _or_flaw(self, name: str, check: Callable[[str], None]) -> None:
        try:
            check(name)
        except Refused as error:
            self.flaws.append(f"{name}: {error}")

    def _checkpoint(self, name: str) -> None:
        note = self.pack.read(name)
        self.stated[note] = self.policy.verify(note)

    def _fact(self, name: str) -> None:
        entry, stem = self.pack.read(name), name.removesuffix(ENTRY)
        index, hashes, note = parse_proof(self.pack.read(f"{stem}{PROOF}"))
        if note not in self.stated:
            raise Refused("proved under a checkpoint that is not among the bundle's")
        stated = self.stated[note]
        check_inclusion(leaf_hash(entry), index, stated.size, hashes, stated.root)
        opening = f"{stem}{OPENING}"
        if opening in self.pack.names:
            raw = self.pack.read(opening)
            commitment = check_opening(raw, fact_of(entry))
            self.opened.append({"fact": name, "commitment": commitment, "body": json.loads(raw)["body"]})


def export(arguments: argparse.Namespace) -> dict[str, object]:
    """Check an evidence bundle offline: every file, every proof, every signature, every opening."""
    policy, pack = policies_of(arguments), Pack(arguments.bundle)
    raw = pack.read(MANIFEST)
    manifest = parse_manifest(raw)
    evidence = Evidence(pack, policy)
    flaws = flaws_of_files(pack, manifest)
    count = evidence.check()
    flaws += [flaw for flaw in evidence.flaws if flaw.split(":")[0] not in {each.split(":")[0] for each in flaws}]
    if manifest.signer.public in {key.public for each in policy.policies for key in each.logs}:
        flaws.append("manifest: signed with the key of the log itself")
    if arguments.signer is not None and Key.parse(arguments.signer, LOG) != manifest.signer:
        flaws.append("manifest: signed by another key than the one you gave")
    if (count, len(evidence.opened)) != (manifest.facts, manifest.openings) and not flaws:
        flaws.append(f"manifest: names {manifest.facts} facts and {manifest.openings} openings, not what is here")
    if flaws:
        raise Refused("\n".join(flaws))
    return {
        "facts": count,
        "opened": evidence.opened,
        "selection": json.loads(manifest.selection),
        "manifest_sha256": hashlib.sha256(raw).hexdigest(),
        "made_by": f"{manifest.signer.name}+{manifest.signer.id.hex()}",
        "checkpoints": [told(each) for each in evidence.stated.values()],
        "not_checked": [
            "that what the facts say is true",
            "that nothing else happened: a bundle holds what was asked for",
            *([] if arguments.signer else ["who made the bundle: no --signer was given"]),
            *(
                []
                if all(map(stated_by_witnesses, evidence.stated.values()))
                else ["that everybody was shown the same tree: no witness is asked for"]
            ),
        ],
    }


# ── the door ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def content_of(path: Path) -> bytes:
    """A file that the caller named."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotChecked(f"{path}: {error.strerror}") from None


def parser() -> argparse.ArgumentParser:
    """What can be asked."""
    made = argparse.ArgumentParser(prog="verify", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    verbs = made.add_subparsers(required=True, metavar="VERB")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--policy", type=Path, required=True, action="append", help="whose signatures count (c2sp.org/tlog-policy)"
    )
    common.add_argument("--json", action="store_true", help="one JSON object on standard output")
    one = verbs.add_parser("bundle", parents=[common], help="one fact with its proof, offline")
    one.add_argument("proof", type=Path, help="the .tlog-proof")
    one.add_argument("entry", type=Path, help="the exact bytes of the fact")
    one.add_argument("--opening", type=Path, action="append", default=[], help="what a commitment of it was made of")
    one.set_defaults(run=bundle)
    paper = verbs.add_parser("pdf", parents=[common], help="the facts whose proofs are attached to a PDF, offline")
    paper.add_argument("file", type=Path, help="the PDF")
    paper.set_defaults(run=attached)
    many = verbs.add_parser("export", parents=[common], help="an evidence bundle of the supervision desk, offline")
    many.add_argument("bundle", type=Path, help="the ZIP, or the folder that it was unpacked to")
    many.add_argument("--signer", help="the vkey of the desk that should have made it")
    many.set_defaults(run=export)
    log = verbs.add_parser("log", parents=[common], help="a whole log")
    log.add_argument("where", help="address or folder")
    log.add_argument("--seen", type=Path, help="a checkpoint of before, which this one must extend")
    log.add_argument("--keep", type=Path, help="where to write the checkpoint, for --seen of the next time")
    log.set_defaults(run=whole)
    two = verbs.add_parser("compare", parents=[common], help="two checkpoints")
    two.add_argument("old", type=Path)
    two.add_argument("new", type=Path)
    two.add_argument("--log", help="address or folder of the tiles")
    two.set_defaults(run=compare)
    _add_witnesses(
        verbs.add_parser("witnesses", parents=[common], help="what each witness saw against what the log shows")
    )
    index = verbs.add_parser("rebuild-index", parents=[common], help="the index over time, type, unit and case")
    index.add_argument("where", help="address or folder")
    index.add_argument("-o", dest="output", type=Path, required=True, metavar="DIR", help="where to write it")
    index.set_defaults(run=rebuild_index)
    return made


def _add_witnesses(views: argparse.ArgumentParser) -> None:
    views.add_argument("--log", help="address or folder; the policy's otherwise")
    views.add_argument(
        "--patience", type=float, default=10.0, metavar="SECONDS", help="a witness is asked before it shows"
    )
    views.add_argument("--evidence", type=Path, metavar="DIR", help="where to write notes that contradict each other")
    views.set_defaults(run=witnesses)


def main(words: Sequence[str]) -> int:
    """Check, say what was found; the exit code is 0, 1 or 2."""
    asked = parser().parse_args(words)
    try:
        answer, code = {"verdict": "verified", **asked.run(asked)}, 0
    except Refused as error:
        answer, code = {"verdict": "refused", "flaws": str(error).split("\n")}, 1
    except NotChecked as error:
        answer, code = {"verdict": "not checked", "reason": str(error)}, 2
    if asked.json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(f"{name}: {_plain(value)}\n" for name, value in answer.items()))
    return code


def _plain(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a leaf of the public record may never hold: what somebody typed, who somebody is, or a plain hash of either.

A leaf is for ever, and anybody reads it. A hash that needs no key is undone by trying all names.
"""

import base64
import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from chassis.folding import fold
from local_stack.people import sample_people

_RUN = re.compile(r"[0-9A-Za-z+/_-]{22,}")
"""What may hold a digest: the shortest is MD5 in base64."""
ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b")


def leaks(leaves: Iterable[bytes], typed: Mapping[str, str]) -> list[str]:
    """Name each leaf and what of the typed values it holds; `typed` is a value by what it is.

    Every string of a leaf is searched, names of fields too: for the value in any case and without diacritics, and for
    its digests, with and without an HMAC whose key is empty, in hex and base64.
    """
    plain = {f"{what}: {text}": fold(text) for what, text in typed.items()}
    hashed = {digest: f"{what}: {how}" for what, text in typed.items() for how, digest in _digests(text)}
    lengths = sorted({len(digest) for digest in hashed})
    return [
        f"leaf {number} ({_type(leaf)}): {found}"
        for number, leaf in enumerate(leaves)
        for strings in ("\n".join(_strings(json.loads(leaf))),)
        for found in (*_plain(strings, plain), *_hashed(strings, hashed, lengths))
    ]


def people_at_work() -> dict[str, str]:
    """Who the sample people are that sign in: id, name, address of each."""
    return {
        f"{what} of {name}": text
        for name, person in sample_people().items()
        for what, text in (("id", person.sub), ("name", person.name), ("address", person.email))
        if text
    }


def _plain(strings: str, plain: Mapping[str, str]) -> Iterator[str]:
    folded = fold(strings)
    yield from (name for name, text in plain.items() if text in folded)


def _hashed(strings: str, hashed: Mapping[str, str], lengths: Sequence[int]) -> Iterator[str]:
    """Wherever a digest may lie within other characters of its alphabet."""
    for run in _RUN.findall(strings):
        for length in lengths:
            windows = (run[start : start + length] for start in range(len(run) - length + 1))
            yield from (hashed[window] for window in windows if window in hashed)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                yield name
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)
        case _:
            yield str(value)


def _digests(text: str) -> Iterator[tuple[str, str]]:
    for form in _forms(text):
        for algorithm in ALGORITHMS:
            for how, octets in (
                (algorithm, hashlib.new(algorithm, form).digest()),
                (f"HMAC-{algorithm} without a key", hmac.digest(b"", form, algorithm)),
            ):
                yield f"{how} in hex", octets.hex()
                yield f"{how} in HEX", octets.hex().upper()
                yield f"{how} in base64", base64.b64encode(octets).decode().rstrip("=")
                yield f"{how} in base64url", base64.urlsafe_b64encode(octets).decode().rstrip("=")


def _forms(text: str) -> set[bytes]:
    """How somebody might have written it before hashing it."""
    spelled = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    forms = spelled | {each.lower() for each in spelled} | {each.upper() for each in spelled} | {fold(text)}
    return {
        form.encode()
        for each in forms
        # The last one is what a commitment to an actor is made of, without its salt.
        for form in (each, each.replace(" ", ""), json.dumps(each), f"{each}\n", f'{{"sub":"{each}"}}')
    }


def _type(leaf: bytes) -> str:
    return str(json.loads(leaf).get("type"))

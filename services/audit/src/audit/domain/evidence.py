"""The manifest of an evidence bundle: which files it has, what was asked for, and whose key says so.

It is the text of a signed note (c2sp.org/signed-note). `verifier/verify.py export` reads it; so can anybody: its lines
about files are those of sha256sum.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic_core import from_json

from audit.domain.commands import Opening
from audit.domain.errors import OpeningDoesNotFit
from contracts.canonical import Json, canonical_bytes
from contracts.commitment import commitment

FORM = "thidua-evidence-bundle/v1"
MANIFEST = "manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a bundle holds; `files` are SHA-256 in hex by path, `selection` is what was asked for."""

    selection: Mapping[str, Json]
    fact_count: int
    opening_count: int
    files: Mapping[str, str]


def manifest(contents: Contents, signer: str) -> str:
    """The text that is signed; `signer` is the vkey of the key that signs it."""
    lines = [
        FORM,
        f"signer {signer}",
        f"selection {canonical_bytes(contents.selection).decode()}",
        f"facts {contents.fact_count}",
        f"openings {contents.opening_count}",
        *(f"{digest}  {path}" for path, digest in sorted(contents.files.items())),
    ]
    return "".join(f"{line}\n" for line in lines)


def policy_of(logs: Iterable[str]) -> str:
    """Without witnesses the keys of the logs are enough (c2sp.org/tlog-policy); each with its address or without."""
    return "".join(f"log {log}\n" for log in logs) + "quorum none\n"


def opening(entry: bytes, given: Opening) -> bytes:
    """The opening of an entry's `actorcommit` as `verify.py` reads it; raises OpeningDoesNotFit."""
    body = given.body.model_dump()
    made = commitment(bytes.fromhex(given.salt), canonical_bytes(body))
    if not hmac.compare_digest(made, str(from_json(entry).get("actorcommit"))):
        raise OpeningDoesNotFit
    return canonical_bytes({"body": body, "salt": given.salt})

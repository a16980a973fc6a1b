"""How proven facts, and the checkpoints that prove them, are told to those who supervise."""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from pydantic_core import from_json

from audit.views.proving import ProvenEntry, signed
from audit.views.published import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCheckpoint:
    """A signed statement of the log under which proofs of an answer hold; `note` is it, byte for byte."""

    origin: str
    number: int
    size: int
    note: str
    vkey: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """The way from the entry to the root of the answer's checkpoint with this origin; hashes in base64, leaf first.

    As a file (c2sp.org/tlog-proof): `GET /log/proofs/{fact_id}`.
    """

    origin: str
    index: int
    hashes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenFact:
    """One entry: its words, the event as JSON, and its proof. Words that it lacks are null."""

    index: int
    fact_id: UUID
    source: str
    type: str
    time: str
    subject: UUID
    seq: int
    unit: str | None
    case_id: str | None
    nomination_id: str | None
    fact: dict[str, JsonValue]
    proof: Inclusion


def shown_checkpoint(shown: Published) -> ShownCheckpoint:
    """A published checkpoint, for an answer."""
    return ShownCheckpoint(
        origin=signed(shown).origin,
        number=shown.number,
        size=shown.size,
        note=shown.note.decode(),
        vkey=shown.vkey,
        published_at=shown.published_at,
    )


def proven_fact(entry: ProvenEntry) -> ProvenFact:
    """One entry for an answer."""
    row, fact = entry.row, from_json(entry.row["value"])
    return ProvenFact(
        index=row["index"],
        fact_id=row["fact_id"],
        source=row["source"],
        type=row["type"],
        time=fact["time"],
        subject=row["subject"],
        seq=row["seq"],
        unit=row["unit"] or None,
        case_id=row["case_id"] or None,
        nomination_id=row["nomination_id"] or None,
        fact=fact,
        proof=Inclusion(
            origin=entry.origin, index=entry.place, hashes=[base64.b64encode(each).decode() for each in entry.hashes]
        ),
    )

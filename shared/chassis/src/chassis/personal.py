"""Personal parts, one row per fact: kept, joined when reading, destroyed on erasure and never stored again after it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import orjson

from chassis.database import Connection
from chassis.folding import fold
from contracts.canonical import Json, canonical_bytes
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.personal import SEARCHED, PersonalRecord


class PersonalState(StrEnum):
    """What a reader can be shown."""

    WAITING = "waiting"
    KNOWN = "known"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalPart:
    state: PersonalState
    body: dict[str, Json]
    salt: bytes | None = None


@dataclass(frozen=True, slots=True)
class OwnPart:
    """The part of a fact that this service made, and whose fact it is."""

    subject: UUID
    fact_id: UUID


@dataclass(frozen=True, slots=True)
class PersonalParts:
    """The reading side, for handlers and views."""

    connection: Connection

    async def bodies(self, fact_ids: Iterable[UUID]) -> dict[UUID, PersonalPart]:
        """The part of each fact asked for; one that has not come is WAITING."""
        wanted = list(fact_ids)
        rows = await self.connection.fetch(
            "SELECT fact_id, salt, body, erased_at FROM personal WHERE fact_id = ANY($1::uuid[])", wanted
        )
        found = {row["fact_id"]: _part(row["salt"], row["body"], row["erased_at"]) for row in rows}
        waiting = PersonalPart(state=PersonalState.WAITING, body={})
        return {fact_id: found.get(fact_id, waiting) for fact_id in wanted}

    async def own(self, subjects: Collection[UUID]) -> list[OwnPart]:
        """The parts of this service's own facts about these subjects that are not erased, in the order of the facts."""
        rows = await self.connection.fetch(
            """
            SELECT subject, fact_id FROM personal WHERE subject = ANY($1::uuid[]) AND erased_at IS NULL
            ORDER BY fact_id
            """,
            list(subjects),
        )
        return [OwnPart(row["subject"], row["fact_id"]) for row in rows]

    async def erase(self, erased: Mapping[UUID, datetime]) -> None:
        """Erase parts in this database alone, and tell nobody: what was told before is done again."""
        await erase(self.connection, erased)


def _part(salt: bytes | None, body: str | None, erased_at: datetime | None) -> PersonalPart:
    if body is None or erased_at is not None:
        return PersonalPart(state=PersonalState.ERASED, body={})
    return PersonalPart(state=PersonalState.KNOWN, body=orjson.loads(body), salt=salt)


async def keep(connection: Connection, parts: Sequence[tuple[UUID, PersonalRecord]]) -> None:
    """Store parts that are not known yet; an erased one stays erased."""
    await _insert(connection, [(fact_id, None, part) for fact_id, part in parts])


async def keep_own(connection: Connection, parts: Sequence[tuple[OwnPart, PersonalRecord]]) -> None:
    """Store the parts of facts that this service makes."""
    await _insert(connection, [(own.fact_id, own.subject, part) for own, part in parts])


async def _insert(connection: Connection, parts: Sequence[tuple[UUID, UUID | None, PersonalRecord]]) -> None:
    if not parts:
        return
    await connection.execute(
        """
        INSERT INTO personal (fact_id, subject, salt, body, search)
        SELECT fact_id, subject, salt, body::jsonb, search
        FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::text[])
            AS came (fact_id, subject, salt, body, search)
        ON CONFLICT (fact_id) DO NOTHING
        """,
        [fact_id for fact_id, _, _ in parts],
        [subject for _, subject, _ in parts],
        [part.salt for _, _, part in parts],
        [canonical_bytes(part.body).decode() for _, _, part in parts],
        [searchable(part.body) for _, _, part in parts],
    )


async def erase(connection: Connection, erased: Mapping[UUID, datetime]) -> None:
    """Destroy the parts of facts in this database, wherever the chassis keeps them: fact id → when it was erased.

    The row stays (or comes), empty, so that a part which arrives later is not stored. Letters of personal records and
    records that the relay has not sent yet lose their bytes: the latter thereby become tombstones.
    """
    if not erased:
        return
    fact_ids = sorted(erased)
    keys = [str(fact_id) for fact_id in fact_ids]
    await connection.execute(
        """
        INSERT INTO personal AS known (fact_id, erased_at)
        SELECT fact_id, erased_at FROM unnest($1::uuid[], $2::timestamptz[]) AS gone (fact_id, erased_at)
        ON CONFLICT (fact_id) DO UPDATE SET salt = NULL, body = NULL, search = NULL,
            erased_at = COALESCE(known.erased_at, excluded.erased_at)
        """,
        fact_ids,
        [erased[fact_id] for fact_id in fact_ids],
    )
    await connection.execute(
        """
        UPDATE dead_letter SET value = NULL, headers = '[]'
        WHERE subject IS NULL AND (fact_id = ANY($1::uuid[]) OR key = ANY($2::bytea[]))
        """,
        fact_ids,
        [key.encode() for key in keys],
    )
    await connection.execute(
        "UPDATE outbox SET value = NULL, refusal = NULL WHERE subject IS NULL AND key = ANY($1::text[])", keys
    )


def erasures(told: Iterable[Envelope[Fact]]) -> dict[UUID, datetime]:
    """What facts of erasure say: fact id → when; one that names no fact erases nothing."""
    named = ((envelope.data.get("fact_id"), envelope.time) for envelope in told)
    return {UUID(fact_id): at for fact_id, at in named if isinstance(fact_id, str) and is_uuid(fact_id)}


def fact_of(key: bytes | None) -> UUID | None:
    """The fact that a personal record belongs to, if its key says so."""
    text = (key or b"").decode(errors="replace")
    return UUID(text) if is_uuid(text) else None


def is_uuid(text: str) -> bool:
    """Whether `UUID` can read it."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


async def empty_unreadable(connection: Connection, keys: Collection[UUID]) -> None:
    """Destroy the bytes of letters that are no facts at all and lie under these keys: nobody could ever apply them."""
    await connection.execute(
        "UPDATE dead_letter SET value = NULL, headers = '[]' WHERE subject IS NULL AND key = ANY($1::bytea[])",
        [str(key).encode() for key in keys],
    )


async def erased_among(connection: Connection, fact_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the facts whose parts were erased here."""
    rows = await connection.fetch(
        "SELECT fact_id FROM personal WHERE fact_id = ANY($1::uuid[]) AND erased_at IS NOT NULL", list(fact_ids)
    )
    return frozenset(row["fact_id"] for row in rows)


def searchable(body: dict[str, Json]) -> str:
    """The folded text of a part: what a search may find it by."""
    return fold(" ".join(value for name in SEARCHED if isinstance(value := body.get(name), str)))

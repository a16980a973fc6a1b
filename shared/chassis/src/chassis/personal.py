"""Personal parts, one row per fact: kept, joined when reading, destroyed on erasure and never stored again after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import orjson

from chassis.database import Connection
from chassis.folding import fold
from contracts.canonical import Json, canonical_bytes
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


def _part(salt: bytes | None, body: str | None, erased_at: datetime | None) -> PersonalPart:
    if body is None or erased_at is not None:
        return PersonalPart(state=PersonalState.ERASED, body={})
    return PersonalPart(state=PersonalState.KNOWN, body=orjson.loads(body), salt=salt)


async def keep(connection: Connection, parts: Sequence[tuple[UUID, PersonalRecord]]) -> None:
    """Store parts that are not known yet; an erased one stays erased."""
    if not parts:
        return
    await connection.execute(
        """
        INSERT INTO personal (fact_id, salt, body, search)
        SELECT fact_id, salt, body::jsonb, search
        FROM unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[]) AS came (fact_id, salt, body, search)
        ON CONFLICT (fact_id) DO NOTHING
        """,
        [fact_id for fact_id, _ in parts],
        [part.salt for _, part in parts],
        [canonical_bytes(part.body).decode() for _, part in parts],
        [searchable(part.body) for _, part in parts],
    )


async def erase(connection: Connection, fact_ids: Sequence[UUID], *, at: datetime) -> None:
    """Destroy salt, body and search text, and the bytes of letters about them; remember that they were erased."""
    if not fact_ids:
        return
    await connection.execute(
        """
        INSERT INTO personal AS known (fact_id, erased_at) SELECT fact_id, $2 FROM unnest($1::uuid[]) AS gone (fact_id)
        ON CONFLICT (fact_id) DO UPDATE SET salt = NULL, body = NULL, search = NULL,
            erased_at = COALESCE(known.erased_at, excluded.erased_at)
        """,
        sorted(set(fact_ids)),
        at,
    )
    await connection.execute(
        "UPDATE dead_letter SET value = NULL WHERE key = ANY($1::bytea[])",
        [str(fact_id).encode() for fact_id in fact_ids],
    )


def searchable(body: dict[str, Json]) -> str:
    """The folded text of a part: what a search may find it by."""
    return fold(" ".join(value for name in SEARCHED if isinstance(value := body.get(name), str)))

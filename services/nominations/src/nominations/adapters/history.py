"""The award history in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection, Row
from contracts.review import AwardIssued, AwardRevoked, DecisionIssued
from contracts.vocabulary import CommendationKind
from nominations.domain.registers.history import Decision, Entry, EntryStatus, Source

_DECISION = tuple(Decision.model_fields)
_OWN = (
    "person_id",
    "unit",
    "unit_then",
    "status",
    "status_reason",
    "revoked_on",
    "source",
    "nomination_id",
    "award_id",
)
_COLUMNS = ("entry_id", "version", "decision_id", *_OWN, *_DECISION)


@dataclass(frozen=True, slots=True)
class HistoryRepository:
    connection: Connection

    async def lock(self, entry_id: UUID) -> Entry | None:
        row = await self.connection.fetchrow(
            f"SELECT {', '.join(_COLUMNS)} FROM history WHERE entry_id = $1 FOR UPDATE",  # noqa: S608
            entry_id,
        )
        return None if row is None else _entry(row)

    async def add(self, entries: Sequence[Entry], *, at: datetime) -> None:
        await self.connection.copy_records_to_table(
            "history",
            columns=(*_COLUMNS, "created_at", "changed_at"),
            records=[(*_values(each), at, at) for each in entries],
        )

    async def save(self, entry: Entry, *, at: datetime) -> None:
        changed = ("person_id", "unit_then", "status", "status_reason", "revoked_on", "version", *_DECISION)
        values = dict(zip(_COLUMNS, _values(entry), strict=True))
        places = ", ".join(f"{name} = ${place}" for place, name in enumerate(changed, start=3))
        await self.connection.execute(
            f"UPDATE history SET changed_at = $2, {places} WHERE entry_id = $1",  # noqa: S608
            entry.entry_id,
            at,
            *(values[name] for name in changed),
        )

    async def of_persons(self, person_ids: Collection[UUID]) -> list[Entry]:
        """What counts for these persons and all that are the same: in force, or revoked."""
        names = ", ".join(f"h.{name}" for name in _COLUMNS if name != "person_id")
        rows = await self.connection.fetch(
            f"""
            SELECT DISTINCT mine.person_id, {names}
            FROM persons AS mine JOIN persons AS p ON p.cluster_id = mine.cluster_id
                JOIN history AS h ON h.person_id = p.person_id
            WHERE mine.person_id = ANY($1::uuid[]) AND h.status <> 'withdrawn'
            """,  # noqa: S608
            list(person_ids),
        )
        return [_entry(row) for row in rows]

    async def know_decision(self, fact: DecisionIssued) -> None:
        """The number of one of our own decisions, before its awards are heard of or after."""
        await self.connection.execute(
            """
            INSERT INTO known_decisions (decision_id, agency, number, issued_on) VALUES ($1, $2, $3, $4)
            ON CONFLICT (decision_id) DO NOTHING
            """,
            fact.decision_id,
            fact.agency,
            fact.symbol,
            fact.issued_on,
        )

    async def add_own(self, entry: Entry, *, at: datetime) -> None:
        """An award of ours; the same fact again after a restore adds nothing."""
        names = (*_COLUMNS, "created_at", "changed_at")
        places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
        await self.connection.execute(
            f"INSERT INTO history ({', '.join(names)}) VALUES ({places}) ON CONFLICT (award_id) DO NOTHING",  # noqa: S608
            *_values(entry),
            at,
            at,
        )

    async def revoke_own(self, fact: AwardRevoked, *, at: datetime) -> None:
        await self.connection.execute(
            """
            UPDATE history SET status = 'revoked', revoked_on = $2, version = version + 1, changed_at = $3
            WHERE award_id = $1 AND status <> 'revoked'
            """,
            fact.award_id,
            fact.revoked_on,
            at,
        )

    async def kept_of(self, person_ids: Collection[UUID]) -> set[UUID]:
        """Those on whom more hangs than nominations that were erased: rows of the unit's register."""
        rows = await self.connection.fetch(
            """
            SELECT person_id FROM history WHERE person_id = ANY($1::uuid[]) AND source <> 'own'
            UNION SELECT person_id FROM initiative_authors WHERE person_id = ANY($1::uuid[])
            UNION SELECT person_id FROM nominations
                WHERE person_id = ANY($1::uuid[]) AND dossier ->> 'name' IS NOT NULL
            """,
            list(person_ids),
        )
        return {row["person_id"] for row in rows}

    async def move_own(self, to: Mapping[UUID, UUID]) -> None:
        """Hang the awards of these nominations on other persons: nomination → person."""
        await self.connection.execute(
            """
            UPDATE history SET person_id = told.person_id
            FROM unnest($1::uuid[], $2::uuid[]) AS told (nomination_id, person_id)
            WHERE history.nomination_id = told.nomination_id
            """,
            list(to),
            list(to.values()),
        )

    async def forget_reasons(self, person_ids: Collection[UUID]) -> None:
        """Empty the free texts about these persons."""
        await self.connection.execute(
            "UPDATE history SET status_reason = NULL WHERE person_id = ANY($1::uuid[])", list(person_ids)
        )


def _values(entry: Entry) -> tuple[object, ...]:
    decision = {name: getattr(entry.decision, name) for name in _DECISION}
    own = {name: getattr(entry, name) for name in ("entry_id", "version", "decision_id", *_OWN)}
    return tuple({**own, **decision}[name] for name in _COLUMNS)


def _entry(row: Row) -> Entry:
    decision = Decision.model_construct(**{name: row[name] for name in _DECISION})
    kind = row["kind"]
    return Entry(
        **{
            name: row[name]
            for name in ("entry_id", "version", "decision_id", *_OWN)
            if name not in ("status", "source")
        },
        status=EntryStatus(row["status"]),
        source=Source(row["source"]),
        decision=decision.model_copy(update={"kind": CommendationKind(kind) if kind is not None else None}),
    )


def own_entry(fact: AwardIssued, entry_id: UUID, person_id: UUID, kind: CommendationKind, year: int) -> Entry:
    """The entry that an award of our own makes; its number comes with the decision."""
    return Entry(
        entry_id=entry_id,
        person_id=person_id,
        unit=fact.proposing_unit,
        unit_then=fact.proposing_unit,
        decision=Decision(award_code=fact.award_code, kind=kind, year=year, decided_on=fact.issued_on),
        source=Source.OWN,
        nomination_id=fact.nomination_id,
        award_id=fact.award_id,
        decision_id=fact.decision_id,
    )

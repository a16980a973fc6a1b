"""Initiatives, their authors, and what each was spent for, in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection, Row
from chassis.folding import fold
from nominations.domain.registers.initiatives import Initiative, InitiativeKind, InitiativeLevel, Spent, Use

_PLAIN = ("unit", "title", "council", "decision_number", "decided_on", "year", "evidence")
_STATE = ("withdrawn_at", "withdrawn_because", "version")


@dataclass(frozen=True, slots=True)
class InitiativeRepository:
    connection: Connection

    async def lock(self, initiative_id: UUID) -> Initiative | None:
        row = await self.connection.fetchrow(
            """
            SELECT initiative_id, unit, title, kind, level, council, decision_number, decided_on, year, evidence,
                withdrawn_at, withdrawn_because, version,
                ARRAY(SELECT person_id FROM initiative_authors AS a
                    WHERE a.initiative_id = initiatives.initiative_id ORDER BY place) AS author_ids
            FROM initiatives WHERE initiative_id = $1 FOR UPDATE
            """,
            initiative_id,
        )
        return None if row is None else _initiative(row)

    async def add(self, initiative: Initiative, *, at: datetime) -> None:
        await self.connection.execute(
            """
            INSERT INTO initiatives (initiative_id, unit, title, folded, kind, level, council, decision_number,
                decided_on, year, evidence, version, created_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
            """,
            initiative.initiative_id,
            initiative.unit,
            initiative.title,
            fold(initiative.title or ""),
            initiative.kind,
            initiative.level,
            initiative.council,
            initiative.decision_number,
            initiative.decided_on,
            initiative.year,
            initiative.evidence,
            initiative.version,
            at,
        )
        await self._add_authors(initiative)

    async def save(self, initiative: Initiative, *, at: datetime) -> None:
        await self.connection.execute(
            """
            UPDATE initiatives SET title = $2, folded = $3, kind = $4, level = $5, council = $6, decision_number = $7,
                decided_on = $8, year = $9, evidence = $10, version = $11, withdrawn_at = $12, withdrawn_because = $13,
                changed_at = $14
            WHERE initiative_id = $1
            """,
            initiative.initiative_id,
            initiative.title,
            None if initiative.title is None else fold(initiative.title),
            initiative.kind,
            initiative.level,
            initiative.council,
            initiative.decision_number,
            initiative.decided_on,
            initiative.year,
            initiative.evidence,
            initiative.version,
            initiative.withdrawn_at,
            initiative.withdrawn_because,
            at,
        )
        await self.connection.execute(
            "DELETE FROM initiative_authors WHERE initiative_id = $1", initiative.initiative_id
        )
        await self._add_authors(initiative)

    async def of_units(self, initiative_ids: Collection[UUID], units: Collection[str]) -> set[UUID]:
        """Those of the ids that stand in the registers of these units."""
        rows = await self.connection.fetch(
            """
            SELECT initiative_id FROM initiatives
            WHERE initiative_id = ANY($1::uuid[]) AND unit = ANY($2::text[]) AND withdrawn_at IS NULL
            """,
            list(initiative_ids),
            list(units),
        )
        return {row["initiative_id"] for row in rows}

    async def spent(self, uses: Sequence[Use]) -> list[Spent]:
        """The uses that stand in the way of these, by other nominations."""
        rows = await self.connection.fetch(
            """
            SELECT u.initiative_id, u.award_code, u.nomination_id, u.year, u.taken_at, i.title,
                n.dossier ->> 'name' AS name
            FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS asked (initiative_id, award_code, nomination_id)
                JOIN initiative_uses AS u USING (initiative_id, award_code)
                JOIN initiatives AS i ON i.initiative_id = u.initiative_id
                JOIN nominations AS n ON n.nomination_id = u.nomination_id
            WHERE u.nomination_id <> asked.nomination_id ORDER BY u.taken_at, u.initiative_id
            """,
            [each.initiative_id for each in uses],
            [each.award_code for each in uses],
            [each.nomination_id for each in uses],
        )
        return [_spent(row) for row in rows]

    async def spent_for(self, initiative_id: UUID) -> list[Spent]:
        """Everything that an initiative was spent for."""
        rows = await self.connection.fetch(
            """
            SELECT u.initiative_id, u.award_code, u.nomination_id, u.year, u.taken_at, i.title,
                n.dossier ->> 'name' AS name
            FROM initiative_uses AS u JOIN initiatives AS i USING (initiative_id)
                JOIN nominations AS n ON n.nomination_id = u.nomination_id
            WHERE u.initiative_id = $1 ORDER BY u.taken_at
            """,
            initiative_id,
        )
        return [_spent(row) for row in rows]

    async def take(self, uses: Sequence[Use], *, at: datetime) -> int:
        """Spend them; returns how many were free. Whoever comes second waits for the first to commit."""
        rows = await self.connection.fetch(
            """
            INSERT INTO initiative_uses (initiative_id, award_code, nomination_id, year, taken_at)
            SELECT initiative_id, award_code, nomination_id, year, $5
            FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::integer[])
                AS asked (initiative_id, award_code, nomination_id, year)
            ORDER BY initiative_id, award_code
            ON CONFLICT (initiative_id, award_code) DO NOTHING RETURNING initiative_id
            """,
            [each.initiative_id for each in uses],
            [each.award_code for each in uses],
            [each.nomination_id for each in uses],
            [each.year for each in uses],
            at,
        )
        return len(rows)

    async def free(self, nomination_id: UUID) -> None:
        """What the nomination was to be spent for is free again."""
        await self.connection.execute("DELETE FROM initiative_uses WHERE nomination_id = $1", nomination_id)

    async def empty_of(self, person_ids: Collection[UUID], *, at: datetime) -> None:
        """Empty the texts of initiatives whose authors are all erased; the others keep theirs."""
        await self.connection.execute(
            """
            UPDATE initiatives SET title = NULL, folded = NULL, evidence = NULL, withdrawn_because = NULL,
                changed_at = $2
            WHERE initiative_id IN (SELECT initiative_id FROM initiative_authors WHERE person_id = ANY($1::uuid[]))
                AND NOT EXISTS (SELECT FROM initiative_authors AS a JOIN persons AS p USING (person_id)
                    WHERE a.initiative_id = initiatives.initiative_id AND p.erased_at IS NULL)
            """,
            list(person_ids),
            at,
        )

    async def _add_authors(self, initiative: Initiative) -> None:
        await self.connection.copy_records_to_table(
            "initiative_authors",
            columns=("initiative_id", "person_id", "place"),
            records=[
                (initiative.initiative_id, person_id, place)
                for place, person_id in enumerate(initiative.author_ids, start=1)
            ],
        )


def _initiative(row: Row) -> Initiative:
    return Initiative(
        initiative_id=row["initiative_id"],
        kind=InitiativeKind(row["kind"]),
        level=InitiativeLevel(row["level"]),
        author_ids=tuple(row["author_ids"]),
        **{name: row[name] for name in (*_PLAIN, *_STATE)},
    )


def _spent(row: Row) -> Spent:
    use = Use(**{name: row[name] for name in ("initiative_id", "award_code", "nomination_id", "year")})
    return Spent(use=use, title=row["title"] or "", name=row["name"], taken_at=row["taken_at"])

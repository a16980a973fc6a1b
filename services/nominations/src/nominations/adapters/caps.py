"""Ratio caps, counted from the nominations of a unit and its register of awards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Connection
from nominations.domain.evaluation import COUNTED, CappedYear, Counts


@dataclass(frozen=True, slots=True)
class CapRepository:
    connection: Connection

    async def lock(self, keys: Sequence[CappedYear]) -> None:
        """Who hands in for the same unit, title and year comes one after the other, and sees what the former did."""
        for key in sorted(keys):
            await self.connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
                f"nominations.cap {key.unit} {key.award_code} {key.year}",
            )

    async def counts(self, keys: Sequence[CappedYear]) -> dict[CappedYear, Counts]:
        """Of each that was asked about."""
        if not keys:
            return {}
        proposed, honoured = await self._proposed(keys), await self._honoured(keys)
        return {
            key: Counts(
                handed_over=proposed.get((key, True), 0),
                drafting=proposed.get((key, False), 0),
                ldtt=honoured.get((key.unit, key.year)),
            )
            for key in keys
        }

    async def of_unit(self, unit: str) -> dict[CappedYear, UUID]:
        """Every capped title and year of a unit, with its latest nomination; newest years first."""
        rows = await self.connection.fetch(
            """
            SELECT DISTINCT ON (award_code, left(dossier #>> '{period,last_day}', 4))
                award_code, left(dossier #>> '{period,last_day}', 4)::integer AS year, nomination_id
            FROM nominations
            WHERE unit = $1 AND award_code = ANY($2::text[]) AND dossier #>> '{period,last_day}' IS NOT NULL
                AND status NOT IN ('closed', 'withdrawn')
            ORDER BY award_code, left(dossier #>> '{period,last_day}', 4) DESC, created_at DESC, nomination_id
            """,
            unit,
            sorted(COUNTED),
        )
        return {CappedYear(unit, row["award_code"], row["year"]): row["nomination_id"] for row in rows}

    async def _proposed(self, keys: Sequence[CappedYear]) -> Mapping[tuple[CappedYear, bool], int]:
        """How many, by key and whether they were handed over."""
        rows = await self.connection.fetch(
            """
            SELECT n.unit, n.award_code, asked.year, status IN ('submitted', 'accepted') AS handed_over,
                count(1) AS number
            FROM unnest($1::text[], $2::text[], $3::integer[]) AS asked (unit, award_code, year)
                JOIN nominations AS n ON n.unit = asked.unit AND n.award_code = asked.award_code
                    AND dossier #>> '{period,last_day}' >= format('%s-01-01', asked.year)
                    AND dossier #>> '{period,last_day}' <= format('%s-12-31', asked.year)
            WHERE status NOT IN ('closed', 'withdrawn')
            GROUP BY n.unit, n.award_code, asked.year, status IN ('submitted', 'accepted')
            """,
            [key.unit for key in keys],
            [key.award_code for key in keys],
            [key.year for key in keys],
        )
        return {
            (CappedYear(row["unit"], row["award_code"], row["year"]), row["handed_over"]): row["number"] for row in rows
        }

    async def _honoured(self, keys: Sequence[CappedYear]) -> Mapping[tuple[str, int], int]:
        """Persons of the unit with the title of advanced worker in the year; a year without any is absent."""
        rows = await self.connection.fetch(
            """
            SELECT unit_then AS unit, year, count(DISTINCT cluster_id) AS persons
            FROM history JOIN persons USING (person_id)
            WHERE unit_then = ANY($1::text[]) AND year = ANY($2::integer[]) AND award_code = 'LDTT'
                AND status = 'in-force'
            GROUP BY unit_then, year
            """,
            list({key.unit for key in keys}),
            list({key.year for key in keys}),
        )
        return {(row["unit"], row["year"]): row["persons"] for row in rows}

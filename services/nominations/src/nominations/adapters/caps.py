"""Ratio caps, counted from the nominations of a unit and its register of awards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Connection, Row
from directory import Directory, load_directory
from nominations.adapters.lineages import own_units
from nominations.domain.evaluation import COUNTED, CappedYear, Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A collective that has the province's flag of a year, and the unit that it belonged to."""

    year: int
    unit: str
    collective: UUID


@dataclass(frozen=True, slots=True)
class CapRepository:
    connection: Connection

    async def lock(self, keys: Sequence[CappedYear]) -> None:
        """Who hands in for the same unit, title and year comes one after the other, and sees what the former did."""
        for key in sorted(keys):
            await self.connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
                f"nominations.cap {key.bound} {key.award_code} {key.year}",
            )

    async def counts(self, keys: Sequence[CappedYear]) -> dict[CappedYear, Counts]:
        """Of each that was asked about."""
        of_agencies = [each for each in keys if each.cap.of_agency]
        of_units = [each for each in keys if not each.cap.of_agency]
        return {**await self._of_units(of_units), **await self._of_agencies(of_agencies)}

    async def of_unit(self, unit: str) -> dict[CappedYear, UUID]:
        """The capped titles that the unit proposes, by year: each with the latest nomination for it."""
        rows = await self.connection.fetch(
            """
            SELECT DISTINCT ON (award_code, left(dossier #>> '{period,last_day}', 4))
                award_code, receiving_agency, left(dossier #>> '{period,last_day}', 4)::integer AS year, nomination_id
            FROM nominations
            WHERE unit = $1 AND award_code = ANY($2::text[]) AND dossier #>> '{period,last_day}' IS NOT NULL
                AND status NOT IN ('closed', 'withdrawn') AND declined_at IS NULL
            ORDER BY award_code, left(dossier #>> '{period,last_day}', 4) DESC, created_at DESC, nomination_id
            """,
            unit,
            sorted(COUNTED),
        )
        return {CappedYear(_bound(row, unit), row["award_code"], row["year"]): row["nomination_id"] for row in rows}

    async def _of_units(self, keys: Sequence[CappedYear]) -> dict[CappedYear, Counts]:
        if not keys:
            return {}
        proposed, honoured = await self._proposed(keys), await self._honoured(keys)
        return {
            key: Counts(
                handed_over=proposed.get((key, True), 0),
                drafting=proposed.get((key, False), 0),
                among=honoured.get((key.bound, key.year)),
            )
            for key in keys
        }

    async def _of_agencies(self, keys: Sequence[CappedYear]) -> dict[CappedYear, Counts]:
        if not keys:
            return {}
        received, flags = await self._received(keys), await self._flags([key.year for key in keys])
        return {
            key: Counts(handed_over=received.get(key, 0), among=flags_of(key.bound, key.year, flags) or None)
            for key in keys
        }

    async def _proposed(self, keys: Sequence[CappedYear]) -> Mapping[tuple[CappedYear, bool], int]:
        """How many, by key and whether they were handed over."""
        rows = await self.connection.fetch(
            """
            SELECT n.unit AS bound, n.award_code, asked.year, status IN ('submitted', 'accepted') AS handed_over,
                count(1) AS number
            FROM unnest($1::text[], $2::text[], $3::integer[]) AS asked (unit, award_code, year)
                JOIN nominations AS n ON n.unit = asked.unit AND n.award_code = asked.award_code
                    AND dossier #>> '{period,last_day}' >= format('%s-01-01', asked.year)
                    AND dossier #>> '{period,last_day}' <= format('%s-12-31', asked.year)
            WHERE status NOT IN ('closed', 'withdrawn') AND declined_at IS NULL
            GROUP BY n.unit, n.award_code, asked.year, status IN ('submitted', 'accepted')
            """,
            *_columns(keys),
        )
        return {(_key(row), row["handed_over"]): row["number"] for row in rows}

    async def _received(self, keys: Sequence[CappedYear]) -> Mapping[CappedYear, int]:
        """How many the agency has in hand or granted."""
        rows = await self.connection.fetch(
            """
            SELECT n.receiving_agency AS bound, n.award_code, asked.year, count(1) AS number
            FROM unnest($1::text[], $2::text[], $3::integer[]) AS asked (agency, award_code, year)
                JOIN nominations AS n ON n.receiving_agency = asked.agency AND n.award_code = asked.award_code
                    AND dossier #>> '{period,last_day}' >= format('%s-01-01', asked.year)
                    AND dossier #>> '{period,last_day}' <= format('%s-12-31', asked.year)
            WHERE status IN ('submitted', 'accepted') AND declined_at IS NULL
            GROUP BY n.receiving_agency, n.award_code, asked.year
            """,
            *_columns(keys),
        )
        return {_key(row): row["number"] for row in rows}

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
            list({key.bound for key in keys}),
            list({key.year for key in keys}),
        )
        return {(row["unit"], row["year"]): row["persons"] for row in rows}

    async def _flags(self, years: Sequence[int]) -> list[Flag]:
        """Collectives with the province's flag, in whatever unit's register; some dozens a year."""
        rows = await self.connection.fetch(
            """
            SELECT DISTINCT year, unit_then AS unit, cluster_id AS collective
            FROM history JOIN persons USING (person_id)
            WHERE year = ANY($1::integer[]) AND award_code = 'CTDT' AND history.status = 'in-force'
            """,
            list(set(years)),
        )
        return [Flag(**row) for row in rows]


def flags_of(agency: str, year: int, flags: Iterable[Flag]) -> int:
    """How many collectives of the agency's units, and of those that it wholly came of, have the flag of the year."""
    agencies, directory = set(own_units(agency)), load_directory()
    return len({each.collective for each in flags if each.year == year and agencies & _above(each.unit, directory)})


def _above(unit: str, directory: Directory) -> frozenset[str]:
    """The unit and whatever stood above it: an entry may name today's unit for an award of before."""
    found = directory.find(unit)
    parents = [] if found is None else [each.parent for each in found.parents]
    return frozenset({unit}).union(*(_above(parent, directory) for parent in parents))


def _bound(row: Row, unit: str) -> str:
    agency: str = row["receiving_agency"]
    return agency if COUNTED[row["award_code"]].of_agency else unit


def _columns(keys: Sequence[CappedYear]) -> tuple[list[str], list[str], list[int]]:
    return [key.bound for key in keys], [key.award_code for key in keys], [key.year for key in keys]


def _key(row: Row) -> CappedYear:
    return CappedYear(row["bound"], row["award_code"], row["year"])

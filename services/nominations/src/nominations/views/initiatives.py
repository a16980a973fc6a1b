"""The reading side of the register of initiatives."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from chassis.database import Connection, Row
from chassis.folding import fold
from contracts.vocabulary import SubjectKind
from nominations.adapters.lineages import own_units
from nominations.domain import errors


class Author(BaseModel):
    person_id: UUID
    kind: SubjectKind
    name: str | None
    born: str | None
    workplace: str | None
    unit: str


class SpentLine(BaseModel):
    """What it was spent for: which title of which year, by whose nomination, since when."""

    award_code: str
    year: int
    nomination_id: UUID
    name: str | None
    taken_at: datetime


class InitiativeLine(BaseModel):
    """One initiative; the title is null once it was erased."""

    initiative_id: UUID
    unit: str
    title: str | None
    kind: str
    level: str
    council: str | None
    decision_number: str | None
    decided_on: date | None
    year: int
    evidence: str | None
    withdrawn_at: datetime | None
    withdrawn_because: str | None
    version: int
    authors: list[Author]
    spent: list[SpentLine]


class InitiativePage(BaseModel):
    initiatives: list[InitiativeLine]
    next: UUID | None
    """Ask again with `after` = this for the following page; null on the last."""


async def initiative_page(
    connection: Connection, unit: str, text: str, after: UUID | None, limit: int, *, withdrawn: bool
) -> InitiativePage:
    """The register of a unit and of those that it wholly came of; words hit titles and authors."""
    rows = await connection.fetch(
        f"""
        SELECT {_COLUMNS} FROM initiatives AS i
        WHERE i.unit = ANY($1::text[]) AND (i.withdrawn_at IS NULL OR $2)
            AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS word
                WHERE strpos(COALESCE(i.folded, '') || ' ' || i.year || ' ' || COALESCE((
                    SELECT string_agg(p.folded, ' ') FROM initiative_authors AS a JOIN persons AS p USING (person_id)
                    WHERE a.initiative_id = i.initiative_id), ''), word) = 0)
            AND ($4::uuid IS NULL OR (-i.year, i.initiative_id) >
                (SELECT -last.year, last.initiative_id FROM initiatives AS last WHERE last.initiative_id = $4))
        ORDER BY i.year DESC, i.initiative_id LIMIT $5
        """,  # noqa: S608
        own_units(unit),
        withdrawn,
        fold(text).split()[:8],
        after,
        limit + 1,
    )
    lines = await _lines(connection, rows[:limit])
    return InitiativePage(initiatives=lines, next=lines[-1].initiative_id if len(rows) > limit else None)


async def one_initiative(connection: Connection, initiative_id: UUID, unit: str) -> InitiativeLine:
    """One initiative of the register; raise UnknownEntry."""
    rows = await connection.fetch(
        f"SELECT {_COLUMNS} FROM initiatives AS i WHERE i.initiative_id = $1 AND i.unit = ANY($2::text[])",  # noqa: S608
        initiative_id,
        own_units(unit),
    )
    if not rows:
        raise errors.UnknownEntry(initiative_id)
    return (await _lines(connection, rows))[0]


async def initiatives_named(connection: Connection, initiative_ids: list[UUID]) -> list[InitiativeLine]:
    """Those that a nomination names, whoever reads it."""
    rows = await connection.fetch(
        f"SELECT {_COLUMNS} FROM initiatives AS i WHERE i.initiative_id = ANY($1::uuid[]) ORDER BY i.year, i.title",  # noqa: S608
        initiative_ids,
    )
    return await _lines(connection, rows)


async def _lines(connection: Connection, rows: list[Row]) -> list[InitiativeLine]:
    ids = [row["initiative_id"] for row in rows]
    authors: dict[UUID, list[Author]] = defaultdict(list)
    for row in await connection.fetch(
        """
        SELECT a.initiative_id, p.person_id, p.kind, p.name, p.born, p.workplace, p.unit
        FROM initiative_authors AS a JOIN persons AS p USING (person_id)
        WHERE a.initiative_id = ANY($1::uuid[]) ORDER BY a.place
        """,
        ids,
    ):
        authors[row["initiative_id"]].append(Author(**row))
    spent: dict[UUID, list[SpentLine]] = defaultdict(list)
    for row in await connection.fetch(
        """
        SELECT u.initiative_id, u.award_code, u.year, u.nomination_id, n.dossier ->> 'name' AS name, u.taken_at
        FROM initiative_uses AS u JOIN nominations AS n USING (nomination_id)
        WHERE u.initiative_id = ANY($1::uuid[]) ORDER BY u.taken_at
        """,
        ids,
    ):
        spent[row["initiative_id"]].append(SpentLine(**row))
    return [
        InitiativeLine(**row, authors=authors[row["initiative_id"]], spent=spent[row["initiative_id"]]) for row in rows
    ]


_COLUMNS = """i.initiative_id, i.unit, i.title, i.kind, i.level, i.council, i.decision_number, i.decided_on, i.year,
    i.evidence, i.withdrawn_at, i.withdrawn_because, i.version"""

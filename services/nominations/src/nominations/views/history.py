"""The reading side of the award history: a unit's register, one entry, and a checked list of earlier awards."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from chassis.database import Connection, Row
from chassis.folding import fold
from nominations.adapters.history_imports import without_hashes
from nominations.adapters.lineages import own_units
from nominations.adapters.workbook.report import Report, from_json
from nominations.domain import errors
from nominations.domain.registers.history import EntryStatus, Source


class HistoryLine(BaseModel):
    """One award of the register. The name is null once it was erased; for our own awards the decision is review's."""

    entry_id: UUID
    person_id: UUID
    kind: str
    name: str | None
    born: str | None
    workplace: str | None
    identity_known: bool
    unit: str
    unit_then: str
    award_code: str
    award_name: str | None
    commendation_kind: str | None
    year: int
    period_first: date | None
    period_last: date | None
    decision_number: str | None
    decided_on: date | None
    issuing_body: str | None
    issuing_unit: str | None
    status: EntryStatus
    status_reason: str | None
    revoked_on: date | None
    source: Source
    nomination_id: UUID | None
    questions: int
    """How many others may be the same and wait for an answer."""
    version: int
    changed_at: datetime


class HistoryPage(BaseModel):
    entries: list[HistoryLine]
    next: UUID | None
    """Ask again with `after` = this for the following page; null on the last."""


class HistoryImportView(BaseModel):
    """A checked list; `taken_over` once its valid rows were entered: how many became entries."""

    import_id: UUID
    taken_over: int | None
    expires_at: datetime
    report: Report


async def history_page(
    connection: Connection, unit: str, text: str, after: UUID | None, limit: int, *, withdrawn: bool
) -> HistoryPage:
    """The register of a unit and of those that it wholly came of, latest years first; every word of the text hits."""
    rows = await connection.fetch(
        f"""
        {_LINES}
        WHERE h.unit = ANY($1::text[]) AND (h.status <> 'withdrawn' OR $2)
            AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS word
                WHERE strpos(COALESCE(p.folded, '') || ' ' || lower(COALESCE(h.decision_number, d.number, '')) || ' '
                    || h.year, word) = 0)
            AND ($4::uuid IS NULL OR (-h.year, h.entry_id) >
                (SELECT -last.year, last.entry_id FROM history AS last WHERE last.entry_id = $4))
        ORDER BY h.year DESC, h.entry_id LIMIT $5
        """,  # noqa: S608
        own_units(unit),
        withdrawn,
        fold(text).split()[:8],
        after,
        limit + 1,
    )
    lines = [_line(row) for row in rows[:limit]]
    return HistoryPage(entries=lines, next=lines[-1].entry_id if len(rows) > limit else None)


async def one_entry(connection: Connection, entry_id: UUID, unit: str) -> HistoryLine:
    """One entry of the register; raise UnknownEntry."""
    row = await connection.fetchrow(
        f"{_LINES} WHERE h.entry_id = $1 AND h.unit = ANY($2::text[])",
        entry_id,
        own_units(unit),
    )
    if row is None:
        raise errors.UnknownEntry(entry_id)
    return _line(row)


async def history_import(connection: Connection, import_id: UUID, unit: str, now: datetime) -> HistoryImportView:
    """A checked list of the unit and what was found in it; raise UnknownImport."""
    row = await connection.fetchrow(
        """
        SELECT import_id, taken_over, expires_at, report FROM history_imports
        WHERE import_id = $1 AND unit = $2 AND expires_at > $3
        """,
        import_id,
        unit,
        now,
    )
    if row is None:
        raise errors.UnknownImport(import_id)
    return HistoryImportView(**{**row, "report": without_hashes(from_json(row["report"]))})


_LINES = """
    SELECT h.entry_id, h.person_id, p.kind AS person_kind, p.name, p.born, p.workplace,
        p.identity_hash IS NOT NULL AS identity_known, h.unit, h.unit_then, h.award_code, h.award_name,
        h.kind AS commendation_kind, h.year, h.period_first, h.period_last,
        COALESCE(h.decision_number, d.number) AS decision_number, h.decided_on, h.issuing_body,
        COALESCE(h.issuing_unit, d.agency) AS issuing_unit, h.status, h.status_reason, h.revoked_on, h.source,
        h.nomination_id, h.version, h.changed_at,
        (SELECT count(1) FROM person_links AS l
            WHERE (l.first_id = p.person_id OR l.second_id = p.person_id) AND l.state = 'doubtful') AS questions
    FROM history AS h JOIN persons AS p USING (person_id) LEFT JOIN known_decisions AS d USING (decision_id)
    """


def _line(row: Row) -> HistoryLine:
    values = {name: row[name] for name in HistoryLine.model_fields if name != "kind"}
    return HistoryLine(**values, kind=row["person_kind"])

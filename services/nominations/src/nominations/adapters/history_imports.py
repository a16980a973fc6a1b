"""Checked lists of earlier awards in the database, and their valid rows as what a register takes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection
from contracts.vocabulary import SubjectKind
from directory import Directory
from nominations.adapters.imports import valid_rows
from nominations.adapters.workbook.report import Field, Report, Row, from_json
from nominations.domain.registers.history import Decision, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """`taken_over` says how many entries were made of it."""

    import_id: UUID
    unit: str
    file_name: str
    report: bytes
    taken_over: int | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRow:
    """One valid row: whom it names, the hash of their id, and the decision."""

    subject: Named
    person_hash: str | None
    decision: Decision


@dataclass(frozen=True, slots=True)
class HistoryImportRepository:
    connection: Connection

    async def add(self, kept: KeptList) -> None:
        await self.connection.execute(
            """
            INSERT INTO history_imports (import_id, unit, file_name, report, created_at, expires_at)
            VALUES ($1, $2, $3, $4::jsonb, $5, $6)
            """,
            kept.import_id,
            kept.unit,
            kept.file_name,
            kept.report.decode(),
            kept.created_at,
            kept.expires_at,
        )

    async def lock(self, import_id: UUID, *, at: datetime) -> KeptList | None:
        """The list, locked until the transaction ends; None when there is none or it has expired."""
        row = await self.connection.fetchrow(
            """
            SELECT import_id, unit, file_name, report, taken_over, created_at, expires_at
            FROM history_imports WHERE import_id = $1 AND expires_at > $2 FOR UPDATE
            """,
            import_id,
            at,
        )
        return None if row is None else KeptList(**{**row, "report": row["report"].encode()})

    async def taken_over(self, import_id: UUID, count: int) -> None:
        await self.connection.execute(
            "UPDATE history_imports SET taken_over = $2 WHERE import_id = $1", import_id, count
        )

    async def forget_units(self, units: Collection[str]) -> None:
        """Delete every list of these units."""
        await self.connection.execute("DELETE FROM history_imports WHERE unit = ANY($1::text[])", list(units))

    async def forget_expired(self, *, at: datetime) -> int:
        """Delete what has expired; returns how many."""
        rows = await self.connection.fetch("DELETE FROM history_imports WHERE expires_at <= $1 RETURNING import_id", at)
        return len(rows)


def with_hashes(report: Report, hash_of: Callable[[str], str]) -> Report:
    """The report without identity numbers: each becomes its hash."""
    return _each_row(report, lambda values: _hashed(values, hash_of))


def without_hashes(report: Report) -> Report:
    """As it may be shown."""
    return _each_row(report, lambda values: {key: text for key, text in values.items() if key is not Field.PERSON_HASH})


def past_rows(report: bytes, directory: Directory) -> list[PastRow]:
    return [_past_row(row, directory) for _, row in valid_rows(from_json(report))]


def _each_row(report: Report, change: Callable[[dict[Field, str]], dict[Field, str]]) -> Report:
    sheets = tuple(
        replace(sheet, rows=tuple(replace(row, values=change(row.values)) for row in sheet.rows))
        for sheet in report.sheets
    )
    return replace(report, sheets=sheets)


def _hashed(values: dict[Field, str], hash_of: Callable[[str], str]) -> dict[Field, str]:
    kept = dict(values)
    identity = kept.pop(Field.IDENTITY_NUMBER, None)
    if identity is not None:
        kept[Field.PERSON_HASH] = hash_of(identity)
    return kept


def _past_row(row: Row, directory: Directory) -> PastRow:
    values = row.values
    decided_on = values.get(Field.DECIDED_ON)
    year = int(values[Field.YEAR])
    day = date.fromisoformat(decided_on) if decided_on is not None else date(year, 12, 31)
    workplace = values.get(Field.WORKPLACE)
    return PastRow(
        subject=Named(
            kind=SubjectKind(values[Field.SUBJECT_KIND]),
            name=values[Field.NAME],
            born=values.get(Field.BORN),
            workplace=workplace,
            unit=_unit(workplace, day, directory),
        ),
        person_hash=values.get(Field.PERSON_HASH),
        decision=Decision(
            award_code=values[Field.AWARD],
            year=year,
            decision_number=values.get(Field.DECISION_NUMBER),
            decided_on=None if decided_on is None else day,
            issuing_body=values.get(Field.ISSUING_BODY),
            issuing_unit=_unit(values.get(Field.ISSUING_BODY), day, directory),
        ),
    )


def _unit(text: str | None, day: date, directory: Directory) -> str | None:
    """The one unit of that day so named; None where none is, or several are."""
    found = directory.named(text, day) if text else ()
    return found[0].key if len(found) == 1 else None

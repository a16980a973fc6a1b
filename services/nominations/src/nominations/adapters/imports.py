"""Checked workbooks in the database, and their valid rows as dossiers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from chassis.database import Connection
from contracts.local_time import VIETNAM
from contracts.vocabulary import CommendationKind, DiscoveredBy, SubjectKind
from nominations.adapters.repeats import digest_of
from nominations.adapters.workbook.report import Field, Report, Row, from_json
from nominations.domain.commands import ImportTerms
from nominations.domain.dossier import Dossier
from nominations.domain.sections import put
from rulebook.simplified import SimplifiedCondition

_GROUNDS = {CommendationKind.AD_HOC: str(SimplifiedCondition.AD_HOC)}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptImport:
    import_id: UUID
    unit: str
    file_name: str
    content: bytes
    terms: ImportTerms
    report: bytes
    list_id: UUID | None
    created_at: datetime
    expires_at: datetime

    def dossiers(self) -> list[Dossier]:
        """The valid rows of all sheets, in order."""
        return dossiers_of(from_json(self.report), self.terms)


@dataclass(frozen=True, slots=True)
class ImportRepository:
    connection: Connection

    async def add(self, kept: KeptImport) -> None:
        await self.connection.execute(
            """
            INSERT INTO imports (import_id, unit, file_name, content, terms, report, created_at, expires_at, digest)
            VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8, $9)
            """,
            kept.import_id,
            kept.unit,
            kept.file_name,
            kept.content,
            kept.terms.model_dump_json(exclude_none=True),
            kept.report.decode(),
            kept.created_at,
            kept.expires_at,
            digest_of(kept.content),
        )

    async def lock(self, import_id: UUID, *, at: datetime) -> KeptImport | None:
        """The import, locked until the transaction ends; None when there is none or it has expired."""
        row = await self.connection.fetchrow(
            """
            SELECT import_id, unit, file_name, content, terms, report, list_id, created_at, expires_at
            FROM imports WHERE import_id = $1 AND expires_at > $2 FOR UPDATE
            """,
            import_id,
            at,
        )
        if row is None:
            return None
        terms = ImportTerms.model_validate_json(row["terms"])
        return KeptImport(**{**row, "terms": terms, "report": row["report"].encode()})

    async def accepted(self, import_id: UUID, list_id: UUID) -> None:
        await self.connection.execute("UPDATE imports SET list_id = $2 WHERE import_id = $1", import_id, list_id)

    async def forget_units(self, units: Collection[str]) -> int:
        """Delete every workbook of these units; returns how many."""
        rows = await self.connection.fetch(
            "DELETE FROM imports WHERE unit = ANY($1::text[]) RETURNING import_id", list(units)
        )
        return len(rows)

    async def forget_expired(self, *, at: datetime) -> int:
        """Delete what has expired; returns how many."""
        rows = await self.connection.fetch("DELETE FROM imports WHERE expires_at <= $1 RETURNING import_id", at)
        return len(rows)


def valid_rows(report: Report) -> list[tuple[str, Row]]:
    """The rows without an error, each with the name of its sheet, in order."""
    return [(sheet.name, row) for sheet in report.sheets for row in sheet.rows if row.valid]


def dossiers_of(report: Report, terms: ImportTerms) -> list[Dossier]:
    return [_dossier(row, terms) for _, row in valid_rows(report)]


def _dossier(row: Row, terms: ImportTerms) -> Dossier:
    values = row.values
    discovered_by = values.get(Field.DISCOVERED_BY)
    ground = terms.simplified_ground or _GROUNDS.get(terms.commendation_kind)
    told: dict[str, object] = {}
    for place, answer in row.told.items():
        put(told, tuple(place.split(".")), answer)
    return Dossier.model_validate(
        {
            **told,
            "subject_kind": SubjectKind(values[Field.SUBJECT_KIND]),
            "award_code": values[Field.AWARD],
            "commendation_kind": terms.commendation_kind,
            "period": terms.period,
            "movement_id": terms.movement_id,
            "deed_at": _moment(values.get(Field.DEED_AT)),
            "discovered_by": DiscoveredBy(discovered_by) if discovered_by is not None else None,
            "simplified": ground is not None,
            "simplified_ground": ground,
            "receiving_agency": terms.receiving_agency,
            "name": values[Field.NAME],
            "born": values.get(Field.BORN),
            "gender": values.get(Field.GENDER),
            "position": values.get(Field.POSITION),
            "workplace": values.get(Field.WORKPLACE) or values.get(Field.ADDRESS),
            "identity": values.get(Field.IDENTITY_NUMBER),
            "achievement": _achievement(values.get(Field.ACHIEVEMENT), values.get(Field.INITIATIVE)),
        }
    )


def _moment(deed_at: str | None) -> datetime | None:
    """A day without a time begins at midnight in Vietnam."""
    if deed_at is None:
        return None
    if "T" in deed_at:
        return datetime.fromisoformat(deed_at).replace(tzinfo=VIETNAM)
    return datetime.combine(date.fromisoformat(deed_at), time(), tzinfo=VIETNAM)


def _achievement(achievement: str | None, initiative: str | None) -> str | None:
    parts = [achievement, f"Sáng kiến: {initiative}" if initiative else None]
    return "\n".join(part for part in parts if part) or None

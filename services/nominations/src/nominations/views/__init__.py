"""The reading side: a unit's own nominations and lists. Nothing here changes anything."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from chassis.database import Connection, Row
from contracts.vocabulary import CommendationKind, UnitKey
from nominations.adapters.imports import dossiers_of
from nominations.adapters.repeated_rows import with_repeats
from nominations.adapters.repeats import Earlier, RepeatRepository
from nominations.adapters.repository import versions_of
from nominations.adapters.workbook.report import Report, from_json
from nominations.domain import errors
from nominations.domain.commands import ImportTerms
from nominations.domain.completeness import missing
from nominations.domain.dossier import Content
from nominations.domain.model import EDITABLE, Status
from nominations.views.declined import Declined, declined_of
from rulebook.forms import SectionKey


class NominationLine(BaseModel):
    nomination_id: UUID
    list_id: UUID | None
    place: int
    status: Status
    withdrawal_requested: bool
    version: int
    subject_kind: str
    award_code: str
    name: str | None
    """Null when the personal data was erased."""
    deed_at: datetime | None
    """Of an ad hoc nomination: its clock runs from here."""
    declined_at: datetime | None
    """The chairman declined: no award comes of it."""
    missing: int
    """How many things its dossier lacks while the unit may still add them."""
    changed_at: datetime


class NominationPage(BaseModel):
    nominations: list[NominationLine]
    next: UUID | None
    """Ask again with `after` = this for the following page; null on the last."""


class Returned(BaseModel):
    """Why the receiving agency last sent it back. `note` is null where there is none, or it was erased."""

    reasons: list[str]
    note: str | None
    returned_at: datetime
    returned_by: str | None


class NominationView(BaseModel):
    nomination_id: UUID
    list_id: UUID | None
    unit: str
    status: Status
    withdrawal_requested: bool
    version: int
    sections: dict[SectionKey, int]
    """The version of each section, which an edit of it must name."""
    dossier: Content
    promise: str | None
    """What the head promised, while the endorsement stands."""
    promised_at: datetime | None
    identity_known: bool
    """A national id was given; it can be given anew and never be read."""
    created_at: datetime
    changed_at: datetime
    returned: Returned | None
    declined: Declined | None
    """The status stays `accepted`, as the wire of 0.1.0 has it; no award comes of it all the same."""


class Repeat(BaseModel):
    """Rows that stand already: in which list of which unit, since when; `list_id` null for single nominations."""

    list_id: UUID | None
    title: str
    unit: UnitKey
    since: datetime
    same_file: bool
    rows: int


class ImportView(BaseModel):
    """A workbook that was checked; `list_id` once its valid rows were taken over."""

    import_id: UUID
    list_id: UUID | None
    expires_at: datetime
    report: Report
    repeats: list[Repeat]
    """Where what it names stands already: as of now, empty once the rows were taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWorkbook:
    content: bytes
    report: Report


class ListLine(BaseModel):
    list_id: UUID
    title: str
    receiving_agency: str
    movement_id: UUID | None
    created_at: datetime
    count: int
    counts: dict[Status, int]


class ListPage(BaseModel):
    lists: list[ListLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of a unit's nominations are asked for, and as of which day."""

    status: Status | None = None
    list_id: UUID | None = None
    after: UUID | None = None
    limit: int
    today: date


async def nominations(connection: Connection, unit: str, wanted: Wanted) -> NominationPage:
    """One page of a unit's nominations; those of a list come in the list's order."""
    rows = await connection.fetch(
        """
        SELECT nomination_id, list_id, place, status, withdrawal_requested, version, subject_kind, award_code,
            dossier || private AS dossier, changed_at, declined_at,
            ARRAY(SELECT DISTINCT part FROM evidence_files AS files
                WHERE files.nomination_id = nominations.nomination_id AND state <> 'infected') AS parts
        FROM nominations
        WHERE unit = $1 AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR list_id = $3)
            AND ($4::uuid IS NULL OR (place, nomination_id) >
                (SELECT last.place, last.nomination_id FROM nominations AS last WHERE last.nomination_id = $4))
        ORDER BY place, nomination_id LIMIT $5
        """,
        unit,
        wanted.status,
        wanted.list_id,
        wanted.after,
        wanted.limit + 1,
    )
    lines = [_nomination_line(row, wanted.today) for row in rows[: wanted.limit]]
    return NominationPage(nominations=lines, next=lines[-1].nomination_id if len(rows) > wanted.limit else None)


def _nomination_line(row: Row, today: date) -> NominationLine:
    dossier = Content.model_validate_json(row["dossier"])
    lacks = missing(dossier, row["parts"], today) if Status(row["status"]) in EDITABLE else []
    deed_at = dossier.deed_at if dossier.commendation_kind is CommendationKind.AD_HOC else None
    return NominationLine(**{**row, "name": dossier.name, "deed_at": deed_at, "missing": len(lacks)})


async def nomination(connection: Connection, nomination_id: UUID, unit: str) -> NominationView:
    """One nomination of the unit; raise UnknownNomination or ForeignUnit."""
    row = await connection.fetchrow(
        """
        SELECT nomination_id, list_id, unit, status, withdrawal_requested, version, section_versions,
            dossier || private AS dossier, private ? 'person_hash' AS identity_known, created_at, changed_at,
            CASE WHEN status NOT IN ('draft', 'returned') THEN promise END AS promise,
            CASE WHEN status NOT IN ('draft', 'returned') THEN promised_at END AS promised_at,
            return_reasons AS reasons, returned_at, returned_by, returned.body ->> 'note' AS note,
            decline_reasons, declined_at, declined.body ->> 'note' AS decline_note
        FROM nominations LEFT JOIN personal AS returned ON returned.fact_id = return_fact_id
            LEFT JOIN personal AS declined ON declined.fact_id = decline_fact_id
        WHERE nomination_id = $1
        """,
        nomination_id,
    )
    if row is None:
        raise errors.UnknownNomination([nomination_id])
    if row["unit"] != unit:
        raise errors.ForeignUnit([nomination_id])
    returned = None if row["returned_at"] is None else Returned(**row)
    read = {"dossier": Content.model_validate_json(row["dossier"]), "sections": versions_of(row)}
    return NominationView(**{**row, **read, "returned": returned, "declined": declined_of(row)})


async def one_import(connection: Connection, import_id: UUID, unit: str, now: datetime) -> ImportView:
    """A checked workbook of the unit and what was found in it; raise UnknownImport."""
    row, report, repeats = await _checked(connection, import_id, unit, now)
    return ImportView(**{**row, "report": report, "repeats": repeats})


async def sent_workbook(connection: Connection, import_id: UUID, unit: str, now: datetime) -> SentWorkbook:
    """The file as it was sent; raise UnknownImport."""
    row, report, _ = await _checked(connection, import_id, unit, now)
    return SentWorkbook(content=row["content"], report=report)


async def _checked(
    connection: Connection, import_id: UUID, unit: str, now: datetime
) -> tuple[Row, Report, list[Repeat]]:
    """The import, its report with what repeats as of now, and where that stands."""
    row = await connection.fetchrow(
        """
        SELECT import_id, list_id, expires_at, content, terms, report FROM imports
        WHERE import_id = $1 AND unit = $2 AND expires_at > $3
        """,
        import_id,
        unit,
        now,
    )
    if row is None:
        raise errors.UnknownImport(import_id)
    report = from_json(row["report"])
    if row["list_id"] is not None:
        return row, report, []
    dossiers = dossiers_of(report, ImportTerms.model_validate_json(row["terms"]))
    known = RepeatRepository(connection)
    repeated = await known.among(unit, dossiers)
    same_file = await known.same_file(unit, row["content"], import_id)
    return row, with_repeats(report, repeated), _repeats(unit, repeated, same_file)


def _repeats(unit: str, repeated: Mapping[int, Earlier], same_file: Earlier | None) -> list[Repeat]:
    counts = Counter(repeated.values())
    if same_file is not None:
        counts[same_file] += 0
    lists = {
        list_id: [earlier for earlier in counts if earlier.list_id == list_id]
        for list_id in dict.fromkeys(earlier.list_id for earlier in counts)
    }
    return [
        Repeat(
            list_id=list_id,
            title=found[0].title,
            unit=unit,
            since=min(earlier.since for earlier in found),
            same_file=same_file is not None and list_id == same_file.list_id,
            rows=sum(counts[earlier] for earlier in found),
        )
        for list_id, found in lists.items()
    ]


async def lists(connection: Connection, unit: str) -> ListPage:
    """A unit's lists, newest first, with how many nominations stand where."""
    return ListPage(lists=await _lists(connection, unit, None))


async def one_list(connection: Connection, list_id: UUID, unit: str) -> ListLine:
    """One list of the unit; raise UnknownList."""
    found = await _lists(connection, unit, list_id)
    if not found:
        raise errors.UnknownList(list_id)
    return found[0]


async def _lists(connection: Connection, unit: str, list_id: UUID | None) -> list[ListLine]:
    rows = await connection.fetch(
        """
        SELECT lists.list_id, lists.title, lists.receiving_agency, lists.movement_id, lists.created_at,
            nominations.status, count(nominations.nomination_id) AS count
        FROM lists LEFT JOIN nominations USING (list_id)
        WHERE lists.unit = $1 AND ($2::uuid IS NULL OR lists.list_id = $2)
        GROUP BY lists.list_id, nominations.status ORDER BY lists.created_at DESC, lists.list_id
        """,
        unit,
        list_id,
    )
    found: dict[UUID, ListLine] = {}
    for row in rows:
        line = found.setdefault(
            row["list_id"],
            ListLine(**{name: row[name] for name in _LIST_FIELDS}, count=0, counts={}),
        )
        if row["status"] is not None:
            line.counts[Status(row["status"])] = row["count"]
            line.count += row["count"]
    return list(found.values())


_LIST_FIELDS = ("list_id", "title", "receiving_agency", "movement_id", "created_at")

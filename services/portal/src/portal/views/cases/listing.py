"""Cases of one receiving agency: what the secretariat and the chairman have before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection
from portal.domain.model import Stage, Verdict
from portal.views.cases.filters import FROM, WITHDRAWAL_ASKED, CaseFilter, Tab, conditions, in_tab
from portal.views.cases.limits import Limits, due_of, limits_of
from portal.views.conditions import Choice, Conditions, pages_of
from portal.views.people import PERSON_COLUMNS, Person, person_of
from rulebook import Heard
from rulebook.casework import Due

PAGE_SIZE = 100
AT_MOST = 20_000


# Ids of submissions stand in the order in which a unit's list was submitted (docs/decisions/0011).
_ORDER = "c.received_on, c.submission_id"
_DUE_FIRST = f"limits.due_on NULLS LAST, {_ORDER}"
_STAGE = "CASE WHEN a.revoked_on IS NOT NULL THEN 'revoked' WHEN a.award_id IS NOT NULL THEN 'awarded' ELSE c.state END"
_DEED_AT = """
(SELECT told.data ->> 'deed_at' FROM projection.step told
    WHERE told.fact_id = c.submission_id AND s.commendation_kind = 'ad-hoc')
"""
_ROWS = f"""
SELECT c.case_id, c.nomination_id, c.proposing_unit, c.received_on, s.award_code, s.subject_kind, s.simplified,
    s.list_id, s.commendation_kind, CASE WHEN a.award_id IS NULL THEN c.state END AS state,
    {_DEED_AT} AS deed_at,
    {_STAGE} AS stage, COALESCE({WITHDRAWAL_ASKED}, FALSE) AS withdrawal_asked,
    c.held_on, c.seats, c.yes, c.no, c.blank, c.threshold_percent, c.approved, {PERSON_COLUMNS}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case; without an award code the submission has not arrived yet."""

    case_id: UUID
    nomination_id: UUID
    unit: str
    received_on: date
    award_code: str | None
    subject_kind: str | None
    simplified: bool
    list_id: UUID | None
    due: Due | None
    """The limit that is due first; None where no step with one runs."""
    deed_at: datetime | None
    """When the deed was done, for a case of ad hoc commendation."""
    stage: Stage
    withdrawal_asked: bool
    verdict: Verdict | None
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """One page of an inbox."""

    lines: tuple[CaseLine, ...]
    total: int
    page: int
    pages: int
    tabs: tuple[Choice, ...]
    unit_choices: tuple[Choice, ...]
    award_choices: tuple[Choice, ...]
    overdue: int
    """How many open cases of the agency are past their day, at whatever step."""


async def cases(connection: Connection, wanted: CaseFilter, today: date) -> Cases:
    """One page, what is due first before the rest; those of one list in the list's own order."""
    limits = await limits_of(connection, wanted.agency)
    found = conditions(wanted)
    joined = _late(found, limits, wanted, today)
    counted = f"SELECT count(1) {FROM} {joined} WHERE {found.text()}"
    total = int(await connection.fetchval(counted, *found.values) or 0)
    pages = pages_of(total, PAGE_SIZE)
    page = min(max(wanted.page, 1), pages)
    window = f"LIMIT {found.parameter(PAGE_SIZE)} OFFSET {found.parameter((page - 1) * PAGE_SIZE)}"
    return Cases(
        lines=await _lines(connection, f"{joined} WHERE {found.text()} ORDER BY {_DUE_FIRST} {window}", found.values),
        total=total,
        page=page,
        pages=pages,
        tabs=await _tabs(connection, wanted.agency),
        unit_choices=await _choices(connection, wanted, "c.proposing_unit"),
        award_choices=await _choices(connection, wanted, "s.award_code"),
        overdue=limits.overdue(today),
    )


def _late(found: Conditions, limits: Limits, wanted: CaseFilter, today: date) -> str:
    """Join each case with the day on which it is due, and keep the late ones alone where that is asked for."""
    joined = limits.joined(found)
    if wanted.overdue:
        found.add("limits.due_on < $?", today)
    return joined


async def chosen(connection: Connection, agency: str, ids: Sequence[UUID], at_most: int) -> tuple[CaseLine, ...]:
    """The first of the named cases, those of other agencies left out, oldest first."""
    return await _lines(
        connection,
        f"WHERE c.receiving_agency = $1 AND c.case_id = ANY($2::uuid[]) ORDER BY {_ORDER} LIMIT $3",
        [agency, list(ids), at_most],
    )


async def ids_of(connection: Connection, wanted: CaseFilter, today: date) -> list[UUID]:
    """Every case that the filter finds, as many as one command may carry."""
    found = conditions(wanted)
    joined = _late(found, await limits_of(connection, wanted.agency), wanted, today)
    rows = await connection.fetch(
        f"SELECT c.case_id {FROM} {joined} WHERE {found.text()} ORDER BY {_ORDER} LIMIT {AT_MOST}",
        *found.values,
    )
    return [row["case_id"] for row in rows]


async def awards_among(connection: Connection, agency: str, ids: Sequence[UUID]) -> tuple[Choice, ...]:
    """How many of the named cases ask for which award."""
    rows = await connection.fetch(
        """
        SELECT COALESCE(s.award_code, '') AS value, count(1) AS count
        FROM projection.review_case c LEFT JOIN projection.submission s ON s.submission_id = c.submission_id
        WHERE c.receiving_agency = $1 AND c.case_id = ANY($2::uuid[]) GROUP BY 1 ORDER BY 2 DESC, 1
        """,
        agency,
        list(ids),
    )
    return tuple(Choice(value=row["value"], count=row["count"]) for row in rows)


async def heard_among(connection: Connection, agency: str, ids: Sequence[UUID]) -> frozenset[Heard]:
    """What the council said of the named cases; NONE where it was not asked."""
    rows = await connection.fetch(
        """
        SELECT DISTINCT approved FROM projection.review_case
        WHERE receiving_agency = $1 AND case_id = ANY($2::uuid[])
        """,
        agency,
        list(ids),
    )
    return frozenset(_HEARD[row["approved"]] for row in rows)


_HEARD = {True: Heard.APPROVED, False: Heard.NOT_APPROVED, None: Heard.NONE}


async def _lines(connection: Connection, narrowing: str, values: Sequence[object]) -> tuple[CaseLine, ...]:
    rows = await connection.fetch(f"{_ROWS} {FROM} {narrowing}", *values)
    return tuple(
        CaseLine(
            case_id=row["case_id"],
            nomination_id=row["nomination_id"],
            unit=row["proposing_unit"],
            received_on=row["received_on"],
            award_code=row["award_code"],
            subject_kind=row["subject_kind"],
            simplified=bool(row["simplified"]),
            list_id=row["list_id"],
            due=due_of(row["state"], row["award_code"], row["commendation_kind"], row["received_on"]),
            deed_at=None if row["deed_at"] is None else datetime.fromisoformat(row["deed_at"]),
            stage=Stage(row["stage"]),
            withdrawal_asked=row["withdrawal_asked"],
            verdict=_verdict(row["held_on"], row["seats"], row["yes"], row["no"], row["blank"],
                             row["threshold_percent"], row["approved"]),
            person=person_of(row["person_came"], row["person_body"]),
        )
        for row in rows
    )  # fmt: skip


def _verdict(
    held_on: date | None, seats: int, yes: int, no: int, blank: int, threshold_percent: int, approved: bool
) -> Verdict | None:
    if held_on is None:
        return None
    return Verdict(
        held_on=held_on,
        seats=seats,
        yes=yes,
        no=no,
        blank=blank,
        threshold_percent=threshold_percent,
        approved=approved,
    )


async def _tabs(connection: Connection, agency: str) -> tuple[Choice, ...]:
    counts = ", ".join(f"count(1) FILTER (WHERE {condition}) AS {tab}" for tab, condition in in_tab().items())
    row = await connection.fetchrow(f"SELECT {counts} {FROM} WHERE c.receiving_agency = $1", agency)
    return tuple(Choice(value=tab, count=row[tab] if row else 0) for tab in Tab)


async def _choices(connection: Connection, wanted: CaseFilter, column: str) -> tuple[Choice, ...]:
    rows = await connection.fetch(
        f"""
        SELECT {column} AS value, count(1) AS count {FROM}
        WHERE c.receiving_agency = $1 AND {in_tab()[wanted.tab]} AND {column} IS NOT NULL
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 400
        """,
        wanted.agency,
    )
    return tuple(Choice(value=row["value"], count=row["count"]) for row in rows)

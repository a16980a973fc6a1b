"""Cases of one receiving agency: what the secretariat and the chairman have before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from chassis.database import Connection
from portal.domain.model import Stage, Verdict
from portal.views.conditions import Choice, Conditions, pages_of
from portal.views.people import PERSON_COLUMNS, Person, person_of, words_of
from rulebook import Heard

PAGE_SIZE = 100
AT_MOST = 20_000


class Tab(StrEnum):
    """The steps by which an inbox is divided."""

    RECEIVED = "received"
    WITHDRAWAL = "withdrawal"
    ACCEPTED = "accepted"
    SIGNING = "signing"
    REJECTED = "rejected"
    RETURNED = "returned"
    ENDED = "ended"


# An open case whose unit asked to withdraw more often than it was refused.
_WITHDRAWAL_ASKED = """
(c.state IN ('received', 'accepted', 'approved') AND a.award_id IS NULL AND n.submission_id = c.submission_id
    AND n.withdrawals_asked > c.withdrawals_refused)
"""
# Approved by the council, or on the fast track, which goes from accepted straight to the chairman.
_TO_SIGN = "(a.award_id IS NULL AND (c.state = 'approved' OR (c.state = 'accepted' AND s.simplified)))"
_IN_TAB = {
    Tab.RECEIVED: "c.state = 'received'",
    Tab.WITHDRAWAL: _WITHDRAWAL_ASKED,
    Tab.ACCEPTED: "(c.state = 'accepted' AND a.award_id IS NULL AND NOT COALESCE(s.simplified, FALSE))",
    Tab.SIGNING: _TO_SIGN,
    Tab.REJECTED: "c.state = 'not-approved'",
    Tab.RETURNED: "c.state = 'returned'",
    Tab.ENDED: "(a.award_id IS NOT NULL OR c.state IN ('declined', 'withdrawn'))",
}
_FROM = """
FROM projection.review_case c
LEFT JOIN projection.nomination n ON n.nomination_id = c.nomination_id
LEFT JOIN projection.submission s ON s.submission_id = c.submission_id
LEFT JOIN projection.award a ON a.case_id = c.case_id
LEFT JOIN personal p ON p.fact_id = c.submission_id
"""
# Ids of submissions stand in the order in which a unit's list was submitted (docs/decisions/0011).
_ORDER = "c.received_on, c.submission_id"
_STAGE = "CASE WHEN a.revoked_on IS NOT NULL THEN 'revoked' WHEN a.award_id IS NOT NULL THEN 'awarded' ELSE c.state END"
_ROWS = f"""
SELECT c.case_id, c.nomination_id, c.proposing_unit, c.received_on, s.award_code, s.subject_kind, s.simplified,
    {_STAGE} AS stage, COALESCE({_WITHDRAWAL_ASKED}, FALSE) AS withdrawal_asked,
    c.held_on, c.seats, c.yes, c.no, c.blank, c.threshold_percent, c.approved, {PERSON_COLUMNS}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases of one agency."""

    agency: str
    tab: Tab
    text: str = ""
    unit: str = ""
    page: int = 1

    @property
    def query(self) -> str:
        """The filter as an address carries it, without the page."""
        return urlencode([(name, value) for name, value in self._parts() if value])

    def _parts(self) -> list[tuple[str, str]]:
        return [("tab", self.tab), ("q", self.text), ("unit", self.unit)]


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


async def cases(connection: Connection, wanted: CaseFilter) -> Cases:
    """One page, oldest first; those of one list in the list's own order."""
    found = _conditions(wanted)
    total = int(await connection.fetchval(f"SELECT count(1) {_FROM} WHERE {found.text()}", *found.values) or 0)
    pages = pages_of(total, PAGE_SIZE)
    page = min(max(wanted.page, 1), pages)
    window = f"LIMIT {found.parameter(PAGE_SIZE)} OFFSET {found.parameter((page - 1) * PAGE_SIZE)}"
    return Cases(
        lines=await _lines(connection, f"WHERE {found.text()} ORDER BY {_ORDER} {window}", found.values),
        total=total,
        page=page,
        pages=pages,
        tabs=await _tabs(connection, wanted.agency),
        unit_choices=await _units(connection, wanted),
    )


async def chosen(connection: Connection, agency: str, ids: Sequence[UUID], at_most: int) -> tuple[CaseLine, ...]:
    """The first of the named cases, those of other agencies left out, oldest first."""
    return await _lines(
        connection,
        f"WHERE c.receiving_agency = $1 AND c.case_id = ANY($2::uuid[]) ORDER BY {_ORDER} LIMIT $3",
        [agency, list(ids), at_most],
    )


async def ids_of(connection: Connection, wanted: CaseFilter) -> list[UUID]:
    """Every case that the filter finds, as many as one command may carry."""
    found = _conditions(wanted)
    rows = await connection.fetch(
        f"SELECT c.case_id {_FROM} WHERE {found.text()} ORDER BY {_ORDER} LIMIT {AT_MOST}",
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
    rows = await connection.fetch(f"{_ROWS} {_FROM} {narrowing}", *values)
    return tuple(
        CaseLine(
            case_id=row["case_id"],
            nomination_id=row["nomination_id"],
            unit=row["proposing_unit"],
            received_on=row["received_on"],
            award_code=row["award_code"],
            subject_kind=row["subject_kind"],
            simplified=bool(row["simplified"]),
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
    counts = ", ".join(f"count(1) FILTER (WHERE {condition}) AS {tab}" for tab, condition in _IN_TAB.items())
    row = await connection.fetchrow(f"SELECT {counts} {_FROM} WHERE c.receiving_agency = $1", agency)
    return tuple(Choice(value=tab, count=row[tab] if row else 0) for tab in Tab)


async def _units(connection: Connection, wanted: CaseFilter) -> tuple[Choice, ...]:
    rows = await connection.fetch(
        f"""
        SELECT c.proposing_unit AS value, count(1) AS count {_FROM}
        WHERE c.receiving_agency = $1 AND {_IN_TAB[wanted.tab]} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 400
        """,
        wanted.agency,
    )
    return tuple(Choice(value=row["value"], count=row["count"]) for row in rows)


def _conditions(wanted: CaseFilter) -> Conditions:
    found = Conditions(clauses=[_IN_TAB[wanted.tab]])
    found.add("c.receiving_agency = $?", wanted.agency)
    for word in words_of(wanted.text):
        found.add("p.search LIKE $?", f"%{word}%")
    if wanted.unit:
        found.add("c.proposing_unit = $?", wanted.unit)
    return found

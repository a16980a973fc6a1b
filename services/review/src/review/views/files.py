"""An agency's cases and decisions, and what waits; without personal data."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection, Row
from review.domain import errors
from review.domain.model import CaseStatus
from rulebook import Status, load_rulebook
from rulebook.casework import Awaiting, next_due

BEFORE_ALL = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case in a list. Names lie under `submission_id` in the nominations service."""

    case_id: UUID
    nomination_id: UUID
    submission_id: UUID
    list_id: UUID | None
    proposing_unit: str
    subject_kind: str
    award_code: str
    commendation_kind: str
    simplified: bool
    received_on: date
    status: str
    withdrawal: str
    due_on: date | None
    """When the step that it is at must be done; None where no limit is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """A page of cases, oldest first; `after` of the next page, None on the last one."""

    cases: list[CaseRow]
    after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Cases of one status that wait for a step, and how long the oldest of them has; nought where there is none."""

    status: str
    count: int
    oldest_age_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """The council's count; `threshold_status` other than verified is shown as not verified."""

    council_session_id: UUID
    held_on: date
    seats: int
    yes: int
    no: int
    blank: int
    threshold_percent: int
    threshold_status: str
    threshold_citation: str
    approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeView:
    """The rules that apply to a case: those in force on the day of receipt; None before all that are known."""

    id: str
    first_day: date
    last_day: date | None
    citation: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case with what was decided about it."""

    case_id: UUID
    nomination_id: UUID
    submission_id: UUID
    earlier_case_id: UUID | None
    list_id: UUID | None
    movement_id: UUID | None
    proposing_unit: str
    receiving_agency: str
    subject_kind: str
    award_code: str
    commendation_kind: str
    simplified: bool
    received_on: date
    submitted_on: date
    first_received_on: date
    regime: RegimeView | None
    due_on: date | None
    deed_at: datetime | None
    opened_at: datetime
    changed_at: datetime
    status: str
    withdrawal: str
    reasons: list[str]
    verdict: VerdictView | None
    award_id: UUID | None
    decision_id: UUID | None
    award_status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    award_id: UUID
    case_id: UUID
    nomination_id: UUID
    status: str
    revoked_on: date | None
    reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A decision with its awards."""

    decision_id: UUID
    agency: str
    year: int
    number: int
    symbol: str
    issued_on: date
    award_count: int
    awards: list[AwardRow]


async def cases(
    connection: Connection, agency: str | None, status: str | None, after: UUID | None, limit: int
) -> CaseList:
    """One page of the agency's cases, of one status or of all, in the order in which they were submitted."""
    rows = await connection.fetch(
        """
        SELECT case_id, nomination_id, submission_id, list_id, proposing_unit, subject_kind, award_code,
            commendation_kind, simplified, received_on, status, withdrawal
        FROM cases
        WHERE receiving_agency = $1 AND ($2::text IS NULL OR status = $2)
            AND submission_id > COALESCE((SELECT submission_id FROM cases WHERE case_id = $3), $5)
        ORDER BY submission_id LIMIT $4
        """,
        agency,
        status,
        after,
        limit + 1,
        BEFORE_ALL,
    )
    page = [CaseRow(**row, due_on=due_on_of(row)) for row in rows[:limit]]
    return CaseList(cases=page, after=page[-1].case_id if len(rows) > limit else None)


async def case(connection: Connection, case_id: UUID, agency: str | None) -> CaseView:
    """One case; UnknownThing, or ForeignAgency when another agency received it."""
    row = await connection.fetchrow(
        """
        SELECT case_id, nomination_id, submission_id, earlier_case_id, list_id, movement_id, proposing_unit,
            receiving_agency, subject_kind, award_code, commendation_kind, simplified, received_on,
            COALESCE(submitted_on, received_on) AS submitted_on,
            COALESCE(first_received_on, received_on) AS first_received_on, deed_at,
            opened_at, changed_at, cases.status, withdrawal, cases.reasons, award_id, decision_id,
            awards.status AS award_status
        FROM cases LEFT JOIN awards USING (case_id, nomination_id)
        WHERE case_id = $1
        """,
        case_id,
    )
    if row is None:
        raise errors.UnknownThing((case_id,))
    if row["receiving_agency"] != agency:
        raise errors.ForeignAgency((case_id,))
    verdict = await _verdict(connection, case_id, row["award_code"], row["received_on"])
    return CaseView(**row, regime=regime_of(row["received_on"]), due_on=due_on_of(row), verdict=verdict)


def regime_of(received_on: date) -> RegimeView | None:
    """The regime of the day of receipt, with where it stands written and how sure that is."""
    regime = load_rulebook().regime_on(received_on)
    if regime is None:
        return None
    return RegimeView(
        id=regime.id,
        first_day=regime.span.first_day,
        last_day=regime.span.last_day,
        citation=regime.basis.citation,
        status=regime.basis.status,
    )


async def _verdict(connection: Connection, case_id: UUID, award_code: str, received_on: date) -> VerdictView | None:
    row = await connection.fetchrow(
        """
        SELECT council_session_id, held_on, seats, yes, no, blank, threshold_percent, approved
        FROM verdicts WHERE case_id = $1
        """,
        case_id,
    )
    if row is None:
        return None
    rule = load_rulebook().threshold(award_code, received_on)
    is_rule = rule.percent == row["threshold_percent"]
    return VerdictView(
        **row,
        threshold_status=rule.basis.status if is_rule else Status.PARAMETER,
        threshold_citation=rule.basis.citation if is_rule else "",
    )


async def decision(connection: Connection, decision_id: UUID, agency: str | None) -> DecisionView:
    """One decision; UnknownDecision, or ForeignAgency when it is another agency's."""
    row = await connection.fetchrow(
        """
        SELECT decision_id, agency, year, number, symbol, issued_on, award_count
        FROM decisions WHERE decision_id = $1
        """,
        decision_id,
    )
    if row is None:
        raise errors.UnknownDecision(decision_id)
    if row["agency"] != agency:
        raise errors.ForeignAgency((decision_id,))
    awards = await connection.fetch(
        """
        SELECT award_id, case_id, awards.nomination_id, awards.status, revoked_on, awards.reasons
        FROM awards JOIN cases USING (case_id) WHERE decision_id = $1 ORDER BY submission_id
        """,
        decision_id,
    )
    return DecisionView(**row, awards=[AwardRow(**award) for award in awards])


AWAITING = {
    CaseStatus.OPENED: Awaiting.CHECK,
    CaseStatus.ACCEPTED: Awaiting.COUNCIL,
    CaseStatus.APPROVED: Awaiting.SIGNATURE,
    CaseStatus.NOT_APPROVED: Awaiting.SIGNATURE,
}


def due_on_of(row: Row) -> date | None:
    """The day that a case is due, from its status, day of receipt, award and kind; None where nothing is."""
    awaiting = AWAITING.get(CaseStatus(row["status"]))
    if awaiting is None:
        return None
    due = next_due(awaiting, row["award_code"], row["commendation_kind"], row["received_on"])
    return None if due is None else due.due_on


async def overdue(connection: Connection, today: date) -> dict[str, int]:
    """How many cases of each open status are past their day; its index is `cases_by_limit`."""
    rows = await connection.fetch(
        """
        SELECT status, received_on, award_code, commendation_kind, count(1) AS count FROM cases
        WHERE status IN ('opened', 'accepted', 'approved', 'not-approved')
        GROUP BY status, received_on, award_code, commendation_kind
        ORDER BY status, received_on, award_code, commendation_kind
        """
    )
    found = {str(status): 0 for status in AWAITING}
    for row in rows:
        due_on = due_on_of(row)
        if due_on is not None and due_on < today:
            found[row["status"]] += row["count"]
    return found


async def waiting(connection: Connection) -> list[Waiting]:
    """What the secretariat and the chairman have before them; its index is `cases_waiting`."""
    rows = await connection.fetch(
        """
        SELECT wanted.status, count(cases.status) AS count,
            COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(cases.changed_at)), 0)::float8 AS oldest_age_seconds
        FROM unnest(ARRAY['opened', 'accepted', 'approved', 'not-approved']) AS wanted (status)
        LEFT JOIN (
            SELECT status, changed_at FROM cases WHERE status IN ('opened', 'accepted', 'approved', 'not-approved')
        ) AS cases USING (status)
        GROUP BY wanted.status ORDER BY wanted.status
        """
    )
    return [Waiting(**row) for row in rows]

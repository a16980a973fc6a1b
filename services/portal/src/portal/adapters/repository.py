"""Writes the projections: loads the states of a batch's subjects, saves what became of them.

Statements name the live schema; a rebuild writes the same rows into a schema of its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection
from contracts.canonical import canonical_bytes
from contracts.envelope import Envelope
from contracts.fact import Fact
from portal.domain.model import Award, Case, Decision, Nomination, Opinion, OpinionState, Stage, Submission, Verdict

LIVE_SCHEMA = "projection"

_NOMINATIONS = """
SELECT nomination_id, state, proposing_unit, list_id, submission_id, withdrawals_asked, changed_at
FROM projection.nomination WHERE nomination_id = ANY($1::uuid[])
"""
_SAVE_NOMINATION = """
INSERT INTO projection.nomination
    (nomination_id, state, proposing_unit, list_id, submission_id, withdrawals_asked, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (nomination_id) DO UPDATE SET state = excluded.state, proposing_unit = excluded.proposing_unit,
    list_id = excluded.list_id, submission_id = excluded.submission_id,
    withdrawals_asked = excluded.withdrawals_asked, changed_at = excluded.changed_at
"""
_ADD_SUBMISSION = """
INSERT INTO projection.submission
    (submission_id, nomination_id, list_id, subject_kind, award_code, commendation_kind, simplified,
     movement_id, proposing_unit, receiving_agency, submitted_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
_CASES = """
SELECT case_id, nomination_id, submission_id, proposing_unit, receiving_agency, received_on, state, held_on, seats,
    yes, no, blank, threshold_percent, approved, withdrawals_refused, changed_at
FROM projection.review_case WHERE case_id = ANY($1::uuid[])
"""
_SAVE_CASE = """
INSERT INTO projection.review_case
    (case_id, nomination_id, submission_id, proposing_unit, receiving_agency, received_on, state,
     held_on, seats, yes, no, blank, threshold_percent, approved, withdrawals_refused, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
ON CONFLICT (case_id) DO UPDATE SET state = excluded.state, received_on = excluded.received_on,
    held_on = excluded.held_on, seats = excluded.seats,
    yes = excluded.yes, no = excluded.no, blank = excluded.blank, threshold_percent = excluded.threshold_percent,
    approved = excluded.approved, withdrawals_refused = excluded.withdrawals_refused,
    changed_at = excluded.changed_at
"""
_ADD_DECISION = """
INSERT INTO projection.decision (decision_id, agency, year, number, symbol, issued_on, award_count)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
_AWARDS = """
SELECT award_id, decision_id, case_id, nomination_id, submission_id, award_code, subject_kind, proposing_unit,
    issued_on, issued_fact_id, revoked_on
FROM projection.award WHERE award_id = ANY($1::uuid[])
"""
_SAVE_AWARD = """
INSERT INTO projection.award
    (award_id, decision_id, case_id, nomination_id, submission_id, award_code, subject_kind, proposing_unit,
     issued_on, issued_fact_id, revoked_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (award_id) DO UPDATE SET revoked_on = excluded.revoked_on
"""
_OPINIONS = """
SELECT opinion_id, case_id, nomination_id, body, asked_on, due_on, state, asked_fact_id, stance, given_on, late,
    ended_fact_id
FROM projection.opinion WHERE opinion_id = ANY($1::uuid[])
"""
_SAVE_OPINION = """
INSERT INTO projection.opinion
    (opinion_id, case_id, nomination_id, body, asked_on, due_on, state, asked_fact_id, stance, given_on, late,
     ended_fact_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (opinion_id) DO UPDATE SET state = excluded.state, stance = excluded.stance,
    given_on = excluded.given_on, late = excluded.late, ended_fact_id = excluded.ended_fact_id
"""
_ADD_STEP = """
INSERT INTO projection.step
    (fact_id, source, type, subject, seq, happened_at, actor_role, actor_unit, nomination_id, data)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
_COUNT = """
INSERT INTO projection.tally AS known (type, facts, latest_at) VALUES ($1, $2, $3)
ON CONFLICT (type) DO UPDATE SET facts = known.facts + excluded.facts,
    latest_at = GREATEST(known.latest_at, excluded.latest_at)
"""


@dataclass(frozen=True, slots=True)
class ProjectionRepository:
    """Rows are written in id order, so that two consumers never wait for each other in a circle."""

    connection: Connection
    schema: str = LIVE_SCHEMA

    async def nominations(self, ids: Collection[UUID]) -> dict[UUID, Nomination]:
        rows = await self.connection.fetch(self._in_schema(_NOMINATIONS), ids)
        return {
            row["nomination_id"]: Nomination(
                nomination_id=row["nomination_id"],
                state=Stage(row["state"]),
                proposing_unit=row["proposing_unit"],
                list_id=row["list_id"],
                submission_id=row["submission_id"],
                withdrawals_asked=row["withdrawals_asked"],
                changed_at=row["changed_at"],
            )
            for row in rows
        }

    async def cases(self, ids: Collection[UUID]) -> dict[UUID, Case]:
        rows = await self.connection.fetch(self._in_schema(_CASES), ids)
        return {
            row["case_id"]: Case(
                case_id=row["case_id"],
                nomination_id=row["nomination_id"],
                submission_id=row["submission_id"],
                proposing_unit=row["proposing_unit"],
                receiving_agency=row["receiving_agency"],
                received_on=row["received_on"],
                state=Stage(row["state"]),
                verdict=None if row["held_on"] is None else Verdict(**{name: row[name] for name in VERDICT}),
                withdrawals_refused=row["withdrawals_refused"],
                changed_at=row["changed_at"],
            )
            for row in rows
        }

    async def awards(self, ids: Collection[UUID]) -> dict[UUID, Award]:
        rows = await self.connection.fetch(self._in_schema(_AWARDS), ids)
        return {row["award_id"]: Award(**dict(row)) for row in rows}

    async def opinions(self, ids: Collection[UUID]) -> dict[UUID, Opinion]:
        rows = await self.connection.fetch(self._in_schema(_OPINIONS), ids)
        return {row["opinion_id"]: Opinion(**{**dict(row), "state": OpinionState(row["state"])}) for row in rows}

    async def save_nominations(self, states: Sequence[Nomination]) -> None:
        await self._write(_SAVE_NOMINATION, [astuple(state) for state in states])

    async def save_cases(self, states: Sequence[Case]) -> None:
        await self._write(_SAVE_CASE, [_case_row(state) for state in states])

    async def save_awards(self, states: Sequence[Award]) -> None:
        await self._write(_SAVE_AWARD, [astuple(state) for state in states])

    async def save_opinions(self, states: Sequence[Opinion]) -> None:
        await self._write(_SAVE_OPINION, [astuple(state) for state in states])

    async def add_submissions(self, submissions: Sequence[Submission]) -> None:
        await self._write(_ADD_SUBMISSION, [astuple(submission) for submission in submissions])

    async def add_decisions(self, decisions: Sequence[Decision]) -> None:
        await self._write(_ADD_DECISION, [astuple(decision) for decision in decisions])

    async def add_steps(self, events: Sequence[Envelope[Fact]]) -> None:
        await self._write(_ADD_STEP, [_step_row(event) for event in events])

    async def count(self, tallies: Sequence[tuple[str, int, datetime]]) -> None:
        """Add to the number of facts of each type; `latest_at` only ever grows."""
        await self._write(_COUNT, sorted(tallies))

    async def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            await self.connection.executemany(self._in_schema(statement), rows)

    def _in_schema(self, statement: str) -> str:
        return statement.replace(f"{LIVE_SCHEMA}.", f"{self.schema}.")


VERDICT = ("held_on", "seats", "yes", "no", "blank", "threshold_percent", "approved")


def _case_row(case: Case) -> tuple[object, ...]:
    verdict = tuple(getattr(case.verdict, name, None) for name in VERDICT)
    return (
        case.case_id,
        case.nomination_id,
        case.submission_id,
        case.proposing_unit,
        case.receiving_agency,
        case.received_on,
        case.state,
        *verdict,
        case.withdrawals_refused,
        case.changed_at,
    )


def _step_row(event: Envelope[Fact]) -> tuple[object, ...]:
    return (
        event.id,
        event.source,
        event.type,
        event.subject,
        event.seq,
        event.time,
        event.actor_role,
        event.actor_unit,
        _nomination_of(event),
        canonical_bytes(event.data).decode(),
    )


def _nomination_of(event: Envelope[Fact]) -> UUID | None:
    about = event.data.get("nomination_id")
    return UUID(about) if isinstance(about, str) else None

"""A nomination's life: what it asked for, where it stands, every fact of it in time."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection
from contracts.fact import Fact
from contracts.registry import FACTS
from contracts.review import CaseReturned
from portal.domain.model import Stage
from portal.views.people import PERSON_COLUMNS, Person, person_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One fact. `note` is free text of the personal part, for those who work on the case alone."""

    fact_id: UUID
    fact: Fact
    time: datetime
    actor_role: str
    actor_unit: str | None
    note: str
    told: int
    """How many messages about it were delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardShown:
    award_id: UUID
    decision_id: UUID
    symbol: str | None
    issued_on: date
    revoked_on: date | None
    issued_fact_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is known so far. Parts whose topic is late are None."""

    nomination_id: UUID
    unit: str
    agency: str | None
    list_id: UUID | None
    award_code: str | None
    subject_kind: str | None
    commendation_kind: str | None
    simplified: bool
    received_on: date | None
    stage: Stage
    withdrawal_asked: bool
    person: Person
    award: AwardShown | None


_LIFE = """
WITH asked AS (SELECT $1::uuid AS nomination_id),
latest_award AS (
    SELECT a.award_id, a.decision_id, a.submission_id, a.award_code, a.subject_kind, a.proposing_unit, a.issued_on,
        a.issued_fact_id, a.revoked_on, d.symbol
    FROM projection.award a LEFT JOIN projection.decision d ON d.decision_id = a.decision_id
    WHERE a.nomination_id = $1 ORDER BY a.issued_on DESC, a.award_id LIMIT 1
),
latest_case AS (
    SELECT case_id, submission_id, state, proposing_unit, receiving_agency, received_on, withdrawals_refused
    FROM projection.review_case WHERE nomination_id = $1 ORDER BY changed_at DESC, case_id LIMIT 1
)
SELECT n.state AS nomination_state, n.list_id, n.withdrawals_asked, n.submission_id AS latest_submission_id,
    COALESCE(n.proposing_unit, c.proposing_unit, a.proposing_unit) AS unit,
    COALESCE(s.receiving_agency, c.receiving_agency) AS agency,
    COALESCE(a.award_code, s.award_code) AS award_code, COALESCE(a.subject_kind, s.subject_kind) AS subject_kind,
    s.commendation_kind, COALESCE(s.simplified, FALSE) AS simplified,
    c.submission_id AS case_submission_id, c.state AS case_state, c.received_on, c.withdrawals_refused,
    a.award_id, a.decision_id, a.symbol, a.issued_on, a.revoked_on, a.issued_fact_id,
    {person}
FROM asked
LEFT JOIN projection.nomination n ON n.nomination_id = asked.nomination_id
LEFT JOIN latest_award a ON TRUE
LEFT JOIN latest_case c ON TRUE
LEFT JOIN projection.submission s ON s.submission_id = COALESCE(a.submission_id, n.submission_id, c.submission_id)
LEFT JOIN personal p ON p.fact_id = COALESCE(a.submission_id, n.submission_id, c.submission_id)
"""

_STEPS = """
SELECT t.fact_id, t.type, t.data, t.happened_at, t.actor_role, t.actor_unit,
    COALESCE(p.body ->> 'note', p.body ->> 'reason', p.body ->> 'question', p.body ->> 'text', '') AS note,
    (SELECT count(1) FROM projection.step m WHERE m.nomination_id = $1
        AND m.type = 'notifications.message-delivered.v1' AND m.data ->> 'about_fact_id' = t.fact_id::text) AS told
FROM projection.step t LEFT JOIN personal p ON p.fact_id = t.fact_id
WHERE (t.nomination_id = $1 OR t.subject IN (SELECT decision_id FROM projection.award WHERE nomination_id = $1))
    AND t.source <> '/services/notifications'
ORDER BY t.happened_at, t.source, t.seq, t.fact_id
"""


async def life(connection: Connection, nomination_id: UUID) -> Life | None:
    """What is known of a nomination; None when nothing is."""
    row = await connection.fetchrow(_LIFE.format(person=PERSON_COLUMNS), nomination_id)
    if row is None or row["unit"] is None:
        return None
    stage = _stage(row["award_id"], row["revoked_on"], row["nomination_state"], row["case_state"],
                   same_submission=row["latest_submission_id"] in (None, row["case_submission_id"]))  # fmt: skip
    return Life(
        nomination_id=nomination_id,
        unit=row["unit"],
        agency=row["agency"],
        list_id=row["list_id"],
        award_code=row["award_code"],
        subject_kind=row["subject_kind"],
        commendation_kind=row["commendation_kind"],
        simplified=row["simplified"],
        received_on=row["received_on"],
        stage=stage,
        withdrawal_asked=_is_open(stage) and (row["withdrawals_asked"] or 0) > (row["withdrawals_refused"] or 0),
        person=person_of(row["person_came"], row["person_body"]),
        award=None
        if row["award_id"] is None
        else AwardShown(
            award_id=row["award_id"],
            decision_id=row["decision_id"],
            symbol=row["symbol"],
            issued_on=row["issued_on"],
            revoked_on=row["revoked_on"],
            issued_fact_id=row["issued_fact_id"],
        ),
    )


async def steps(connection: Connection, nomination_id: UUID) -> tuple[Step, ...]:
    """Every fact of the nomination, its cases, its award and that award's decision, in time."""
    rows = await connection.fetch(_STEPS, nomination_id)
    return tuple(
        Step(
            fact_id=row["fact_id"],
            fact=FACTS[row["type"]].model_validate_json(row["data"]),
            time=row["happened_at"],
            actor_role=row["actor_role"],
            actor_unit=row["actor_unit"],
            note=row["note"],
            told=row["told"],
        )
        for row in rows
    )


async def latest_return(connection: Connection, nomination_id: UUID) -> Step | None:
    """The last time that the agency sent the nomination back."""
    found = [step for step in await steps(connection, nomination_id) if isinstance(step.fact, CaseReturned)]
    return found[-1] if found else None


def _stage(
    award_id: UUID | None, revoked_on: date | None, nomination: str | None, case: str | None, *, same_submission: bool
) -> Stage:
    """An award outweighs the case, the case the nomination, unless the unit has submitted again since."""
    if award_id is not None:
        return Stage.AWARDED if revoked_on is None else Stage.REVOKED
    if case is not None and (same_submission or nomination is None):
        return Stage(case)
    return Stage(nomination) if nomination is not None else Stage.SUBMITTED


def _is_open(stage: Stage) -> bool:
    return stage in {Stage.SUBMITTED, Stage.RECEIVED, Stage.ACCEPTED, Stage.APPROVED}

"""Decision numbers: unique, in order, without gaps, whoever comes at once and whatever fails; 20,000 cases at once."""

import asyncio
from uuid import uuid4

import pytest
from asyncpg import UniqueViolationError

from chassis.actors import Actor
from chassis.testing import Neighbour, ServiceUnderTest
from contracts.review import AwardIssued, DecisionIssued
from contracts.roles import Role
from review.domain import commands
from services.review.tests.builders import AGENCY, FOREIGN_AGENCY
from services.review.tests.component.desk import approve, get, ids_of, issue, post, slug, submit, told

CHAIRMAN = Actor(role=Role.CHAIRMAN, unit=AGENCY, sub=str(uuid4()))
MANY = 20_000
# As many cases as one command may name, as submissions would have opened them.
OPEN_MANY = """
    INSERT INTO cases (case_id, nomination_id, submission_id, submission_seq, proposing_unit, receiving_agency,
        subject_kind, award_code, commendation_kind, simplified, received_on, opened_at, status, withdrawal, changed_at)
    SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, '11953@2025-07-01', $1, 'individual', 'BKT',
        'merit', true, '2026-11-02', now(), 'opened', 'none', now()
    FROM generate_series(1, $2)
    RETURNING case_id
"""


async def numbers(review: ServiceUnderTest, agency: str = AGENCY) -> list[int]:
    rows = await review.pool.fetch("SELECT number FROM decisions WHERE agency = $1 ORDER BY number", agency)
    return [row["number"] for row in rows]


async def test_decisions_issued_at_the_same_time_get_consecutive_numbers(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    cases = await submit(nominations, review, 8)
    await approve(review, cases)

    answers = await asyncio.gather(*(issue(review, [case]) for case in cases))

    assert sorted(answer.json()["number"] for answer in answers) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert await numbers(review) == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_the_same_case_issued_twice_at_the_same_time_is_awarded_once(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    cases = await submit(nominations, review)
    await approve(review, cases)

    answers = await asyncio.gather(*(issue(review, cases) for _ in range(2)))
    await review.settled()

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(await told(review, AwardIssued)) == 1
    assert await numbers(review) == [1]


async def test_a_decision_that_rolls_back_leaves_no_gap_and_tells_nobody(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    first, second, third = await submit(nominations, review, 3)
    await approve(review, [first, second, third])
    await issue(review, [first])
    # A stray award makes the insert of the second decision's awards fail after its number was taken.
    stray = """
        INSERT INTO awards (award_id, decision_id, case_id, nomination_id, agency, status)
        SELECT $1, decision_id, $2, $1, $3, 'issued' FROM decisions
    """
    stray_id = uuid4()
    await review.pool.execute(stray, stray_id, second.case_id, AGENCY)

    with pytest.raises(UniqueViolationError):
        await review.execute(commands.IssueDecision(case_ids=(second.case_id,)), CHAIRMAN)
    after_failure = await issue(review, [third])
    await review.pool.execute("DELETE FROM awards WHERE award_id = $1", stray_id)
    again = await issue(review, [second])
    await review.settled()

    assert (after_failure.json()["number"], again.json()["number"]) == (2, 3)
    assert sorted(fact.number for fact in await told(review, DecisionIssued)) == [1, 2, 3]


async def test_a_refused_decision_leaves_no_gap(review: ServiceUnderTest, nominations: Neighbour) -> None:
    approved, opened = await submit(nominations, review, 2)
    await approve(review, [approved])

    refused = await issue(review, [approved, opened])
    issued = await issue(review, [approved])

    assert slug(refused) == (409, "not-with-chairman")
    assert issued.json()["number"] == 1


async def test_each_agency_counts_for_itself(review: ServiceUnderTest, nominations: Neighbour) -> None:
    ours = await submit(nominations, review)
    await approve(review, ours)
    theirs = await submit(nominations, review, agency=FOREIGN_AGENCY)
    verdicts = {
        "held_on": "2026-11-20",
        "seats": 1,
        "verdicts": [{"case_id": ids_of(theirs)[0], "yes": 1, "no": 0}],
    }
    for path, body in (("/cases/accept", {"case_ids": ids_of(theirs)}), ("/cases/record-verdicts", verdicts)):
        await post(review, Role.SECRETARIAT, path, body, FOREIGN_AGENCY)

    own = await issue(review, ours)
    foreign = await post(review, Role.CHAIRMAN, "/decisions", {"case_ids": ids_of(theirs)}, FOREIGN_AGENCY)

    assert (own.json()["number"], foreign.json()["number"]) == (1, 1)


async def test_a_repeated_request_under_one_key_issues_one_decision(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    cases = await submit(nominations, review)
    await approve(review, cases)
    headers = review.signed_in(Role.CHAIRMAN, AGENCY) | {"Idempotency-Key": "signed-once"}

    answers = [
        await review.client.post("/decisions", json={"case_ids": ids_of(cases)}, headers=headers) for _ in range(2)
    ]

    assert answers[0].status_code == 201
    assert answers[0].json() == answers[1].json()
    assert await numbers(review) == [1]


async def test_twenty_thousand_cases_are_accepted_and_awarded_in_one_command_each(
    review: ServiceUnderTest,
) -> None:
    rows = await review.pool.fetch(OPEN_MANY, AGENCY, MANY)
    ids = [str(row["case_id"]) for row in rows]

    accepted = await post(review, Role.SECRETARIAT, "/cases/accept", {"case_ids": ids})
    issued = await post(review, Role.CHAIRMAN, "/decisions", {"case_ids": ids})
    one = (await get(review, f"/cases/{ids[-1]}")).json()

    assert accepted.json() == {"count": MANY}
    assert (issued.status_code, issued.json()["number"], len(issued.json()["award_ids"])) == (201, 1, MANY)
    assert (one["status"], one["award_id"]) == ("awarded", issued.json()["award_ids"][-1])
    assert await review.pool.fetchval("SELECT count(1) FROM outbox") == MANY + MANY + 1


async def test_commands_on_overlapping_cases_are_done_one_after_the_other(review: ServiceUnderTest) -> None:
    rows = await review.pool.fetch(OPEN_MANY, AGENCY, 1_000)
    forwards = [str(row["case_id"]) for row in rows]
    backwards = forwards[::-1]

    answers = await asyncio.gather(
        *(
            post(review, Role.SECRETARIAT, "/cases/accept", {"case_ids": ids})
            for ids in (forwards, backwards, forwards, backwards)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]

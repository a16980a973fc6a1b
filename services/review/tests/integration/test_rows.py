"""What the database holds by itself, and that migrations and repository fit it."""

from dataclasses import replace
from datetime import date

import pytest
from asyncpg import CheckViolationError, InsufficientPrivilegeError, UniqueViolationError

from chassis.database import transaction
from chassis.testing import ServiceUnderTest
from contracts.review import DecisionIssued
from review import views
from review.adapters.repository import CaseRepository, DecisionRepository
from review.domain.model import Case, CaseStatus, DecisionBook
from services.review.tests.builders import AGENCY, NOW, TODAY, a_case, pending, uid


async def kept(review: ServiceUnderTest, *cases: Case) -> None:
    async with transaction(review.pool) as connection:
        for case in cases:
            await CaseRepository(connection).add(case, at=NOW)


def decision(number: int) -> DecisionIssued:
    return DecisionIssued(
        decision_id=uid(number),
        agency=AGENCY,
        year=2026,
        number=number,
        symbol=f"{number}/QĐ-UBND",
        issued_on=TODAY,
        award_count=1,
    )


async def test_a_case_comes_back_as_it_was_saved_in_id_order(review: ServiceUnderTest) -> None:
    first, second = a_case(1), pending(replace(a_case(2), earlier_case_id=uid(1), list_id=uid(8)))
    await kept(review, first, second)

    async with transaction(review.pool) as connection:
        loaded = await CaseRepository(connection).lock([uid(2), uid(1), uid(3)])

    assert loaded == [first, second]


async def test_cases_are_read_in_the_order_in_which_they_were_submitted_however_they_arrived(
    review: ServiceUnderTest,
) -> None:
    await kept(review, *(a_case(number, CaseStatus.AWARDED) for number in (3, 1, 4, 2)))

    async with transaction(review.pool) as connection:
        first = await views.cases(connection, AGENCY, "awarded", None, 3)
        rest = await views.cases(connection, AGENCY, "awarded", first.after, 3)

    assert [row.case_id for row in (*first.cases, *rest.cases)] == [uid(number) for number in (1, 2, 3, 4)]
    assert rest.after is None


async def test_the_latest_case_is_that_of_the_highest_submission(review: ServiceUnderTest) -> None:
    nomination_id = uid(50)
    earlier = replace(a_case(1, CaseStatus.RETURNED), nomination_id=nomination_id, submission_seq=9)
    later = replace(a_case(2), nomination_id=nomination_id, submission_seq=10)
    await kept(review, later, earlier)

    async with transaction(review.pool) as connection:
        latest = await CaseRepository(connection).lock_latest(nomination_id)
        unknown = await CaseRepository(connection).lock_latest(uid(51))

    assert latest == later
    assert unknown is None


async def test_saving_changes_status_and_withdrawal_alone_and_keeps_reasons_given_before(
    review: ServiceUnderTest,
) -> None:
    await kept(review, a_case(1), a_case(2))

    async with transaction(review.pool) as connection:
        cases = CaseRepository(connection)
        await cases.save([a_case(1, CaseStatus.RETURNED)], at=NOW, reasons=["other"])
        await cases.save([pending(a_case(1, CaseStatus.RETURNED))], at=NOW)
        loaded = await cases.lock([uid(1), uid(2)])
        reasons = await connection.fetchval("SELECT reasons FROM cases WHERE case_id = $1", uid(1))

    assert loaded == [pending(a_case(1, CaseStatus.RETURNED)), a_case(2)]
    assert reasons == ["other"]


async def test_one_submission_opens_one_case(review: ServiceUnderTest) -> None:
    await kept(review, a_case(1))

    with pytest.raises(UniqueViolationError):
        await kept(review, replace(a_case(2), submission_id=a_case(1).submission_id))


async def test_a_book_starts_empty_and_moves_with_its_decision(review: ServiceUnderTest) -> None:
    async with transaction(review.pool) as connection:
        decisions = DecisionRepository(connection)
        empty = await decisions.lock_book(AGENCY, 2026)
        await decisions.add(decision(1))
        moved = await decisions.lock_book(AGENCY, 2026)

    assert empty == DecisionBook(agency=AGENCY, year=2026, last_number=0, last_issued_on=None)
    assert moved == DecisionBook(agency=AGENCY, year=2026, last_number=1, last_issued_on=TODAY)


async def test_a_number_that_is_not_the_next_is_not_stored(review: ServiceUnderTest) -> None:
    async with transaction(review.pool) as connection:
        decisions = DecisionRepository(connection)
        await decisions.lock_book(AGENCY, 2026)
        await decisions.add(decision(2))
        stored = await connection.fetchval("SELECT count(1) FROM decisions")

    assert stored == 0


async def test_a_number_is_given_once(review: ServiceUnderTest) -> None:
    async with transaction(review.pool) as connection:
        await DecisionRepository(connection).lock_book(AGENCY, 2026)
        await DecisionRepository(connection).add(decision(1))

    twin = """
        INSERT INTO decisions (decision_id, agency, year, number, symbol, issued_on, award_count)
        SELECT gen_random_uuid(), agency, year, number, symbol, issued_on, award_count FROM decisions
    """
    with pytest.raises(UniqueViolationError):
        await review.pool.execute(twin)


async def test_a_decision_of_one_year_is_not_numbered_in_another(review: ServiceUnderTest) -> None:
    of_2025 = decision(1).model_copy(update={"issued_on": date(2025, 12, 31)})
    async with transaction(review.pool) as connection:
        await DecisionRepository(connection).lock_book(AGENCY, 2026)

    async with review.pool.acquire() as connection:
        with pytest.raises(CheckViolationError):
            await DecisionRepository(connection).add(of_2025)


@pytest.mark.parametrize(("yes", "approved"), [(12, False), (11, True), (16, True)])
async def test_a_verdict_that_contradicts_its_count_is_not_stored(
    review: ServiceUnderTest, yes: int, approved: bool
) -> None:
    await kept(review, a_case(1))
    statement = """
        INSERT INTO verdicts (case_id, council_session_id, held_on, seats, yes, no, blank, threshold_percent, approved)
        VALUES ($1, $1, '2026-11-20', 15, $2, 0, 0, 80, $3)
    """

    with pytest.raises(CheckViolationError):
        await review.pool.execute(statement, uid(1), yes, approved)


async def test_the_running_service_may_not_change_the_schema(review: ServiceUnderTest) -> None:
    with pytest.raises(InsufficientPrivilegeError):
        await review.pool.execute("ALTER TABLE cases ADD COLUMN name text")


async def test_what_waits_is_counted_from_its_last_step_and_what_is_finished_is_not(review: ServiceUnderTest) -> None:
    await kept(review, a_case(1, CaseStatus.OPENED), a_case(2, CaseStatus.OPENED), a_case(3, CaseStatus.AWARDED))
    for number, days in ((1, 1), (2, 3)):
        await review.pool.execute(
            "UPDATE cases SET changed_at = clock_timestamp() - $2 * interval '1 day' WHERE case_id = $1",
            uid(number),
            days,
        )

    async with transaction(review.pool) as connection:
        waiting = {row.status: row for row in await views.waiting(connection)}

    assert {status: row.count for status, row in waiting.items()} == {
        "accepted": 0,
        "approved": 0,
        "not-approved": 0,
        "opened": 2,
    }
    assert 259_200 <= waiting["opened"].oldest_age_seconds < 259_300
    assert waiting["accepted"].oldest_age_seconds == 0

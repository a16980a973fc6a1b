"""What the secretariat reads of its projections: what is due first, what came back why, what other bodies said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.review import CaseRepinned, CaseReturned, OpinionAsked, OpinionGiven, Stance
from contracts.vocabulary import CommendationKind
from portal.service_layer.event_handlers import project
from portal.views.cases import NOBODY, CaseFilter, Tab, cases, ids_of, one_case, returned
from portal.views.opinions import about_case, asked_of, waiting_for
from services.portal.tests.builders import AGENCY, TODAY, UNIT, accepted, envelope, known, opened, submitted
from services.portal.tests.conftest import Portal

RECEIVED = CaseFilter(agency=AGENCY, tab=Tab.RECEIVED)
ACCEPTED = replace(RECEIVED, tab=Tab.ACCEPTED)
LONG_AGO = TODAY - timedelta(days=60)
OTHER_UNIT, HEALTH = "11977@2025-07-01", "sample.health@unknown"
DEED = datetime(2026, 11, 20, 1, tzinfo=UTC)


async def told(portal: Portal, *batch: Envelope[Fact]) -> None:
    await portal.under_test.process.dispatcher.tick(lambda uow, _now: project(batch, uow))


def sent(name: str, unit: str = UNIT) -> UUID:
    return envelope(submitted(name, unit=unit), 1).id


def case(name: str) -> UUID:
    return known(f"case {name}")


async def three(portal: Portal) -> None:
    """One ordinary of today, one ordinary that was pinned to two months ago, one ad hoc of today."""
    ad_hoc = submitted("gấp").model_copy(update={"commendation_kind": CommendationKind.AD_HOC, "deed_at": DEED})
    repinned = CaseRepinned(
        case_id=case("cũ"),
        nomination_id=known("cũ"),
        earlier_received_on=TODAY,
        received_on=LONG_AGO,
        reasons=("completed-later",),
    )
    facts = {"mới": submitted("mới"), "cũ": submitted("cũ", unit=OTHER_UNIT), "gấp": ad_hoc}
    submissions = {name: envelope(fact, 1) for name, fact in facts.items()}
    await told(
        portal,
        *submissions.values(),
        *(envelope(opened(name, submission.id), 1) for name, submission in submissions.items()),
        *(envelope(accepted(name), 2) for name in submissions),
        envelope(repinned, 3),
    )


async def test_what_is_due_first_stands_first_and_a_corrected_day_of_receipt_counts(portal: Portal) -> None:
    await three(portal)

    async with portal.under_test.pool.acquire() as connection:
        shown = await cases(connection, ACCEPTED, TODAY)
        late = await cases(connection, replace(ACCEPTED, overdue=True), TODAY)
        one = await one_case(connection, AGENCY, case("cũ"))

    assert [line.case_id for line in shown.lines] == [case("cũ"), case("gấp"), case("mới")]
    assert [line.due.step for line in shown.lines if line.due] == ["appraisal", "ad-hoc-processing", "appraisal"]
    assert [line.deed_at for line in shown.lines] == [None, DEED, None]
    assert ([line.case_id for line in late.lines], shown.overdue) == ([case("cũ")], 1)
    assert one is not None
    assert (one.line.received_on, one.first_received_on, one.submitted_on) == (LONG_AGO, TODAY, TODAY)


async def test_cases_are_found_by_award_unit_and_who_works_on_them(portal: Portal) -> None:
    await three(portal)
    mine, nobodys = replace(ACCEPTED, assigned=(case("mới"),)), (case("mới"), case("cũ"))

    async with portal.under_test.pool.acquire() as connection:
        found = [
            await ids_of(connection, wanted, TODAY)
            for wanted in (
                mine,
                replace(ACCEPTED, assignee=NOBODY, assigned=nobodys),
                replace(ACCEPTED, award="LDTT"),
                replace(ACCEPTED, award="BKT", assigned=()),
            )
        ]

    assert found == [[case("mới")], [case("gấp")], [], []]


async def test_returns_are_counted_by_unit_and_reason_in_the_year_of_vietnam(portal: Portal) -> None:
    """23:30 in London on the 31st of December is the new year's in Vietnam."""
    back = CaseReturned(case_id=case("an"), nomination_id=known("an"), reasons=("part-missing", "other"))
    again = CaseReturned(case_id=case("bình"), nomination_id=known("bình"), reasons=("part-missing",))
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    await told(
        portal,
        envelope(opened("an", sent("an")), 1),
        envelope(opened("bình", sent("bình")), 1),
        envelope(opened("cúc", sent("cúc")), 1),
        envelope(back, 2),
        envelope(again, 2, at=new_year),
    )

    async with portal.under_test.pool.acquire() as connection:
        (this,) = await returned(connection, AGENCY, 2026)
        (next_year,) = await returned(connection, AGENCY, 2027)
        elsewhere = await returned(connection, OTHER_UNIT, 2026)

    assert (this.unit, this.received, this.returned) == (UNIT, 3, 1)
    assert dict(this.reasons) == {"part-missing": 1, "other": 1}
    assert dict(next_year.reasons) == {"part-missing": 1}
    assert elsewhere == ()


async def test_a_body_sees_what_it_is_asked_and_no_other_does(portal: Portal) -> None:
    asked = OpinionAsked(
        opinion_id=known("o"), case_id=case("an"), nomination_id=known("an"), body=HEALTH, asked_on=TODAY, due_on=TODAY
    )
    said = OpinionGiven(
        opinion_id=known("o"),
        case_id=case("an"),
        nomination_id=known("an"),
        body=HEALTH,
        stance=Stance.DISAGREE,
        given_on=TODAY + timedelta(days=1),
        late=True,
    )
    submission = envelope(submitted("an"), 1)
    await told(portal, submission, envelope(opened("an", submission.id), 1), envelope(asked, 1))

    async with portal.under_test.pool.acquire() as connection:
        (waiting,) = await asked_of(connection, HEALTH)
        counts = [await waiting_for(connection, unit) for unit in (HEALTH, UNIT)]
        foreign = await asked_of(connection, UNIT, opinion_id=known("o"))
    await told(portal, envelope(said, 2))
    async with portal.under_test.pool.acquire() as connection:
        (answered,) = await about_case(connection, case("an"))

    assert (waiting.is_open, waiting.award_code, waiting.unit, waiting.agency) == (True, "BKT", UNIT, AGENCY)
    assert (counts, foreign) == ([1, 0], ())
    assert (answered.stance, answered.late, answered.is_open) == ("disagree", True, False)

"""What somebody who supervises looks for, as pure functions over facts."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from audit.domain.findings import (
    By,
    Finding,
    Kind,
    Measure,
    RecordedFact,
    ad_hoc_times,
    anomalies,
    late_opinions,
    missed_deadlines,
    returned_often,
)
from audit.domain.findings.lateness import DEADLINE_MISSED
from audit.domain.listing import listed
from contracts.audit import AnomalyFound, AnomalyKind
from contracts.envelope import parse
from contracts.fact import Fact
from contracts.registry import FACTS
from contracts.review import AwardDeclined, OpinionAsked, OpinionGiven, OpinionRequestWithdrawn, Stance
from services.audit.tests.builders import NOW
from services.audit.tests.cases import (
    CASE,
    LATER_CASE,
    NOMINATION,
    OPINION,
    OTHER_CASE,
    OTHER_NOMINATION,
    OTHER_UNIT,
    UNIT,
    Teller,
    awarded,
    opened,
    returned,
    submitted,
)

BODY = "sample.health@unknown"
DUE = date(2026, 11, 30)


class Record:
    """Facts with their places, told one after the other."""

    def __init__(self) -> None:
        self._teller = Teller()
        self._count = 0

    def tell(self, fact: Fact, at: datetime | None = None) -> RecordedFact:
        value = self._teller.tell(fact, at=at)
        read, words = parse(value), listed(value)
        self._count += 1
        return RecordedFact(
            index=self._count - 1,
            fact_id=read.id,
            source=read.source,
            type=read.type,
            time=read.time,
            subject=read.subject,
            seq=read.seq,
            unit=words.unit,
            case_id=words.case_id,
            nomination_id=words.nomination_id,
            data=read.data,
        )


@pytest.fixture
def record() -> Record:
    return Record()


def asked_for(opinion_id: UUID = OPINION) -> Fact:
    return OpinionAsked(
        opinion_id=opinion_id, case_id=CASE, nomination_id=NOMINATION, body=BODY, asked_on=DUE, due_on=DUE
    )


def given_on(day: date) -> Fact:
    return OpinionGiven(
        opinion_id=OPINION,
        case_id=CASE,
        nomination_id=NOMINATION,
        body=BODY,
        stance=Stance.AGREE,
        given_on=day,
        late=day > DUE,
    )


def said(findings: list[Finding]) -> list[tuple[str, int | None]]:
    return [(each.says, each.value) for each in findings]


# Returned often


def returns(record: Record) -> tuple[list[RecordedFact], list[RecordedFact]]:
    """Two returns of one nomination, one of another unit's."""
    cases = [opened(), opened(LATER_CASE), opened(OTHER_CASE, OTHER_NOMINATION, OTHER_UNIT)]
    sent_back = [returned(), returned(LATER_CASE), returned(OTHER_CASE, OTHER_NOMINATION)]
    return [record.tell(fact) for fact in sent_back], [record.tell(fact) for fact in cases]


def test_a_nomination_that_came_back_twice_is_found_with_both_returns(record: Record) -> None:
    sent_back, cases = returns(record)

    (found,) = returned_often(sent_back, cases, By.NOMINATION, 2)

    assert (found.nomination_id, found.case_id, found.unit) == (str(NOMINATION), str(LATER_CASE), UNIT)
    assert (found.value, found.measure, found.at) == (2, Measure.TIMES, sent_back[1].time)
    assert found.facts == tuple(sent_back[:2])


@pytest.mark.parametrize(("at_least", "units"), [(1, [UNIT, OTHER_UNIT]), (2, [UNIT]), (3, [])])
def test_units_are_found_from_the_threshold_on(record: Record, at_least: int, units: list[str]) -> None:
    found = returned_often(*returns(record), By.UNIT, at_least)

    assert [each.unit for each in found] == units
    assert all(not each.nomination_id and not each.case_id for each in found)


def test_a_return_of_a_case_that_nobody_opened_belongs_to_no_unit(record: Record) -> None:
    assert returned_often([record.tell(returned())], [], By.UNIT, 1) == []
    assert len(returned_often([record.tell(returned())], [], By.NOMINATION, 1)) == 1


# Ad hoc


def test_the_hours_from_the_deed_to_the_award_are_measured(record: Record) -> None:
    deed = record.tell(submitted(deed_at=NOW - timedelta(hours=30)))
    award = record.tell(awarded(), at=NOW + timedelta(hours=18, minutes=59))

    (found,) = ad_hoc_times([deed], [award], NOW, 0)

    assert (found.says, found.value, found.measure) == ("awarded", 48, Measure.HOURS)
    assert (found.facts, found.unit, found.case_id) == ((deed, award), UNIT, str(LATER_CASE))


@pytest.mark.parametrize(("over_hours", "count"), [(47, 1), (48, 0)])
def test_only_what_took_longer_is_found(record: Record, over_hours: int, count: int) -> None:
    deed = record.tell(submitted(deed_at=NOW))
    declined = AwardDeclined(case_id=CASE, nomination_id=NOMINATION, award_code="BKT")

    found = ad_hoc_times([deed], [record.tell(declined, at=NOW + timedelta(hours=48))], NOW, over_hours)

    assert [each.says for each in found] == ["declined"] * count


def test_what_is_not_decided_yet_waits_as_long_as_it_has(record: Record) -> None:
    deed = record.tell(submitted(deed_at=NOW))

    assert said(ad_hoc_times([deed], [], NOW + timedelta(hours=5), 0)) == [("waiting", 5)]
    assert ad_hoc_times([deed], [], NOW, 0) == []


def test_a_deed_submitted_again_is_measured_once_and_merit_never(record: Record) -> None:
    deeds = [record.tell(submitted(deed_at=NOW)), record.tell(submitted(deed_at=NOW))]
    merit = record.tell(submitted(OTHER_NOMINATION))

    (found,) = ad_hoc_times([*deeds, merit], [], NOW + timedelta(hours=2), 0)

    assert found.facts == (deeds[0],)


# Late steps


@pytest.mark.parametrize(("day", "found"), [(DUE, []), (date(2026, 12, 3), [("opinion-late", 3)])])
def test_an_opinion_given_after_its_day_is_late(record: Record, day: date, found: list[tuple[str, int]]) -> None:
    question, answer = record.tell(asked_for()), record.tell(given_on(day))

    late = late_opinions([question], [answer], NOW)

    assert said(late) == found
    assert all(each.facts == (question, answer) and each.unit == BODY for each in late)


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        (datetime(2026, 11, 30, 16, 59, tzinfo=UTC), []),
        (datetime(2026, 11, 30, 17, 0, tzinfo=UTC), [("opinion-not-given", 1)]),
    ],
)
def test_an_opinion_that_is_not_given_is_late_when_its_day_in_vietnam_is_over(
    record: Record, as_of: datetime, found: list[tuple[str, int]]
) -> None:
    assert said(late_opinions([record.tell(asked_for())], [], as_of)) == found


def test_an_opinion_that_is_no_longer_asked_for_is_not_late(record: Record) -> None:
    question = record.tell(asked_for())
    withdrawn = OpinionRequestWithdrawn(opinion_id=OPINION, case_id=CASE, nomination_id=NOMINATION, body=BODY)

    assert late_opinions([question], [record.tell(withdrawn)], NOW + timedelta(days=90)) == []


def test_a_missed_deadline_is_told_by_its_fact(record: Record) -> None:
    fact = record.tell(returned())

    assert said(missed_deadlines([fact])) == [("deadline-missed", None)]


def test_nothing_but_a_question_for_an_opinion_says_by_when() -> None:
    """Pages and documents say so in plain words; with the first fact that does, they and the findings must learn it."""
    due = [(name, field) for name, fact in FACTS.items() for field in fact.model_fields if re.search("due|dead", field)]

    assert due == [(OpinionAsked.TYPE, "due_on")]
    assert [name for name in FACTS if DEADLINE_MISSED in name] == []


# Streams


def anomaly(kind: AnomalyKind, about: RecordedFact, expected_seq: int, seen_seq: int) -> Fact:
    return AnomalyFound(
        anomaly_id=UUID(int=99),
        kind=kind,
        about_source=about.source,
        about_subject=about.subject,
        about_fact_id=about.fact_id,
        expected_seq=expected_seq,
        seen_seq=seen_seq,
        topic="review.facts",
        partition=0,
        offset=0,
    )


def test_each_kind_of_anomaly_is_found_with_the_fact_it_is_about(record: Record) -> None:
    about = record.tell(opened())
    told = [record.tell(anomaly(kind, about, 2, 5)) for kind in AnomalyKind]
    known = {str(about.fact_id): [about]}

    found = [anomalies(kind, told, known) for kind in (Kind.GAP, Kind.FORK, Kind.LATE_ARRIVAL)]

    assert [said(each) for each in found] == [[("gap", 3)], [("fork", None)], [("late-arrival", None)]]
    assert all(each.case_id == str(CASE) and each.facts[1] == about for (each,) in found)


def test_an_anomaly_about_a_fact_that_is_not_there_stands_on_itself(record: Record) -> None:
    told = record.tell(anomaly(AnomalyKind.FORK, record.tell(opened()), 1, 1))

    (found,) = anomalies(Kind.FORK, [told], {})

    assert found.facts == (told,)

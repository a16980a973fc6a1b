"""What opens the simplified procedure, which votes it spares, and how long a consultation takes."""

from datetime import UTC, date, datetime

import pytest

from rulebook import Outcome, Status, load_law
from rulebook.consultations import consultation
from rulebook.dossier import CommendationKind, SimplifiedCondition
from rulebook.simplified import conditions, spared_spans, vote
from shared.rulebook.tests.builders import IN_A, IN_B, IN_C1, IN_C2, findings

DEED = {"deed_at": datetime(2021, 8, 30, 3, 0, tzinfo=UTC)}
AD_HOC = SimplifiedCondition.AD_HOC
CLEAR = SimplifiedCondition.CLEAR_ACHIEVEMENT
HEAD = SimplifiedCondition.DISCOVERED_BY_HEAD
BEFORE = date(2017, 9, 30)


@pytest.mark.parametrize(
    ("law_on", "count", "status"),
    [
        (IN_A, 3, Status.SECONDARY),
        (IN_B, 5, Status.SECONDARY),
        (IN_C1, 5, Status.PARAMETER),
        (IN_C2, 5, Status.PARAMETER),
    ],
)
def test_the_cases_are_those_of_the_regime(law_on: date, count: int, status: Status) -> None:
    found = conditions(law_on)

    assert found is not None
    assert (len(found.cases), found.basis.status) == (count, status)


@pytest.mark.parametrize(
    ("law_on", "holding", "is_open"),
    [
        (IN_A, {AD_HOC, CLEAR}, True),
        (IN_A, {AD_HOC}, False),
        (IN_A, {CLEAR}, False),
        (IN_A, {HEAD, CLEAR}, False),
        (IN_B, {AD_HOC}, True),
        (IN_B, {HEAD}, True),
        (IN_B, {CLEAR}, False),
        (IN_B, set(), False),
    ],
)
def test_the_procedure_opens_when_its_conditions_hold(
    law_on: date, holding: set[SimplifiedCondition], is_open: bool
) -> None:
    found = conditions(law_on)

    assert found is not None
    assert found.opens(frozenset(holding)) is is_open


def test_a_kind_of_commendation_may_be_a_case_by_itself() -> None:
    under_b = conditions(IN_B)

    assert under_b is not None
    assert under_b.of_kind(CommendationKind.AD_HOC) == {AD_HOC}
    assert under_b.of_kind(CommendationKind.SENIORITY) == {SimplifiedCondition.CONTRIBUTION_SENIORITY_FOREIGN}
    assert under_b.of_kind(CommendationKind.MERIT) == frozenset()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"simplified": {"ad-hoc"}, "steps": DEED}, Outcome.PASSED),
        ({"simplified": {"clear-achievement"}, "steps": DEED}, Outcome.FAILED),
        ({"simplified": {"ad-hoc"}}, Outcome.NEEDS_EVIDENCE),
        ({}, Outcome.NEEDS_EVIDENCE),
        ({"simplified": set()}, None),
    ],
    ids=["ad hoc", "a case of another law", "without the time of the deed", "untold", "ordinary"],
)
def test_a_dossier_names_the_cases_that_hold(told: dict[str, object], expected: Outcome | None) -> None:
    found = findings(award="BKT", subject_kind="individual", received_on=IN_B, **told)

    assert (found["B.simplified"].outcome if "B.simplified" in found else None) is expected


def test_a_refusal_tells_what_would_open_the_procedure() -> None:
    found = findings(award="BKT", subject_kind="individual", received_on=IN_A, simplified={"ad-hoc"}, steps=DEED)

    assert "luôn cần: Công trạng, thành tích rõ ràng" in found["A.simplified"].sentence


@pytest.mark.parametrize(
    ("award", "law_on", "is_spared", "is_ours"),
    [
        ("BKTTG", IN_B, True, False),
        ("HCLD3", IN_B, True, False),
        ("CSTDT", IN_B, False, False),
        ("CSTDTQ", IN_A, False, False),
        ("BKT", IN_B, True, True),
        ("BKTTG", IN_A, True, True),
        ("BKTTG", IN_C1, True, True),
        ("AHLD", IN_C2, False, True),
    ],
)
def test_whose_rule_spares_the_vote_is_told(award: str, law_on: date, is_spared: bool, is_ours: bool) -> None:
    found = vote(award, law_on)

    assert found is not None
    assert (found.is_spared, found.is_ours) == (is_spared, is_ours)


@pytest.mark.parametrize("law_on", [BEFORE, IN_A, date(2023, 12, 31), date(2024, 1, 1), IN_B, IN_C1, IN_C2])
def test_the_days_of_spared_votes_say_what_each_day_says(law_on: date) -> None:
    spared = {
        each.award
        for each in spared_spans()
        if each.first_day <= law_on and (each.last_day is None or law_on <= each.last_day)
    }
    by_day = {award for award in load_law().book.awards if (found := vote(award, law_on)) and found.is_spared}

    assert spared == by_day
    assert ("CSTDT" in spared, "BKT" in spared) == (False, law_on != BEFORE)


@pytest.mark.parametrize(
    ("law_on", "status"),
    [(IN_A, Status.SECONDARY), (IN_B, Status.MEMORY), (IN_C1, Status.PARAMETER), (IN_C2, Status.PARAMETER)],
)
def test_a_consultation_takes_ten_working_days(law_on: date, status: Status) -> None:
    found = consultation(law_on)

    assert found is not None
    assert (found.due(date(2026, 11, 2)), found.basis.status) == (date(2026, 11, 16), status)


def test_before_the_first_regime_nothing_is_told() -> None:
    assert (conditions(BEFORE), vote("BKT", BEFORE), consultation(BEFORE)) == (None, None, None)

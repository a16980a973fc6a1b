"""Dossiers that contradict themselves, lie beyond every calendar, or ask what the law doesn't decide."""

from datetime import date

import pytest

from rulebook import Dossier, Finding, Outcome, evaluate, load_law
from rulebook.dossier import CommendationKind, EarlierAward, Standing, YearResult
from rulebook.sayings import saying
from shared.rulebook.tests.builders import IN_A, IN_B, IN_C1, findings

PASSED, FAILED, NEEDED = Outcome.PASSED, Outcome.FAILED, Outcome.NEEDS_EVIDENCE


def asked(award: str, on: date = IN_A, subject_kind: str = "individual", /, **told: object) -> dict[str, Finding]:
    base = {"commendation_kind": "merit", "received_on": on, "year": on.year}
    return findings(award=award, subject_kind=subject_kind, **(base | told))


def certificate(code: str, decided_on: date, kind: str = "merit") -> EarlierAward:
    return EarlierAward(
        code=code, decided_on=decided_on, kind=CommendationKind(kind), standing=Standing.IN_FORCE, year=decided_on.year
    )


def graded(*by_year: tuple[int, str]) -> tuple[YearResult, ...]:
    return tuple(YearResult.model_validate({"year": year, "grade": grade}) for year, grade in by_year)


@pytest.mark.parametrize("grades", [("excellent", "not-completed"), ("not-completed", "excellent")])
def test_two_grades_of_one_year_decide_nothing_in_whatever_order(grades: tuple[str, str]) -> None:
    found = asked("LDTT", results=graded(*((2021, grade) for grade in grades)))["A.LDTT.grade"]

    assert (found.outcome, found.missing) == (NEEDED, ("results",))


def test_one_grade_told_twice_counts_once() -> None:
    assert asked("LDTT", results=graded((2021, "good"), (2021, "good")))["A.LDTT.grade"].outcome is PASSED


def test_more_than_all_is_no_share() -> None:
    found = asked("TTLDTT", IN_A, "collective", collective={"members": 10, "ldtt": 12})["A.TTLDTT.share"]

    assert (found.outcome, found.missing) == (NEEDED, ("collective.ldtt", "collective.members"))


def test_a_form_of_the_state_level_already_given_warns_though_proposed_ones_are_not_told() -> None:
    found = asked("HCLD3", awards=[certificate("BKTTG", date(2021, 3, 1))])["A.state-year-cap-2020"]

    assert found.outcome is FAILED


def test_blanks_are_no_reason_to_go_on() -> None:
    found = asked("BKT", IN_C1, open_cases=[{"kind": "audit", "reason_to_go_on": "  "}])["C1.block-inspection"]

    assert found.outcome is NEEDED


def test_days_beyond_every_calendar_are_answered() -> None:
    told = {"complete_on": date.max, "appraised_on": date.max, "result_told_on": date.max}
    revocation = {"concluded_on": date.max, "reported_on": date.max}
    dossier = {"award": "HCLD3", "subject_kind": "individual", "commendation_kind": "merit", "received_on": IN_A}
    awards = [certificate("BKTTG", date.max)]

    found = evaluate(
        Dossier.model_validate(dossier | {"steps": told, "revocation": revocation, "awards": awards}), load_law()
    )

    assert {each.row: each.outcome for each in found}["A.HCLD3.spacing"] is FAILED


def test_from_which_of_two_decisions_five_years_run_is_not_decided() -> None:
    awards = [certificate("BKTTG", date(2015, 1, 5)), certificate("BKTTG", date(2020, 1, 5))]

    found = asked("HCLD3", awards=awards)["A.HCLD3.spacing"]

    assert found.outcome is Outcome.UNKNOWN
    assert found.values["earliest"] == "2025-01-05"


@pytest.mark.parametrize(
    ("kind", "on", "outcome"),
    [
        ("merit", IN_A, PASSED),
        ("ad-hoc", IN_A, PASSED),
        ("campaign", IN_A, Outcome.UNKNOWN),
        ("ad-hoc", IN_B, PASSED),
        ("campaign", IN_B, Outcome.UNKNOWN),
        ("ad-hoc", IN_C1, Outcome.UNKNOWN),
    ],
)
def test_an_ad_hoc_certificate_is_no_basis_since_the_decree_of_2025_one_on_a_theme_never_was(
    kind: str, on: date, outcome: Outcome
) -> None:
    years = range(on.year - 5, on.year)
    initiatives = [
        {"id": str(year), "kind": "initiative", "level": "base", "year": year, "recognised_on": date(year, 5, 5)}
        for year in years
    ]
    titles = [EarlierAward(code="CSTDCS", year=year, standing=Standing.IN_FORCE) for year in years]
    told = {
        "awards": [certificate("BKT", date(on.year - 6, 12, 1), kind), *titles],
        "results": graded(*((year, "excellent") for year in years)),
        "initiatives": initiatives,
    }

    by_row = asked("BKTTG", on, **told)

    assert next(each for row, each in by_row.items() if row.endswith("BKTTG.run")).outcome is outcome


@pytest.mark.parametrize(
    ("received_on", "regime"),
    [
        ("2023-12-31", "A"),
        ("2024-01-01", "B"),
        ("2025-06-30", "B"),
        ("2025-07-01", "C1"),
        ("2026-09-30", "C1"),
        ("2026-10-01", "C2"),
    ],
)
def test_the_last_and_the_first_day_of_each_regime(received_on: str, regime: str) -> None:
    assert f"{regime}.recipients" in asked("BKT", date.fromisoformat(received_on))


def test_the_decree_of_2025_still_counts_on_its_last_day() -> None:
    assert "C2.block-case" in asked("BKT", date(2027, 3, 1), open_cases=())
    assert "C2.decree-lapsed" in asked("BKT", date(2027, 3, 2), open_cases=())


def test_the_front_line_comes_first_as_persons_and_as_collectives() -> None:
    found = asked("BKT", date(2021, 9, 2), "collective", subject={"front_line": True}, collective={"women": 0})

    assert found["A.priority.front-line"].outcome is PASSED
    assert "A.priority.front-line" not in asked("GDVH", date(2021, 9, 2), "household", subject={"front_line": True})


@pytest.mark.parametrize("day", [IN_B, IN_C1, date(2026, 10, 1)])
def test_who_proposes_and_what_several_awards_pay_is_said_under_each_later_law(day: date) -> None:
    sayings = [saying(about, day) for about in ("principle", "bonus-together")]
    rows = {rule.id.partition(".")[2] for rule in load_law().on(day, "HCLD3")}

    assert all(sayings)
    assert "propose.province" in rows

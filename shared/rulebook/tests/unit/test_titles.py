"""Emulation titles and forms: runs of years, windows, what counts in a history, initiatives, alternatives."""

from datetime import date

import pytest

from rulebook import Finding, Outcome, Status
from rulebook.dossier import CommendationKind, EarlierAward, Initiative, Period, Standing, YearResult
from shared.rulebook.tests.builders import IN_A, IN_B, IN_C1, IN_C2, findings, titles

PASSED, FAILED, NEEDED = Outcome.PASSED, Outcome.FAILED, Outcome.NEEDS_EVIDENCE


def asked(award: str, on: date = IN_A, /, **told: object) -> dict[str, Finding]:
    base = {"subject_kind": "individual", "commendation_kind": "merit", "received_on": on, "year": on.year}
    return findings(award=award, **(base | told))


def initiative(
    kind: str = "initiative", level: str = "province", recognised: bool = True, **more: object
) -> Initiative:
    day = date(2021, 1, 5) if recognised else None
    cells = {"id": "I1", "kind": kind, "level": level, "year": 2021, "recognised_on": day} | more
    return Initiative.model_validate(cells)


def results(grade: str, *years: int) -> tuple[YearResult, ...]:
    return tuple(YearResult.model_validate({"year": year, "grade": grade}) for year in years)


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        (EarlierAward(code="CSTDCS", year=2020, standing=Standing.IN_FORCE), PASSED),
        (EarlierAward(code="CSTDCS", year=2020, standing=Standing.IN_FORCE, kind=CommendationKind.MERIT), PASSED),
        (EarlierAward(code="CSTDCS", year=2020, standing=Standing.REVOKED), FAILED),
        (EarlierAward(code="CSTDCS", year=2020, standing=Standing.IN_FORCE, kind=CommendationKind.AD_HOC), FAILED),
        (EarlierAward(code="CSTDCS", year=2020, standing=Standing.IN_FORCE, foreign=True), FAILED),
        (EarlierAward(code="CSTDCS", year=2020), NEEDED),
        (EarlierAward(code="CSTDCS", standing=Standing.IN_FORCE), NEEDED),
    ],
    ids=["in force", "on merit", "revoked", "ad hoc", "foreign", "standing not told", "year not told"],
)
def test_a_run_counts_awards_in_force_on_merit_of_this_country(second: EarlierAward, outcome: Outcome) -> None:
    found = asked("CSTDT", awards=[*titles("CSTDCS", 2019, 2021), second])

    assert found["A.CSTDT.run"].outcome is outcome


def test_under_the_later_laws_the_year_the_run_ends_in_is_a_parameter_of_ours() -> None:
    found = asked("CSTDT", IN_B, awards=titles("CSTDCS", 2020, 2021, 2022))

    assert (found["B.CSTDT.run"].outcome, found["B.CSTDT.run"].status) == (PASSED, Status.SECONDARY)
    assert (found["B.CSTDT.run-ends"].outcome, found["B.CSTDT.run-ends"].status) == (FAILED, Status.PARAMETER)


@pytest.mark.parametrize(("earlier", "outcome"), [(2018, PASSED), (2019, FAILED), (2021, FAILED)])
def test_three_years_serve_one_provincial_title(earlier: int, outcome: Outcome) -> None:
    history = [*titles("CSTDCS", 2019, 2020, 2021), *titles("CSTDT", earlier)]

    found = asked("CSTDT", awards=history)

    assert found["A.CSTDT.window"].outcome is outcome
    assert found["A.CSTDT.window"].status is Status.PARAMETER
    assert found["A.CSTDT.run"].outcome is PASSED


@pytest.mark.parametrize(
    ("years", "run", "step"),
    [
        ((2017, 2020), PASSED, PASSED),
        ((2018, 2020), PASSED, FAILED),
        ((2018, 2021), FAILED, FAILED),
        ((2020,), FAILED, FAILED),
    ],
)
def test_a_national_title_asks_two_provincial_ones_the_last_of_the_year_before(
    years: tuple[int, ...], run: Outcome, step: Outcome
) -> None:
    found = asked("CSTDTQ", awards=titles("CSTDT", *years))

    assert (found["A.CSTDTQ.run"].outcome, found["A.CSTDTQ.step"].outcome) == (run, step)
    assert (found["A.CSTDTQ.run"].status, found["A.CSTDTQ.step"].status) == (Status.VERIFIED, Status.PARAMETER)


def test_a_national_title_is_proposed_in_time_by_the_year_of_receipt_whatever_year_it_names() -> None:
    history = titles("CSTDT", 2017, 2020)

    for named in (2020, 2021, None):
        found = asked("CSTDTQ", date(2021, 8, 31), awards=history, year=named)
        assert found["A.CSTDTQ.run"].outcome is found["A.CSTDTQ.step"].outcome is PASSED
    assert asked("CSTDTQ", date(2022, 1, 5), awards=history, year=2021)["A.CSTDTQ.run"].outcome is FAILED


@pytest.mark.parametrize(("award", "row"), [("CSTDT", "CSTDT.initiative"), ("CSTDTQ", "CSTDTQ.initiative")])
@pytest.mark.parametrize(("on", "pack"), [(IN_B, "B"), (IN_C1, "C1"), (IN_C2, "C2")])
@pytest.mark.parametrize("kind", ["research", "project"])
def test_since_2024_only_initiatives_lead_to_the_higher_titles(
    award: str, row: str, on: date, pack: str, kind: str
) -> None:
    assert asked(award, on, initiatives=[initiative(kind)])[f"{pack}.{row}"].outcome is FAILED
    assert asked(award, on, initiatives=[initiative()])[f"{pack}.{row}"].outcome is PASSED


def test_under_the_old_law_research_leads_to_the_provincial_title_too() -> None:
    assert asked("CSTDT", initiatives=[initiative("research")])["A.CSTDT.initiative"].outcome is PASSED


@pytest.mark.parametrize(
    ("claimed", "outcome", "missing"),
    [
        ([], FAILED, ()),
        ([initiative(level="base")], FAILED, ()),
        ([initiative(level="state")], PASSED, ()),
        ([initiative(recognised=False)], NEEDED, ("initiatives.recognised_on",)),
        (None, NEEDED, ("initiatives",)),
    ],
)
def test_an_initiative_counts_from_its_level_up_once_its_recognition_is_shown(
    claimed: list[Initiative] | None, outcome: Outcome, missing: tuple[str, ...]
) -> None:
    found = asked("CSTDT", initiatives=claimed)["A.CSTDT.initiative"]

    assert (found.outcome, found.missing) == (outcome, missing)


@pytest.mark.parametrize(
    ("spent", "outcome"),
    [
        ([], PASSED),
        ([{"award": "CSTDT", "year": 2021}], PASSED),
        ([{"award": "CSTDT", "year": 2018}], FAILED),
        ([{"award": "CSTDCS", "year": 2021}], FAILED),
    ],
)
def test_an_initiative_serves_one_title_of_one_year_by_a_rule_of_ours(
    spent: list[dict[str, object]], outcome: Outcome
) -> None:
    found = asked("CSTDT", initiatives=[initiative(spent_on=spent)])["P.initiative.once"]

    assert (found.outcome, found.status, found.citation) == (outcome, Status.PARAMETER, "")


def test_the_title_of_the_year_is_held_first() -> None:
    assert asked("CSTDCS", awards=titles("LDTT", 2021))["A.CSTDCS.ldtt"].outcome is PASSED
    assert asked("CSTDCS", awards=titles("LDTT", 2020))["A.CSTDCS.ldtt"].outcome is FAILED
    assert asked("CSTDCS", awards=(), proposed_with=["LDTT"])["A.CSTDCS.ldtt"].outcome is NEEDED


def test_a_human_is_asked_one_thing_of_an_advanced_worker_and_no_ballot_on_unity() -> None:
    for on in (IN_B, IN_C1):
        found = [each for each in asked("LDTT", on).values() if each.clause == "judgement"]

        assert [each.missing for each in found] == [("judgements.ldtt-spirit",)]


@pytest.mark.parametrize(
    ("on", "months", "counted", "row", "outcome"),
    [
        (IN_A, 9, 0, "A.LDTT.recruit", FAILED),
        (IN_A, 9, 1, "A.LDTT.recruit", PASSED),
        (IN_B, 6, None, "B.LDTT.recruit", PASSED),
        (IN_B, 5, None, "B.LDTT.recruit", FAILED),
        (IN_B, None, None, "B.LDTT.recruit", NEEDED),
    ],
)
def test_a_recruit_serves_long_enough(
    on: date, months: int | None, counted: int | None, row: str, outcome: Outcome
) -> None:
    subject = {"recruit": True, "months_of_service": months, "counted_months": counted}

    assert asked("LDTT", on, subject=subject)[row].outcome is outcome


BKT = EarlierAward(
    code="BKT", year=2015, decided_on=date(2015, 6, 1), standing=Standing.IN_FORCE, kind=CommendationKind.MERIT
)
BKTTG = BKT.model_copy(update={"code": "BKTTG"})
TWO = [initiative(id="I1"), initiative(id="I2")]


@pytest.mark.parametrize(
    ("earlier", "years", "outcome"),
    [
        (BKTTG, range(2016, 2021), PASSED),
        (BKTTG, range(2015, 2020), PASSED),
        (BKTTG, range(2014, 2019), FAILED),
        (BKTTG, (2015, 2016, 2018, 2019, 2020), FAILED),
        (BKTTG.model_copy(update={"period": Period(first_year=2011, last_year=2015)}), range(2015, 2020), FAILED),
        (BKTTG.model_copy(update={"standing": Standing.REVOKED}), range(2016, 2021), FAILED),
        (BKTTG.model_copy(update={"kind": CommendationKind.CAMPAIGN}), range(2016, 2021), FAILED),
        (BKTTG.model_copy(update={"decided_on": None}), range(2016, 2021), NEEDED),
        (BKTTG.model_copy(update={"kind": None}), range(2016, 2021), NEEDED),
        (BKT, range(2016, 2021), FAILED),
    ],
)
def test_a_labour_order_asks_five_years_after_the_certificate_of_the_prime_minister(
    earlier: EarlierAward, years: range, outcome: Outcome
) -> None:
    found = asked("HCLD3", awards=[earlier], results=results("excellent", *years), initiatives=TWO)

    assert found["A.HCLD3.run"].outcome is outcome


def test_what_fails_outweighs_what_is_not_told() -> None:
    found = asked("HCLD3", awards=[], initiatives=TWO)["A.HCLD3.run"]

    assert (found.outcome, found.missing) == (FAILED, ())


def test_the_next_form_waits_for_five_years_from_the_decision() -> None:
    late = BKTTG.model_copy(update={"decided_on": date(2016, 8, 31)})
    later = BKTTG.model_copy(update={"decided_on": date(2016, 9, 1)})

    assert asked("HCLD3", awards=[late])["A.HCLD3.spacing"].outcome is PASSED
    assert asked("HCLD3", awards=[later])["A.HCLD3.spacing"].outcome is FAILED
    assert "A.HCLD3.spacing" not in asked("HCLD3", awards=[])


def test_what_five_good_years_contain_counts_within_them() -> None:
    good = (*results("good", 2019, 2020, 2021, 2022), *results("excellent", 2023))
    told = {"awards": [BKTTG, *titles("CSTDCS", 2020, 2021, 2023)], "results": good}

    assert asked("HCLD3", IN_B, **told)["B.HCLD3.run"].outcome is PASSED

    told["awards"] = [BKTTG, *titles("CSTDCS", 2017, 2021, 2023)]
    assert asked("HCLD3", IN_B, **told)["B.HCLD3.run"].outcome is Outcome.UNKNOWN


def test_a_way_that_fails_beside_others_that_were_not_read_is_unknown() -> None:
    found = asked("BKT", IN_B, awards=(), results=(), initiatives=())["B.BKT.run"]

    assert found.outcome is Outcome.UNKNOWN
    assert found.missing == ("các điểm a, b, c khoản 1 Điều 74",)


@pytest.mark.parametrize(
    "told",
    [
        {"awards": titles("CSTDCS", 2023, 2024)},
        {"results": results("excellent", 2023, 2024), "initiatives": [initiative("research", "base"), initiative()]},
    ],
)
def test_either_way_leads_to_the_certificate_of_the_province(told: dict[str, object]) -> None:
    assert asked("BKT", IN_B, **told)["B.BKT.run"].outcome is PASSED


def test_a_human_answers_what_no_figure_can() -> None:
    none = asked("CSTDTQ")["A.CSTDTQ.influence"]

    assert (none.outcome, none.missing) == (NEEDED, ("judgements.cstdtq-influence",))
    assert asked("CSTDTQ", judgements={"cstdtq-influence": True})["A.CSTDTQ.influence"].outcome is PASSED
    assert asked("CSTDTQ", judgements={"cstdtq-influence": False})["A.CSTDTQ.influence"].outcome is FAILED

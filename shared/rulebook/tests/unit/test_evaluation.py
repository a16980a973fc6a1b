"""The evaluation: by the law of the right day, never guessing."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from rulebook import Dossier, Outcome, SubjectKind, UnknownAward, evaluate, load_law, questions
from rulebook.dossier import CommendationKind, Standing
from shared.rulebook.tests.builders import IN_A, IN_B, findings, titles

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_without_a_day_of_receipt_nothing_else_is_asked() -> None:
    found = findings(award="CSTDT", subject_kind="individual")

    assert [(each.row, each.outcome, each.missing) for each in found.values()] == [
        ("regime", Outcome.NEEDS_EVIDENCE, ("received_on",))
    ]


def test_before_the_first_regime_the_law_is_unknown() -> None:
    found = findings(award="CSTDT", subject_kind="individual", received_on=date(2017, 9, 30))

    assert [each.outcome for each in found.values()] == [Outcome.UNKNOWN]


def test_an_unknown_award_is_refused() -> None:
    with pytest.raises(UnknownAward):
        evaluate(Dossier.model_validate({"award": "XYZ", "subject_kind": "individual"}), load_law())


def test_the_day_of_receipt_chooses_the_pack() -> None:
    for day, pack in ((IN_A, "A"), (IN_B, "B")):
        found = findings(award="BKT", subject_kind="individual", received_on=day)

        assert found[f"{pack}.recipients"].outcome is Outcome.PASSED


def test_what_the_dossier_does_not_tell_is_named() -> None:
    found = findings(award="CSTDT", subject_kind="individual", received_on=IN_A, year=2021)

    assert found["A.CSTDT.run"].outcome is Outcome.NEEDS_EVIDENCE
    assert found["A.CSTDT.run"].missing == ("awards",)


@pytest.mark.parametrize(
    ("years", "outcome"),
    [
        ((2019, 2020, 2021), Outcome.PASSED),
        ((2018, 2019, 2020), Outcome.FAILED),
        ((2018, 2020, 2021), Outcome.FAILED),
        ((), Outcome.FAILED),
    ],
)
def test_three_titles_in_a_row_end_in_the_year_of_the_award(years: tuple[int, ...], outcome: Outcome) -> None:
    found = findings(
        award="CSTDT", subject_kind="individual", received_on=IN_A, year=2021, awards=titles("CSTDCS", *years)
    )

    assert found["A.CSTDT.run"].outcome is outcome


def test_a_revoked_title_breaks_the_row() -> None:
    history = [*titles("CSTDCS", 2019, 2021), *titles("CSTDCS", 2020, standing=Standing.REVOKED)]

    found = findings(award="CSTDT", subject_kind="individual", received_on=IN_A, year=2021, awards=history)

    assert found["A.CSTDT.run"].values["years"] == (2021,)


@pytest.mark.parametrize(
    ("award", "received_on", "decided_on", "authority", "row"),
    [
        ("CSTDCS", date(2025, 6, 20), date(2025, 7, 10), "district-chairman", "C1.competence"),
        ("BKT", date(2023, 12, 20), date(2024, 2, 1), "commune-chairman", "B.competence"),
        ("BKT", date(2024, 2, 1), date(2024, 2, 1), "provincial-chairman", "B.competence"),
        ("CSTDCS", date(2025, 6, 20), date(2025, 6, 30), "district-chairman", "B.competence"),
    ],
)
def test_a_competence_cites_the_catalogue_of_the_day_of_the_decision(
    award: str, received_on: date, decided_on: date, authority: str, row: str
) -> None:
    told = {"award": award, "subject_kind": "individual", "received_on": received_on, "decided_on": decided_on}

    [found] = [each for each in findings(**told, authority=authority).values() if each.clause == "competence"]

    deciders = load_law().book.deciders(award, decided_on)
    own = [each for each in deciders if each.authority == authority]
    basis = (own or deciders)[0].basis
    assert (found.row, found.outcome is Outcome.PASSED) == (row, bool(own))
    assert (found.citation, found.status, found.note) == (basis.citation, basis.status, basis.note)


def test_nobody_decides_an_award_of_a_level_that_ended() -> None:
    told = {"award": "GKH", "subject_kind": "individual", "received_on": date(2025, 6, 20)}

    found = findings(**told, decided_on=date(2025, 7, 1), authority="district-chairman")["C1.competence"]

    assert (found.outcome, found.citation) == (Outcome.FAILED, "")


def test_a_household_may_not_receive_a_title_of_persons() -> None:
    found = findings(award="LDTT", subject_kind="household", received_on=IN_A)

    assert found["A.recipients"].outcome is Outcome.FAILED
    assert "2022" not in found["A.recipients"].citation


def test_what_a_human_must_judge_is_known_beforehand() -> None:
    law = load_law()

    def names(award: str, kind: CommendationKind) -> list[str]:
        return [each.name for each in questions(law, award, IN_A, SubjectKind.INDIVIDUAL, kind)]

    assert names("CSTDT", CommendationKind.MERIT) == ["cstdt-influence"]
    assert names("BKT", CommendationKind.MERIT) == ["bkt-movement", "bkt-influence"]
    assert names("BKT", CommendationKind.AD_HOC) == []


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_a_dossier_is_evaluated_within_two_milliseconds_of_a_processor(example: Path) -> None:
    law, dossier = load_law(), Dossier.model_validate_json(example.read_bytes())

    def milliseconds() -> float:
        started = process_time()
        for _ in range(20):
            evaluate(dossier, law)
        return (process_time() - started) * 1000 / 20

    assert min(milliseconds() for _ in range(5)) <= 2

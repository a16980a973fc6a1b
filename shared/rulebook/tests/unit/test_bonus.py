"""Bonus money: worked examples of the law, and no sum where something wasn't seen."""

from datetime import date

import pytest

from rulebook import Outcome, Status, SubjectKind, UnknownAward, load_law
from rulebook.bonus import Limit, amount
from rulebook.clauses.bonus import Bonus
from shared.rulebook.tests.builders import IN_A, IN_B, findings

INDIVIDUAL, COLLECTIVE, HOUSEHOLD = SubjectKind
IN_JULY_2023 = date(2023, 7, 15)


@pytest.mark.parametrize(
    ("award", "subject", "decided_on", "expected"),
    [
        ("CSTDCS", INDIVIDUAL, IN_A, 1_490_000),
        ("LDTT", INDIVIDUAL, IN_A, 450_000),
        ("BKT", INDIVIDUAL, IN_A, 1_490_000),
        ("BKT", COLLECTIVE, IN_A, 2_980_000),
        ("GKX", INDIVIDUAL, IN_A, 230_000),
        ("GKX", COLLECTIVE, IN_A, 450_000),
        ("LDTT", INDIVIDUAL, IN_JULY_2023, 540_000),
        ("CSTDTQ", INDIVIDUAL, IN_JULY_2023, 8_100_000),
        ("CTDCP", COLLECTIVE, IN_JULY_2023, 21_600_000),
        ("BKT", INDIVIDUAL, date(2026, 6, 30), 3_510_000),
        ("BKT", INDIVIDUAL, date(2026, 7, 1), 3_800_000),
        ("BKT", COLLECTIVE, date(2026, 7, 1), 7_590_000),
        ("HCLD3", COLLECTIVE, IN_B, 16_200_000),
        ("TTLDXS", COLLECTIVE, IN_B, 2_700_000),
        ("HCSV", COLLECTIVE, IN_B, 165_600_000),
    ],
)
def test_a_bonus_is_its_coefficient_times_the_base_salary_of_the_day(
    award: str, subject: SubjectKind, decided_on: date, expected: int
) -> None:
    assert amount(award, subject, decided_on).amount == expected


def test_rounding_comes_after_doubling() -> None:
    """0.15 × 1,490,000 is 223,500: rounded first it would give a collective 460,000."""
    one, two = amount("GKX", INDIVIDUAL, IN_A).amount, amount("GKX", COLLECTIVE, IN_A).amount

    assert (one, two) == (230_000, 450_000)


def test_a_maximum_wins_over_rounding_and_is_said_to_be_one() -> None:
    found = amount("KNC", INDIVIDUAL, date(2024, 7, 1))

    assert (found.amount, found.limit) == (1_404_000, Limit.AT_MOST)


@pytest.mark.parametrize("subject", SubjectKind)
@pytest.mark.parametrize("decided_on", [date(2018, 6, 30), IN_A, IN_B, date(2025, 12, 1), date(2027, 3, 1)])
def test_every_award_has_a_sum_or_says_what_is_missing(subject: SubjectKind, decided_on: date) -> None:
    found = [amount(award, subject, decided_on) for award in load_law().book.awards]

    assert [each for each in found if (each.amount is None) is not bool(each.missing)] == []
    assert [each for each in found if not each.row] == []


def test_before_july_2018_no_sum_is_computed() -> None:
    before, after = (amount("CSTDCS", INDIVIDUAL, day) for day in (date(2018, 6, 30), date(2018, 7, 1)))

    assert (before.amount, before.missing) == (None, "mức lương cơ sở trước 01/7/2018")
    assert after.amount == 1_390_000


@pytest.mark.parametrize("award", ["BKT", "CSTDTQ", "GKX", "HCSV"])
def test_the_last_day_of_the_decree_counts_and_what_follows_is_unknown(award: str) -> None:
    last, after = (amount(award, INDIVIDUAL, day) for day in (date(2027, 3, 1), date(2027, 3, 2)))

    assert (last.amount is None) is (award == "GKX")
    assert (after.amount, after.row) == (None, "C2.bonus.after-decree")
    assert "NĐ 152/2025/NĐ-CP" in after.missing


@pytest.mark.parametrize(
    ("award", "subject", "decided_on"),
    [
        ("GKX", INDIVIDUAL, IN_B),
        ("GDVH", HOUSEHOLD, IN_B),
        ("HCDC", INDIVIDUAL, IN_B),
        ("BKT", HOUSEHOLD, IN_B),
        ("AHLD", INDIVIDUAL, IN_A),
        ("KNC", INDIVIDUAL, IN_A),
    ],
)
def test_a_coefficient_that_was_not_seen_is_not_guessed(award: str, subject: SubjectKind, decided_on: date) -> None:
    found = amount(award, subject, decided_on)

    assert found.amount is None
    assert found.missing


def test_the_catalogue_alone_is_known_before_the_first_regime() -> None:
    assert amount("BKT", INDIVIDUAL, date(2017, 9, 30)).amount is None
    with pytest.raises(UnknownAward):
        amount("XYZ", INDIVIDUAL, IN_A)


@pytest.mark.parametrize(
    ("award", "decided_on", "status"),
    [
        ("CSTDT", IN_A, Status.MEMORY),
        ("GKS", IN_A, Status.SECONDARY),
        ("CSTDT", IN_B, Status.VERIFIED),
        ("CSTDT", date(2024, 7, 1), Status.SECONDARY),
        ("BKT", IN_B, Status.MEMORY),
        ("HCLD1", IN_B, Status.MEMORY),
        ("HCSV", date(2026, 8, 1), Status.MEMORY),
        ("CSTDT", date(2026, 8, 1), Status.VERIFIED),
        ("CSTDT", date(2026, 10, 1), Status.PARAMETER),
    ],
)
def test_a_sum_is_as_sure_as_the_less_sure_of_coefficient_and_base_salary(
    award: str, decided_on: date, status: Status
) -> None:
    assert amount(award, INDIVIDUAL, decided_on).basis.status is status


SEEN = (
    "NĐ 91/2017/NĐ-CP Đ73 k1",
    "NĐ 91/2017/NĐ-CP Đ73 k1 d",
    *(f"NĐ 98/2023/NĐ-CP Đ{article}" for article in ("54", "55", "56", "58", "58 k1 d")),
    *(f"NĐ 152/2025/NĐ-CP Đ{article}" for article in ("50", "54")),
)


def test_only_an_article_that_was_seen_is_more_than_memory() -> None:
    rules = [rule for rule in load_law().rules if rule.clause == "bonus"]

    sure = {rule.basis.citation for rule in rules if rule.basis.status in (Status.VERIFIED, Status.SECONDARY)}
    assert sure == set(SEEN)


def test_the_decision_chooses_the_law_of_the_bonus_not_the_receipt() -> None:
    told = {"award": "BKT", "subject_kind": "individual", "received_on": IN_A}

    found = findings(**told, decided_on=date(2024, 7, 1))

    assert [row for row in found if ".bonus." in row] == ["B.bonus.bkt"]
    assert found["B.bonus.bkt"].values["amount"] == 3_510_000
    assert "3.510.000 đồng: 1,5 × 2.340.000" in found["B.bonus.bkt"].sentence
    assert found["B.bonus.bkt"].status is Status.MEMORY
    assert findings(**told)["A.bonus.bkt"].outcome is Outcome.NEEDS_EVIDENCE


def test_an_unknown_bonus_is_a_finding_that_says_why() -> None:
    found = findings(award="BKT", subject_kind="individual", received_on=IN_B, decided_on=date(2027, 3, 2))

    assert found["C2.bonus.after-decree"].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("value", [{}, {"coefficient": "1.0", "missing": "?"}, {"coefficient": "-1"}])
def test_a_row_has_either_a_coefficient_or_what_is_missing(value: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="Bonus"):
        Bonus.model_validate(value, strict=False)

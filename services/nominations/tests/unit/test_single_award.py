"""One achievement, one commendation: what is the same by itself, what is asked about, what nobody said."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from directory import fold
from nominations.domain.evaluation import Consequence, Deed, Gathered, Given, Sameness, consequence, sameness
from rulebook import Effect, Finding, Outcome, Status
from rulebook.dossier import EarlierAward
from services.nominations.tests.unit.test_evaluation_dossier import YEAR_2026, asked

OF_2026 = (date(2026, 1, 1), date(2026, 12, 31))
MORNING = datetime(2026, 8, 30, 2, tzinfo=UTC)
RESCUE = "Cứu hai cháu bé bị nước cuốn ở sông Luộc"


def deed(kind: str | None = "merit", words: str = "", **more: object) -> Deed:
    return Deed(**{"kind": kind, "days": OF_2026, "words": fold(words), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (deed("ad-hoc", deed_at=MORNING), deed("merit", deed_at=MORNING), Sameness.SAME),
        (deed(words="Dạy tốt"), deed(words="Viết hai giáo trình"), Sameness.SAME),
        (deed("campaign", RESCUE), deed("campaign", RESCUE), Sameness.SAME),
        (deed("campaign", RESCUE), deed("campaign", "Trồng rừng"), None),
        (deed("campaign", RESCUE), deed("campaign"), Sameness.ALIKE),
        (deed(), deed(days=(date(2025, 1, 1), date(2026, 12, 31))), Sameness.ALIKE),
        (deed(), deed(is_guessed=True), Sameness.ALIKE),
        (deed(), deed(kind=None), Sameness.ALIKE),
        (deed(), deed(days=(date(2024, 1, 1), date(2024, 12, 31))), None),
        (deed("merit", RESCUE), deed("ad-hoc", RESCUE), Sameness.ALIKE),
        (deed("merit", "Dạy tốt"), deed("ad-hoc", RESCUE), None),
        (deed("ad-hoc", RESCUE), deed("ad-hoc", RESCUE, days=(date(2026, 1, 1),) * 2), Sameness.ALIKE),
    ],
)
def test_only_what_cannot_be_anything_else_is_the_same_by_itself(
    one: Deed, other: Deed, expected: Sameness | None
) -> None:
    assert (sameness(one, other), sameness(other, one)) == (expected, expected)


def given(code: str, **more: object) -> Given:
    return Given(award_code=code, deed=deed(**more), year=2026)  # type: ignore[arg-type]


def told(gathered: Gathered, **changes: Any) -> tuple[tuple[str, ...], int, int] | None:
    found = asked(gathered=gathered, period=YEAR_2026, **changes).achievements
    return None if found is None else (found[0].commended_by, found[0].proposed, found[0].alike)


def test_an_empty_register_says_nothing_and_a_units_word_does() -> None:
    assert told(Gathered()) is None
    assert told(Gathered(), standing={"commended_before": False}) == ((), 0, 0)
    assert told(Gathered(), standing={"commended_before": True}) == (("other",), 0, 0)


def register(*entries: Given) -> Gathered:
    awards = tuple(EarlierAward(code=each.award_code, year=each.year) for each in entries)
    return Gathered(awards=awards, given=entries)


def test_a_form_for_the_same_time_on_merit_is_given_already_and_a_title_is_no_form() -> None:
    both = register(given("GKX"), given("LDTT"))

    assert told(both) == (("GKX",), 0, 0)
    assert told(register(given("LDTT"))) == ((), 0, 0)
    assert asked(award_code="CSTDCS", gathered=both, period=YEAR_2026).achievements is None


@pytest.mark.parametrize(("said", "alike"), [(None, 1), (False, 0)])
def test_what_may_be_the_same_is_asked_about_until_the_unit_answers(said: bool | None, alike: int) -> None:
    perhaps = register(given("GKX", kind=None))

    assert told(perhaps, standing={"commended_before": said}) == ((), 0, alike)


def test_a_units_word_does_not_unsay_an_award_that_is_the_same() -> None:
    assert told(register(given("GKX")), standing={"commended_before": False}) == (("GKX",), 0, 0)


def finding(clause: str, status: Status = Status.VERIFIED, **values: object) -> Finding:
    return Finding(
        row="B.single-award",
        pack="B",
        clause=clause,
        outcome=Outcome.FAILED,
        effect=Effect.REFUSE,
        values=values,  # type: ignore[arg-type]
        sentence="",
        sentence_en="",
        rule="",
        citation="",
        status=status,
    )


def test_what_was_given_refuses_and_what_is_put_forward_twice_asks() -> None:
    assert consequence(finding("single-award", commended=("own: GKX",))) is Consequence.REFUSES
    assert consequence(finding("single-award", proposed=1)) is Consequence.ASKS
    assert consequence(finding("single-award", Status.PARAMETER, commended=("own: GKX",))) is Consequence.ASKS


def test_flags_that_stand_in_many_registers_ask_and_the_units_own_register_refuses() -> None:
    assert consequence(finding("cap", Status.VERIFIED, **{"unit_year.ctdt_eligible": 3})) is Consequence.ASKS
    assert consequence(finding("cap", Status.VERIFIED, **{"unit_year.ldtt": 3})) is Consequence.REFUSES

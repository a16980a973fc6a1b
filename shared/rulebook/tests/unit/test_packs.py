"""The rows of the packs: a row that isn't whole, contradicts another or claims more than it may is refused."""

from dataclasses import replace
from datetime import date

import pytest

from rulebook import Effect, ForbiddenOverlay, IncompleteRow, Law, OverlappingRows, Overlay, Span, Status, load_law
from rulebook.awards import Basis
from rulebook.reading import rules_of
from rulebook.rows import Row
from rulebook.rules import Rule
from shared.rulebook.tests.builders import IN_A, ROW

READ = Basis(status=Status.VERIFIED, citation="QĐ 18/2020/QĐ-UBND", source="thử")
OURS = Basis(status=Status.PARAMETER, note="Thử.")


def read(pack: str = "A", /, **cells: object) -> Rule:
    regimes = {regime.id: regime for regime in load_law().book.regimes}
    [rule] = rules_of(pack, Row(name="test.toml", cells={"row": [ROW | cells]}), regimes)
    return rule


def test_every_row_of_the_package_is_read() -> None:
    law = load_law()

    assert {rule.pack for rule in law.rules} >= {"A", "B", "C1", "C2"}
    assert load_law() is law


@pytest.mark.parametrize("field", sorted(ROW))
def test_a_row_without_a_field_is_refused(field: str) -> None:
    cells = {name: cell for name, cell in ROW.items() if name != field}

    with pytest.raises(IncompleteRow, match=field):
        rules_of("A", Row(name="test.toml", cells={"row": [cells]}), {})


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"remark": "?"}, "remark"),
        ({"value": {"title": "CSTDCS", "times": 3, "percent": 5}}, "percent"),
        ({"value": {"title": "CSTDCS"}}, "times"),
        ({"value": {"title": "CSTDCS", "times": "3"}}, "times"),
        ({"source": ""}, "source"),
        ({"citation": ""}, "citation"),
        ({"clause": "guess"}, "clause"),
        ({"transition": "event"}, "transition"),
        ({"id": "B.CSTDT.run"}, "id"),
        ({"valid_to": date(2024, 1, 1)}, "valid_from"),
        ({"valid_to": "open"}, "valid_from"),
    ],
)
def test_a_row_with_a_wrong_or_unknown_field_is_refused(cells: dict[str, object], field: str) -> None:
    with pytest.raises(IncompleteRow) as refusal:
        read("A", **cells)

    assert refusal.value.field_name == field


def test_a_local_row_may_claim_no_more_than_a_parameter() -> None:
    with pytest.raises(IncompleteRow, match="no parameter"):
        read("hung-yen", id="P.CSTDT.run")


def test_two_rows_that_answer_one_question_on_one_day_are_refused() -> None:
    book, row = load_law().book, read()

    with pytest.raises(OverlappingRows, match="2020-01-01"):
        Law.of(book, (row, read(id="A.again", valid_from=date(2020, 1, 1))))


def test_rows_that_follow_each_other_or_speak_of_other_awards_or_subjects_stand_side_by_side() -> None:
    book = load_law().book
    first = read(valid_to=date(2019, 12, 31), subjects=["individual"])
    second = read(id="A.second", valid_from=date(2020, 1, 1))
    other = read(id="A.other", awards=["CSTDTQ"])
    collective = read(id="A.collective", subjects=["collective"], valid_to=date(2019, 12, 31))

    assert len(Law.of(book, (first, second, other, collective)).rules) == 4


def test_a_row_that_names_its_award_wins_over_one_for_every_award() -> None:
    law = Law.of(load_law().book, (read(id="A.every", awards=["*"]), read()))

    assert [rule.id for rule in law.on(IN_A, "CSTDT")] == ["A.CSTDT.run"]
    assert [rule.id for rule in law.on(IN_A, "BKT")] == ["A.every"]


def test_an_overlay_changes_a_parameter_and_nothing_that_is_law() -> None:
    law, overlay = load_law(), Overlay(target="A.CSTDT.run", value={"times": 2}, basis=OURS)
    parameter = Law.of(law.book, (replace(read(), basis=OURS),))

    [changed] = parameter.under((overlay,)).rules

    assert changed.parameters.model_dump()["times"] == 2
    with pytest.raises(ForbiddenOverlay):
        Law.of(law.book, (read(),)).under((overlay,))
    with pytest.raises(ForbiddenOverlay):
        law.under((replace(overlay, target="A.no-such-row"),))
    with pytest.raises(IncompleteRow):
        parameter.under((replace(overlay, value={"percent": 5}),))


def test_an_overlay_holds_on_its_own_days_and_the_row_on_the_others() -> None:
    law = Law.of(load_law().book, (replace(read(), basis=OURS),))
    year = Span(first_day=date(2020, 1, 1), last_day=date(2020, 12, 31))
    overlay = Overlay(target="A.CSTDT.run", value={"times": 2}, basis=READ, span=year, effect=Effect.WARN)

    rules = law.under((overlay,)).rules

    assert [(each.span.first_day, each.span.last_day) for each in rules] == [
        (date(2017, 10, 1), date(2019, 12, 31)),
        (date(2020, 1, 1), date(2020, 12, 31)),
        (date(2021, 1, 1), date(2023, 12, 31)),
    ]
    assert [each.parameters.model_dump()["times"] for each in rules] == [3, 2, 3]
    assert [each.effect for each in rules] == [Effect.REFUSE, Effect.WARN, Effect.REFUSE]
    assert [each.basis for each in rules] == [OURS, READ, OURS]


def test_an_overlay_that_was_read_in_a_text_is_overlaid_no_more() -> None:
    law = Law.of(load_law().book, (replace(read(), basis=OURS),))
    overlay = Overlay(target="A.CSTDT.run", value={"times": 2}, basis=READ)
    later = replace(overlay, span=Span(first_day=date(2024, 1, 1)))

    with pytest.raises(ForbiddenOverlay):
        law.under((overlay, overlay))
    with pytest.raises(ForbiddenOverlay):
        law.under((later,))


def test_every_row_of_a_regime_lies_within_it_and_is_no_better_than_its_source() -> None:
    for rule in load_law().rules:
        assert rule.basis.source or rule.basis.status in (Status.MEMORY, Status.PARAMETER)
        assert rule.basis.citation or rule.basis.note

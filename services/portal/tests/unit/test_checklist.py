"""The checklist: parts that the rules want, clauses that were evaluated, ticks beside either, each row once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from portal.adapters.clients.desk import Tick
from portal.adapters.clients.evaluation import ClauseFound, ClauseGroup
from portal.entrypoints.checklist import INCOMING_BOOK, checklist
from portal.entrypoints.language import languages
from portal.views.cases import CaseTerms, OneCase
from services.portal.tests.page_samples import CASES

VIETNAMESE = languages()["vi"]
DAY = date(2026, 11, 2)
TERMS = CaseTerms(award_code="BKT", subject_kind="individual", commendation_kind="merit", simplified=False,
                  received_on=DAY)  # fmt: skip
CASE = OneCase(line=replace(CASES.lines[1], received_on=DAY), terms=TERMS, submitted_on=DAY, first_received_on=DAY)
MINUTES = "C2.part.forms.minutes"


def a_tick(row: str) -> Tick:
    return Tick(row=row, outcome="not-met", ticked_at=datetime(2026, 11, 3, tzinfo=UTC))


def test_without_an_evaluation_the_parts_that_the_rules_want_are_there() -> None:
    (parts,) = checklist(CASE, (), (), VIETNAMESE)

    assert parts.name == "parts"
    assert MINUTES in [row.row for row in parts.rows]
    assert all(row.doubt for row in parts.rows)


def test_what_was_evaluated_and_ticked_stands_beside_its_row_and_nowhere_else() -> None:
    findings = (
        ClauseGroup(group="procedure", findings=(ClauseFound(row=MINUTES, outcome="failed", sentence="Chưa có."),)),
        ClauseGroup(
            group="conditions",
            findings=(ClauseFound(row="C2.x", outcome="passed", rule="Hai năm.", citation="Đ74", status="verified"),),
        ),
        ClauseGroup(group="money", findings=(ClauseFound(row="C2.bonus", outcome="passed"),)),
    )

    groups = checklist(CASE, (a_tick(MINUTES), a_tick("B.earlier")), findings, VIETNAMESE)

    rows = {group.name: {row.row: row for row in group.rows} for group in groups}
    assert list(rows) == ["parts", "conditions", "other"]
    minutes, condition = rows["parts"][MINUTES], rows["conditions"]["C2.x"]
    assert (minutes.outcome, minutes.tone, minutes.found, minutes.tick) == (
        "failed",
        "bad",
        "Chưa có.",
        a_tick(MINUTES),
    )
    assert (condition.text, condition.citation, condition.doubt) == ("Hai năm.", "Đ74", "")
    assert list(rows["other"]) == ["B.earlier"]


def test_a_day_of_receipt_before_submission_is_compared_with_the_book_of_incoming_documents() -> None:
    early = replace(CASE, line=replace(CASE.line, received_on=date(2025, 6, 20)))

    assert checklist(early, (), (), VIETNAMESE)[0].rows[0].row == INCOMING_BOOK
    assert INCOMING_BOOK not in [row.row for group in checklist(CASE, (), (), VIETNAMESE) for row in group.rows]


def test_a_case_whose_submission_has_not_come_has_nothing_to_check() -> None:
    bare = OneCase(line=CASES.lines[0], terms=None, submitted_on=None, first_received_on=None)

    assert checklist(bare, (), (), VIETNAMESE) == ()


def found(row: str, outcome: str) -> ClauseFound:
    return ClauseFound(row=row, outcome=outcome)


def opened(ticks: tuple[Tick, ...], case: OneCase = CASE) -> dict[str, tuple[int, int, bool]]:
    """Of each group how many rows wait, how many of these failed, and whether it is open."""
    findings = (
        ClauseGroup(group="conditions", findings=(found("C2.x", "passed"), found("C2.y", "needs-evidence"))),
        ClauseGroup(group="blocks", findings=(found("C2.z", "failed"),)),
        ClauseGroup(group="procedure", findings=(found("C2.w", "passed"),)),
    )
    groups = checklist(case, ticks, findings, VIETNAMESE)
    return {each.name: (len(each.waiting), each.failed, each.is_open) for each in groups if each.name != "parts"}


PARTS = tuple(a_tick(row.row) for row in checklist(CASE, (), (), VIETNAMESE)[0].rows)


def test_open_is_the_first_group_that_waits_and_where_something_failed() -> None:
    assert checklist(CASE, (), (), VIETNAMESE)[0].is_open
    assert opened(()) == {"conditions": (2, 0, False), "blocks": (1, 1, True), "procedure": (1, 0, False)}
    assert opened(PARTS) == {"conditions": (2, 0, True), "blocks": (1, 1, True), "procedure": (1, 0, False)}


def test_what_was_ticked_waits_no_more_unless_by_rules_that_were_changed_since() -> None:
    ticks = (*PARTS, a_tick("C2.x"), a_tick("C2.y"), a_tick("C2.z"), a_tick("C2.w"))
    repinned = replace(CASE, repinned_at=datetime(2026, 11, 4, tzinfo=UTC))

    assert opened(ticks) == {"conditions": (0, 0, False), "blocks": (0, 0, False), "procedure": (0, 0, False)}
    assert opened(ticks, repinned) == {"conditions": (2, 0, True), "blocks": (1, 1, True), "procedure": (1, 0, True)}


@pytest.mark.parametrize(("clause", "outcome"), [("judgement", "failed"), ("share", "needs-evidence")])
def test_a_tick_answers_what_only_a_human_judges_and_nothing_else(clause: str, outcome: str) -> None:
    asked = ClauseFound(row="C2.x", clause=clause, outcome="needs-evidence", sentence="Cần người đánh giá.")

    groups = checklist(CASE, (a_tick("C2.x"),), (ClauseGroup(group="conditions", findings=(asked,)),), VIETNAMESE)

    (row,) = groups[1].rows
    assert (row.outcome, row.found == "Thường trực đánh giá: không đạt.") == (outcome, clause == "judgement")

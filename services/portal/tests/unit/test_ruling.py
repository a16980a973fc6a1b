"""Findings on a page: what failed first, what passed folded away, and the way to where something is told."""

from portal.entrypoints.language import languages
from services.portal.tests.builders import known
from services.portal.tests.rule_samples import held, rules


def test_what_failed_comes_first_and_what_passed_is_apart() -> None:
    group, caps = rules(languages()["vi"]).groups

    assert [each.sentence.rpartition(" ")[2] for each in group.open] == [
        "failed",
        "needs-evidence",
        "not-checked",
        "unknown",
    ]
    assert [each.sentence for each in group.passed] == ["Câu <b> passed"]
    assert (caps.title, caps.open, len(caps.passed)) == ("Tỷ lệ, số lượng", (), 1)


def test_only_a_verified_clause_stands_without_doubt() -> None:
    group = rules(languages()["vi"]).groups[0]

    assert [each.doubt for each in group.passed] == [""]
    assert {each.doubt for each in group.open} == {"Chưa xem"}
    assert [each.doubt for each in held(languages()["vi"])] == ["Chưa xem"]


def test_what_is_needed_leads_to_the_section_that_asks_it_and_what_others_tell_nowhere() -> None:
    needed = rules(languages()["en"]).groups[0].open[1]

    assert needed.ways == ((f"/unit/nominations/{known('n')}/sections/results", "results"),)
    assert needed.sentence == "Sentence needs-evidence"

"""Findings on a page: what failed first, what passed folded away, and the way to where something is told."""

from portal.adapters.clients.rules import Evaluated
from portal.entrypoints.language import languages
from portal.entrypoints.ruling import failed_rows, shown, without
from portal.entrypoints.ways import Ways
from rulebook.forms import form
from services.portal.tests.builders import TODAY, known
from services.portal.tests.rule_samples import CLAUSES, LAW, WAYS, held, rules

BASE = f"/unit/nominations/{known('n')}"


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

    assert needed.ways == ((f"/unit/nominations/{known('n')}/sections/results#f-grade_2026", "results"),)
    assert needed.sentence == "Sentence needs-evidence"


def test_the_way_leads_to_the_register_the_part_or_the_field_and_nowhere_where_the_form_asks_nothing() -> None:
    base = f"/unit/nominations/{known('n')}"
    rescue = Ways(nomination_id=known("n"), definition=form("BKT", "individual", "ad-hoc", TODAY))

    assert WAYS.to("history", "awards", "C2.CSTDCS.run") == f"/nominations/{known('n')}/registers"
    assert WAYS.to("initiatives", "initiatives", "C2.CSTDCS.initiative") == f"{base}/initiatives"
    assert WAYS.to("evidence", "parts", "C2.part.forms.minutes") == f"{base}/evidence?part=minutes#f-part"
    assert WAYS.to("standing", "open_cases", "C2.block-case").startswith(f"{base}/sections/standing#f-")
    assert rescue.to("achievement", "steps.deed_at", "C2.x") == f"{base}/sections/achievement#f-deed_at"
    assert rescue.to("results", "results", "C2.BKT.grade") == ""
    assert WAYS.to("", "council.yes", "C2.x") == ""


def test_a_question_leads_to_its_own_field_to_be_answered() -> None:
    question = {"field": "judgements.ldtt-spirit", "label": "câu trả lời", "section": "judgements"}
    before = {"field": "achievements", "label": "đã khen", "section": "standing"}
    asked = {**CLAUSES[1], "row": "C2.single-award", "missing": [question, before]}
    found = Evaluated.model_validate({"law": LAW, "groups": [{"group": "conditions", "findings": [asked]}]})
    title, merit = (
        Ways(nomination_id=known("n"), definition=form(award, "individual", "merit", TODAY))
        for award in ("LDTT", "BKT")
    )

    [of_title], [of_form] = (shown(found, ways, languages()["vi"]).groups[0].open for ways in (title, merit))

    assert of_title.ways[0] == (f"{BASE}/sections/judgements#f-judged_ldtt_spirit", "Trả lời")
    assert of_form.ways == ((f"{BASE}/sections/standing#f-commended_before", "đã khen"),)


def test_a_lack_that_the_page_tells_above_is_not_told_again_nor_counted() -> None:
    groups = [{"group": "conditions", "findings": CLAUSES}]
    found = Evaluated.model_validate({"law": LAW, "counts": {"failed": 1, "passed": 1}, "groups": groups})

    left = without(found, {"B.failed", "B.needs-evidence"})

    assert [each.row for each in left.groups[0].findings] == ["B.passed", "B.failed", "B.unknown", "B.not-checked"]
    assert left.counts == {"passed": 1, "failed": 1, "unknown": 1, "not-checked": 1}
    assert failed_rows(rules(languages()["vi"])) == {"B.failed"}
    assert without(found, ()) is found

"""Findings of the rules as nominations answers them: one of each outcome, in two groups."""

from collections.abc import Mapping

from portal.adapters.clients.nominations import Declined, NominationView
from portal.adapters.clients.rules import Cap, Evaluated
from portal.adapters.clients.transport import HeldClause
from portal.entrypoints.forms import Form
from portal.entrypoints.language import Language
from portal.entrypoints.ruling import ShownCap, ShownClause, ShownRules, cap_shown, held_shown, shown
from portal.entrypoints.ways import Ways
from rulebook.forms import form
from services.portal.tests.builders import NOW, TODAY, known

OUTCOMES = ("passed", "needs-evidence", "failed", "unknown", "not-checked")
MISSING = [
    {"field": "results", "label": "kết quả", "label_en": "results", "section": "results"},
    {"field": "council.yes", "label": "số phiếu", "label_en": "ballots", "section": None},
]
CLAUSES = [
    {"row": f"B.{outcome}", "outcome": outcome, "sentence": f"Câu <b> {outcome}", "sentence_en": f"Sentence {outcome}",
     "rule": "Quy tắc.", "citation": "Đ1", "note": "Chưa xem",
     "status": "verified" if outcome == "passed" else "memory",
     "missing": MISSING if outcome == "needs-evidence" else []}
    for outcome in OUTCOMES
]  # fmt: skip
CAP = {"award_code": "CSTDCS", "year": 2026, "handed_over": 5, "drafting": 2, "findings": CLAUSES[:1]}
LAW = {"day": TODAY.isoformat(), "chosen_by": "dossier", "regime": "B", "citation": "Luật", "status": "secondary"}
SAME = {
    "elsewhere": 2,
    "found": [
        {"sameness": "same", "award_code": "GKX", "nomination_id": str(known("n2")),
         "period": {"first_day": "2026-01-01", "last_day": "2026-12-31"}},
        {"sameness": "alike", "award_code": "BKT", "year": 2025, "decision_number": "1/<b>", "issuing_body": "<b>",
         "decided_on": TODAY.isoformat()},
    ],
}  # fmt: skip
SUBMITTED = {"at": NOW.isoformat(), "law": LAW, "reason": "Đặng <b>", "despite": ["B.failed"],
             "lost": True}  # fmt: skip
WAYS = Ways(nomination_id=known("n"), definition=form("CSTDCS", "individual", "merit", TODAY))


def rules(language: Language) -> ShownRules:
    groups = [{"group": "conditions", "findings": CLAUSES}, {"group": "caps", "findings": CLAUSES[:1]}]
    counts = dict.fromkeys(OUTCOMES, 1)
    answer = {"law": LAW, "counts": counts, "groups": groups, "cap": CAP, "submitted": SUBMITTED,
              "same_achievement": SAME}  # fmt: skip
    return shown(Evaluated.model_validate(answer), WAYS, language)


def caps(language: Language) -> tuple[ShownCap, ...]:
    return (cap_shown(Cap.model_validate(CAP), language),)


def held(language: Language) -> tuple[ShownClause, ...]:
    return held_shown([HeldClause.model_validate(CLAUSES[2])], language)


def held_pages(form: Form, language: Language) -> list[tuple[str, Mapping[str, object]]]:
    """A submission that was held back: where a reason is enough, and where none is."""
    page = {"form": form, "back": "/unit", "action": "/unit/nominations/act", "title": "Chưa đủ", "ids": form.ids()}
    return [("unit/held.html", {**page, "clauses": held(language), "may_go_on": each}) for each in (True, False)]


def declined(draft: Mapping[str, object], found: NominationView) -> tuple[str, Mapping[str, object]]:
    """What the unit reads of a nomination that the chairman declined."""
    told = found.model_copy(update={"declined": Declined(note="Đặng <b>", declined_at=NOW)})
    page = {"found": told, "stage": "declined", "declined_for": ["Đặng <b>"], "tasks": [], "is_editable": False}
    return "unit/nomination.html", {**draft, **page, "returned": None}

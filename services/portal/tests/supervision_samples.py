"""Every state of the pages on which the record is checked, and of those who supervise."""

from datetime import date, timedelta

from portal.adapters.clients.openings import Openings
from portal.adapters.clients.record import CheckpointShown, ProofState, Proven
from portal.adapters.clients.supervision import (
    CaseLife,
    FactsFound,
    Finding,
    Findings,
    Look,
    OpenedActor,
    Opening,
    RecordedFact,
    RepeatsOfDay,
    Size,
)
from portal.entrypoints import choices, happenings
from portal.entrypoints.forms import Fault, Form, blank
from portal.entrypoints.language import Language
from services.portal.tests.builders import AGENCY, NOW, UNIT, known

FACT = RecordedFact(
    index=3, fact_id=known("f"), source="/services/review", type="review.case-returned.v1",
    time="2026-11-23T08:30:00.000000Z", subject=known("c"), seq=2, unit=UNIT, case_id=str(known("c")),
    fact={"actorcommit": "a" * 64, "actorrole": "secretariat"},
)  # fmt: skip
TOLD = RecordedFact(
    index=4, fact_id=known("t"), source="/services/audit", type="audit.record-viewed.v1",
    time="2026-11-23T08:31:00.000000Z", subject=known("l"), seq=1,
)  # fmt: skip
TAKEN = RecordedFact(
    index=5, fact_id=known("b"), source="/services/audit", type="audit.bundle-exported.v1",
    time="2026-11-23T08:32:00.000000Z", subject=known("x"), seq=1, fact={"data": {"reason": "complaint"}},
)  # fmt: skip
FILTER = dict.fromkeys(("from", "to", "type", "unit", "case_id", "order"), "")
OPENED = OpenedActor(
    actor_commit="a" * 64,
    opening=Opening.model_validate({"body": {"sub": "person-1"}, "salt": "b" * 64}),
    command="ReturnCases",
    actor_role="secretariat",
    actor_unit=AGENCY,
    done_at=NOW,
)

AGAIN = RepeatsOfDay(topic="review.facts", day=date(2026, 11, 23), records=1_200)
EMPTY = blank(**FILTER)
WHOLE = FactsFound(facts=(FACT, TOLD, TAKEN), after="x.1", is_complete=False)
LIFE = CaseLife(case_id=known("c"), look=Look(opened_at=NOW), other_case_ids=(str(known("o")),), life=WHOLE)
NOTHING = CaseLife(case_id=known("c"), look=Look(opened_at=NOW, is_new=False), life=FactsFound())


def verify_pages(faulty: Form, checkpoint: CheckpointShown) -> list[tuple[str, dict[str, object]]]:
    """A fact that was asked for in vain, one that was proved."""
    asked: dict[str, object] = {
        "form": faulty,
        "proof": None,
        "about": {"id": str(known("f"))},
        "checkpoint": None,
        "log_key": None,
    }
    asked["site_url"] = "https://thidua.example"
    proven = Proven(fact_id=known("f"), state=ProofState.VERIFIED, leaf_hex="a" * 64, root_hex="b" * 64)
    found = {"form": blank(), "proof": proven, "checkpoint": checkpoint, "log_key": "vkey"}
    return [("verify.html", asked), ("verify.html", {**asked, **found})]


def supervision(language: Language) -> list[tuple[str, dict[str, object]]]:
    """Found and not found, complete and not, fitting and not."""

    def heading(name: str) -> tuple[str, str]:
        return happenings.heading(name, language)

    shown = {
        "units": (UNIT, AGENCY),
        "types": happenings.types(language),
        "heading": heading,
        "export_url": "/supervision/export",
    }
    shown["export_url"] = "/supervision/export"
    wrong = EMPTY.with_errors([Fault(field="from", text="Sai ngày")])
    opened = {"opened": OPENED, "commitment": "a" * 64, "place": FACT.place, "about": {"id": str(known("f"))}}
    return [
        ("supervision/explore.html", {**shown, "form": EMPTY, "found": WHOLE, "next_url": "/supervision?after=x"}),
        ("supervision/explore.html", {**shown, "form": EMPTY, "found": FactsFound(), "next_url": None}),
        ("supervision/explore.html", {**shown, "form": wrong, "found": None, "next_url": None}),
        *_findings(language),
        *_exports(language),
        ("supervision/open.html", {"case_id": known("c"), "form": blank()}),
        *_lives(language),
        ("supervision/actor.html", {**opened, "fits": True, "case_id": str(known("c"))}),
        ("supervision/actor.html", {**opened, "fits": False, "case_id": ""}),
    ]


def _lives(language: Language) -> list[tuple[str, dict[str, object]]]:
    """Long, empty, and with a bundle that was asked for without a reason or cannot be whole."""
    shared: dict[str, object] = {
        "case_id": known("c"),
        "heading": lambda name: happenings.heading(name, language),
        "reasons": choices.export_reasons(language),
    }
    asked = blank(openings="yes").with_errors([Fault(field="reason", text="Chọn lý do")])
    found = Openings(given=({"fact_id": str(known("t"))},), unknown=(FACT,))
    return [
        *(
            ("supervision/life.html", {**shared, "form": form, "life": life})
            for form, life in ((blank(), LIFE), (blank(), NOTHING), (asked, LIFE))
        ),
        ("supervision/not_opened.html", {**shared, "form": blank(reason="inspection"), "found": found}),
    ]


def _exports(language: Language) -> list[tuple[str, dict[str, object]]]:
    """Of a filter that finds something, nothing, too much; of what is no filter."""
    chosen = blank(**{**FILTER, "from": "2026-11-01", "type": FACT.type, "unit": UNIT, "case_id": str(known("c"))})
    shared = {
        "reasons": choices.export_reasons(language),
        "back_url": "/supervision",
        "heading": lambda name: happenings.heading(name, language),
    }
    sizes = [
        Size(fact_count=count, entry_bytes=812 * count, at_most=20_000, is_too_many=count > 20_000)
        for count in (1_234, 0, 20_001)
    ]
    wrong = EMPTY.with_errors([Fault(field="from", text="Sai ngày")])
    return [
        *(("supervision/export.html", {**shared, "form": chosen, "size": size}) for size in sizes),
        ("supervision/export.html", {**shared, "form": wrong, "size": None}),
    ]


def _findings(language: Language) -> list[tuple[str, dict[str, object]]]:
    often = Finding(
        says="nomination-returned-often",
        at=NOW,
        unit=UNIT,
        case_id=str(known("c")),
        value=3,
        measure="times",
        facts=(FACT,) * 12,
    )
    bare = Finding(says="of-a-later-release", at=NOW + timedelta(days=1), facts=(TOLD,))
    found = Findings(findings=(often, bare), after=50, total=52, as_of=NOW, tree_size=40, repeats=1, repeated=(AGAIN,))
    filled = blank(**{**FILTER, "by": "unit", "at_least": "3", "over_hours": "48"})
    wrong = blank(**{**FILTER, "by": "unit", "at_least": "nhiều", "over_hours": "-1"}).with_errors(
        [Fault(field=name, text="Nhập số nguyên") for name in ("at_least", "over_hours")]
    )
    states: list[dict[str, object]] = [
        {"form": filled, "found": found, "next_url": "/x?after=50"},
        {"form": filled, "found": Findings(as_of=NOW), "next_url": None},
        {"form": wrong, "found": None, "next_url": None},
    ]
    shared = {
        "kinds": [(code, f"/supervision/findings?kind={code}", name) for code, name in happenings.KINDS.items()],
        "whose": [("nomination", "Từng đề nghị"), ("unit", "Từng đơn vị")],
        "units": (UNIT, AGENCY),
        "facts_of": lambda unit: f"/supervision?unit={unit}",
        "said": lambda one: happenings.said(one, language),
        "heading": lambda name: happenings.heading(name, language),
    }
    return [
        (
            "supervision/findings.html",
            {**shared, **more, "kind": kind, "explained": happenings.EXPLAINED[kind]},
        )
        for kind in happenings.KINDS
        for more in states
    ]

"""Samples for the secretariat's desk, and for the body that it asks."""

from collections.abc import Mapping
from datetime import date

from portal.adapters.clients.desk import Assigned, CaseDesk, Colleague, Tick
from portal.domain.model import OpinionState
from portal.entrypoints.checklist import Group as CheckGroup
from portal.entrypoints.checklist import Row
from portal.entrypoints.colleagues import Secretariat
from portal.entrypoints.forms import Form
from portal.entrypoints.language import Language
from portal.entrypoints.lateness import shown
from portal.views.cases import Cases, CaseTerms, OneCase, Returned
from portal.views.opinions import OpinionLine
from portal.views.people import Person, PersonState
from rulebook import consultation
from rulebook.casework import Due
from services.portal.tests.builders import AGENCY, NOW, TODAY, UNIT, known

Context = Mapping[str, object]

ME, OTHER = (Colleague(colleague_id=known(name), name="Đặng <b>", is_me=name == "me") for name in ("me", "other"))
OPINIONS = tuple(
    OpinionLine(opinion_id=known(f"o{at}"), case_id=known("c1"), nomination_id=known("n"), body=UNIT, asked_on=TODAY,
                due_on=TODAY, state=state, stance="other" if state is OpinionState.GIVEN else None,
                given_on=TODAY if state is OpinionState.GIVEN else None, late=bool(at), award_code="BKT",
                subject_kind="individual", unit=UNIT, agency=AGENCY, question="Đặng <b>", text="Đặng <b>",
                person=Person(state=list(PersonState)[at], name="Đặng <b>"))
    for at, state in enumerate((OpinionState.ASKED, OpinionState.GIVEN, OpinionState.WITHDRAWN))
)  # fmt: skip


PEOPLE_OF_THE_DESK = Secretariat(colleagues=(ME, OTHER), has={known("c1"): OTHER.colleague_id})


def of_the_desk(language: Language, cases: Cases, due: Due | None, faulty: Form) -> list[tuple[str, Context]]:
    """The page of one case, and the forms that lead from it."""
    tick = Tick(row="C2.x", outcome="not-met", note="Đặng <b>", by=None, ticked_at=NOW)
    row = Row(row="C2.x", text="Đặng <b>", citation="Đ1", doubt="", outcome="failed", tone="bad", found="Đặng <b>",
              missing=("x",), tick=tick)  # fmt: skip
    rows = (row, Row(row="C2.y", text="Tờ trình", doubt="memory"))
    groups = (CheckGroup(name="parts", rows=rows, waiting=rows, is_open=True), CheckGroup(name="caps", rows=rows))
    assigned = Assigned(colleague_id=OTHER.colleague_id, name="Đặng <b>", note="Đặng <b>", assigned_at=NOW)
    terms = CaseTerms(award_code="BKT", subject_kind="individual", commendation_kind="merit", simplified=False,
                      received_on=TODAY)  # fmt: skip
    case = OneCase(line=cases.lines[1], terms=terms, submitted_on=TODAY, first_received_on=date(2021, 1, 1))
    page = {"case": case, "form": faulty, "due": shown(due, TODAY, language), "hours": 3, "groups": groups,
            "is_evaluated": True, "evaluated_on": TODAY, "former": [tick], "people": PEOPLE_OF_THE_DESK,
            "desk": CaseDesk(assigned=assigned, ticks=(tick,)),
            "opinions": [(each, ("hạn", "bad")) for each in OPINIONS], "may_repin": True, "reason": "<b>Kèm</b>",
            "is_lost": True,
            "actions": [("accept", "check", "Nhận")], "repin_reasons": [("completed-later", "Đủ")]}  # fmt: skip
    bare: Context = {
            "desk": None, "groups": (), "is_evaluated": False, "evaluated_on": None,
            "former": [], "opinions": [], "actions": [], "due": None,
            "hours": None, "may_repin": False, "reason": None, "is_lost": False, "people": Secretariat(is_known=False),
            "case": OneCase(line=cases.lines[0], terms=None, submitted_on=None, first_received_on=None)}  # fmt: skip
    unit = Returned(unit=UNIT, received=5, returned=2, reasons=(("other", 3),))
    asking = {"form": faulty, "count": 2, "near": [(UNIT, "Sở")], "far": [(AGENCY, "Xã")], "back": "/cases"}
    return [
        ("cases/case.html", page),
        ("cases/case.html", {**page, **bare}),
        ("cases/assign.html", {"form": faulty, "count": 2, "colleagues": [("a", "A")], "is_known": False, "back": "/"}),
        ("cases/ask.html", {**asking, "length": consultation(TODAY)}),
        ("cases/ask.html", {**asking, "length": None}),
        ("cases/returns.html", {"units": [(unit, [("Khác", "other", 3)])], "year": 2026, "years": ["2026", "2025"]}),
        ("cases/returns.html", {"units": [], "year": 2026, "years": ["2026"]}),
    ]


def of_the_asked(faulty: Form) -> list[tuple[str, Context]]:
    """What a unit that is asked for its opinion sees."""
    return [
        ("unit/opinions.html", {"opinions": [(each, ("hạn", "bad")) for each in OPINIONS]}),
        ("unit/opinions.html", {"opinions": []}),
        *(
            (
                "unit/opinion.html",
                {"opinion": each, "form": faulty, "limit": ("hạn", ""), "stances": [("agree", "Đồng ý")]},
            )
            for each in OPINIONS
        ),
    ]

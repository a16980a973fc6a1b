"""Samples of everything the pages of the registers may be given."""

from collections.abc import Mapping

from portal.adapters.clients import registers as books
from portal.adapters.clients.nominations import Finding, Report, Summary
from portal.entrypoints.choices import awards_of_any_day, reasons, subject_kinds
from portal.entrypoints.findings import shown_report as shown_past
from portal.entrypoints.forms import Fault, blank
from portal.entrypoints.language import Language
from rulebook import ReasonUse
from services.portal.tests.builders import AGENCY, NOW, TODAY, UNIT, known

Context = Mapping[str, object]

ERRORS = (Fault(field="name", text="Nhập tên."), Fault(field="file", text="Không mở được."), Fault(text="Bị từ chối."))
FAULTY = blank(name="Đặng <b>").with_errors(ERRORS)
FINDINGS = (Finding(sheet="S1", row=2, column="B", severity="error", message="Sai."),)
REPORT = Report(file="so.xlsx", summary=Summary(valid=3, invalid=1, errors=1), findings=FINDINGS)


def registers(language: Language) -> list[tuple[str, Context]]:
    return [*of_history(language), *of_initiatives()]


def of_history(language: Language) -> list[tuple[str, Context]]:
    kinds, awards = subject_kinds(language), awards_of_any_day(language)
    entry = books.Entry(entry_id=known("e"), kind="individual", name="Đặng <b>", born="1985-03-02", unit_then=UNIT,
                  award_code="LDTT", year=2024, decision_number="5/QĐ-UBND", decided_on=TODAY, status="in-force",
                  source="entered", questions=1, identity_known=True)  # fmt: skip
    own = entry.model_copy(update={"source": "own", "status": "revoked", "nomination_id": known("n"), "name": None,
                                   "status_reason": "Khai sai", "issuing_unit": AGENCY})  # fmt: skip
    book = {"form": FAULTY, "text": "", "entries": (entry, own), "waiting": 2, "may_write": True, "next_url": "/x"}
    one = {
        "form": FAULTY,
        "entry": entry,
        "awards": awards,
        "kinds": kinds,
        "action": "/x",
        "version": 1,
        "is_open": True,
        "may_erase": True,
    }
    report = shown_past(known("i"), REPORT, language)
    side = books.Side(person_id=known("p"), kind="individual", name="Đặng <b>", born="1985", unit=UNIT, is_own=True,
                awards=(books.Hanging(award_code="LDTT", year=2024),), initiatives=1, nominations=1)  # fmt: skip
    other = side.model_copy(update={"person_id": known("q"), "is_own": False, "awards": (), "name": None})
    pair = books.Question(first=side, second=other, state="doubtful", ground="year-only")
    asking = {"form": FAULTY, "questions": (pair,), "open": 1, "which": "open",
              "tabs": [("open", "Chờ"), ("joined", "Nối")], "may_answer": True, "about": None}  # fmt: skip
    return [
        ("unit/history.html", book),
        ("unit/history.html", {**book, "form": blank(), "entries": (), "text": "a", "may_write": False, "waiting": 0}),
        ("unit/past_award.html", one),
        ("unit/past_award.html", {**one, "entry": own, "is_open": False, "may_erase": False}),
        *of_erasing(language, entry, own),
        ("unit/past_award.html", {**one, "entry": None, "version": "", "may_erase": False}),
        ("unit/history_import.html", {"form": FAULTY, "report": report, "taken_over": None}),
        ("unit/history_import.html", {"form": blank(), "report": report, "taken_over": 2}),
        ("unit/matches.html", asking),
        ("unit/matches.html", {**asking, "which": "joined", "about": known("n")}),
        ("unit/matches.html", {**asking, "questions": (), "open": 0}),
    ]


def of_erasing(language: Language, entry: books.Entry, erased: books.Entry) -> list[tuple[str, Context]]:
    page = {"form": FAULTY, "entry": entry, "reasons": reasons(language, ReasonUse.ERASE)}
    return [("unit/erase_entry.html", page), ("unit/erase_entry.html", {**page, "entry": erased, "form": blank()})]


def claimed() -> Context:
    """The initiatives of the register, one of them named."""
    author = books.Author(name="Đặng <b>")
    spent = books.SpentLine(award_code="CSTDCS", year=2025, nomination_id=known("n"), taken_at=NOW)
    one = books.Initiative(initiative_id=known("s"), title="Phần mềm <b>", kind="initiative", level="base", year=2025,
                           authors=(author, books.Author()), spent=(spent,))  # fmt: skip
    form = blank(initiative_ids=[str(known("s"))], version="3").with_errors(ERRORS)
    return {"form": form, "text": "", "initiatives": [one], "has_more": True, "may_add": True}


def of_initiatives() -> list[tuple[str, Context]]:
    spent = books.SpentLine(award_code="CSTDCS", year=2025, nomination_id=known("n"), name="Đặng <b>", taken_at=NOW)
    initiative = books.Initiative(initiative_id=known("s"), title="Phần mềm <b>", kind="initiative", level="base",
                                  year=2025, spent=(spent,),
                                  authors=(books.Author(name="Đặng <b>"), books.Author()))  # fmt: skip
    levels = [("base", "Cấp cơ sở")]
    text = {"form": FAULTY, "initiative": initiative, "kinds": [("initiative", "Sáng kiến")], "levels": levels,
            "authors": range(1, 6), "may_add_author": True, "action": "/x", "version": 1, "is_open": True}  # fmt: skip
    ideas = {"text": "", "initiatives": (initiative,), "may_write": True, "next_url": "/x"}
    past = books.PastAward(
        award_code="LDTT", year=2024, status="in-force", source="own", unit_then=UNIT, issuing_unit=AGENCY
    )
    of = books.OfNomination(
        nomination_id=known("n"), name="Đặng <b>", history=(past,), initiatives=(initiative,), questions=1
    )
    return [
        ("unit/initiatives.html", ideas),
        ("unit/initiatives.html", {**ideas, "initiatives": (), "next_url": ""}),
        ("unit/initiative.html", text),
        ("unit/initiative.html", {**text, "initiative": None, "version": ""}),
        ("registers_of.html", {"found": of, "may_answer": True, "may_write": True}),
        (
            "registers_of.html",
            {"found": books.OfNomination(nomination_id=known("n")), "may_answer": False, "may_write": False},
        ),
    ]

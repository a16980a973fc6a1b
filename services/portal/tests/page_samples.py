"""One filled and one bare sample of everything a template may be given."""

from collections.abc import Mapping
from datetime import date

from portal.adapters.clients.duplicates import Claim, Days, Duplicates, EarlierAward, Twin
from portal.adapters.clients.lacking import Missing
from portal.adapters.clients.nominations import (
    Finding,
    Import,
    ListLine,
    NominationLine,
    NominationView,
    Repeat,
    Report,
    Summary,
)
from portal.adapters.clients.record import CheckpointShown, ProofState, Proven
from portal.domain.model import Stage, Verdict
from portal.entrypoints import questions
from portal.entrypoints.choices import Choices, choices
from portal.entrypoints.colleagues import Secretariat
from portal.entrypoints.findings import shown as shown_report
from portal.entrypoints.forms import Fault, blank
from portal.entrypoints.http.cases import ACTIONS, RETURN
from portal.entrypoints.http.drafts import Task
from portal.entrypoints.http.inbox import ShownMessage
from portal.entrypoints.http.life import Link
from portal.entrypoints.http.register import Chip
from portal.entrypoints.http.sections import Difference, Shown
from portal.entrypoints.language import Language, languages
from portal.entrypoints.lateness import hours_since
from portal.entrypoints.lateness import shown as shown_due
from portal.entrypoints.navigation import navigation
from portal.entrypoints.returning import NOTHING, Offered
from portal.entrypoints.timeline import ShownStep
from portal.entrypoints.visits import Visitor
from portal.views.cases import CaseFilter, CaseLine, Cases, Tab
from portal.views.conditions import Choice
from portal.views.decisions import DecisionLine, DecisionShown
from portal.views.figures import Figures, Record
from portal.views.followed import Followed, FollowedLine
from portal.views.life import AwardShown, Life
from portal.views.people import Person, PersonState
from portal.views.register import Entry, Register, RegisterFilter
from rulebook.casework import Awaiting, next_due
from rulebook.forms import form, promise_on
from services.portal.tests import evidence_samples, rule_samples
from services.portal.tests.builders import AGENCY, NOW, TODAY, UNIT, known
from services.portal.tests.desk_samples import PEOPLE_OF_THE_DESK, of_the_asked, of_the_desk
from services.portal.tests.register_samples import claimed, registers
from services.portal.tests.supervision_samples import supervision, verify_pages

Context = Mapping[str, object]

PEOPLE = (
    Person(
        state=PersonState.KNOWN, name="Đặng Thị <Bích> Ngọc", position="Công chức", achievement="Số hóa hồ sơ. " * 30
    ),
    Person(state=PersonState.WAITING),
    Person(state=PersonState.ERASED),
)
ERRORS = (Fault(field="name", text="Nhập tên."), Fault(field="file", text="Không mở được."), Fault(text="Bị từ chối."))
FAULTY = blank(name="Đặng <b>", id=[str(known("case")), str(known("b"))], reasons="other").with_errors(ERRORS)
VERDICT = Verdict(held_on=TODAY, seats=15, yes=13, no=2, blank=0, threshold_percent=70, approved=True)
CHECKPOINT = CheckpointShown(origin="log.example/so", size=12_345, root_hex="ab" * 32, address="/log/2027/checkpoint")
RECORD = Record(facts=12_345, awards=678, latest_at=NOW)
ENTRIES = tuple(
    Entry(award_id=known(f"award {at}"), nomination_id=known("n"), decision_id=known("d"), award_code="BKT",
          subject_kind="individual", unit=UNIT, symbol="1/QĐ-UBND" if at else None, issued_on=TODAY,
          revoked_on=TODAY if at == 2 else None, person=person)
    for at, person in enumerate(PEOPLE)
)  # fmt: skip
DUE = next_due(Awaiting.CHECK, "BKT", "merit", date(2021, 10, 5))
CASES = Cases(
    lines=tuple(
        CaseLine(case_id=known(f"c{at}"), nomination_id=known("n"), unit=UNIT, received_on=TODAY,
                 award_code="BKT" if at else None, subject_kind="individual", simplified=bool(at), stage=Stage.APPROVED,
                 list_id=known("l") if at else None, due=DUE if at else None, deed_at=NOW if at else None,
                 withdrawal_asked=bool(at), verdict=VERDICT if at else None, person=person)
        for at, person in enumerate(PEOPLE)
    ),
    total=700, page=2, pages=7, tabs=tuple(Choice(value=tab, count=3) for tab in Tab),
    unit_choices=(Choice(value=UNIT, count=3),), overdue=2,
    award_choices=(Choice(value="BKT", count=2), Choice(value="LDTT", count=1)),
)  # fmt: skip
CLAIM = Claim(nomination_id=known("n"), unit=UNIT, status="submitted", award_code="BKT", commendation_kind="merit",
              created_at=NOW)  # fmt: skip
ALIKE = Duplicates(
    nomination=CLAIM,
    duplicates=(
        Twin(**{**dict(CLAIM), "period": Days(first_day=TODAY, last_day=TODAY), "name": "Đặng <b>", "born": "1985",
                "likeness": "similar", "percent": 67, "is_certain": False, "achievement": "Số hóa <hồ sơ>"}),
        Twin(**{**dict(CLAIM), "deed_at": NOW, "likeness": "exact", "percent": 100, "is_certain": True}),
    ),
    awards=(EarlierAward(award_code="GKX", year=2026),
            EarlierAward(award_code="BKT", year=2025, issuing_body="UBND tỉnh")),
)  # fmt: skip
DECISION = DecisionShown(decision_id=known("d"), agency=AGENCY, symbol="1/QĐ-UBND", issued_on=TODAY, award_count=120,
                         revoked_count=1, entries=ENTRIES, page=1, pages=3)  # fmt: skip
FILTER = RegisterFilter(text="ngoc", year=2026, awards=("BKT",), unit=UNIT)
FIGURES = Figures(year=2026, decisions=3, individuals=2, collectives=1, households=0,
                  months=tuple((date(2026, month, 1), month) for month in range(1, 13)))  # fmt: skip
STEP = ShownStep(fact_id=known("f"), time=NOW, icon="send", title="Nộp", tone="bad", lines=("Phường",),
                 reasons=("Lý do",), note="Đặng <b>")  # fmt: skip
FINDINGS = tuple(
    Finding(sheet="S1", row=at, column="B", severity=severity, message="Sai.")
    for at, severity in enumerate(["error"] * 9 + ["warning", "normalised"])
)
SUMMARY = Summary(valid=3, invalid=1, errors=9)
REPORT = Import(import_id=known("i"), report=Report(file="danh-sach.xlsx", summary=SUMMARY, findings=FINDINGS))
REPEATED = REPORT.model_copy(
    update={"repeats": (Repeat(list_id=known("l"), title="Đợt <b>", unit=UNIT, since=NOW, same_file=True, rows=2),
                        Repeat(unit=UNIT, since=NOW))}
)  # fmt: skip
LIST = ListLine(list_id=known("l"), receiving_agency=AGENCY, created_at=NOW, count=3, counts={"draft": 2, "closed": 1})
LINES = [
    NominationLine(nomination_id=known("n"), status="closed", award_code="BKT", name="Tổ 4"),
    NominationLine(nomination_id=known("m"), status="draft", award_code="BKT", deed_at=NOW, missing=3),
]
PROMISE = promise_on(TODAY)
LACKING = (
    Missing(lack="field", key="name", section="subject", label="Tên", label_en="Name", row="ours", status="parameter"),
    Missing(lack="part", key="r", section="evidence", label="Báo cáo", label_en="Report", row="C2.x", status="memory"),
)


def url(page: int) -> str:
    return f"/?page={page}"


def framed(language: Language) -> Context:
    """What every page shows, for somebody who is signed in."""
    visitor = Visitor(name="Vũ Quang Hải", unit=UNIT, is_signed_in=True, csrf="token")
    return {"visitor": visitor, "navigation": navigation("/unit", (), language), "notice": "Đã lưu.",
            "other_language_url": "?lang=en"}  # fmt: skip


def register(**changed: object) -> Context:
    awards, years, units = ((Choice(value=value, count=2),) for value in ("BKT", "2026", UNIT))
    found = Register(entries=ENTRIES, total=1234, page=2, pages=3, award_choices=awards, year_choices=years,
                     unit_choices=units)  # fmt: skip
    return {"register": found, "filter": FILTER, "chips": [Chip(label="“ngoc”", href="/")], "page_url": url,
            "figures": FIGURES, "record": RECORD, "checkpoint": CHECKPOINT, **changed}  # fmt: skip


def life(award: AwardShown | None, proof: ProofState) -> Context:
    shown = Life(nomination_id=known("n"), unit=UNIT, agency=AGENCY, list_id=None, award_code="BKT",
                 subject_kind="individual", commendation_kind="merit", simplified=False, received_on=TODAY,
                 stage=Stage.REVOKED, withdrawal_asked=True, person=PEOPLE[0], award=award)  # fmt: skip
    return {"life": shown, "steps": [STEP], "proof": Proven(fact_id=known("f"), state=proof, leaf_hex="a" * 64),
            "about": {"id": str(known("f")), "data": {"award_id": "a"} if award else {"nomination_id": "n"}},
            "trail": [("/", "Sổ")], "links": [Link(href="/", icon="pen-line", label="Mở")],
            "lacking": () if award else LACKING}  # fmt: skip


REVOKED = AwardShown(award_id=known("a"), decision_id=known("d"), symbol=None, issued_on=TODAY, revoked_on=TODAY,
                     issued_fact_id=known("f"))  # fmt: skip


def samples(language: Language) -> list[tuple[str, Context]]:
    """Every template with what it is given, at least once."""
    return [
        *public(),
        *of_units(language),
        *registers(language),
        *of_agencies(),
        *of_evidence(language),
        *of_the_desk(language, CASES, DUE, FAULTY),
        *of_the_asked(FAULTY),
        *supervision(language),
    ]


def of_evidence(language: Language) -> list[tuple[str, Context]]:
    nomination, filled = evidence_samples.NOMINATION, evidence_samples.filled(language)
    page = {"form": FAULTY, "nomination": nomination, "papers": filled, "may_change": True}
    case = {"life": life(None, ProofState.WAITING)["life"], "papers": filled, "nomination_id": known("n")}
    return [
        ("unit/evidence.html", page),
        ("unit/evidence.html", {**page, "papers": evidence_samples.bare(language), "may_change": False}),
        ("evidence.html", case),
    ]


def public() -> list[tuple[str, Context]]:
    message = ShownMessage(title="Tin", text="Nội dung", href="/", at=NOW, is_read=False, person=PEOPLE[0])
    many = ShownMessage(title="Tin", text="Nội dung", href="/inbox/x", at=NOW, is_read=True, count=200)
    inbox = {"messages": [message, many], "unread": 2, "until": 9, "about": None, "older_url": "/inbox?after=3"}
    error = {"title": "Lỗi", "detail": "…", "detail_is_vietnamese": True, "error_icon": "lock", "reference": "1"}
    return [
        ("register.html", register()),
        ("register.html", register(checkpoint=None, record=Record(facts=0, awards=0, latest_at=None), chips=[])),
        ("parts/results.html", register()),
        ("parts/live.html", register()),
        *(("life.html", life(award, proof)) for award in (None, REVOKED) for proof in ProofState),
        ("decision.html", {"decision": DECISION, "page_url": url, "just_issued": True, "may_revoke": True}),
        *verify_pages(FAULTY, CHECKPOINT),
        ("about.html", {}),
        ("error.html", error),
        ("resend.html", {"form": FAULTY, "action": "/cases/return"}),
        ("signed_in.html", {}),
        ("signed_out.html", {"url": "http://issuer.test/end?a=1&b=2"}),
        ("inbox.html", inbox),
        ("inbox.html", {**inbox, "about": known("f")}),
        ("inbox.html", {**inbox, "messages": [], "unread": 0, "older_url": ""}),
    ]


def of_units(language: Language) -> list[tuple[str, Context]]:
    offered = choices(language, UNIT, TODAY)
    line = FollowedLine(nomination_id=known("n"), unit=UNIT, award_code="BKT", submitted_on=TODAY, stage=Stage.AWARDED,
                        symbol="1/QĐ-UBND", person=PEOPLE[0])  # fmt: skip
    home = {"opinions_waiting": 2, "form": FAULTY, "may_write": True, "choices": offered, "lists": [LIST],
            "drafts": LINES, "text": "",
            "followed": Followed(lines=(line,), total=60, page=1, pages=2), "page_url": url, "now": NOW,
            "caps": rule_samples.caps(language)}  # fmt: skip
    bare = {"caps": (), "opinions_waiting": 0, "may_write": False, "lists": [], "drafts": [], "form": blank(),
            "text": "a",
            "followed": Followed(lines=(), total=0, page=1, pages=1)}  # fmt: skip
    one_list = {"form": FAULTY, "list": LIST, "lines": LINES, "next_url": "/x", "may_endorse": True, "may_submit": True,
                "lacking": 2, "promise": PROMISE, "now": NOW, "caps": rule_samples.caps(language)}  # fmt: skip
    return [
        ("unit/home.html", home),
        ("unit/home.html", {**home, **bare}),
        ("unit/import.html", {"form": FAULTY, "report": shown_report(REPORT, language)}),
        ("unit/import.html", {"form": blank(), "report": shown_report(REPEATED, language)}),
        ("unit/list.html", one_list),
        ("unit/start.html", {"form": FAULTY, "choices": offered}),
        ("unit/endorse.html", {"form": FAULTY, "count": 2, "back": "/unit", "promise": PROMISE}),
        *of_drafts(language, offered),
        ("unit/withdraw.html", {"form": FAULTY, "count": 2, "back": "/unit"}),
        ("unit/refused.html", {"form": FAULTY, "back": "/unit"}),
        *rule_samples.held_pages(FAULTY, language),
    ]


def of_drafts(language: Language, offered: Choices) -> list[tuple[str, Context]]:
    """One draft on its pages: its tasks, each of its sections, and all of it before it is handed on."""
    said = {"subject_kind": "individual", "award_code": "BKT", "commendation_kind": "ad-hoc", "name": "Đặng <b>",
            "receiving_agency": AGENCY, "deed_at": "2026-11-20T01:30:00Z",
            "results": {"grades": {"2026": "good"}}}  # fmt: skip
    found = NominationView.model_validate({"nomination_id": known("n"), "list_id": known("l"), "status": "returned",
                                           "version": 3, "dossier": said, "identity_known": True})  # fmt: skip
    draft = {"found": found, "heading": "Đặng <b>", "now": NOW, "is_erased": False, "is_editable": True,
             "may_write": True, "may_endorse": True, "may_submit": False, "may_withdraw": True, "stage": "returned",
             "declined_for": [], "rules": rule_samples.rules(language), "questions_open": 2,
             "parts_lacking": 1}  # fmt: skip
    tasks = [Task(href="/a", title="Đối tượng", hint="…", lacking=at, unanswered=1) for at in (0, 2)]
    sections = form("BKT", "individual", "ad-hoc", TODAY).sections
    shown = [Shown(key=each.key, title=each.title, lacking=[],
                   answers=questions.answers(each, said, language, offered)) for each in sections]  # fmt: skip
    late = [Difference(key="name", label="Tên", theirs="", typed="Đặng <b>")]
    page = {**draft, "form": FAULTY, "hint": "…", "version": 3, "differences": [], "is_late": False}
    return [
        ("unit/nomination.html", {**draft, "tasks": tasks, "returned": STEP}),
        rule_samples.declined(draft, found),
        ("unit/nomination.html", {**draft, "tasks": tasks, "returned": None, "rules": None, "is_erased": True,
                                  "is_editable": False}),
        *(
            ("unit/section.html", {**page, "title": each.title, "key": each.key,
                                   "questions": questions.asked(each, language, offered)})
            for each in sections
        ),
        ("unit/section.html", {**page, "title": "Đối tượng", "key": "subject", "is_late": True, "differences": late,
                               "questions": questions.asked(sections[1], language, offered)}),
        ("unit/claimed.html", {**draft, **claimed()}),
        ("unit/claimed.html", {**draft, **claimed(), "initiatives": [], "may_add": False}),
        ("unit/check.html", {**draft, "form": FAULTY, "sections": shown, "lacking": LACKING, "promise": PROMISE}),
        ("unit/check.html", {**draft, "form": blank(), "sections": shown, "lacking": [], "promise": PROMISE,
                             "may_endorse": False, "may_submit": True}),
    ]  # fmt: skip


def of_agencies() -> list[tuple[str, Context]]:
    answer = {"count": 2, "back": "/cases", "back_label": "Hồ sơ", "action": RETURN.action, "heading": "Trả lại",
              "explanation": "Đơn vị được báo.", "button": "Trả lại", "button_icon": "undo-2",
              "reasons": [("other", "Lý do khác")], "form": FAULTY, "offered": NOTHING}  # fmt: skip
    named = Offered(parts=[("minutes", "Biên bản")], rows=[("C2.limit", "Thẩm định")])
    dues = {line.case_id: shown_due(line.due, TODAY, languages()["vi"]) for line in CASES.lines}
    hours = {line.case_id: hours_since(line.deed_at, NOW) for line in CASES.lines}
    desk = {"dues": dues, "hours": hours,
            "cases": CASES, "filter": CaseFilter(agency=AGENCY, tab=Tab.SIGNING, text="a"), "form": FAULTY,
            "page_url": url, "all_checked": False, "all_checked_url": "?checked=all"}  # fmt: skip
    signed = DecisionLine(decision_id=known("d"), symbol="1/QĐ-UBND", issued_on=TODAY, award_count=3)
    by_award = [Choice(value="", count=2)]
    return [
        ("cases/inbox.html", {**desk, "people": PEOPLE_OF_THE_DESK, "actions": ACTIONS[Tab.RECEIVED]}),
        ("cases/inbox.html", {**desk, "people": Secretariat(is_known=False), "actions": ()}),
        ("cases/answer.html", {**answer, "one_reason": False, "offered": named}),
        ("cases/answer.html", {**answer, "one_reason": True}),
        ("cases/answer.html", {**answer, "one_reason": False}),
        ("cases/duplicates.html", {"found": ALIKE}),
        ("cases/duplicates.html", {"found": Duplicates(nomination=CLAIM)}),
        ("cases/verdicts.html", {"form": FAULTY, "lines": CASES.lines, "left": 50}),
        ("signing/desk.html", {**desk, "decisions": [signed], "desk_tabs": (Tab.SIGNING, Tab.REJECTED)}),
        ("signing/decide.html", {"form": FAULTY, "lines": CASES.lines, "by_award": by_award, "count": 9}),
        ("signing/revoke.html", {"form": FAULTY, "decision": DECISION, "reasons": [("other", "Khác")]}),
    ]

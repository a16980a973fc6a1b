"""Single nominations of a unit: start, see what is left to do, endorse, submit, withdraw."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from portal.adapters.clients.lacking import Missing
from portal.adapters.clients.nominations import NominationView
from portal.adapters.clients.transport import Refused
from portal.entrypoints import choices, dossiers
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Fault, Form, blank
from portal.entrypoints.http.account import own_path
from portal.entrypoints.http.unit import ByHead, ByOfficer, ByUnit, held_back
from portal.entrypoints.questions import filled, label_of
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.ruling import ShownRules, failed_rows, rules_of
from portal.entrypoints.timeline import ShownStep, reason, shown
from portal.entrypoints.visits import Visit, only, seen
from portal.entrypoints.ways import Ways
from portal.entrypoints.wording import mark
from portal.views.life import latest_return
from rulebook.forms import FieldKind, FormDefinition, FormSection, SectionKey, form, promise_on

router = PageRouter()

EDITABLE = frozenset({"draft", "endorsed", "returned"})

Acting = Annotated[Visit, only(Role.UNIT_OFFICER, Role.UNIT_HEAD)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line of what is left to do."""

    href: str
    title: str
    hint: str
    lacking: int
    unanswered: int = 0
    """Questions that only a human answers, and nobody has."""


@router.get("/unit/nominations/new")
async def new(visit: ByOfficer) -> Response:
    year = visit.today.year
    fresh = blank(
        subject_kind="individual",
        commendation_kind="merit",
        first_day=f"{year}-01-01",
        last_day=f"{year}-12-31",
    )
    return _start(visit, fresh)


@router.post("/unit/nominations/new")
async def create(visit: ByOfficer) -> Response:
    typed = visit.form
    faults = _missing(visit, typed)
    if faults:
        return _start(visit, typed.with_errors(faults))
    try:
        asking = visit.asking(once=typed.once)
        nomination_id = await visit.site.nominations.create(asking, dossiers.body_of(typed))
    except Refused as error:
        return _start(visit, typed.with_errors(faults_of(error, dossiers.FIELDS)))
    return seen(f"/unit/nominations/{nomination_id}", "started")


@router.post("/unit/nominations/act")
async def act(visit: Acting) -> Response:
    """One button for what is chosen; endorsing asks for the promise first, withdrawing for the reason."""
    typed, ids = visit.form, visit.form.ids()
    back = own_path(typed.value("back") or "/unit")
    faults = required(visit, typed, "id", choices.NO_NOMINATION)
    if not faults and typed.value("action") == "withdraw":
        return _withdrawal(visit, blank(id=typed.values("id")), back)
    if not faults and typed.value("action") == "endorse":
        return _endorsement(visit, blank(id=typed.values("id")), back)
    if faults:
        return _refused(visit, faults, back)
    try:
        await visit.site.nominations.submit(visit.asking(once=typed.once), ids, typed.value("reason").strip())
    except Refused as error:
        if error.findings:
            return held_back(visit, error, back=back, action=visit.request.url.path)
        return _refused(visit, faults_of(error), back)
    return seen(back, "submitted")


@router.post("/unit/nominations/endorse")
async def endorse(visit: ByHead) -> Response:
    typed, back = visit.form, own_path(visit.form.value("back") or "/unit")
    faults = [
        *required(visit, typed, "id", choices.NO_NOMINATION),
        *required(visit, typed, "promise", choices.NO_PROMISE),
    ]
    if not faults:
        try:
            await visit.site.nominations.endorse(visit.asking(once=typed.once), typed.ids(), typed.value("promise"))
        except Refused as error:
            faults = faults_of(error)
        else:
            return seen(back, "endorsed")
    return _endorsement(visit, typed.with_errors(faults), back)


@router.post("/unit/nominations/withdraw")
async def withdraw(visit: ByOfficer) -> Response:
    typed, back = visit.form, own_path(visit.form.value("back") or "/unit")
    faults = [
        *required(visit, typed, "id", choices.NO_NOMINATION),
        *required(visit, typed, "reason", choices.NO_WITHDRAWAL_REASON),
    ]
    if not faults:
        try:
            asking = visit.asking(once=typed.once)
            await visit.site.nominations.withdraw(asking, typed.ids(), typed.value("reason").strip())
        except Refused as error:
            faults = faults_of(error)
        else:
            return seen(back, "withdrawn")
    return _withdrawal(visit, typed.with_errors(faults), back)


@router.get("/unit/nominations/{nomination_id:uuid}")
async def show(nomination_id: UUID, visit: ByUnit) -> Response:
    """What is left to do, section by section; with why it last came back while it may be mended."""
    found = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    is_editable = found.status in EDITABLE
    lacking, rules = await lacking_and_rules(visit, found)
    returned = await _returned(visit, found) if is_editable else None
    return visit.page(
        "unit/nomination.html",
        **of(visit, found),
        tasks=_tasks(visit, found, lacking),
        parts_lacking=sum(each.lack == "part" for each in lacking),
        returned=returned,
        rules=rules,
        questions_open=await questions_open(visit, found) if is_editable else 0,
    )


async def lacking_and_rules(visit: Visit, found: NominationView) -> tuple[tuple[Missing, ...], ShownRules | None]:
    """What is missing, and what the rules say beside it: one lack is told once, by the rules where they say failed."""
    lacking = await visit.site.nominations.missing(visit.asking(), found.nomination_id)
    parts = {each.row for each in lacking if each.lack == "part"}
    rules = await rules_of(visit, ways_of(visit, found), parts if found.status in EDITABLE else ())
    told_there = parts & failed_rows(rules)
    return tuple(each for each in lacking if each.row not in told_there), rules


def definition_of(visit: Visit, found: NominationView) -> FormDefinition:
    """The form that this nomination is written with."""
    dossier = found.dossier
    on = dossier.received_on or visit.today
    return form(dossier.award_code, dossier.subject_kind, dossier.commendation_kind, on)


def ways_of(visit: Visit, found: NominationView) -> Ways:
    """Where on its pages something is told."""
    return Ways(nomination_id=found.nomination_id, definition=definition_of(visit, found))


async def questions_open(visit: Visit, found: NominationView) -> int:
    """How often somebody in the registers may be the same, and nobody has said so."""
    return (await visit.site.registers.of_nomination(visit.asking(), found.nomination_id)).questions


def of(visit: Visit, found: NominationView) -> dict[str, object]:
    """What every page about one nomination says of it, and who may do what."""
    is_officer, is_erased = visit.has(Role.UNIT_OFFICER), found.dossier.name is None
    return {
        "found": found,
        "heading": found.dossier.name or visit.text(mark("Đề nghị khen thưởng")),
        "now": visit.site.now(),
        "is_erased": is_erased,
        "is_editable": found.status in EDITABLE and not is_erased,
        "may_write": is_officer and not is_erased and found.status in EDITABLE,
        "may_endorse": visit.has(Role.UNIT_HEAD) and not is_erased and found.status in ("draft", "returned"),
        "may_submit": is_officer and not is_erased and found.status == "endorsed",
        "may_withdraw": is_officer and not found.declined and found.status in (*EDITABLE, "submitted", "accepted"),
        "stage": "declined" if found.declined else found.status,
        "declined_for": [reason(code, visit.language) for code in found.declined.reasons] if found.declined else [],
    }


def _tasks(visit: Visit, found: NominationView, lacking: tuple[Missing, ...]) -> list[Task]:
    base = f"/unit/nominations/{found.nomination_id}"
    counts = [each.section for each in lacking]
    tasks = []
    for section in definition_of(visit, found).sections:
        title, hint = label_of(section, visit.language)
        tasks.append(
            Task(
                href=f"{base}/sections/{section.key}",
                title=title,
                hint=hint,
                lacking=counts.count(section.key),
                unanswered=_unanswered(section, found),
            )
        )
    return tasks


def _unanswered(section: FormSection, found: NominationView) -> int:
    if section.key is not SectionKey.JUDGEMENTS:
        return 0
    said = filled(section, found.said)
    return sum(each.kind is FieldKind.YES_NO and not said[each.key] for each in section.fields)


async def _returned(visit: Visit, found: NominationView) -> ShownStep | None:
    async with visit.reading() as connection:
        step = await latest_return(connection, found.nomination_id)
    return None if step is None else shown(step, visit.language, found.dossier.award_code, insider=True)


def _missing(visit: Visit, typed: Form) -> list[Fault]:
    return [
        *required(visit, typed, "name", mark("Nhập tên.")),
        *required(visit, typed, "award_code", mark("Chọn danh hiệu, hình thức khen thưởng.")),
    ]


def _start(visit: Visit, typed: Form) -> Response:
    return visit.page(
        "unit/start.html",
        422 if typed.errors else 200,
        form=typed,
        choices=choices.choices(visit.language, visit.unit, visit.today),
    )


def _withdrawal(visit: Visit, typed: Form, back: str) -> Response:
    status = 422 if typed.errors else 200
    return visit.page("unit/withdraw.html", status, form=typed, count=len(typed.ids()), back=back)


def _endorsement(visit: Visit, typed: Form, back: str) -> Response:
    status = 422 if typed.errors else 200
    promise = promise_on(visit.today)
    return visit.page("unit/endorse.html", status, form=typed, count=len(typed.ids()), back=back, promise=promise)


def _refused(visit: Visit, faults: list[Fault], back: str) -> Response:
    """Why nothing was done, with the way back to where the choice was made."""
    return visit.page("unit/refused.html", 422, form=visit.form.with_errors(faults), back=back)

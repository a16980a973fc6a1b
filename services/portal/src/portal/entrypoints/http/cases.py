"""The secretariat's workspace: cases by step; accept, return, record verdicts, answer withdrawals; one or many."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from portal.adapters.clients.transport import Refused
from portal.entrypoints import choices, returning, selection
from portal.entrypoints.ballots import ballot_form, session_of
from portal.entrypoints.colleagues import secretariat, with_assigned
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Form, blank
from portal.entrypoints.http import asking, assigning
from portal.entrypoints.http.register import pages_under
from portal.entrypoints.lateness import dues_of
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only, seen
from portal.entrypoints.wording import mark
from portal.views.cases import CaseFilter, Tab, chosen
from portal.views.cases import cases as cases_now
from rulebook import ReasonUse

router = PageRouter()

VERDICTS_AT_ONCE = 200

BySecretariat = Annotated[Visit, only(Role.SECRETARIAT)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button under the table."""

    value: str
    icon: str
    label: str


ORGANISING = (
    Action(value="take", icon="user", label=mark("Nhận xử lý")),
    Action(value="assign", icon="users", label=mark("Giao việc…")),
    Action(value="opinions", icon="mail", label=mark("Xin ý kiến…")),
)
ACTIONS: dict[Tab, tuple[Action, ...]] = {
    Tab.RECEIVED: (
        Action(value="accept", icon="check", label=mark("Tiếp nhận")),
        Action(value="return", icon="undo-2", label=mark("Trả lại…")),
        *ORGANISING,
    ),
    Tab.WITHDRAWAL: (
        Action(value="close", icon="check", label=mark("Cho rút")),
        Action(value="refuse", icon="circle-x", label=mark("Không cho rút…")),
    ),
    Tab.ACCEPTED: (
        Action(value="verdicts", icon="vote", label=mark("Ghi kết quả Hội đồng…")),
        Action(value="return", icon="undo-2", label=mark("Trả lại…")),
        *ORGANISING,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A form with reasons: where it goes and how it reads."""

    use: ReasonUse
    action: str
    heading: str
    explanation: str
    button: str
    icon: str
    one_reason: bool


RETURN = Answer(
    use=ReasonUse.RETURN,
    action="/cases/return",
    heading=mark("Trả lại hồ sơ"),
    explanation=mark("Đơn vị được báo tin, sửa và nộp lại được."),
    button=mark("Trả lại cho đơn vị"),
    icon="undo-2",
    one_reason=False,
)
REFUSE = Answer(
    use=ReasonUse.REFUSE_WITHDRAWAL,
    action="/cases/refuse",
    heading=mark("Không cho rút"),
    explanation=mark("Hồ sơ tiếp tục được xét; đơn vị được báo tin."),
    button=mark("Trả lời không cho rút"),
    icon="circle-x",
    one_reason=True,
)


@router.get("/cases")
async def inbox(visit: BySecretariat) -> Response:
    return await _inbox(visit, selection.asked_filter(visit), blank())


@router.post("/cases/act")
async def act(visit: BySecretariat) -> Response:
    """One button for what is chosen: done at once, or a form for what more it needs."""
    form, wanted = visit.form, selection.posted_filter(visit)
    ids = await selection.chosen_ids(visit, wanted)
    if not ids:
        fault = required(visit, Form(), "id", choices.NO_CASE)
        return await _inbox(visit, wanted, form.with_errors(fault))
    match form.value("action"):
        case "return":
            return await _answer(visit, RETURN, await returning.fresh(visit, ids))
        case "refuse":
            return await _answer(visit, REFUSE, _with_ids(ids))
        case "take":
            return await assigning.take(visit, ids, wanted)
        case "release":
            return await assigning.release(visit, ids, wanted)
        case "assign":
            return await assigning.form_page(visit, _with_ids(ids, form.value("back")))
        case "opinions":
            return await asking.form_page(visit, _with_ids(ids, form.value("back")))
        case "verdicts":
            left = max(len(ids) - VERDICTS_AT_ONCE, 0)
            return await _ballots(visit, ballot_form(visit, ids[:VERDICTS_AT_ONCE]), left)
        case _:
            return await _act_at_once(visit, wanted, ids)


@router.post("/cases/return")
async def return_cases(visit: BySecretariat) -> Response:
    form = visit.form

    async def send() -> None:
        await visit.site.review.return_cases(visit.asking(once=form.once), form.ids(), returning.why(form))

    return await _answered(visit, RETURN, send, "cases-returned")


@router.post("/cases/refuse")
async def refuse(visit: BySecretariat) -> Response:
    form = visit.form

    async def send() -> None:
        note = form.value("note").strip()
        await visit.site.review.refuse_withdrawal(visit.asking(once=form.once), form.ids(), form.value("reasons"), note)

    return await _answered(visit, REFUSE, send, "withdrawal-refused")


@router.post("/cases/verdicts")
async def record(visit: BySecretariat) -> Response:
    """Record what a council session decided on each case."""
    form = visit.form
    session, faults = session_of(visit, form)
    if session is not None:
        try:
            async with selection.settled(visit, form.ids()) as arrival:
                await visit.site.review.record_verdicts(visit.asking(once=form.once), session)
        except Refused as error:
            faults = faults_of(error)
        else:
            return seen(
                f"/cases?tab={Tab.SIGNING}", "verdicts-recorded", cases=len(form.ids()), is_late=arrival.is_late
            )
    return await _ballots(visit, form.with_errors(faults))


async def _act_at_once(visit: Visit, wanted: CaseFilter, ids: tuple[UUID, ...]) -> Response:
    closing = visit.form.value("action") == "close"
    command = visit.site.review.close if closing else visit.site.review.accept
    try:
        async with selection.settled(visit, ids) as arrival:
            await command(visit.asking(once=visit.form.once), ids)
    except Refused as error:
        return await _inbox(visit, wanted, visit.form.with_errors(faults_of(error)))
    notice = "cases-closed" if closing else "cases-accepted"
    return seen(f"/cases?{wanted.query}", notice, cases=len(ids), is_late=arrival.is_late)


async def _answered(visit: Visit, answer: Answer, send: Callable[[], Awaitable[None]], notice: str) -> Response:
    form = visit.form
    faults = [*required(visit, form, "id", choices.NO_CASE), *required(visit, form, "reasons", choices.NO_REASON)]
    if not faults:
        try:
            async with selection.settled(visit, form.ids()) as arrival:
                await send()
        except Refused as error:
            faults = faults_of(error, {"reason": "reasons"})
        else:
            tab = Tab.RECEIVED if answer is RETURN else Tab.WITHDRAWAL
            return seen(f"/cases?tab={tab}", notice, cases=len(form.ids()), is_late=arrival.is_late)
    return await _answer(visit, answer, form.with_errors(faults))


def _with_ids(ids: tuple[UUID, ...], back: str = "") -> Form:
    return blank(id=[str(each) for each in ids], back=back)


async def _inbox(visit: Visit, wanted: CaseFilter, form: Form) -> Response:
    wanted = await with_assigned(visit, wanted)
    async with visit.reading() as connection:
        found = await cases_now(connection, wanted, visit.today)
    people = await secretariat(visit, [line.case_id for line in found.lines])
    actions = [Action(value=a.value, icon=a.icon, label=visit.text(a.label)) for a in ACTIONS.get(wanted.tab, ())]
    return visit.page(
        "cases/inbox.html",
        422 if form.errors else 200,
        cases=found,
        filter=wanted,
        form=form,
        actions=actions,
        people=people,
        **dues_of(visit, found.lines),
        page_url=pages_under("/cases", wanted.query),
        **selection.checked(visit, wanted),
    )


async def _answer(visit: Visit, answer: Answer, form: Form) -> Response:
    offered = await returning.offered(visit, form) if answer is RETURN else returning.NOTHING
    return visit.page(
        "cases/answer.html",
        422 if form.errors else 200,
        form=form,
        count=len(form.ids()),
        back="/cases",
        back_label=visit.text(mark("Hồ sơ cần xét")),
        action=answer.action,
        heading=visit.text(answer.heading),
        explanation=visit.text(answer.explanation),
        button=visit.text(answer.button),
        button_icon=answer.icon,
        reasons=returning.reasons(choices.reasons(visit.language, answer.use), offered.parts),
        one_reason=answer.one_reason,
        offered=offered,
    )


async def _ballots(visit: Visit, form: Form, left: int = 0) -> Response:
    """As many as one page can carry; `left` are said to be left for another one."""
    async with visit.reading() as connection:
        lines = await chosen(connection, visit.unit, form.ids(), VERDICTS_AT_ONCE)
    return visit.page("cases/verdicts.html", 422 if form.errors else 200, form=form, lines=lines, left=left)

"""The chairman's desk: issue one decision for many cases, or decline."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from contracts.roles import Role
from portal.adapters.clients.transport import Refused
from portal.entrypoints import choices, selection, settling
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Fault, Form, blank
from portal.entrypoints.http.register import pages_under
from portal.entrypoints.lateness import dues_of
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.returning import NOTHING
from portal.entrypoints.visits import Visit, only, seen
from portal.entrypoints.wording import mark
from portal.views.cases import CaseFilter, Tab, awards_among, chosen, heard_among
from portal.views.cases import cases as cases_now
from portal.views.decisions import awards_have_come, decisions

router = PageRouter()

SHOWN_BEFORE_SIGNING = 50
DECISIONS_SHOWN = 10
DESK_TABS = (Tab.SIGNING, Tab.REJECTED)

ByChairman = Annotated[Visit, only(Role.CHAIRMAN)]


@router.get("/signing")
async def desk(visit: ByChairman) -> Response:
    return await _desk(visit, _on_desk(selection.asked_filter(visit, Tab.SIGNING)), blank())


@router.post("/signing/act")
async def act(visit: ByChairman) -> Response:
    """Ask for what a decision or a refusal still needs."""
    wanted = _on_desk(selection.posted_filter(visit, Tab.SIGNING))
    ids = await selection.chosen_ids(visit, wanted)
    if not ids:
        return await _desk(visit, wanted, visit.form.with_errors(required(visit, Form(), "id", choices.NO_CASE)))
    fresh = blank(id=[str(each) for each in ids])
    if visit.form.value("action") != "decline":
        return await _decide(visit, fresh)
    return await _decline(visit, fresh)


@router.post("/signing/decide")
async def decide(visit: ByChairman) -> Response:
    """Issue the decision; its page comes when its awards have arrived, or says that they are on their way."""
    form, ids = visit.form, visit.form.ids()
    faults = required(visit, form, "id", choices.NO_CASE)
    issued_on = form.day("issued_on")
    if form.value("issued_on") and issued_on is None:
        faults.append(Fault(field="issued_on", text=visit.text(choices.NO_DAY)))
    if faults:
        return await _decide(visit, form.with_errors(faults))
    try:
        issued = await visit.site.review.issue(visit.asking(once=form.once), ids, issued_on)
    except Refused as error:
        return await _decide(visit, form.with_errors(faults_of(error)))
    await settling.until(visit, lambda connection: awards_have_come(connection, issued.decision_id))
    return RedirectResponse(f"/decisions/{issued.decision_id}?issued", status_code=303)


@router.post("/signing/decline")
async def decline(visit: ByChairman) -> Response:
    form, ids = visit.form, visit.form.ids()
    faults = [*required(visit, form, "id", choices.NO_CASE), *required(visit, form, "reasons", choices.NO_REASON)]
    if not faults:
        asking, note = visit.asking(once=form.once), form.value("note").strip()
        try:
            async with selection.settled(visit, ids) as arrival:
                await visit.site.review.decline(asking, ids, form.value("reasons"), note)
        except Refused as error:
            faults = faults_of(error, {"reason": "reasons"})
        else:
            return seen("/signing", "cases-declined", cases=len(ids), is_late=arrival.is_late)
    return await _decline(visit, form.with_errors(faults))


def _on_desk(wanted: CaseFilter) -> CaseFilter:
    return wanted if wanted.tab in DESK_TABS else replace(wanted, tab=Tab.SIGNING)


async def _desk(visit: Visit, wanted: CaseFilter, form: Form) -> Response:
    async with visit.reading() as connection:
        found = await cases_now(connection, wanted, visit.today)
        issued = await decisions(connection, visit.unit, DECISIONS_SHOWN)
    return visit.page(
        "signing/desk.html",
        422 if form.errors else 200,
        cases=found,
        filter=wanted,
        form=form,
        decisions=issued,
        desk_tabs=DESK_TABS,
        people=None,
        **dues_of(visit, found.lines),
        page_url=pages_under("/signing", wanted.query),
        **selection.checked(visit, wanted),
    )


async def _decide(visit: Visit, form: Form) -> Response:
    ids: tuple[UUID, ...] = form.ids()
    async with visit.reading() as connection:
        lines = await chosen(connection, visit.unit, ids, SHOWN_BEFORE_SIGNING)
        by_award = await awards_among(connection, visit.unit, ids)
    status = 422 if form.errors else 200
    return visit.page("signing/decide.html", status, form=form, lines=lines, by_award=by_award, count=len(ids))


async def _decline(visit: Visit, form: Form) -> Response:
    """The form offers the reasons that can be; with verdicts of both kinds there is none."""
    async with visit.reading() as connection:
        heard = await heard_among(connection, visit.unit, form.ids())
    offered = choices.reasons_to_decline(visit.language, heard)
    if not offered:
        form = form.with_errors([*form.errors, Fault(text=visit.text(choices.TWO_VERDICTS))])
    return visit.page(
        "cases/answer.html",
        422 if form.errors else 200,
        form=form,
        count=len(form.ids()),
        back="/signing",
        back_label=visit.text(mark("Bàn ký")),
        action="/signing/decline",
        heading=visit.text(mark("Không đồng ý khen thưởng")),
        explanation=visit.text(mark("Đơn vị và thường trực được báo tin.")),
        button=visit.text(mark("Ghi không khen thưởng")),
        button_icon="circle-slash",
        reasons=offered,
        one_reason=True,
        offered=NOTHING,
    )

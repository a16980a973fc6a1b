"""One case on the secretariat's desk: which rules apply and why, the checklist by clause, who works on it, opinions."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.canonical import Json
from contracts.roles import Role
from portal.adapters.clients.desk import CaseDesk
from portal.adapters.clients.evaluation import Evaluated, evaluation
from portal.adapters.clients.transport import Away, Refused
from portal.domain.errors import NotShown
from portal.domain.model import Stage
from portal.entrypoints import choices, lateness, selection
from portal.entrypoints.checklist import checklist
from portal.entrypoints.colleagues import secretariat
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Fault, Form, blank
from portal.entrypoints.http.cases import ACTIONS
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only, seen
from portal.views.cases import OneCase, Tab, one_case
from portal.views.opinions import OpinionLine, about_case
from rulebook import ReasonUse

router = PageRouter()

REPINNABLE = frozenset({Stage.RECEIVED, Stage.ACCEPTED})
TABS = {Stage.RECEIVED: Tab.RECEIVED, Stage.ACCEPTED: Tab.ACCEPTED}

BySecretariat = Annotated[Visit, only(Role.SECRETARIAT)]


@router.get("/cases/{case_id:uuid}")
async def show(case_id: UUID, visit: BySecretariat) -> Response:
    return await _page(visit, case_id, blank(id=str(case_id)))


@router.post("/cases/{case_id:uuid}/repin")
async def repin(case_id: UUID, visit: BySecretariat) -> Response:
    """Another day of receipt, with a reason: the rules of that day apply from now on."""
    form, received_on = visit.form, visit.form.day("received_on")
    faults = required(visit, form, "reasons", choices.NO_REASON)
    if received_on is None:
        faults.append(Fault(field="received_on", text=visit.text(choices.NO_DAY)))
    if not faults and received_on is not None:
        try:
            async with selection.settled(visit, (case_id,)) as arrival:
                asking, note = visit.asking(once=form.once), form.value("note").strip()
                await visit.site.review.repin(asking, (case_id,), received_on, form.value("reasons"), note)
        except Refused as error:
            faults = faults_of(error, {"reason": "reasons"})
        else:
            return seen(f"/cases/{case_id}", "case-repinned", is_late=arrival.is_late)
    return await _page(visit, case_id, form.with_errors(faults))


@router.post("/cases/{case_id:uuid}/ticks")
async def tick(case_id: UUID, visit: BySecretariat) -> Response:
    """Save what was ticked; a row that is ticked no more is taken back."""
    form = visit.form
    before = set(form.values("was"))
    ticks: list[Json] = [
        _tick(form, row) for row in dict.fromkeys(form.values("row")) if form.value(f"t-{row}") or row in before
    ]
    if ticks:
        try:
            await visit.site.desk.tick(visit.asking(once=form.once), case_id, ticks)
        except Refused as error:
            return await _page(visit, case_id, form.with_errors(faults_of(error)))
    return seen(f"/cases/{case_id}", "ticks-saved")


def _tick(form: Form, row: str) -> dict[str, Json]:
    outcome, note = form.value(f"t-{row}"), form.value(f"n-{row}").strip()
    made: dict[str, Json] = {"row": row}
    made |= {"outcome": outcome} if outcome else {}
    return made | ({"note": note} if note and outcome else {})


async def _page(visit: Visit, case_id: UUID, form: Form) -> Response:
    async with visit.reading() as connection:
        case = await one_case(connection, visit.unit, case_id)
        if case is None:
            raise NotShown
        opinions = await about_case(connection, case_id)
    desk, found = await _desk(visit, case_id), await _evaluated(visit, case)
    ticks = desk.ticks if desk else ()
    return visit.page(
        "cases/case.html",
        422 if form.errors else 200,
        case=case,
        form=form,
        due=lateness.shown(case.line.due, visit.today, visit.language),
        hours=lateness.hours_since(case.line.deed_at, visit.site.now()),
        groups=checklist(case, ticks, found.groups if found else (), visit.language),
        is_evaluated=found is not None,
        evaluated_on=None if found is None else found.of_another_day(case.line.received_on),
        former=[tick for tick in ticks if case.repinned_at is not None and tick.ticked_at < case.repinned_at],
        reason=found.submitted.reason if found and found.submitted else None,
        is_lost=found is not None and found.submitted is not None and found.submitted.lost,
        desk=desk,
        people=await secretariat(visit),
        opinions=[(each, _limit(visit, each)) for each in opinions],
        actions=[
            (action.value, action.icon, visit.text(action.label))
            for action in ACTIONS.get(TABS.get(case.line.stage, Tab.ENDED), ())
            if action.value not in {"take", "assign", "opinions"}
        ],
        may_repin=case.line.stage in REPINNABLE,
        repin_reasons=choices.reasons(visit.language, ReasonUse.REPIN),
    )


async def _desk(visit: Visit, case_id: UUID) -> CaseDesk | None:
    """None when review gives no answer."""
    try:
        return await visit.site.desk.of_case(visit.asking(), case_id)
    except (Away, Refused):
        return None


async def _evaluated(visit: Visit, case: OneCase) -> Evaluated | None:
    """None when nominations gives no answer, or the dossier's data was erased."""
    try:
        neighbour = visit.site.nominations.neighbour
        return await evaluation(neighbour, visit.asking(), case.line.nomination_id)
    except (Away, Refused):
        return None


def _limit(visit: Visit, opinion: OpinionLine) -> tuple[str, str]:
    """When the body must answer, while it has not."""
    return lateness.limit_of(opinion.due_on, visit.today, visit.language) if opinion.is_open else ("", "")

"""The desk of those who supervise: facts by time, type, unit and case; what stands out in the record."""

from typing import Annotated

from starlette.responses import Response

from contracts.roles import Role
from portal.adapters.clients.supervision import Findings
from portal.adapters.clients.transport import Refused
from portal.entrypoints import happenings, thresholds
from portal.entrypoints.fact_filter import address, asked_form, wanted_of
from portal.entrypoints.faults import faults_of
from portal.entrypoints.forms import Form, asked
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only
from portal.views.supervised import units_named

router = PageRouter()

BySupervisor = Annotated[Visit, only(Role.SUPERVISOR)]
SHOWN = "50"


@router.get("/supervision")
async def explore(visit: BySupervisor) -> Response:
    form = asked_form(visit)
    found = None
    if not form.errors:
        try:
            wanted = {**wanted_of(form), "order": form.value("order") or "newest", "limit": SHOWN}
            after = asked(visit.request, "after", 60)
            found = await visit.site.supervision.facts(visit.asking(), wanted | ({"after": after} if after else {}))
        except Refused as error:
            form = form.with_errors(faults_of(error))
    async with visit.reading() as connection:
        units = await units_named(connection)
    return visit.page(
        "supervision/explore.html",
        422 if form.errors else 200,
        form=form,
        found=found,
        units=units,
        types=happenings.types(visit.language),
        heading=lambda name: happenings.heading(name, visit.language),
        next_url=None if found is None or found.after is None else address("/supervision", form, after=found.after),
        export_url=address("/supervision/export", form),
    )


@router.get("/supervision/findings")
async def findings(visit: BySupervisor) -> Response:
    kind = asked(visit.request, "kind", 20)
    kind = kind if kind in happenings.KINDS else next(iter(happenings.KINDS))
    form, found = await _found(visit, thresholds.asked_of(visit, kind), kind)
    async with visit.reading() as connection:
        units = await units_named(connection)
    after = None if found is None else found.after
    return visit.page(
        "supervision/findings.html",
        422 if form.errors else 200,
        form=form,
        kind=kind,
        kinds=[(code, thresholds.page_of(form, code), name) for code, name in happenings.KINDS.items()],
        explained=happenings.EXPLAINED[kind],
        whose=[(code, visit.text(name)) for code, name in thresholds.WHOSE.items()],
        units=units,
        found=found,
        next_url=None if after is None else thresholds.page_of(form, kind, after=str(after)),
        facts_of=lambda unit: address("/supervision", form, unit=unit),
        said=lambda finding: happenings.said(finding, visit.language),
        heading=lambda name: happenings.heading(name, visit.language),
    )


async def _found(visit: Visit, form: Form, kind: str) -> tuple[Form, Findings | None]:
    """What the record finds; None where it was not asked, or refused, with why in the form."""
    if form.errors:
        return form, None
    after = asked(visit.request, "after", 7)
    wanted = {name: value for name, value in wanted_of(form).items() if name != "type"}
    wanted |= {"kind": kind, **thresholds.wanted_of(form, kind)}
    wanted |= {"after": after} if after.isascii() and after.isdigit() else {}
    try:
        return form, await visit.site.supervision.findings(visit.asking(), wanted)
    except Refused as error:
        return form.with_errors(faults_of(error)), None

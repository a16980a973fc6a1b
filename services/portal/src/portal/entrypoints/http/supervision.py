"""The desk of those who supervise: facts by time, type, unit and case; what stands out in the record."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from starlette.responses import Response

from contracts.local_time import VIETNAM
from contracts.roles import Role
from portal.adapters.clients.transport import Refused
from portal.entrypoints import happenings
from portal.entrypoints.faults import faults_of
from portal.entrypoints.forms import Fault, Form, asked, asked_id, blank
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only
from portal.entrypoints.wording import mark
from portal.views.supervised import units_named

router = PageRouter()

BySupervisor = Annotated[Visit, only(Role.SUPERVISOR)]
FIELDS = ("from", "to", "type", "unit", "case_id", "order")
NO_DAY = mark("Nhập ngày theo dạng năm-tháng-ngày.")
NO_CASE = mark("Mã hồ sơ có 36 ký tự.")
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
        next_url=None if found is None or found.after is None else _address(form, found.after),
    )


@router.get("/supervision/findings")
async def findings(visit: BySupervisor) -> Response:
    kind = asked(visit.request, "kind", 20)
    kind = kind if kind in happenings.KINDS else next(iter(happenings.KINDS))
    form, after = asked_form(visit), asked(visit.request, "after", 7)
    found = None
    if not form.errors:
        wanted = {name: value for name, value in wanted_of(form).items() if name != "type"}
        wanted |= {"kind": kind, **({"after": after} if after.isascii() and after.isdigit() else {})}
        try:
            found = await visit.site.supervision.findings(visit.asking(), wanted)
        except Refused as error:
            form = form.with_errors(faults_of(error))
    return visit.page(
        "supervision/findings.html",
        422 if form.errors else 200,
        form=form,
        kind=kind,
        kinds=happenings.KINDS,
        explained=happenings.EXPLAINED[kind],
        found=found,
        said=lambda finding: happenings.said(finding, visit.language),
        heading=lambda name: happenings.heading(name, visit.language),
    )


def asked_form(visit: Visit) -> Form:
    """The filter of the address, with what is wrong in it."""
    form = blank(**{name: asked(visit.request, name, 200) for name in FIELDS})
    wrong = [
        Fault(field=each, text=visit.text(NO_DAY)) for each in ("from", "to") if form.value(each) and not form.day(each)
    ]
    if form.value("case_id") and asked_id(visit.request, "case_id") is None:
        wrong.append(Fault(field="case_id", text=visit.text(NO_CASE)))
    return form.with_errors(wrong)


def wanted_of(form: Form) -> dict[str, str]:
    """What the record is asked for: days of Vietnam, the last one included."""
    since, until = form.day("from"), form.day("to")
    days: Mapping[str, date | None] = {"from": since, "to": until and until + timedelta(days=1)}
    moments = {name: _midnight(day) for name, day in days.items() if day is not None}
    return moments | {name: form.value(name) for name in ("type", "unit", "case_id") if form.value(name)}


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), VIETNAM).isoformat()


def _address(form: Form, after: str) -> str:
    kept = {name: form.value(name) for name in FIELDS if form.value(name)}
    return f"/supervision?{urlencode({**kept, 'after': after})}"

"""A unit's register of initiatives; and what the registers say of whom a nomination names."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from portal.adapters.clients.registers import Initiative
from portal.entrypoints import choices
from portal.entrypoints.faults import refused, required
from portal.entrypoints.forms import Fault, Form, asked, asked_id, blank
from portal.entrypoints.http.unit import ByOfficer, ByUnit
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.register_forms import MOST_AUTHORS, author_places, further, initiative_body, initiative_form
from portal.entrypoints.visits import Visit, only, seen
from portal.entrypoints.wording import mark

router = PageRouter()

HOME = "/unit/initiatives"
KINDS = ("initiative", "research", "project")
LEVELS = ("base", "province", "state")

ByReader = Annotated[Visit, only(Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.SECRETARIAT)]


@router.get("/unit/initiatives")
async def register(visit: ByUnit) -> Response:
    text = asked(visit.request, "q")
    page = await visit.site.registers.initiatives(visit.asking(), text, asked_id(visit.request, "after"))
    return visit.page(
        "unit/initiatives.html",
        text=text,
        initiatives=page.initiatives,
        may_write=visit.has(Role.UNIT_OFFICER),
        next_url=further(HOME, text, page.next),
    )


@router.get("/unit/initiatives/new")
async def new(visit: ByOfficer) -> Response:
    return _form(visit, blank(kind="initiative", level="base"), None)


@router.post("/unit/initiatives/new")
async def add(visit: ByOfficer) -> Response:
    """Enter it; the button for more authors only shows the page again."""
    form = visit.form
    if form.value("more"):
        return _form(visit, form, None)
    asking = visit.asking(once=form.once)
    faults = _missing(visit, form) or await refused(visit.site.registers.add_initiative(asking, initiative_body(form)))
    return _form(visit, form.with_errors(faults), None) if faults else seen(HOME, "initiative-saved")


@router.get("/unit/initiatives/{initiative_id:uuid}")
async def show(initiative_id: UUID, visit: ByUnit) -> Response:
    found = await visit.site.registers.initiative(visit.asking(), initiative_id)
    return _form(visit, initiative_form(found), found)


@router.post("/unit/initiatives/{initiative_id:uuid}")
async def edit(initiative_id: UUID, visit: ByOfficer) -> Response:
    form, found = visit.form, await visit.site.registers.initiative(visit.asking(), initiative_id)
    if form.value("more"):
        return _form(visit, form, found)
    asking, body = visit.asking(once=form.once, version=form.number("version")), initiative_body(form, found.authors)
    faults = _missing(visit, form) or await refused(visit.site.registers.edit_initiative(asking, initiative_id, body))
    if not faults:
        return seen(HOME, "initiative-saved")
    return _form(visit, form.with_fresh_key().with_errors(faults), found)


@router.post("/unit/initiatives/{initiative_id:uuid}/withdraw")
async def withdraw(initiative_id: UUID, visit: ByOfficer) -> Response:
    form, asking = visit.form, visit.asking(once=visit.form.once)
    faults = required(visit, form, "reason", choices.NO_REASON) or await refused(
        visit.site.registers.withdraw_initiative(asking, initiative_id, form.value("reason").strip())
    )
    if not faults:
        return seen(HOME, "initiative-withdrawn")
    found = await visit.site.registers.initiative(visit.asking(), initiative_id)
    said = dict(initiative_form(found).fields)
    return _form(visit, blank(**said, reason=form.value("reason")).with_errors(faults), found)


@router.get("/nominations/{nomination_id:uuid}/registers")
async def of_nomination(nomination_id: UUID, visit: ByReader) -> Response:
    """For its unit, and for the secretariat of the agency that received it."""
    found = await visit.site.registers.of_nomination(visit.asking(), nomination_id)
    is_unit = visit.has(Role.UNIT_OFFICER, Role.UNIT_HEAD)
    return visit.page("registers_of.html", found=found, may_answer=is_unit, may_write=visit.has(Role.UNIT_OFFICER))


def _form(visit: Visit, form: Form, found: Initiative | None) -> Response:
    is_open = visit.has(Role.UNIT_OFFICER) and (found is None or (found.title is not None and not found.withdrawn_at))
    return visit.page(
        "unit/initiative.html",
        422 if form.errors else 200,
        form=form,
        initiative=found,
        kinds=[(each, visit.language.word(each)) for each in KINDS],
        levels=[(each, visit.language.word(f"level-{each}")) for each in LEVELS],
        authors=author_places(form),
        may_add_author=len(author_places(form)) < MOST_AUTHORS,
        action=visit.request.url.path.removesuffix("/withdraw"),
        version=form.value("version") or (found.version if found else ""),
        is_open=is_open,
    )


def _missing(visit: Visit, form: Form) -> list[Fault]:
    return [
        *required(visit, form, "title", mark("Nhập tên sáng kiến.")),
        *required(visit, form, "year", mark("Nhập năm.")),
        *required(visit, form, "author1", mark("Nhập tên tác giả.")),
    ]

"""The initiatives that a nomination rests on, chosen from the unit's register."""

from typing import cast
from uuid import UUID

from starlette.responses import Response

from contracts.canonical import Json
from contracts.roles import Role
from portal.adapters.clients.nominations import NominationView
from portal.adapters.clients.registers import Initiative
from portal.entrypoints.faults import refused
from portal.entrypoints.forms import Form, asked, blank
from portal.entrypoints.http.drafts import of
from portal.entrypoints.http.unit import ByOfficer, ByUnit
from portal.entrypoints.questions import IDENTITY
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, seen

router = PageRouter()

CLAIMED = "initiative_ids"


@router.get("/unit/nominations/{nomination_id:uuid}/initiatives")
async def show(nomination_id: UUID, visit: ByUnit) -> Response:
    found = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    return await _page(visit, found, blank(**{CLAIMED: _claimed(found)}, version=str(found.version)))


@router.post("/unit/nominations/{nomination_id:uuid}/initiatives")
async def save(nomination_id: UUID, visit: ByOfficer) -> Response:
    """Save the choice into the version that the page had; all else stays as it stands."""
    form, found = visit.form, await visit.site.nominations.nomination(visit.asking(), nomination_id)
    asking = visit.asking(once=form.once, version=form.number("version"))
    dossier: dict[str, object] = {key: value for key, value in found.said.items() if key != IDENTITY}
    body = cast("dict[str, Json]", {**dossier, CLAIMED: list(form.values(CLAIMED))})
    faults = await refused(visit.site.nominations.edit(asking, nomination_id, body))
    if not faults:
        return seen(f"/unit/nominations/{nomination_id}", "initiatives-claimed")
    fresh = blank(**{CLAIMED: form.values(CLAIMED)}, version=str(found.version))
    return await _page(visit, found, fresh.with_errors(faults))


async def _page(visit: Visit, found: NominationView, form: Form) -> Response:
    """What is named already stands first, then the register, or what the words find in it."""
    text = asked(visit.request, "q")
    named = (await visit.site.registers.of_nomination(visit.asking(), found.nomination_id)).initiatives
    book = await visit.site.registers.initiatives(visit.asking(), text, None)
    return visit.page(
        "unit/claimed.html",
        422 if form.errors else 200,
        **of(visit, found),
        form=form,
        text=text,
        initiatives=_each_once([*named, *book.initiatives]),
        has_more=book.next is not None,
        may_add=visit.has(Role.UNIT_OFFICER),
    )


def _claimed(found: NominationView) -> list[str]:
    ids = found.said.get(CLAIMED)
    return [str(each) for each in ids] if isinstance(ids, list) else []


def _each_once(initiatives: list[Initiative]) -> list[Initiative]:
    return list({each.initiative_id: each for each in initiatives}.values())

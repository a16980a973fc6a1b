"""The head of a unit destroys the personal data of an entry of the register."""

from uuid import UUID

from starlette.responses import Response

from portal.entrypoints import choices
from portal.entrypoints.faults import refused, required
from portal.entrypoints.forms import Form, blank
from portal.entrypoints.http.past_awards import HOME
from portal.entrypoints.http.unit import ByHead
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, seen
from portal.entrypoints.wording import mark
from rulebook import ReasonUse

router = PageRouter()

NOT_SURE = mark("Đánh dấu xác nhận trước khi xóa.")


@router.get("/unit/history/{entry_id:uuid}/erase")
async def ask(entry_id: UUID, visit: ByHead) -> Response:
    """What goes and what stays, before anything is done."""
    return await _page(visit, entry_id, blank())


@router.post("/unit/history/{entry_id:uuid}/erase")
async def erase(entry_id: UUID, visit: ByHead) -> Response:
    form = visit.form
    faults = [*required(visit, form, "reason", choices.NO_REASON), *required(visit, form, "sure", NOT_SURE)]
    faults = faults or await refused(
        visit.site.registers.erase_entry(visit.asking(once=form.once), entry_id, form.value("reason"))
    )
    return await _page(visit, entry_id, form.with_errors(faults)) if faults else seen(HOME, "entry-erased")


async def _page(visit: Visit, entry_id: UUID, form: Form) -> Response:
    return visit.page(
        "unit/erase_entry.html",
        422 if form.errors else 200,
        form=form,
        entry=await visit.site.registers.entry(visit.asking(), entry_id),
        reasons=choices.reasons(visit.language, ReasonUse.ERASE),
    )

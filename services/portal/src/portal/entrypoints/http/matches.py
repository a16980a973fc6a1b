"""Who may be the same person: two side by side, and what a human says."""

from uuid import UUID

from starlette.responses import Response

from contracts.canonical import Json
from contracts.roles import Role
from portal.adapters.clients.transport import Refused
from portal.entrypoints.faults import faults_of
from portal.entrypoints.forms import Fault, Form, asked, asked_id, blank
from portal.entrypoints.http.unit import ByOfficer, ByUnit
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, seen
from portal.entrypoints.wording import mark

router = PageRouter()

HOME = "/unit/matches"
NOT_FOUND = 404
WHICH = (("open", mark("Chờ trả lời")), ("answered", mark("Đã trả lời")), ("joined", mark("Tự nối theo quy tắc")))
ANSWERS = frozenset({"same", "different", "open"})
NOTHING_SAID = mark("Chọn câu trả lời cho ít nhất một cặp.")


@router.get("/unit/matches")
async def questions(visit: ByUnit) -> Response:
    return await _page(visit, asked(visit.request, "which"), asked_id(visit.request, "nomination"), blank())


@router.post("/unit/matches")
async def answer(visit: ByOfficer) -> Response:
    """Every pair for which something was chosen; then back to the same nomination, if it was about one."""
    form, which, about = visit.form, visit.form.value("which"), visit.form.one_id("nomination")
    answers = _answers(form)
    if not answers:
        return await _page(visit, which, about, form.with_errors([Fault(text=visit.text(NOTHING_SAID))]))
    try:
        await visit.site.registers.answer(visit.asking(once=form.once), answers)
    except Refused as error:
        if error.status == NOT_FOUND:
            raise
        return await _page(visit, which, about, form.with_errors(faults_of(error)))
    return seen(HOME if about is None else f"{HOME}?nomination={about}", "matches-answered")


async def _page(visit: Visit, which: str, about: UUID | None, form: Form) -> Response:
    wanted = which if which in {key for key, _ in WHICH} else "open"
    found = await visit.site.registers.questions(visit.asking(), wanted, about)
    return visit.page(
        "unit/matches.html",
        422 if form.errors else 200,
        form=form,
        questions=found.questions,
        open=found.open,
        which=wanted,
        about=about,
        tabs=[(key, visit.text(label)) for key, label in WHICH],
        may_answer=visit.has(Role.UNIT_OFFICER),
    )


def _answers(form: Form) -> list[Json]:
    found: list[Json] = []
    for name, values in form.fields.items():
        first, _, second = name.removeprefix("pair-").partition("_")
        if name.startswith("pair-") and values[0] in ANSWERS and _is_id(first) and _is_id(second):
            found.append({"first_id": first, "second_id": second, "answer": values[0]})
    return found


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False

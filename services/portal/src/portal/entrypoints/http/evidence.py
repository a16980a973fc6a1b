"""Evidence of a nomination: the unit's page to add and take out, the agency's to read, and the files themselves."""

import unicodedata
from datetime import date
from typing import Annotated
from uuid import UUID

from starlette.responses import Response, StreamingResponse

from chassis.http import MIB, body_limit
from contracts.roles import Role
from portal.adapters.clients.evidence import Sent, kept
from portal.adapters.clients.nominations import NominationView
from portal.adapters.clients.transport import Refused
from portal.domain.errors import NotShown
from portal.entrypoints.asks import asks_of
from portal.entrypoints.forms import Fault, Form, asked, blank
from portal.entrypoints.http.life import OF_AGENCY, OF_UNIT, is_concerned
from portal.entrypoints.http.unit import ByOfficer, ByUnit
from portal.entrypoints.papers import OTHER, Papers, papers, parts_of
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.streamed import StreamedForm
from portal.entrypoints.visits import Visit, only, seen, streaming
from portal.entrypoints.wording import mark
from portal.views.life import Life
from portal.views.life import life as life_now
from rulebook.parts import Part

router = PageRouter()

# What one nomination may have, and the form around it; it passes through and lies nowhere.
UPLOAD_BYTES = 204 * MIB
NO_FILE = mark("Chọn ít nhất một tệp.")

Uploading = Annotated[Visit, streaming(Role.UNIT_OFFICER)]
Reading = Annotated[Visit, only(*OF_UNIT, *OF_AGENCY)]


@router.get("/unit/nominations/{nomination_id:uuid}/evidence")
async def show(nomination_id: UUID, visit: ByUnit) -> Response:
    """The files; the part that the address names is chosen already."""
    return await _page(visit, nomination_id, blank(part=asked(visit.request, "part", 64)))


@router.post("/unit/nominations/{nomination_id:uuid}/evidence")
@body_limit(UPLOAD_BYTES)
async def keep(nomination_id: UUID, visit: Uploading) -> Response:
    """Hand each file on as it comes; one that is refused stops no other."""
    sent = StreamedForm(visit.request)
    faults, count = [], 0
    async for name, pieces in sent.files():
        count += 1
        file = Sent(name=name, part=sent.fields.get("part") or OTHER, pieces=pieces)
        fault = await _kept(visit, nomination_id, file, f"{sent.fields.get('once', '')}-{count}")
        faults += [fault] if fault else []
    if not count:
        faults = [Fault(field="files", text=visit.text(NO_FILE))]
    if faults:
        return await _page(visit, nomination_id, blank(part=sent.fields.get("part", "")).with_errors(faults))
    return seen(f"/unit/nominations/{nomination_id}/evidence", "evidence-kept")


@router.post("/unit/nominations/{nomination_id:uuid}/evidence/remove")
async def remove(nomination_id: UUID, visit: ByOfficer) -> Response:
    try:
        for file_id in visit.form.ids():
            await visit.site.evidence.remove(visit.asking(once=visit.form.once), nomination_id, file_id)
    except Refused as error:
        fault = Fault(text=f"{error.title}. {error.detail}".strip(), asks=asks_of(error))
        return await _page(visit, nomination_id, visit.form.with_fresh_key().with_errors([fault]))
    return seen(f"/unit/nominations/{nomination_id}/evidence", "evidence-removed")


@router.get("/nominations/{nomination_id:uuid}/evidence")
async def read(nomination_id: UUID, visit: Reading) -> Response:
    """For the agency, once it was handed over; the unit may look here too."""
    async with visit.reading() as connection:
        life = await life_now(connection, nomination_id)
    if life is None or not is_concerned(visit, life):
        raise NotShown
    found = await visit.site.evidence.of(visit.asking(), nomination_id)
    shown = papers(visit.language, found, _of_case(life, visit.today))
    return visit.page("evidence.html", life=life, papers=shown, nomination_id=nomination_id)


@router.get("/nominations/{nomination_id:uuid}/evidence/{file_id:uuid}")
async def serve(nomination_id: UUID, file_id: UUID, visit: Reading) -> Response:
    """The file as it comes from nominations, with the head that keeps a browser from running it."""
    found = await visit.site.evidence.open(visit.asking(), nomination_id, file_id)
    return StreamingResponse(found.pieces(), headers=kept(found.headers))


async def _kept(visit: Visit, nomination_id: UUID, sent: Sent, once: str) -> Fault | None:
    """Nothing, or why this file was not taken."""
    name = unicodedata.normalize("NFC", sent.name)
    try:
        await visit.site.evidence.keep(visit.asking(once=once), nomination_id, sent)
    except Refused as error:
        if error.status == 401:
            raise
        return Fault(field="files", text=f"{name}: {error.title.rstrip('.')}. {error.detail}".strip())
    return None


async def _page(visit: Visit, nomination_id: UUID, form: Form) -> Response:
    nomination = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    shown = await evidence_of(visit, nomination)
    may_change = shown.is_open and nomination.dossier.name is not None and visit.has(Role.UNIT_OFFICER)
    return visit.page(
        "unit/evidence.html",
        422 if form.errors else 200,
        form=form,
        nomination=nomination,
        papers=shown,
        may_change=may_change,
    )


async def evidence_of(visit: Visit, nomination: NominationView) -> Papers:
    """The evidence of a nomination of one's own unit, by the parts that such a dossier has under its law."""
    found = await visit.site.evidence.of(visit.asking(), nomination.nomination_id)
    dossier = nomination.dossier
    law_on = dossier.received_on or visit.today
    wanted = parts_of(dossier.award_code, dossier.subject_kind, dossier.commendation_kind, dossier.simplified, law_on)
    return papers(visit.language, found, wanted)


def _of_case(life: Life, today: date) -> tuple[Part, ...]:
    """As the law of its day of receipt has them."""
    law_on = life.received_on or today
    return parts_of(life.award_code, life.subject_kind, life.commendation_kind, life.simplified, law_on)

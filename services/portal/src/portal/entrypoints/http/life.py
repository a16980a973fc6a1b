"""A nomination's life: public once it is awarded, before that only for those who work on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from contracts.roles import Role
from portal.adapters.clients.lacking import Missing
from portal.adapters.clients.record import ProofState, Proven
from portal.adapters.clients.transport import Away, Refused
from portal.domain.errors import NotShown
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.timeline import shown
from portal.entrypoints.visits import Visit, anyone
from portal.entrypoints.wording import mark
from portal.views.decisions import award_place
from portal.views.life import Life, Step
from portal.views.life import life as life_now
from portal.views.life import steps as steps_now

router = PageRouter()

OF_UNIT = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
OF_AGENCY = (Role.SECRETARIAT, Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.SUPERVISOR)


About = Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    href: str
    icon: str
    label: str


@router.get("/nominations/{nomination_id:uuid}")
async def show(nomination_id: UUID, visit: Annotated[Visit, anyone()]) -> Response:
    async with visit.reading() as connection:
        life = await life_now(connection, nomination_id)
        if life is None or not (life.award or is_concerned(visit, life)):
            raise NotShown
        steps = await steps_now(connection, nomination_id)
    insider, of_agency = is_concerned(visit, life), is_of_agency(visit, life)
    return visit.page(
        "life.html",
        life=life,
        steps=[shown(step, visit.language, life.award_code, insider=insider, of_agency=of_agency) for step in steps],
        proof=await _proof(visit, life, steps),
        about=_about(life, steps),
        trail=_trail(visit, life),
        links=_links(visit, life),
        lacking=await _lacking(visit, life),
    )


@router.get("/awards/{award_id:uuid}")
async def award(award_id: UUID, visit: Annotated[Visit, anyone()]) -> Response:
    """The life that an award belongs to."""
    async with visit.reading() as connection:
        nomination_id = await award_place(connection, award_id)
    if nomination_id is None:
        raise NotShown
    return RedirectResponse(f"/nominations/{nomination_id}", status_code=303)


def is_concerned(visit: Visit, life: Life) -> bool:
    """Whether the visitor works on it: the unit that proposed it, the agency that receives it."""
    unit = visit.visitor.unit
    if unit is None:
        return False
    return (visit.has(*OF_UNIT) and unit == life.unit) or is_of_agency(visit, life)


def is_of_agency(visit: Visit, life: Life) -> bool:
    """Whether the visitor considers it: somebody of the agency that receives it."""
    return visit.has(*OF_AGENCY) and visit.visitor.unit is not None and visit.visitor.unit == life.agency


async def _lacking(visit: Visit, life: Life) -> tuple[Missing, ...]:
    """What the dossier lacks, for the secretariat that has it before it; nothing where nobody answers."""
    if life.award or not visit.has(Role.SECRETARIAT) or not is_of_agency(visit, life):
        return ()
    try:
        return await visit.site.nominations.missing(visit.asking(), life.nomination_id)
    except (Away, Refused):
        return ()


async def _proof(visit: Visit, life: Life, steps: tuple[Step, ...]) -> Proven:
    """The proof of the award; of the latest step where there is none yet."""
    fact_id = life.award.issued_fact_id if life.award else (steps[-1].fact_id if steps else None)
    if fact_id is None:
        return Proven(fact_id=None, state=ProofState.WAITING)
    return await visit.site.record.prove(fact_id)


def _about(life: Life, steps: tuple[Step, ...]) -> About:
    """What this page says of the fact that is proved; the reader's browser holds the fact against it."""
    if life.award is None:
        return _about_step(steps[-1], life.nomination_id) if steps else {}
    said = {
        "nomination_id": str(life.nomination_id),
        "award_id": str(life.award.award_id),
        "decision_id": str(life.award.decision_id),
        "award_code": str(life.award_code),
        "subject_kind": str(life.subject_kind),
        "proposing_unit": life.unit,
        "issued_on": life.award.issued_on.isoformat(),
    }
    return {"id": str(life.award.issued_fact_id), "data": said}


def _about_step(step: Step, nomination_id: UUID) -> About:
    """A fact of the nomination; some, as decisions, are about many."""
    if not hasattr(step.fact, "nomination_id"):
        return {"id": str(step.fact_id)}
    return {"id": str(step.fact_id), "data": {"nomination_id": str(nomination_id)}}


def _trail(visit: Visit, life: Life) -> list[tuple[str, str]]:
    if visit.has(*OF_UNIT) and not life.award:
        return [("/unit", visit.text(mark("Đơn vị của tôi")))]
    if visit.has(Role.SECRETARIAT) and not life.award:
        return [("/cases", visit.text(mark("Hồ sơ cần xét")))]
    if visit.has(Role.CHAIRMAN) and not life.award:
        return [("/signing", visit.text(mark("Bàn ký")))]
    return [("/", visit.text(mark("Sổ khen thưởng")))]


def _links(visit: Visit, life: Life) -> list[Link]:
    found = []
    if visit.has(*OF_UNIT) and visit.visitor.unit == life.unit:
        href = f"/unit/nominations/{life.nomination_id}"
        found.append(Link(href=href, icon="pen-line", label=visit.text(mark("Mở đề nghị của đơn vị"))))
    if is_concerned(visit, life):
        href = f"/nominations/{life.nomination_id}/evidence"
        found.append(Link(href=href, icon="folder-open", label=visit.text(mark("Tài liệu minh chứng"))))
    is_desk = visit.has(Role.SECRETARIAT) and visit.visitor.unit == life.agency
    if is_desk or (visit.has(*OF_UNIT) and visit.visitor.unit == life.unit):
        href = f"/nominations/{life.nomination_id}/registers"
        found.append(Link(href=href, icon="award", label=visit.text(mark("Thành tích đã có và sáng kiến"))))
    if visit.has(*OF_AGENCY) and visit.visitor.unit == life.agency:
        href = f"/nominations/{life.nomination_id}/duplicates"
        found.append(Link(href=href, icon="link", label=visit.text(mark("Tìm thành tích trùng"))))
    if visit.has(Role.CHAIRMAN) and visit.visitor.unit == life.agency and life.award and not life.award.revoked_on:
        href = f"/decisions/{life.award.decision_id}/revoke?award={life.award.award_id}"
        found.append(Link(href=href, icon="circle-slash", label=visit.text(mark("Thu hồi khen thưởng…"))))
    return found

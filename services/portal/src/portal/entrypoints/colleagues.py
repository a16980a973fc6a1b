"""Who of the secretariat works on which case: asked of review; a page goes on without when it gives no answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from portal.adapters.clients.desk import Colleague
from portal.adapters.clients.transport import Away, Refused
from portal.entrypoints.visits import Visit
from portal.views.cases import NOBODY, CaseFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Secretariat:
    """The colleagues as far as they are known; `is_known` False when review gave no answer."""

    colleagues: tuple[Colleague, ...] = ()
    is_known: bool = True
    has: Mapping[UUID, UUID] = field(default_factory=dict)
    """Case → colleague."""

    @property
    def me(self) -> UUID | None:
        return next((each.colleague_id for each in self.colleagues if each.is_me), None)

    @property
    def names(self) -> Mapping[UUID, str]:
        """Who works on a case; one that nobody works on is absent."""
        known = {each.colleague_id: each.name for each in self.colleagues}
        return {case_id: known[person] for case_id, person in self.has.items() if person in known}


async def secretariat(visit: Visit, case_ids: Sequence[UUID] = ()) -> Secretariat:
    """The colleagues of whoever visits, who is among them afterwards, and who works on the cases."""
    asking, desk = visit.asking(), visit.site.desk
    try:
        colleagues = await desk.colleagues(asking)
        if not any(each.is_me and each.name == visit.visitor.name for each in colleagues):
            await desk.join(asking, visit.visitor.name or "–")
            colleagues = await desk.colleagues(asking)
        has = await desk.who_has(asking, tuple(case_ids))
    except Away:
        return Secretariat(is_known=False)
    return Secretariat(colleagues=colleagues, has=has)


async def with_assigned(visit: Visit, wanted: CaseFilter) -> CaseFilter:
    """The filter with the cases of the colleague it names; without that part of it when review gives no answer."""
    if not wanted.assignee:
        return wanted
    try:
        colleague = None if wanted.assignee == NOBODY else UUID(wanted.assignee)
        return replace(wanted, assigned=await visit.site.desk.assigned_to(visit.asking(), colleague))
    except (Away, Refused, ValueError):
        return replace(wanted, assignee="")

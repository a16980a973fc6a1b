"""What the portal asks of review about the secretariat's own order, and about opinions of other bodies."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.canonical import Json
from portal.adapters.clients.transport import Answer, Asking, Neighbour, answered, texts

Ids = tuple[UUID, ...]


class Colleague(Answer):
    """Somebody of the agency's secretariat, by a random id."""

    colleague_id: UUID
    name: str
    is_me: bool = False


class _Colleagues(Answer):
    colleagues: tuple[Colleague, ...] = ()


class _Joined(Answer):
    colleague_id: UUID


class Assignment(Answer):
    case_id: UUID
    colleague_id: UUID


class _Assignments(Answer):
    assignments: tuple[Assignment, ...] = ()


class Assigned(Answer):
    """Who works on a case, and with which note it was handed over."""

    colleague_id: UUID
    name: str
    note: str | None = None
    assigned_at: datetime


class Tick(Answer):
    """What the secretariat found about one row of the rules."""

    row: str
    outcome: str
    note: str | None = None
    by: str | None = None
    ticked_at: datetime


class CaseDesk(Answer):
    assigned: Assigned | None = None
    ticks: tuple[Tick, ...] = ()


class _Asked(Answer):
    opinion_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """On review's address."""

    neighbour: Neighbour

    async def colleagues(self, asking: Asking) -> tuple[Colleague, ...]:
        return answered(_Colleagues, await self.neighbour.read("/colleagues", asking)).colleagues

    async def join(self, asking: Asking, name: str) -> UUID:
        """The id of whoever asks; the same at every time."""
        return answered(_Joined, await self.neighbour.command("/colleagues/join", asking, {"name": name})).colleague_id

    async def assigned_to(self, asking: Asking, colleague_id: UUID | None) -> Ids:
        """The cases that a colleague works on; without one those that anybody does."""
        parameters = {} if colleague_id is None else {"colleague_id": str(colleague_id)}
        found = answered(_Assignments, await self.neighbour.read("/assignments", asking, parameters))
        return tuple(each.case_id for each in found.assignments)

    async def who_has(self, asking: Asking, case_ids: Ids) -> dict[UUID, UUID]:
        """Who works on which of the cases, at most 150."""
        if not case_ids:
            return {}
        path = "/assignments?" + "&".join(f"case_id={case_id}" for case_id in case_ids)
        found = answered(_Assignments, await self.neighbour.read(path, asking))
        return {each.case_id: each.colleague_id for each in found.assignments}

    async def of_case(self, asking: Asking, case_id: UUID) -> CaseDesk:
        return answered(CaseDesk, await self.neighbour.read(f"/cases/{case_id}/desk", asking))

    async def assign(self, asking: Asking, case_ids: Ids, colleague_id: UUID, note: str) -> None:
        body: dict[str, Json] = {"case_ids": texts(case_ids), "colleague_id": str(colleague_id)}
        await self.neighbour.command("/cases/assign", asking, {**body, **({"note": note} if note else {})})

    async def release(self, asking: Asking, case_ids: Ids) -> None:
        await self.neighbour.command("/cases/release", asking, {"case_ids": texts(case_ids)})

    async def tick(self, asking: Asking, case_id: UUID, ticks: list[Json]) -> None:
        await self.neighbour.command("/cases/tick", asking, {"case_id": str(case_id), "ticks": ticks})

    async def ask(
        self, asking: Asking, case_ids: Ids, bodies: tuple[str, ...], due_on: date | None, question: str
    ) -> Ids:
        body: dict[str, Json] = {"case_ids": texts(case_ids), "bodies": list(bodies)}
        body |= {"due_on": str(due_on)} if due_on is not None else {}
        body |= {"question": question} if question else {}
        return answered(_Asked, await self.neighbour.command("/opinions/ask", asking, body)).opinion_ids

    async def withdraw(self, asking: Asking, opinion_id: UUID) -> None:
        await self.neighbour.command("/opinions/withdraw", asking, {"opinion_ids": [str(opinion_id)]})

    async def answer(self, asking: Asking, opinion_id: UUID, stance: str, text: str) -> None:
        body: dict[str, Json] = {"stance": stance, **({"text": text} if text else {})}
        await self.neighbour.command(f"/opinions/{opinion_id}/answer", asking, body)

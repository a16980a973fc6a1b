"""What the portal asks of review. Every command acts on one case or on many."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.canonical import Json
from portal.adapters.clients.transport import Answer, Asking, Neighbour, answered, texts

Ids = tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The ballot on one case."""

    case_id: UUID
    yes: int
    no: int
    blank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A council session; without a threshold that of the rulebook counts."""

    held_on: date
    seats: int
    threshold_percent: int | None
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """Why dossiers go back: reasons, parts of the dossier, rows of the rules."""

    reasons: tuple[str, ...]
    parts: tuple[str, ...]
    rows: tuple[str, ...]
    note: str


class Issued(Answer):
    decision_id: UUID
    symbol: str


@dataclass(frozen=True, slots=True)
class Review:
    neighbour: Neighbour

    async def accept(self, asking: Asking, case_ids: Ids) -> None:
        await self.neighbour.command("/cases/accept", asking, {"case_ids": texts(case_ids)})

    async def return_cases(self, asking: Asking, case_ids: Ids, why: Returning) -> None:
        body: dict[str, Json] = {"case_ids": texts(case_ids), "reasons": list(why.reasons), **_note(why.note)}
        body |= {name: list(codes) for name, codes in (("parts", why.parts), ("rows", why.rows)) if codes}
        await self.neighbour.command("/cases/return", asking, body)

    async def repin(self, asking: Asking, case_ids: Ids, received_on: date, reason: str, note: str) -> None:
        body: dict[str, Json] = {"case_ids": texts(case_ids), "received_on": str(received_on), "reason": reason}
        await self.neighbour.command("/cases/repin", asking, {**body, **_note(note)})

    async def record_verdicts(self, asking: Asking, session: Session) -> None:
        verdicts: list[Json] = [
            {"case_id": str(each.case_id), "yes": each.yes, "no": each.no, "blank": each.blank}
            for each in session.counted
        ]
        body: dict[str, Json] = {"held_on": str(session.held_on), "seats": session.seats, "verdicts": verdicts}
        if session.threshold_percent is not None:
            body["threshold_percent"] = session.threshold_percent
        await self.neighbour.command("/cases/record-verdicts", asking, body)

    async def close(self, asking: Asking, case_ids: Ids) -> None:
        await self.neighbour.command("/cases/close", asking, {"case_ids": texts(case_ids)})

    async def refuse_withdrawal(self, asking: Asking, case_ids: Ids, reason: str, note: str) -> None:
        body: dict[str, Json] = {"case_ids": texts(case_ids), "reason": reason, **_note(note)}
        await self.neighbour.command("/cases/refuse-withdrawal", asking, body)

    async def decline(self, asking: Asking, case_ids: Ids, reason: str, note: str) -> None:
        body: dict[str, Json] = {"case_ids": texts(case_ids), "reason": reason, **_note(note)}
        await self.neighbour.command("/cases/decline", asking, body)

    async def issue(self, asking: Asking, case_ids: Ids, issued_on: date | None) -> Issued:
        body: dict[str, Json] = {"case_ids": texts(case_ids)}
        if issued_on is not None:
            body["issued_on"] = str(issued_on)
        return answered(Issued, await self.neighbour.command("/decisions", asking, body))

    async def revoke(self, asking: Asking, award_ids: Ids, reason: str, note: str) -> None:
        body: dict[str, Json] = {"award_ids": texts(award_ids), "reason": reason, **_note(note)}
        await self.neighbour.command("/awards/revoke", asking, body)


def _note(note: str) -> dict[str, Json]:
    return {"note": note} if note else {}

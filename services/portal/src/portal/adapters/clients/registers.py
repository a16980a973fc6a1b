"""What the portal asks of the unit's registers: earlier awards, who is the same person, initiatives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from contracts.canonical import Json
from portal.adapters.clients.nominations import LONG_SECONDS, Report
from portal.adapters.clients.transport import Answer, Asking, Neighbour, answered
from portal.adapters.clients.workbooks import Workbook, handed_on


class Entry(Answer):
    """One earlier award; the name is None once it was erased."""

    entry_id: UUID
    kind: str
    name: str | None = None
    born: str | None = None
    workplace: str | None = None
    identity_known: bool = False
    unit_then: str
    award_code: str
    award_name: str | None = None
    year: int
    period_first: date | None = None
    period_last: date | None = None
    decision_number: str | None = None
    decided_on: date | None = None
    issuing_body: str | None = None
    issuing_unit: str | None = None
    status: str
    status_reason: str | None = None
    revoked_on: date | None = None
    source: str
    nomination_id: UUID | None = None
    questions: int = 0
    version: int = 1


class EntryPage(Answer):
    entries: tuple[Entry, ...] = ()
    next: UUID | None = None


class PastList(Answer):
    """A checked list of earlier awards; `taken_over` once its rows were entered."""

    import_id: UUID
    taken_over: int | None = None
    report: Report


class Taken(Answer):
    count: int
    repeated: int


class Hanging(Answer):
    award_code: str
    award_name: str | None = None
    year: int
    decision_number: str | None = None


class Side(Answer):
    person_id: UUID
    kind: str
    name: str | None = None
    born: str | None = None
    unit: str
    workplace: str | None = None
    is_own: bool
    awards: tuple[Hanging, ...] = ()
    initiatives: int = 0
    nominations: int = 0


class Question(Answer):
    first: Side
    second: Side
    state: str
    ground: str


class QuestionPage(Answer):
    questions: tuple[Question, ...] = ()
    open: int = 0


class Author(Answer):
    kind: str = "individual"
    name: str | None = None
    born: str | None = None
    workplace: str | None = None
    unit: str | None = None


class SpentLine(Answer):
    award_code: str
    year: int
    nomination_id: UUID
    name: str | None = None
    taken_at: datetime


class Initiative(Answer):
    initiative_id: UUID
    title: str | None = None
    kind: str
    level: str
    council: str | None = None
    decision_number: str | None = None
    decided_on: date | None = None
    year: int
    evidence: str | None = None
    withdrawn_at: datetime | None = None
    version: int = 1
    authors: tuple[Author, ...] = ()
    spent: tuple[SpentLine, ...] = ()


class InitiativePage(Answer):
    initiatives: tuple[Initiative, ...] = ()
    next: UUID | None = None


class PastAward(Answer):
    award_code: str
    award_name: str | None = None
    year: int
    decision_number: str | None = None
    decided_on: date | None = None
    issuing_body: str | None = None
    issuing_unit: str | None = None
    status: str
    source: str
    unit_then: str


class OfNomination(Answer):
    nomination_id: UUID
    name: str | None = None
    history: tuple[PastAward, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Registers:
    neighbour: Neighbour

    async def history(self, asking: Asking, text: str, after: UUID | None) -> EntryPage:
        return answered(EntryPage, await self.neighbour.read("/history", asking, _page(text, after)))

    async def entry(self, asking: Asking, entry_id: UUID) -> Entry:
        return answered(Entry, await self.neighbour.read(f"/history/{entry_id}", asking))

    async def add_entry(self, asking: Asking, body: Mapping[str, Json]) -> None:
        await self.neighbour.command("/history", asking, dict(body))

    async def correct_entry(self, asking: Asking, entry_id: UUID, body: Mapping[str, Json]) -> None:
        await self.neighbour.command(f"/history/{entry_id}", asking, dict(body), method="PUT")

    async def end_entry(self, asking: Asking, entry_id: UUID, how: str, body: Mapping[str, Json]) -> None:
        """`revoke` or `withdraw`."""
        await self.neighbour.command(f"/history/{entry_id}/{how}", asking, dict(body))

    async def erase_entry(self, asking: Asking, entry_id: UUID, reason: str) -> None:
        """`reason` is a code of the rulebook."""
        await self.neighbour.command(f"/history/{entry_id}/erase-personal", asking, {"reason": reason})

    async def check_list(self, asking: Asking, file: tuple[str, bytes, str]) -> PastList:
        return answered(PastList, await self.neighbour.upload("/history-imports", _patient(asking), {}, file))

    async def checked_list(self, asking: Asking, import_id: UUID) -> PastList:
        return answered(PastList, await self.neighbour.read(f"/history-imports/{import_id}", _patient(asking)))

    async def take_list(self, asking: Asking, import_id: UUID) -> Taken:
        path = f"/history-imports/{import_id}/accept"
        return answered(Taken, await self.neighbour.command(path, _patient(asking), None))

    async def template(self, asking: Asking) -> Workbook:
        return handed_on(await self.neighbour.read("/history-imports/template", asking))

    async def questions(self, asking: Asking, which: str, nomination_id: UUID | None = None) -> QuestionPage:
        """Those of the whole unit, or about the subject of one nomination."""
        of = {} if nomination_id is None else {"nomination_id": str(nomination_id)}
        return answered(QuestionPage, await self.neighbour.read("/matches", asking, {"which": which, **of}))

    async def answer(self, asking: Asking, answers: list[Json]) -> None:
        await self.neighbour.command("/matches", asking, {"answers": answers})

    async def initiatives(self, asking: Asking, text: str, after: UUID | None) -> InitiativePage:
        return answered(InitiativePage, await self.neighbour.read("/initiatives", asking, _page(text, after)))

    async def initiative(self, asking: Asking, initiative_id: UUID) -> Initiative:
        return answered(Initiative, await self.neighbour.read(f"/initiatives/{initiative_id}", asking))

    async def add_initiative(self, asking: Asking, body: Mapping[str, Json]) -> None:
        await self.neighbour.command("/initiatives", asking, dict(body))

    async def edit_initiative(self, asking: Asking, initiative_id: UUID, body: Mapping[str, Json]) -> None:
        await self.neighbour.command(f"/initiatives/{initiative_id}", asking, dict(body), method="PUT")

    async def withdraw_initiative(self, asking: Asking, initiative_id: UUID, reason: str) -> None:
        await self.neighbour.command(f"/initiatives/{initiative_id}/withdraw", asking, {"reason": reason})

    async def of_nomination(self, asking: Asking, nomination_id: UUID) -> OfNomination:
        return answered(OfNomination, await self.neighbour.read(f"/nominations/{nomination_id}/registers", asking))


def _page(text: str, after: UUID | None) -> dict[str, str | int]:
    asked: dict[str, str | int] = {"limit": 50}
    if text:
        asked["q"] = text
    if after is not None:
        asked["after"] = str(after)
    return asked


def _patient(asking: Asking) -> Asking:
    return replace(asking, seconds=LONG_SECONDS)

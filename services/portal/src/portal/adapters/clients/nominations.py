"""What the portal asks of nominations: drafts, lists, imports of workbooks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from pydantic import Field, model_validator

from contracts.canonical import Json
from portal.adapters.clients.duplicates import Duplicates
from portal.adapters.clients.lacking import Missing, MissingPage
from portal.adapters.clients.rules import Days
from portal.adapters.clients.transport import Answer, Asking, Neighbour, answered, texts
from portal.adapters.clients.workbooks import Workbook, handed_on

Ids = tuple[UUID, ...]

# A list of 10,000 rows takes seconds to check and to take over.
LONG_SECONDS = 180.0
DRAFTS_SHOWN = 50


class Period(Answer):
    first_day: str
    last_day: str


class Dossier(Answer):
    """One nomination's content, as the unit wrote it."""

    subject_kind: str
    award_code: str
    commendation_kind: str
    period: Period | None = None
    movement_id: str | None = None
    deed_at: datetime | None = None
    discovered_by: str | None = None
    simplified: bool = False
    receiving_agency: str
    received_on: date | None = None
    name: str | None = None
    """None when the personal data was erased."""
    born: str | None = None
    gender: str | None = None
    position: str | None = None
    workplace: str | None = None
    achievement: str | None = None


class NominationLine(Answer):
    nomination_id: UUID
    list_id: UUID | None = None
    status: str
    award_code: str
    name: str | None = None
    """None when the personal data was erased."""
    deed_at: datetime | None = None
    declined_at: datetime | None = None
    missing: int = 0

    @property
    def stage(self) -> str:
        """The step as the unit reads it."""
        return "declined" if self.declined_at else self.status


class NominationPage(Answer):
    nominations: tuple[NominationLine, ...] = ()
    next: UUID | None = None


class Declined(Answer):
    """The chairman declined: no award comes of it, though it stands as accepted."""

    reasons: tuple[str, ...] = ()
    note: str | None = None
    declined_at: datetime


class NominationView(Answer):
    nomination_id: UUID
    list_id: UUID | None = None
    status: str
    version: int
    dossier: Dossier
    said: dict[str, object] = Field(default_factory=dict)
    """The dossier whole, for the form's data to find its fields in; of a national id only that it was given."""
    sections: dict[str, int] = Field(default_factory=dict)
    identity_known: bool = False
    promise: str | None = None
    promised_at: datetime | None = None

    declined: Declined | None = None

    @property
    def period_days(self) -> Days | None:
        period = self.dossier.period
        return None if period is None else Days.model_validate(period.model_dump())

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, answered: object) -> object:
        if not isinstance(answered, dict):
            return answered
        given = {"identity": True} if answered.get("identity_known") else {}
        return {**answered, "said": {**answered.get("dossier", {}), **given}}


class SectionEdited(Answer):
    version: int
    status: str


class ListLine(Answer):
    """One list: how many nominations, and how many of them stand where."""

    list_id: UUID
    title: str = ""
    receiving_agency: str
    created_at: datetime
    count: int = 0
    counts: dict[str, int] = Field(default_factory=dict)

    @property
    def waits_for_head(self) -> int:
        return self.counts.get("draft", 0) + self.counts.get("returned", 0)

    @property
    def can_be_submitted(self) -> int:
        return self.counts.get("endorsed", 0)


class ListPage(Answer):
    lists: tuple[ListLine, ...] = ()


class Created(Answer):
    nomination_ids: tuple[UUID, ...]


class Finding(Answer):
    """One thing to tell about one place of a workbook."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    severity: str
    message: str


class Summary(Answer):
    rows: int = 0
    valid: int = 0
    invalid: int = 0
    errors: int = 0
    warnings: int = 0
    normalised: int = 0


class Report(Answer):
    file: str
    summary: Summary = Field(default_factory=Summary)
    findings: tuple[Finding, ...] = ()


class Repeat(Answer):
    """Rows of a workbook that stand already, in a list of the unit or as single nominations."""

    list_id: UUID | None = None
    title: str = ""
    unit: str
    since: datetime
    same_file: bool = False
    rows: int = 0


class Import(Answer):
    """A workbook that was checked; with a list id its valid rows were taken over."""

    repeats: tuple[Repeat, ...] = ()

    import_id: UUID
    report: Report
    list_id: UUID | None = None


class Taken(Answer):
    list_id: UUID
    count: int


@dataclass(frozen=True, slots=True)
class Nominations:
    neighbour: Neighbour

    async def create(self, asking: Asking, dossier: Mapping[str, Json]) -> UUID:
        response = await self.neighbour.command("/nominations", asking, {"nominations": [dict(dossier)]})
        return answered(Created, response).nomination_ids[0]

    async def edit_section(
        self, asking: Asking, nomination_id: UUID, section: str, values: Mapping[str, Json]
    ) -> SectionEdited:
        """Needs the section's version that was shown; refused when somebody changed it since."""
        path = f"/nominations/{nomination_id}/sections/{section}"
        return answered(SectionEdited, await self.neighbour.command(path, asking, dict(values), method="PUT"))

    async def edit(self, asking: Asking, nomination_id: UUID, dossier: Mapping[str, Json]) -> None:
        """Write the whole dossier anew; needs the version that was shown."""
        await self.neighbour.command(f"/nominations/{nomination_id}", asking, dict(dossier), method="PUT")

    async def missing(self, asking: Asking, nomination_id: UUID) -> tuple[Missing, ...]:
        path = f"/nominations/{nomination_id}/missing"
        return answered(MissingPage, await self.neighbour.read(path, asking)).missing

    async def nomination(self, asking: Asking, nomination_id: UUID) -> NominationView:
        return answered(NominationView, await self.neighbour.read(f"/nominations/{nomination_id}", asking))

    async def duplicates(self, asking: Asking, nomination_id: UUID) -> Duplicates:
        """Other nominations that may claim the same achievement; for the people of the agency that received it."""
        return answered(Duplicates, await self.neighbour.read(f"/nominations/{nomination_id}/duplicates", asking))

    async def drafts(self, asking: Asking) -> tuple[NominationLine, ...]:
        """Nominations outside any list that wait for the unit."""
        found: list[NominationLine] = []
        for status in ("draft", "returned", "endorsed"):
            parameters = {"status": status, "limit": 200}
            page = answered(NominationPage, await self.neighbour.read("/nominations", asking, parameters))
            found += [line for line in page.nominations if line.list_id is None or status == "returned"]
        return tuple(found[:DRAFTS_SHOWN])

    async def of_list(self, asking: Asking, list_id: UUID, after: UUID | None) -> NominationPage:
        parameters: dict[str, str | int] = {"list_id": str(list_id), "limit": 100}
        if after is not None:
            parameters["after"] = str(after)
        return answered(NominationPage, await self.neighbour.read("/nominations", asking, parameters))

    async def endorse(self, asking: Asking, ids: Ids, promise: str) -> None:
        body: dict[str, Json] = {"nomination_ids": texts(ids), "promise": promise}
        await self.neighbour.command("/nominations/endorse", asking, body)

    async def submit(self, asking: Asking, ids: Ids, reason: str = "") -> None:
        """`reason`: why, where clauses that are not verified are not met."""
        body: dict[str, Json] = {"nomination_ids": texts(ids), **_because(reason)}
        await self.neighbour.command("/nominations/submit", asking, body)

    async def withdraw(self, asking: Asking, ids: Ids, reason: str) -> None:
        body: dict[str, Json] = {"nomination_ids": texts(ids)}
        if reason:
            body["reason"] = reason
        await self.neighbour.command("/nominations/withdraw", asking, body)

    async def lists(self, asking: Asking) -> tuple[ListLine, ...]:
        return answered(ListPage, await self.neighbour.read("/lists", asking)).lists

    async def one_list(self, asking: Asking, list_id: UUID) -> ListLine:
        return answered(ListLine, await self.neighbour.read(f"/lists/{list_id}", asking))

    async def endorse_list(self, asking: Asking, list_id: UUID, promise: str) -> None:
        await self.neighbour.command(f"/lists/{list_id}/endorse", _patient(asking), {"promise": promise})

    async def submit_list(self, asking: Asking, list_id: UUID, reason: str = "") -> None:
        await self.neighbour.command(f"/lists/{list_id}/submit", _patient(asking), _because(reason))

    async def check_workbook(self, asking: Asking, fields: Mapping[str, str], file: tuple[str, bytes, str]) -> Import:
        """Send a workbook for a dry run; nothing is taken over."""
        return answered(Import, await self.neighbour.upload("/imports", _patient(asking), fields, file))

    async def template(self, asking: Asking, award: str, subject_kind: str, kind: str = "") -> Workbook:
        """An empty list to fill in: of one award's form for one kind of subject and commendation, or of any."""
        wanted = {"award": award, "subject_kind": subject_kind} if award and subject_kind else {}
        if wanted and kind:
            wanted["kind"] = kind
        return handed_on(await self.neighbour.read("/imports/template", asking, wanted))

    async def checked_workbook(self, asking: Asking, import_id: UUID) -> Import:
        return answered(Import, await self.neighbour.read(f"/imports/{import_id}", _patient(asking)))

    async def marked_workbook(self, asking: Asking, import_id: UUID) -> Workbook:
        """The unit's own workbook with marks."""
        return handed_on(await self.neighbour.read(f"/imports/{import_id}/workbook", _patient(asking)))

    async def take_rows(self, asking: Asking, import_id: UUID, rows: str) -> Taken:
        """Take over `valid` rows, the `new` ones among them, or the `repeated-too`."""
        path = f"/imports/{import_id}/accept"
        return answered(Taken, await self.neighbour.command(path, _patient(asking), {"rows": rows}))


def _because(reason: str) -> dict[str, Json]:
    return {"reason": reason} if reason else {}


def _patient(asking: Asking) -> Asking:
    return replace(asking, seconds=LONG_SECONDS)

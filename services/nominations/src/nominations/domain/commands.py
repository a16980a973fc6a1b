"""What may be asked of nominations, decoded straight from the body, and what is answered. One thing or many, alike."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

from contracts.vocabulary import Code, CommendationKind, Day, Hex64, Period, UnitKey
from nominations.domain.dossier import Dossier, Line
from nominations.domain.model import Status
from rulebook.forms import SectionKey

AT_MOST = 20_000


def _distinct(ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    if len(set(ids)) < len(ids):
        raise ValueError("Mỗi mã chỉ được nêu một lần.")
    return ids


Ids = Annotated[tuple[UUID, ...], Field(min_length=1, max_length=AT_MOST), AfterValidator(_distinct)]
Reason = Annotated[str, Field(min_length=1, max_length=2_000)]


# A section has some thirty fields; its model says which.
SectionValues = Annotated[
    dict[Annotated[str, Field(max_length=64)], StrictStr | StrictInt | StrictBool | None], Field(max_length=100)
]


class Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CreateNominations(Command):
    """Start drafts; with a title they form a list."""

    nominations: Annotated[tuple[Dossier, ...], Field(min_length=1, max_length=AT_MOST)]
    list_title: Line | None = None


class EditNomination(Command):
    """Write a draft anew. `version` is the one the writer saw; an endorsed draft must be endorsed again."""

    nomination_id: UUID
    version: int
    dossier: Dossier


class EditSection(Command):
    """Write one section of a draft anew; a field that is not named stays as it is."""

    nomination_id: UUID
    section: SectionKey
    version: int
    values: SectionValues


class Promised(Command):
    """`promise` is the code of what the head confirms; callers of before send none."""

    promise: Code | None = None


class EndorseNominations(Promised):
    """The head of the unit stands for them."""

    nomination_ids: Ids


class Despite(Command):
    """`reason`: why they are handed over although clauses that are not verified are not met. Personal."""

    reason: Reason | None = None


class SubmitNominations(Despite):
    """Hand them to the receiving agency."""

    nomination_ids: Ids


class WithdrawNominations(Command):
    """Take them back; after submission this asks review to close the case. The reason is personal."""

    nomination_ids: Ids
    reason: Reason | None = None


class EndorseList(Promised):
    """Endorse what is not yet endorsed on a list."""

    list_id: UUID


class SubmitList(Despite):
    """Submit what is endorsed on a list."""

    list_id: UUID


class ErasePersonal(Command):
    """Destroy the personal data of these nominations everywhere; facts stay. The same again does nothing."""

    nomination_ids: Ids
    reason: Code


class ImportTerms(Command):
    """What the sender says once for all rows of a workbook; `award_code` holds where a row names no award."""

    commendation_kind: CommendationKind
    receiving_agency: UnitKey
    award_code: Code | None = None
    movement_id: UUID | None = None
    simplified_ground: Code | None = None
    """An ad hoc list asks for the simplified procedure by itself, another where it names a condition."""
    first_day: Day | None = None
    last_day: Day | None = None
    list_title: Line | None = None

    @model_validator(mode="after")
    def _both_days_or_none(self) -> "ImportTerms":
        if (self.first_day is None) != (self.last_day is None):
            raise ValueError("Thời gian lập thành tích cần cả ngày đầu và ngày cuối.")
        if self.first_day is not None and self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("Ngày cuối không được trước ngày đầu.")
        return self

    @property
    def period(self) -> Period | None:
        if self.first_day is None or self.last_day is None:
            return None
        return Period(first_day=self.first_day, last_day=self.last_day)


class KeepImport(Command):
    """Keep a workbook that was checked, with its report as JSON, until its rows are accepted or it expires."""

    terms: ImportTerms
    file_name: Annotated[str, Field(max_length=255)]
    content: bytes
    report: bytes


class WantedRows(Command):
    """Which rows to take over; those with an error never.

    `valid` is refused when some name again what stands already: `new` leaves those out, `repeated-too` takes them.
    """

    rows: Literal["valid", "new", "repeated-too"] = "valid"


class AcceptImport(WantedRows):
    """Make a list of drafts of the wanted rows."""

    import_id: UUID


class KeepEvidence(Command):
    """Enter a file that lies in the store already, under its digest. The name is personal."""

    nomination_id: UUID
    part: Code
    name: Annotated[str, Field(min_length=1, max_length=200)]
    media_type: str
    size_bytes: int
    digest: Hex64
    original_digest: Hex64
    original_size_bytes: int
    removed: tuple[str, ...]
    state: Literal["quarantined", "unscanned"]


class RemoveEvidence(Command):
    """Take a file out of a draft."""

    nomination_id: UUID
    file_id: UUID


class KeptFile(BaseModel):
    file_id: UUID


class Kept(BaseModel):
    import_id: UUID
    expires_at: datetime


class Taken(BaseModel):
    list_id: UUID
    count: int


class Created(BaseModel):
    nomination_ids: tuple[UUID, ...]
    list_id: UUID | None


class Edited(BaseModel):
    nomination_id: UUID
    version: int


class SectionEdited(BaseModel):
    """`version` is the section's own, `status` what the edit left of an endorsement."""

    nomination_id: UUID
    section: SectionKey
    version: int
    status: Status


class Erased(BaseModel):
    """How many nominations lost their personal data just now, and the parts of how many facts went with them."""

    count: int
    facts: int


class Done(BaseModel):
    """How many nominations the command acted on."""

    count: int

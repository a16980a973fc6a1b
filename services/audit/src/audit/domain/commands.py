"""What may be asked of the record: a look at a case, an evidence bundle. Both leave a fact, and change nothing else."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.audit import ExportReason
from contracts.canonical import Json, timestamp
from contracts.vocabulary import Hex64, Moment


class Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OpenCase(Command):
    """Look at the whole life of a case."""

    case_id: UUID


class Look(BaseModel):
    """The look that an answer belongs to; within ten minutes the same person's next one of the case is the same."""

    look_id: UUID
    opened_at: datetime
    is_new: bool


class RecordExport(Command):
    """Tell of a bundle that was made and is handed over once this is committed."""

    case_id: UUID | None
    manifest_sha256: Hex64
    fact_count: int
    opening_count: int
    reason: ExportReason | None


class Exported(BaseModel):
    """The fact about a bundle."""

    export_id: UUID


Word = Annotated[str, Field(pattern=r"^[!-~]{1,200}$")]


class FactFilter(Command):
    """Facts `from` a moment on and before `to`, of a type, a unit or a case: what the search finds."""

    since: Annotated[Moment | None, Field(alias="from")] = None
    until: Annotated[Moment | None, Field(alias="to")] = None
    type: Word | None = None
    unit: Word | None = None
    case_id: UUID | None = None


class ActorBody(Command):
    """Who did something, at the sign-in server."""

    sub: Annotated[str, Field(min_length=1, max_length=255)]


class Opening(Command):
    """What an `actorcommit` was made of, as `POST /actors/open` gives it."""

    body: ActorBody
    salt: Hex64


class GivenOpening(Command):
    """To which fact of the bundle it belongs."""

    fact_id: UUID
    opening: Opening


class ExportEvidence(Command):
    """Make a bundle of a case's life, or of the facts that a filter finds, with openings that the desk was given.

    Whoever takes along who did something says why; the fact about the bundle tells it.
    """

    case_id: UUID | None = None
    facts: FactFilter | None = None
    openings: Annotated[tuple[GivenOpening, ...], Field(max_length=1_000)] = ()
    reason: ExportReason | None = None

    @model_validator(mode="after")
    def _one_selection(self) -> "ExportEvidence":
        if (self.case_id is None) == (self.facts is None):
            raise ValueError("Hãy chọn một hồ sơ (case_id) hoặc một bộ lọc (facts), không phải cả hai.")
        if self.openings and self.reason is None:
            raise ValueError("Gói có phần mở về người đã làm thì phải nêu lý do (reason).")
        return self

    @property
    def about_case(self) -> UUID | None:
        """The case whose facts are asked for: its whole life, or what a filter finds of it."""
        return self.case_id if self.facts is None else self.facts.case_id

    def selection(self) -> dict[str, Json]:
        """What was asked for, as the manifest says it."""
        if self.facts is None:
            return {"case_id": str(self.case_id)}
        chosen = {
            "from": None if self.facts.since is None else timestamp(self.facts.since),
            "to": None if self.facts.until is None else timestamp(self.facts.until),
            "type": self.facts.type,
            "unit": self.facts.unit,
            "facts_of_case": None if self.facts.case_id is None else str(self.facts.case_id),
        }
        return {name: value for name, value in chosen.items() if value is not None}

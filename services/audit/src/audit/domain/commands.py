"""What may be asked of the record: a look at a case, an evidence bundle. Both leave a fact, and change nothing else."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.vocabulary import Hex64


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


class Exported(BaseModel):
    """The fact about a bundle."""

    export_id: UUID

"""What may be asked of nominations, decoded straight from the body, and what is answered. One thing or many, alike."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from nominations.domain.dossier import Dossier, Line

AT_MOST = 20_000


def _distinct(ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    if len(set(ids)) < len(ids):
        raise ValueError("Mỗi mã chỉ được nêu một lần.")
    return ids


Ids = Annotated[tuple[UUID, ...], Field(min_length=1, max_length=AT_MOST), AfterValidator(_distinct)]
Reason = Annotated[str, Field(min_length=1, max_length=2_000)]


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


class EndorseNominations(Command):
    """The head of the unit stands for them."""

    nomination_ids: Ids


class SubmitNominations(Command):
    """Hand them to the receiving agency."""

    nomination_ids: Ids


class WithdrawNominations(Command):
    """Take them back; after submission this asks review to close the case. The reason is personal."""

    nomination_ids: Ids
    reason: Reason | None = None


class EndorseList(Command):
    """Endorse what is not yet endorsed on a list."""

    list_id: UUID


class SubmitList(Command):
    """Submit what is endorsed on a list."""

    list_id: UUID


class Created(BaseModel):
    nomination_ids: tuple[UUID, ...]
    list_id: UUID | None


class Edited(BaseModel):
    nomination_id: UUID
    version: int


class Done(BaseModel):
    """How many nominations the command acted on."""

    count: int

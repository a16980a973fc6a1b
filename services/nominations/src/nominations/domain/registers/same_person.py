"""What a human may say of two persons who may be the same."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from nominations.domain.commands import Command
from nominations.domain.registers.matching import Pair


class Answer(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    OPEN = "open"
    """Takes an answer back."""


class Judged(BaseModel):
    """The answer about one pair, in either order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_id: UUID
    second_id: UUID
    answer: Answer

    @property
    def pair(self) -> Pair:
        first, second = sorted((self.first_id, self.second_id))
        return (first, second)


class DecideMatches(Command):
    """Say of pairs whether they are the same person; remembered, and taken back the same way."""

    answers: Annotated[tuple[Judged, ...], Field(min_length=1, max_length=200)]


class Matched(BaseModel):
    count: int

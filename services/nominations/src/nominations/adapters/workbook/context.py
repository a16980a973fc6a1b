"""What the sender says beside the file: the day of the check, and what holds for rows that do not say it
themselves.
"""

from dataclasses import dataclass
from datetime import date

import pydantic

from contracts.vocabulary import CommendationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`award_code` is taken where neither row nor heading names an award."""

    as_of: date
    award_code: str | None = None
    commendation_kind: CommendationKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A file's name and what was said of it, as it travels into the sandbox."""

    file_name: str
    context: Context

    def to_json(self) -> bytes:
        return _ASKED.dump_json(self)

    @staticmethod
    def from_json(text: bytes) -> "Asked":
        return _ASKED.validate_json(text)


_ASKED: pydantic.TypeAdapter[Asked] = pydantic.TypeAdapter(Asked)

"""What the sender says beside the file: the day of the check, and what holds for rows that do not say it
themselves.
"""

from dataclasses import dataclass
from datetime import date

from contracts.vocabulary import CommendationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`award_code` is taken where neither row nor heading names an award."""

    as_of: date
    award_code: str | None = None
    commendation_kind: CommendationKind | None = None

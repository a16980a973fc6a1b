"""What a finding is made of: facts of the record as they are listed, and what should be looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.canonical import Json


class Kind(StrEnum):
    """What is looked for."""

    GAP = "gap"
    """A fact whose stream lacks one before it."""
    FORK = "fork"
    """Two facts that claim one place, or one id."""
    LATE_ARRIVAL = "late-arrival"
    """A fact that came after later ones of its stream."""
    LATE_STEP = "late-step"
    """A step that was done after its day, or is still not done; as far as facts say by when."""
    RETURNED_OFTEN = "returned-often"
    """Nominations, or units, whose dossiers went back again and again."""
    AD_HOC_TIME = "ad-hoc-time"
    """How many hours lay between a deed and the decision about it."""


class Measure(StrEnum):
    """What `value` of a finding counts."""

    FACTS_MISSING = "facts-missing"
    DAYS_LATE = "days-late"
    TIMES = "times"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFact:
    """One fact with its place in the record; words that it lacks are empty."""

    index: int
    fact_id: UUID
    source: str
    type: str
    time: datetime
    subject: UUID
    seq: int
    unit: str
    case_id: str
    nomination_id: str
    data: Mapping[str, Json]

    def text(self, name: str) -> str:
        """A field of the fact's data, as text; empty when it is not there."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        """A field that holds a day."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            return None

    def moment(self, name: str) -> datetime | None:
        """A field that holds a moment, with its offset."""
        try:
            read = datetime.fromisoformat(self.text(name))
        except ValueError:
            return None
        return read if read.tzinfo else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What should be looked at, and the facts that it stands on, each of which can be proved.

    `says` is a code for the sentence; `value` is None where nothing is counted.
    """

    kind: Kind
    says: str
    at: datetime
    unit: str = ""
    case_id: str = ""
    nomination_id: str = ""
    value: int | None = None
    measure: Measure | None = None
    facts: tuple[RecordedFact, ...]

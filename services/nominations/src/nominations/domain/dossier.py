"""What a unit writes about whom it nominates: one shape for the form, the workbook and the row.

The personal fields travel beside the fact when the nomination is submitted, never in it.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictBool, StringConstraints

from contracts.fact import personal_fields
from contracts.nominations import NominationSubmitted
from contracts.vocabulary import Code, CommendationKind, DiscoveredBy, Moment, Period, SubjectKind, UnitKey

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Born = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}(-[01][0-9]-[0-3][0-9])?$")]
Gender = Annotated[str, StringConstraints(pattern=r"^(female|male)$")]


def _a_real_day(born: str) -> str:
    if len(born) > len("YYYY"):
        datetime.strptime(born, "%Y-%m-%d")  # noqa: DTZ007 (only asks whether the calendar has the day)
    return born


class Content(BaseModel):
    """One nomination's content; without a name, what an erasure left of it.

    `born` is YYYY or YYYY-MM-DD, as far as the unit knows it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject_kind: SubjectKind
    award_code: Code
    commendation_kind: CommendationKind
    period: Period | None = None
    movement_id: UUID | None = None
    deed_at: Moment | None = None
    discovered_by: DiscoveredBy | None = None
    simplified: StrictBool = False
    receiving_agency: UnitKey

    name: Line | None = None
    born: Annotated[Born, AfterValidator(_a_real_day)] | None = None
    gender: Gender | None = None
    position: Line | None = None
    workplace: Line | None = None
    achievement: Text | None = None

    @property
    def is_erased(self) -> bool:
        return self.name is None

    def without_personal(self) -> "Content":
        """What stays when the personal data goes: what the fact of the submission tells everybody."""
        return Content(**self.model_dump(exclude=set(personal_fields(NominationSubmitted))))


class Dossier(Content):
    """What a unit writes: there is no nomination without a name."""

    name: Line

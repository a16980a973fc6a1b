"""What nominations says of a dossier under the rules: clause by clause, and the caps of a unit's titles."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from portal.adapters.clients.transport import Answer, Asking, Neighbour, answered


class Lacking(Answer):
    """A field that was not told; `section` where the unit tells it."""

    field: str
    label: str = ""
    label_en: str = ""
    section: str | None = None


class Days(Answer):
    first_day: date
    last_day: date


class Clause(Answer):
    """One clause: `rule` is its sentence, `sentence` what was found."""

    row: str
    outcome: str
    sentence: str = ""
    sentence_en: str = ""
    rule: str = ""
    citation: str = ""
    status: str = ""
    note: str = ""
    missing: tuple[Lacking, ...] = ()
    consequence: str | None = None


class ClauseGroup(Answer):
    group: str
    findings: tuple[Clause, ...] = ()


class AppliedLaw(Answer):
    """Which law is applied, and where its day comes from."""

    day: date
    chosen_by: str
    regime: str | None = None
    citation: str = ""
    status: str | None = None
    note: str = ""


class Cap(Answer):
    award_code: str
    year: int
    handed_over: int = 0
    drafting: int = 0
    findings: tuple[Clause, ...] = ()


class Same(Answer):
    """An award or a dossier for the same achievement, or perhaps for it."""

    sameness: str
    award_code: str
    commendation_kind: str | None = None
    nomination_id: UUID | None = None
    period: Days | None = None
    deed_at: datetime | None = None
    year: int | None = None
    decision_number: str | None = None
    decided_on: date | None = None
    issuing_body: str | None = None

    @property
    def is_certain(self) -> bool:
        return self.sameness == "same"


class SameAchievement(Answer):
    """`elsewhere`: dossiers of other units, of which nothing else is told."""

    found: tuple[Same, ...] = ()
    elsewhere: int = 0


class Submitted(Answer):
    """What was found when it was last handed over."""

    at: datetime
    law: AppliedLaw
    counts: dict[str, int] = Field(default_factory=dict)
    reason: str | None = None
    despite: tuple[str, ...] = ()
    lost: bool = False
    """With a database that was restored; law and day come back from the fact."""


class Evaluated(Answer):
    law: AppliedLaw
    counts: dict[str, int] = Field(default_factory=dict)
    groups: tuple[ClauseGroup, ...] = ()
    cap: Cap | None = None
    submitted: Submitted | None = None
    same_achievement: SameAchievement | None = None


class Caps(Answer):
    caps: tuple[Cap, ...] = ()


async def evaluation(nominations: Neighbour, asking: Asking, nomination_id: UUID) -> Evaluated:
    """The findings as of now; Refused once the personal data was erased."""
    return answered(Evaluated, await nominations.read(f"/nominations/{nomination_id}/evaluation", asking))


async def caps(nominations: Neighbour, asking: Asking) -> tuple[Cap, ...]:
    return answered(Caps, await nominations.read("/caps", asking)).caps

"""Facts of the nominations service; subject of each is the nomination."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.fact import Fact, Personal
from contracts.vocabulary import Code, CommendationKind, DiscoveredBy, Hex64, Period, SubjectKind, UnitKey


class NominationEndorsed(Fact):
    """The head of the proposing unit stands for the nomination."""

    TYPE: ClassVar[str] = "nominations.nomination-endorsed.v1"
    SUBJECT: ClassVar[str] = "nomination_id"

    nomination_id: UUID
    list_id: UUID | None = None
    proposing_unit: UnitKey
    promise: Code | None = None
    """Which promise the head made with it, as a code of the rulebook."""


class NominationSubmitted(Fact):
    """The unit hands the nomination over to the agency; cases and awards name this fact's id as their submission."""

    TYPE: ClassVar[str] = "nominations.nomination-submitted.v1"
    SUBJECT: ClassVar[str] = "nomination_id"

    nomination_id: UUID
    list_id: UUID | None = None
    subject_kind: SubjectKind
    award_code: Code
    commendation_kind: CommendationKind
    period: Period | None = None
    movement_id: UUID | None = None
    deed_at: datetime | None = None
    discovered_by: DiscoveredBy | None = None
    simplified: bool
    proposing_unit: UnitKey
    receiving_agency: UnitKey
    submitted_on: date
    received_on: date | None = None
    """The day on which the agency received the dossier on paper, where that was not the day of submission."""
    simplified_ground: Code | None = None
    """Which condition opens the simplified procedure, as a code of the rulebook."""

    name: Annotated[str | None, Personal()] = None
    born: Annotated[str | None, Personal()] = None
    """YYYY or YYYY-MM-DD, as far as the unit knows it."""
    gender: Annotated[str | None, Personal()] = None
    """`female` or `male`."""
    position: Annotated[str | None, Personal()] = None
    workplace: Annotated[str | None, Personal()] = None
    achievement: Annotated[str | None, Personal()] = None


class NominationWithdrawn(Fact):
    """An endorsed nomination was taken back before it was submitted."""

    TYPE: ClassVar[str] = "nominations.nomination-withdrawn.v1"
    SUBJECT: ClassVar[str] = "nomination_id"

    nomination_id: UUID
    list_id: UUID | None = None
    proposing_unit: UnitKey

    reason: Annotated[str | None, Personal()] = None


class WithdrawalRequested(Fact):
    """The unit asks to withdraw a submitted nomination; review answers by closing the case or refusing."""

    TYPE: ClassVar[str] = "nominations.withdrawal-requested.v1"
    SUBJECT: ClassVar[str] = "nomination_id"

    nomination_id: UUID
    proposing_unit: UnitKey

    reason: Annotated[str | None, Personal()] = None


class PersonalErased(Fact):
    """The personal part of one fact was destroyed; every holder destroys its copy."""

    TYPE: ClassVar[str] = "nominations.personal-erased.v1"
    SUBJECT: ClassVar[str] = "nomination_id"

    nomination_id: UUID
    fact_id: UUID
    reason: Code | None = None
    """Why, as a code of the rulebook."""


class ActorOpened(Fact):
    """A supervisor was shown who stands behind a commitment to an actor of this service's facts."""

    TYPE: ClassVar[str] = "nominations.actor-opened.v1"
    SUBJECT: ClassVar[str] = "opening_id"

    opening_id: UUID
    opened_commit: Hex64

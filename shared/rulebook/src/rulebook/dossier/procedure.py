"""What was done with the dossier: council, publication, consultation, days of each step."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from rulebook.dossier.shape import Part


class Council(Part):
    """The vote on this dossier."""

    meeting_on: date | None = None
    seats: int | None = Field(default=None, ge=0)
    """All seats, vacant ones included."""
    vacant: int | None = Field(default=None, ge=0)
    present: int | None = Field(default=None, ge=0)
    recused: int | None = Field(default=None, ge=0)
    yes: int | None = Field(default=None, ge=0)
    """Ballots for it, written ones of absent members included."""
    secret: bool | None = None
    absent_asked_in_writing: bool | None = None
    has_minutes: bool | None = None
    chair_present: bool | None = None


class Publication(Part):
    """The list of candidates on the portal or in the press."""

    first_day: date | None = None
    last_day: date | None = None
    channel: str = ""


class Consultation(Part):
    """Hiệp y: opinion asked of another body."""

    asked_on: date | None = None
    answered_on: date | None = None


class Steps(Part):
    """Day of each step; None: not done, or not told."""

    deed_at: datetime | None = None
    """Ad hoc: when the deed was done."""
    submitted_on: date | None = None
    complete_on: date | None = None
    """The dossier was complete: time limits of appraisal start."""
    appraised_on: date | None = None
    ineligible_told_on: date | None = None
    forwarded_on: date | None = None
    """The province submitted it to the higher level (trình cấp trên)."""
    result_told_on: date | None = None
    """The appraising body told the proposer the result."""
    recipients_told_on: date | None = None
    """The proposer told the recipients."""
    published_internally_on: date | None = None


class SimplifiedCondition(StrEnum):
    """Cases that open the simplified procedure (thủ tục đơn giản)."""

    POLITICAL_TASK = "political-task"
    AD_HOC = "ad-hoc"
    DISCOVERED_BY_HEAD = "discovered-by-head"
    CONTRIBUTION_SENIORITY_FOREIGN = "contribution-seniority-foreign"
    STATE_SECRET = "state-secret"  # noqa: S105 - no password: a case of the law
    CLEAR_ACHIEVEMENT = "clear-achievement"
    """Achievement is clear and meets the criteria."""


class Revocation(Part):
    """A request to annul the award."""

    ground: str | None = None
    """Code of the reason (a–d of the law) as the rulebook's reasons have it."""
    concluded_on: date | None = None
    reported_on: date | None = None
    decided_on: date | None = None
    parts: frozenset[str] | None = None


class Complaint(Part):
    """A complaint about a decision, with the day of each step."""

    known_on: date | None = None
    """Day the complainant received or learned of the decision."""
    obstacle_days: int | None = Field(default=None, ge=0)
    received_on: date | None = None
    accepted_on: date | None = None
    dialogue_told_on: date | None = None
    dialogue_on: date | None = None
    complex: bool | None = None
    remote: bool | None = None
    second: bool | None = None
    """Second instance."""
    decided_on: date | None = None
    first_decided_on: date | None = None
    first_received_on: date | None = None
    """Second instance: day the first decision was received."""

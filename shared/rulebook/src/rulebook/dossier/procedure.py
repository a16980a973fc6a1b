"""What was done with the dossier: council, publication, consultation, days of each step."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from rulebook.dossier.shape import Part


class Council(Part):
    """The vote on this dossier."""

    meeting_on: date | None = None
    """Day of the meeting."""
    seats: int | None = Field(default=None, ge=0)
    """All seats, vacant ones included."""
    vacant: int | None = Field(default=None, ge=0)
    """Seats without a member: left out of the denominator."""
    present: int | None = Field(default=None, ge=0)
    """Members who came."""
    recused: int | None = Field(default=None, ge=0)
    """Members who took no part; they stay in the denominator."""
    yes: int | None = Field(default=None, ge=0)
    """Ballots for it, written ones of absent members included."""
    secret: bool | None = None
    """The ballot was secret."""
    absent_asked_in_writing: bool | None = None
    """Absent members were asked in writing."""
    has_minutes: bool | None = None
    """Minutes were written."""
    chair_present: bool | None = None
    """The chair came."""


class Publication(Part):
    """The list of candidates on the portal or in the press."""

    first_day: date | None = None
    """First day on which it could be read."""
    last_day: date | None = None
    """Last day on which it could be read."""
    channel: str = ""
    """Where it was published."""


class Consultation(Part):
    """Hiệp y: opinion asked of another body."""

    asked_on: date | None = None
    """Day the opinion was asked."""
    answered_on: date | None = None
    """Day the answer came."""


class Steps(Part):
    """Day of each step; None: not done, or not told."""

    deed_at: datetime | None = None
    """Ad hoc: when the deed was done."""
    submitted_on: date | None = None
    """The unit submitted the dossier."""
    complete_on: date | None = None
    """The dossier was complete: time limits of appraisal start."""
    appraised_on: date | None = None
    """The appraisal was done."""
    ineligible_told_on: date | None = None
    """The proposer was told that the dossier is not eligible."""
    forwarded_on: date | None = None
    """The province submitted it to the higher level (trình cấp trên)."""
    result_told_on: date | None = None
    """The appraising body told the proposer the result."""
    recipients_told_on: date | None = None
    """The proposer told the recipients."""
    published_internally_on: date | None = None
    """The award was published inside the agency."""


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
    """Day of the conclusion, decision or judgment that calls for it; chooses the law."""
    reported_on: date | None = None
    """Day the proposing body reported to its council and sent the dossier."""
    decided_on: date | None = None
    """Day of the decision on annulling."""
    parts: frozenset[str] | None = None
    """Codes of the papers that are present."""


class Complaint(Part):
    """A complaint about a decision, with the day of each step."""

    known_on: date | None = None
    """Day the complainant received or learned of the decision."""
    obstacle_days: int | None = Field(default=None, ge=0)
    """Days of an objective obstacle, which do not count."""
    received_on: date | None = None
    """Day the complaint came; chooses the law."""
    accepted_on: date | None = None
    """Day it was accepted."""
    dialogue_told_on: date | None = None
    """Day the dialogue was announced."""
    dialogue_on: date | None = None
    """Day of the dialogue."""
    complex: bool | None = None
    """A complex case."""
    remote: bool | None = None
    """In a remote area."""
    second: bool | None = None
    """Second instance."""
    decided_on: date | None = None
    """Day of the decision on it."""
    first_decided_on: date | None = None
    """Second instance: day of the first decision."""
    first_received_on: date | None = None
    """Second instance: day the first decision was received."""

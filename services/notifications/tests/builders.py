"""People, facts and occasions for the tests of notifications."""

from datetime import UTC, datetime
from uuid import UUID

from contracts.notifications import Channel
from contracts.roles import Role
from notifications.domain.commands import RecipientEntry
from notifications.domain.model import Message, Occasion, Recipient

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
UNIT, AGENCY = "11953@2025-07-01", "33@2025-07-01"
ACCEPTED, RETURNED = "review.case-accepted.v1", "review.case-returned.v1"


def uid(number: int) -> UUID:
    return UUID(int=number)


def entry(
    person_id: str = "officer", *roles: Role, email: str = "officer@thidua.example", **more: object
) -> RecipientEntry:
    asked = {"person_id": person_id, "roles": roles or (Role.UNIT_OFFICER,), "unit": UNIT, "email": email}
    return RecipientEntry.model_validate({**asked, **more})


def recipient(number: int = 1, person_id: str = "officer", role: Role = Role.UNIT_OFFICER, **more: object) -> Recipient:
    known = {"unit": UNIT, "email": f"{person_id}@thidua.example", **more}
    return Recipient(recipient_id=uid(number), person_id=person_id, role=role, **known)  # type: ignore[arg-type]


def occasion(fact_type: str = RETURNED, at: datetime = NOW) -> Occasion:
    return Occasion(
        fact_id=uid(100), fact_type=fact_type, at=at, nomination_id=uid(101), case_id=uid(102), decision_id=uid(103)
    )


def mail(number: int = 1, attempts: int = 0, email: str = "officer@thidua.example") -> Message:
    return Message(
        message_id=uid(number),
        occasion=occasion(),
        recipient=recipient(email=email),
        channel=Channel.MAIL,
        attempts=attempts,
    )

"""Erasing personal data: who may, why, and what is left; pure.

The head of the unit answers for what the unit holds, the secretariat for what its agency received; an operator carries
out what was decided elsewhere. After submission the unit alone cannot take a name out of the register (design.md §4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from contracts.nominations import PersonalErased
from contracts.roles import Role
from nominations.domain import errors
from nominations.domain.model import Nomination, Status
from rulebook import ReasonUse, Rulebook

# What came back to the unit is in the hands of both.
IN_UNITS_HANDS = frozenset({Status.DRAFT, Status.ENDORSED, Status.RETURNED, Status.WITHDRAWN})
IN_AGENCYS_HANDS = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.RETURNED, Status.CLOSED})


def known_reason(code: str, rulebook: Rulebook) -> None:
    """Refuse a code that is no reason for an erasure."""
    found = rulebook.reasons.get(code)
    if found is None or found.use is not ReasonUse.ERASE:
        raise errors.UnknownReason(code)


def in_hands_of(nominations: Sequence[Nomination], role: Role, unit: str | None) -> None:
    """Refuse nominations that somebody else holds."""
    foreign = [each.nomination_id for each in nominations if not _holds(role, unit, each)]
    if foreign:
        raise errors.NotYoursToErase(foreign)


def emptied(nomination: Nomination) -> Nomination:
    """What is left of it. Its status stays: a case goes on without a name."""
    return replace(nomination, dossier=nomination.dossier.without_personal(), version=nomination.version + 1)


def erased(parts: Iterable[tuple[UUID, UUID]], reason: str) -> list[PersonalErased]:
    """One fact per part: nomination and fact."""
    return [
        PersonalErased(nomination_id=nomination_id, fact_id=fact_id, reason=reason) for nomination_id, fact_id in parts
    ]


def _holds(role: Role, unit: str | None, nomination: Nomination) -> bool:
    match role:
        case Role.OPERATOR:
            return True
        case Role.UNIT_HEAD:
            return nomination.unit == unit and nomination.status in IN_UNITS_HANDS
        case Role.SECRETARIAT:
            return nomination.dossier.receiving_agency == unit and nomination.status in IN_AGENCYS_HANDS
        case _:
            return False

"""Who is shown how a nomination stands against the rules."""

from contracts.roles import Role
from nominations.domain.model import Nomination, Status

# What came back is the unit's again.
HANDED_OVER = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.CLOSED})


def may_see(role: Role, unit: str | None, nomination: Nomination) -> bool:
    """The unit its own at any time; who works at the receiving agency once it was handed over."""
    if role in (Role.UNIT_OFFICER, Role.UNIT_HEAD):
        return unit == nomination.unit
    return unit == nomination.dossier.receiving_agency and nomination.status in HANDED_OVER

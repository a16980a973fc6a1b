"""What the registers know of a nomination's subject, in the words of the rulebook's dossier.

Where nobody entered anything they say nothing: None, never an empty list (docs/decisions/0043).
"""

from nominations.adapters.gathered import ClaimedInitiative, Gathered, PastAward
from rulebook.dossier import (
    CommendationKind,
    EarlierAward,
    Initiative,
    InitiativeKind,
    InitiativeLevel,
    Period,
    SpentOn,
    Standing,
)


def awards(gathered: Gathered) -> tuple[EarlierAward, ...] | None:
    """Those that certainly are the subject's."""
    return tuple(_award(each) for each in gathered.history) or None


def initiatives(gathered: Gathered) -> tuple[Initiative, ...] | None:
    """Those that the nomination names."""
    return tuple(_initiative(each) for each in gathered.initiatives) or None


def _award(past: PastAward) -> EarlierAward:
    return EarlierAward(
        code=past.award_code,
        year=past.year,
        period=_period(past),
        decided_on=past.decided_on,
        number=past.decision_number or "",
        issuer=past.issuing_body or "",
        standing=Standing(past.status),
        kind=None if past.kind is None else CommendationKind(past.kind),
        unit=past.unit_then,
    )


def _period(past: PastAward) -> Period | None:
    if past.period_first is None or past.period_last is None:
        return None
    return Period(first_year=past.period_first.year, last_year=past.period_last.year)


def _initiative(claimed: ClaimedInitiative) -> Initiative:
    return Initiative(
        id=str(claimed.initiative_id),
        kind=InitiativeKind(claimed.kind),
        level=InitiativeLevel(claimed.level),
        year=claimed.year,
        recognised_on=claimed.decided_on,
        spent_on=tuple(SpentOn(award=each.award_code, year=each.year) for each in claimed.spent_for),
    )

"""What the registers know of a nomination's subject, in the words of the rulebook's dossier.

Where nobody entered anything they say nothing: None, never an empty list (docs/decisions/0043).
"""

from collections.abc import Iterable

from nominations.adapters.gathered import ClaimedInitiative, Gathered, PastAward
from nominations.domain.evaluation import Deed, Given, Other
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


def given(gathered: Gathered, others: Iterable[Other]) -> tuple[Given, ...]:
    """Awards in force, with what each was for: as our dossier said it, else as the entry does."""
    ours = {each.nomination_id: Deed.of(each.content) for each in others}
    return tuple(
        Given(
            award_code=each.award_code,
            deed=(ours.get(each.nomination_id) if each.nomination_id else None) or _deed(each),
            year=each.year,
            decision_number=each.decision_number,
            decided_on=each.decided_on,
            issuing_body=each.issuing_body,
        )
        for each in gathered.history
        if each.status == Standing.IN_FORCE
    )


def _deed(past: PastAward) -> Deed:
    first, last = past.period_first, past.period_last
    return Deed.of_entry(past.kind, past.year, None if first is None or last is None else (first, last))


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

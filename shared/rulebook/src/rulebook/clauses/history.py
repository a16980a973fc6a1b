"""Which earlier awards and results a clause may count."""

from collections.abc import Iterable

from rulebook.awards import Group
from rulebook.clauses.kind import Asked
from rulebook.clauses.verdicts import NotTold, told
from rulebook.dossier import CommendationKind, EarlierAward, Grade, Standing


def standing_awards(asked: Asked, code: str) -> tuple[EarlierAward, ...]:
    """Awards of the code that count: in force, of this country, on merit.

    Raise NotTold where one that might count doesn't tell whether it stands, or whether it was on merit. An emulation
    title is on merit by its nature.
    """
    own = [each for each in told(asked.dossier.awards, "awards") if each.code == code and not each.foreign]
    alive = [each for each in own if each.standing is not Standing.REVOKED and _on_merit(asked, each)]
    if any(each.standing is None for each in alive):
        raise NotTold("awards.standing")
    return tuple(alive)


def _on_merit(asked: Asked, award: EarlierAward) -> bool:
    known = asked.book.awards.get(award.code)
    if award.kind is None and not (known and known.group is Group.EMULATION_TITLE):
        raise NotTold("awards.kind")
    return award.kind in (None, CommendationKind.MERIT)


def years_of(awards: Iterable[EarlierAward]) -> frozenset[int]:
    """The years the awards honour; raise NotTold when one doesn't say."""
    return frozenset(told(each.year, "awards.year") for each in awards)


def longest_run(years: frozenset[int], step: int = 1) -> tuple[int, ...]:
    """The longest row of years at the step, the latest of equals; empty when there is none."""
    best: tuple[int, ...] = ()
    for last in sorted(years, reverse=True):
        run = run_until(years, last, step)
        if len(run) > len(best):
            best = run
    return best


def run_until(years: frozenset[int], last: int, step: int = 1) -> tuple[int, ...]:
    """Years at the step without a gap, ending with the last one."""
    found = []
    while last in years:
        found.append(last)
        last -= step
    return tuple(reversed(found))


def runs_of(years: frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """Every row of years without a gap, the latest first."""
    ends = sorted((year for year in years if year + 1 not in years), reverse=True)
    return tuple(run_until(years, last) for last in ends)


def grades(asked: Asked) -> dict[int, Grade]:
    """The grade of each year; raise NotTold when no result is told."""
    return {each.year: each.grade for each in told(asked.dossier.results, "results")}

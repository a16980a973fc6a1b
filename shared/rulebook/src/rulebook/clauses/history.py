"""Which earlier awards and results a clause may count."""

from collections.abc import Collection, Iterable

from rulebook.awards import Group
from rulebook.clauses.kind import Asked
from rulebook.clauses.verdicts import NotTold, told
from rulebook.dossier import CommendationKind, EarlierAward, Grade, Standing

ON_MERIT = (CommendationKind.MERIT,)


def standing_awards(
    asked: Asked, code: str, kinds: Collection[CommendationKind] = ON_MERIT
) -> tuple[EarlierAward, ...]:
    """Awards of the code that count: in force, of this country, of one of the kinds.

    Raise NotTold where one that might count doesn't tell whether it stands, or of which kind it is. An emulation title
    is on merit by its nature.
    """
    own = [each for each in told(asked.dossier.awards, "awards") if each.code == code and not each.foreign]
    alive = [each for each in own if each.standing is not Standing.REVOKED and _is_of(asked, each, kinds)]
    if any(each.standing is None for each in alive):
        raise NotTold("awards.standing")
    return tuple(alive)


def _is_of(asked: Asked, award: EarlierAward, kinds: Collection[CommendationKind]) -> bool:
    known = asked.book.awards.get(award.code)
    if award.kind is None and not (known and known.group is Group.EMULATION_TITLE):
        raise NotTold("awards.kind")
    return award.kind is None or award.kind in kinds


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
    """The grade of each year; raise NotTold when no result is told, or two of one year contradict each other."""
    by_year: dict[int, Grade] = {}
    for each in told(asked.dossier.results, "results"):
        if by_year.setdefault(each.year, each.grade) is not each.grade:
            raise NotTold("results")
    return by_year

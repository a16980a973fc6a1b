"""Titles in a row: how often without a gap, where the row must end, and that no year serves two titles of one kind."""

from pydantic import Field

from rulebook.clauses.history import longest_run, run_until, standing_awards, years_of
from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import Verdict, judged, told


class Run(Parameters):
    """At least `times` of the title `step` years apart; with `ends`, the last so many years from the award's year."""

    title: str
    times: int = Field(ge=1)
    step: int = Field(default=1, ge=1)
    ends: tuple[int, ...] = ()
    """0: in the year of the award; -1: in the year before; empty: any year up to it."""


def run(asked: Asked, rule: Run) -> Verdict:
    year = told(asked.dossier.year, "year")
    years = frozenset(each for each in years_of(standing_awards(asked, rule.title)) if each <= year)
    row = _row(years, rule, year)
    name, name_en = asked.book.award(rule.title).name, asked.book.award(rule.title).name_en
    held = ", ".join(map(str, row)) or "không có năm nào"
    return judged(
        len(row) >= rule.times,
        (
            f"Có {len(row)} lần liên tục {name} ({held}), cần {rule.times}.",
            f"Mới có {len(row)} lần liên tục {name} ({held}), cần {rule.times}.",
        ),
        (
            f"{len(row)} in a row of {name_en} ({held}), {rule.times} needed.",
            f"Only {len(row)} in a row of {name_en}, {rule.times} needed.",
        ),
        title=rule.title,
        years=row,
        needed=rule.times,
        year=year,
    )


def _row(years: frozenset[int], rule: Run, year: int) -> tuple[int, ...]:
    if not rule.ends:
        return longest_run(years, rule.step)
    return max((run_until(years, year + end, rule.step) for end in rule.ends), key=len)


CLAUSES = {"run": clause(Run, run)}

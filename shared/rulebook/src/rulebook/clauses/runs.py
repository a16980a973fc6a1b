"""Titles in a row: how often without a gap, where the row must end, and that no year serves two titles of one kind."""

from enum import StrEnum

from pydantic import Field

from rulebook.clauses.history import longest_run, run_until, standing_awards, years_of
from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import Verdict, Words, failed, needs, passed, settled, told


class Measured(StrEnum):
    """The year that `ends` counts from: the one the title honours, or the one in which the dossier was received."""

    YEAR = "year"
    RECEIPT = "receipt"


class Run(Parameters):
    """At least `times` of the title `step` years apart; with `ends`, the last so many years from the award's year."""

    title: str
    times: int = Field(ge=1)
    step: int = Field(default=1, ge=1)
    ends: tuple[int, ...] = ()
    """0: in the year of the award; -1: in the year before; empty: any year up to it."""
    measured: Measured = Measured.YEAR

    def aspect(self) -> str:
        return f"{self.title} {'ends' if self.ends else 'anywhere'}"


def run(asked: Asked, rule: Run) -> Verdict:
    """Enough of the title without a gap."""
    year = _year(asked, rule.measured)
    years = frozenset(each for each in years_of(standing_awards(asked, rule.title)) if each <= year)
    row = _row(years, rule, year)
    name, name_en, held = asked.name(rule.title), asked.name_en(rule.title), listed(row)
    return settled(
        len(row) >= rule.times,
        Words(
            f"Có {len(row)} lần liên tục {name} ({held}), cần {rule.times}.",
            f"{len(row)} in a row of {name_en} ({held}), {rule.times} needed.",
        ),
        Words(
            f"Mới có {len(row)} lần liên tục {name} ({held}), cần {rule.times}, tính đến năm {year}.",
            f"Only {len(row)} in a row of {name_en} ({held}) up to {year}, {rule.times} needed.",
        ),
        title=rule.title,
        years=row,
        needed=rule.times,
        year=year,
    )


def _year(asked: Asked, measured: Measured) -> int:
    match measured:
        case Measured.YEAR:
            return told(asked.dossier.year, "year")
        case Measured.RECEIPT:
            return told(asked.dossier.received_on, "received_on").year


def _row(years: frozenset[int], rule: Run, year: int) -> tuple[int, ...]:
    if not rule.ends:
        return longest_run(years, rule.step)
    return max((run_until(years, year + end, rule.step) for end in rule.ends), key=len)


class Times(Parameters):
    """At least `times` of the title, whatever lies between; with `ends`, as for a run."""

    title: str
    times: int = Field(ge=1)
    ends: tuple[int, ...] = ()
    measured: Measured = Measured.YEAR

    def aspect(self) -> str:
        return self.title


def times(asked: Asked, rule: Times) -> Verdict:
    """Enough of the title; for rows of which the law doesn't say how far apart the titles may lie."""
    year = _year(asked, rule.measured)
    years = sorted(each for each in years_of(standing_awards(asked, rule.title)) if each <= year)
    in_time = not rule.ends or (bool(years) and years[-1] - year in rule.ends)
    name, name_en, held = asked.name(rule.title), asked.name_en(rule.title), listed(tuple(years))
    return settled(
        len(years) >= rule.times and in_time,
        Words(
            f"Đã {len(years)} lần đạt {name} ({held}), cần {rule.times}.",
            f"{name_en} {len(years)} times ({held}), {rule.times} needed.",
        ),
        Words(
            f"Đã {len(years)} lần đạt {name} ({held}); cần {rule.times}, lần cuối đúng năm để đề nghị năm {year}.",
            f"{name_en} {len(years)} times ({held}); {rule.times} needed, the last in time for a proposal in {year}.",
        ),
        title=rule.title,
        years=tuple(years),
        needed=rule.times,
        year=year,
    )


class Apart(Parameters):
    """No other award of this title less than `years` before or after: the years each rests on don't overlap."""

    years: int = Field(ge=1)


def apart(asked: Asked, rule: Apart) -> Verdict:
    """Two titles of one kind rest on years of their own."""
    year, award = told(asked.dossier.year, "year"), asked.award
    earlier = years_of(standing_awards(asked, award.code))
    near = tuple(sorted(each for each in earlier if abs(year - each) < rule.years))
    return settled(
        not near,
        Words(
            f"Giai đoạn {rule.years} năm tính đến {year} chưa dùng cho {award.name} khác.",
            f"The {rule.years} years up to {year} served no other {award.name_en}.",
        ),
        Words(
            f"Giai đoạn {rule.years} năm tính đến {year} trùng với {award.name} năm {listed(near)}.",
            f"The {rule.years} years up to {year} overlap with {award.name_en} of {listed(near)}.",
        ),
        years=near,
        year=year,
        window=rule.years,
    )


class TitleOfYear(Parameters):
    """The title of the same year, held already."""

    title: str

    def aspect(self) -> str:
        return self.title


def title_of_year(asked: Asked, rule: TitleOfYear) -> Verdict:
    """Proposed together with it isn't held yet: that one is to be decided first."""
    year = told(asked.dossier.year, "year")
    years = years_of(standing_awards(asked, rule.title))
    name, name_en = asked.name(rule.title), asked.name_en(rule.title)
    if year in years:
        return passed(f"Đã đạt {name} năm {year}.", f"Holds {name_en} of {year}.", title=rule.title, year=year)
    if rule.title in (asked.dossier.proposed_with or ()):
        return needs("awards", title=rule.title, year=year).saying(
            f"{name} năm {year} đang được đề nghị cùng đợt: phải quyết định danh hiệu đó trước.",
            f"{name_en} of {year} is proposed at the same time: that title has to be decided first.",
        )
    return failed(f"Chưa đạt {name} năm {year}.", f"Does not hold {name_en} of {year}.", title=rule.title, year=year)


def listed(years: tuple[int, ...]) -> str:
    return ", ".join(map(str, years)) or "–"


CLAUSES = {
    "run": clause(Run, run),
    "times": clause(Times, times),
    "apart": clause(Apart, apart),
    "title-of-year": clause(TitleOfYear, title_of_year),
}

"""Alternative ways to one award, as its article lists them: one of them must hold in full."""

from datetime import date
from functools import partial

from pydantic import Field

from rulebook.clauses.figures import Marked, marked
from rulebook.clauses.history import ON_MERIT, grades, runs_of, standing_awards, years_of
from rulebook.clauses.initiatives import Wanted, recognised
from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.runs import Run, listed, run
from rulebook.clauses.unseen import Judgement, judgement
from rulebook.clauses.verdicts import NotTold, Verdict, Words, all_of, any_of, failed, passed, settled, told
from rulebook.dossier import CommendationKind, EarlierAward, Grade
from rulebook.findings import Outcome
from rulebook.labels import GRADES


class Years(Parameters):
    """So many years in a row of at least the grade; among them `best` excellent and `times` of the title."""

    years: int = Field(ge=1)
    grade: Grade
    best: int = Field(default=0, ge=0)
    title: str = ""
    times: int = Field(default=0, ge=0)


class Way(Parameters):
    """Everything named here must hold; what is left out isn't asked."""

    after: str = ""
    """Code of the award that must be held already: years count from its decision on."""
    after_kinds: tuple[CommendationKind, ...] = ON_MERIT
    """Kinds of commendation of that award that count."""
    years: Years | None = None
    titles: tuple[Run, ...] = ()
    initiatives: Wanted | None = None
    judgement: Judgement | None = None
    marked: Marked | None = None


class Ways(Parameters):
    way: tuple[Way, ...] = Field(min_length=1)
    unseen: str = ""
    """Vietnamese: alternatives that weren't read; where no way holds the answer is unknown, not failed."""
    unseen_en: str = ""


def ways(asked: Asked, rule: Ways) -> Verdict:
    """The first way that holds; what is needed for one; failed only when every way was read."""
    verdict = any_of(*(partial(_way, asked, way) for way in rule.way))
    if verdict.outcome is not Outcome.FAILED or not rule.unseen:
        return verdict
    return verdict.unsettled(
        f"{verdict.vi} Không rõ trường hợp khác: chưa xem {rule.unseen}.",
        f"{verdict.en} Other cases unknown: {rule.unseen_en} was not read.",
        rule.unseen,
    )


def _way(asked: Asked, way: Way) -> Verdict:
    tests = [partial(run, asked, titles) for titles in way.titles]
    if way.after:
        tests.append(partial(_held, asked, way.after, way.after_kinds))
    if way.years is not None:
        tests.append(partial(_years, asked, way.years, way))
    if way.initiatives is not None:
        tests.append(partial(recognised, asked, way.initiatives))
    if way.judgement is not None:
        tests.append(partial(judgement, asked, way.judgement))
    if way.marked is not None:
        tests.append(partial(marked, asked, way.marked))
    return all_of(*tests)


class After(Parameters):
    """The award was won before and stands."""

    award: str
    kinds: tuple[CommendationKind, ...] = ON_MERIT
    """Kinds of commendation of that award that count."""

    def aspect(self) -> str:
        return self.award


def after(asked: Asked, rule: After) -> Verdict:
    return _held(asked, rule.award, rule.kinds)


def _held(asked: Asked, code: str, kinds: tuple[CommendationKind, ...]) -> Verdict:
    name, name_en = asked.name(code), asked.name_en(code)
    if standing_awards(asked, code, kinds):
        return passed(f"Đã được tặng {name}.", f"Holds {name_en}.", after=code)
    return failed(f"Chưa được tặng {name}.", f"Does not hold {name_en}.", after=code)


def _years(asked: Asked, wanted: Years, way: Way) -> Verdict:
    year = told(asked.dossier.year, "year")
    first = _first_year(standing_awards(asked, way.after, way.after_kinds)) if way.after else 0
    good = {
        each: grade
        for each, grade in grades(asked).items()
        if first <= each <= year and grade.rank >= wanted.grade.rank
    }
    titled = years_of(standing_awards(asked, wanted.title)) if wanted.title else frozenset()
    rows = runs_of(frozenset(good)) or ((),)
    best = max(rows, key=lambda row: (_holds(row, wanted, good, titled), len(row)))
    grade, grade_en = GRADES[wanted.grade]
    return settled(
        _holds(best, wanted, good, titled),
        Words(
            f"Có {len(best)} năm liên tục {grade} trở lên ({listed(best)}){_of_which(wanted, asked)}.",
            f"{len(best)} years in a row {grade_en} or better ({listed(best)}).",
        ),
        Words(
            f"Mới {len(best)} năm liên tục {grade} ({listed(best)}); cần {wanted.years}{_of_which(wanted, asked)}.",
            f"Only {len(best)} years in a row {grade_en} or better ({listed(best)}); {wanted.years} needed.",
        ),
        result_years=best,
        years_needed=wanted.years,
        excellent=sum(good[each] is Grade.EXCELLENT for each in best),
        titled=tuple(sorted(titled & set(best))),
    )


def _holds(row: tuple[int, ...], wanted: Years, good: dict[int, Grade], titled: frozenset[int]) -> bool:
    return (
        len(row) >= wanted.years
        and sum(good[each] is Grade.EXCELLENT for each in row) >= wanted.best
        and len(titled & set(row)) >= wanted.times
    )


def _of_which(wanted: Years, asked: Asked) -> str:
    parts = [f"{wanted.best} năm hoàn thành xuất sắc nhiệm vụ"] if wanted.best else []
    parts += [f"{wanted.times} lần {asked.name(wanted.title)}"] if wanted.times else []
    return f", trong đó có {' và '.join(parts)}" if parts else ""


def _first_year(earlier: tuple[EarlierAward, ...]) -> int:
    """The first year that counts after the earliest of them: not one it honours, none over when it was decided."""
    if not earlier:
        return 0
    first = min(earlier, key=_decided)
    return max(_decided(first).year, first.period.last_year + 1 if first.period else 0)


def _decided(award: EarlierAward) -> date:
    if award.decided_on is None:
        raise NotTold("awards.decided_on")
    return award.decided_on


class Spacing(Parameters):
    """So many years from the decision on the award named to the receipt of this dossier."""

    after: str
    years: int = Field(ge=1)
    kinds: tuple[CommendationKind, ...] = ON_MERIT
    """Kinds of commendation of that award that count."""

    def aspect(self) -> str:
        return self.after


def spacing(asked: Asked, rule: Spacing) -> Verdict | None:
    """Counted from the latest decision; unknown where an earlier one would do, since no text says from which.

    Says nothing where there is none.
    """
    earlier = standing_awards(asked, rule.after, rule.kinds)
    if not earlier:
        return None
    received, decided = told(asked.dossier.received_on, "received_on"), sorted(_decided(each) for each in earlier)
    verdict = _spaced(asked, rule, decided[-1], received)
    if verdict.outcome is Outcome.PASSED or received < later_by(decided[0], rule.years):
        return verdict
    return verdict.unsettled(
        f"{verdict.vi} Lần đầu ngày {decided[0]:%d/%m/%Y} thì đã đủ; chưa rõ tính từ lần nào.",
        f"{verdict.en} Enough since the first on {decided[0]}; from which one it counts is not known.",
        "quy định tính từ quyết định nào khi đã được tặng nhiều lần",
    )


def _spaced(asked: Asked, rule: Spacing, last: date, received: date) -> Verdict:
    due, name, name_en = later_by(last, rule.years), asked.name(rule.after), asked.name_en(rule.after)
    return settled(
        received >= due,
        Words(
            f"Đã đủ {rule.years} năm từ ngày quyết định tặng {name} ({last:%d/%m/%Y}).",
            f"{rule.years} years passed since the decision on {name_en} ({last}).",
        ),
        Words(
            f"Chưa đủ {rule.years} năm từ ngày quyết định tặng {name} ({last:%d/%m/%Y}); sớm nhất {due:%d/%m/%Y}.",
            f"Less than {rule.years} years since the decision on {name_en} ({last}); {due} at the earliest.",
        ),
        decided_on=last.isoformat(),
        earliest=due.isoformat(),
    )


def later_by(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the last of the month; date.max beyond the calendar."""
    if day.year + years > date.max.year:
        return date.max
    leap_day_lost = day.month == 2 and day.day == 29 and not _is_leap(day.year + years)
    return day.replace(year=day.year + years, day=28 if leap_day_lost else day.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


class Recent(Parameters):
    """The year of the award or the one before has at least this grade: an old row of good years isn't enough."""

    grade: Grade


def recent(asked: Asked, rule: Recent) -> Verdict:
    year, by_year = told(asked.dossier.year, "year"), grades(asked)
    near = tuple(each for each in (year - 1, year) if each in by_year and by_year[each].rank >= rule.grade.rank)
    grade, grade_en = GRADES[rule.grade]
    return settled(
        bool(near),
        Words(f"Năm {listed(near)}: {grade} trở lên.", f"{listed(near)}: {grade_en} or better."),
        Words(
            f"Năm {year - 1} và {year} chưa có kết quả {grade} trở lên: thành tích phải liên tục đến nay.",
            f"Neither {year - 1} nor {year} is {grade_en} or better: achievements must run up to now.",
        ),
        years=near,
        year=year,
    )


CLAUSES = {
    "ways": clause(Ways, ways),
    "spacing": clause(Spacing, spacing),
    "recent": clause(Recent, recent),
    "after": clause(After, after),
}

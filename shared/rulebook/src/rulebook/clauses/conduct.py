"""Discipline and open cases: what stops an award, what needs a human's reason, what makes achievements count anew."""

from pydantic import Field

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import NotTold, Verdict, Words, failed, passed, settled, told
from rulebook.dossier import Discipline, OpenCase, OpenCaseKind
from rulebook.labels import OPEN_CASES, PENALTIES

SEVERITY = tuple(Discipline)


class NoPenalty(Parameters):
    """No disciplinary decision of this weight or above in the year of the award."""

    least: Discipline


def no_penalty(asked: Asked, rule: NoPenalty) -> Verdict:
    year = told(asked.dossier.year, "year")
    heavy = [each for each in told(asked.dossier.discipline, "discipline") if _weighs(each.kind, rule.least)]
    found = tuple(each.kind.value for each in heavy if each.decided_on.year == year)
    name, name_en = PENALTIES[rule.least]
    return settled(
        not found,
        Words(
            f"Năm {year} không bị kỷ luật từ {name} trở lên.",
            f"No discipline from {name_en} up in {year}.",
        ),
        Words(
            f"Năm {year} bị kỷ luật từ {name} trở lên.",
            f"Disciplined from {name_en} up in {year}.",
        ),
        year=year,
        penalties=found,
    )


def _weighs(kind: Discipline, least: Discipline) -> bool:
    return SEVERITY.index(kind) >= SEVERITY.index(least)


class Anew(Parameters):
    """The award rests on at least so many years up to its own; a period that is told may reach further back."""

    years: int = Field(default=1, ge=1)


def counted_anew(asked: Asked, rule: Anew) -> Verdict:
    """Every year that the dossier rests on lies after the year in which the last discipline ended."""
    penalties = told(asked.dossier.discipline, "discipline")
    if not penalties:
        return passed("Không bị kỷ luật.", "No discipline.")
    running = [each for each in penalties if each.ended_on is None]
    if running:
        return failed("Thời hạn kỷ luật chưa kết thúc.", "The time of discipline has not ended.", running=len(running))
    first = _first_year(asked, rule)
    ended = max(each.ended_on for each in penalties if each.ended_on is not None)
    return settled(
        first > ended.year,
        Words(
            f"Thành tích tính từ năm {first}, sau khi hết kỷ luật ({ended:%d/%m/%Y}).",
            f"Achievements count from {first} on, after the discipline ended ({ended}).",
        ),
        Words(
            f"Thành tích tính từ năm {first}, mà kỷ luật hết ngày {ended:%d/%m/%Y}: phải tính lại từ sau đó.",
            f"Achievements count from {first} on, but discipline ended on {ended}: they count anew after that day.",
        ),
        first_year=first,
        ended_on=ended.isoformat(),
    )


def _first_year(asked: Asked, rule: Anew) -> int:
    year, period = told(asked.dossier.year, "year"), asked.dossier.period
    least = year - rule.years + 1
    return min(least, period.first_year) if period else least


class Cases(Parameters):
    """Open cases that stop an award, and those that stop it only without a human's reason."""

    stop: tuple[OpenCaseKind, ...] = ()
    ask: tuple[OpenCaseKind, ...] = ()

    def aspect(self) -> str:
        return "stop" if self.stop else "ask"


def open_cases(asked: Asked, rule: Cases) -> Verdict:
    """A routine inspection or audit may go on with a reason; the others may not."""
    cases = told(asked.dossier.open_cases, "open_cases")
    stopping = tuple(each.kind.value for each in cases if each.kind in rule.stop)
    if stopping:
        return failed(
            f"Đang có vụ việc chưa kết luận: {_named(cases, rule.stop, 0)}.",
            f"Open case: {_named(cases, rule.stop, 1)}.",
            open_cases=stopping,
        )
    asked_for = [each for each in cases if each.kind in rule.ask]
    if any(not each.reason_to_go_on.strip() for each in asked_for):
        raise NotTold("open_cases.reason_to_go_on")
    if asked_for:
        return passed(
            f"Đang {_named(cases, rule.ask, 0)}; có lý do tiếp tục xét.",
            f"Open: {_named(cases, rule.ask, 1)}; a reason to go on is given.",
            open_cases=tuple(each.kind.value for each in asked_for),
        )
    return passed("Không có vụ việc đang xem xét.", "No open case.", open_cases=())


def _named(cases: tuple[OpenCase, ...], kinds: tuple[OpenCaseKind, ...], language: int) -> str:
    found = dict.fromkeys(each.kind for each in cases if each.kind in kinds)
    return ", ".join(OPEN_CASES[kind][language] for kind in found)


CLAUSES = {
    "no-penalty": clause(NoPenalty, no_penalty),
    "counted-anew": clause(Anew, counted_anew),
    "open-cases": clause(Cases, open_cases),
}

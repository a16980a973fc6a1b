"""Shares, counts and caps: of a collective, and of a unit in a year."""

from enum import StrEnum

from pydantic import Field

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import NotTold, Verdict, Words, needs, passed, settled
from rulebook.dossier import Dossier
from rulebook.findings import Outcome
from rulebook.labels import heading


class Figure(StrEnum):
    """A count of the dossier, by its dotted name."""

    MEMBERS = "collective.members"
    COMPLETED = "collective.completed"
    MEMBERS_LDTT = "collective.ldtt"
    MEMBERS_CSTDCS = "collective.cstdcs"
    DISCIPLINED = "collective.disciplined_from_warning"
    WOMEN = "collective.women"
    UNIT_LDTT = "unit_year.ldtt"
    UNIT_CSTDCS = "unit_year.cstdcs_nominated"
    UNIT_CTDT = "unit_year.ctdt_eligible"
    UNIT_CTDCP = "unit_year.ctdcp_nominated"


class Mark(StrEnum):
    """A yes or no of the dossier, by its dotted name."""

    LED_CLUSTER = "collective.led_cluster"
    LED_STATE_CLUSTER = "collective.led_state_cluster"
    LED_LONG_MOVEMENT = "collective.led_long_movement"
    DISSOLVED = "subject.unit_dissolved_on_decision"


def count(dossier: Dossier, figure: Figure) -> int:
    """Raise NotTold when it isn't told."""
    value = _field(dossier, figure)
    if not isinstance(value, int):
        raise NotTold(figure.value)
    return value


def mark(dossier: Dossier, name: Mark) -> bool:
    """Raise NotTold when it isn't told."""
    value = _field(dossier, name)
    if not isinstance(value, bool):
        raise NotTold(name.value)
    return value


def _field(dossier: Dossier, path: str) -> object:
    part, name = path.split(".")
    return getattr(getattr(dossier, part), name)


class Compared(StrEnum):
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"


class Share(Parameters):
    """`counted` of `among`, in percent; a share of nothing fails."""

    counted: Figure
    among: Figure
    percent: int = Field(ge=0, le=100)
    compared: Compared

    def aspect(self) -> str:
        return self.counted


def share(asked: Asked, rule: Share) -> Verdict:
    """In whole numbers: counted * 100 against percent * among; more than all is a mistake that decides nothing."""
    counted, among = _both(asked.dossier, rule.counted, rule.among)
    if counted > among:
        return _contradictory(rule, counted, among)
    left, right = counted * 100, rule.percent * among
    enough = left > right if rule.compared is Compared.MORE_THAN else left >= right
    name, name_en = heading(rule.counted)
    than = "trên" if rule.compared is Compared.MORE_THAN else "từ"
    than_en = "more than" if rule.compared is Compared.MORE_THAN else "at least"
    return settled(
        among > 0 and enough,
        Words(
            f"{name}: {counted}/{among}, đạt yêu cầu {than} {rule.percent} %.",
            f"{name_en}: {counted} of {among}, {than_en} {rule.percent} % as needed.",
        ),
        Words(
            f"{name}: {counted}/{among}, cần {than} {rule.percent} %.",
            f"{name_en}: {counted} of {among}, {than_en} {rule.percent} % needed.",
        ),
        **{rule.counted.value: counted, rule.among.value: among, "percent": rule.percent},
    )


def _contradictory(rule: Share, counted: int, among: int) -> Verdict:
    (name, name_en), (all_of_them, all_of_them_en) = heading(rule.counted), heading(rule.among)
    return needs(rule.counted.value, rule.among.value, **{rule.counted.value: counted, rule.among.value: among}).saying(
        f"Số liệu mâu thuẫn: {name} là {counted}, nhiều hơn {all_of_them} là {among}.",
        f"The figures contradict each other: {name_en} {counted}, more than {all_of_them_en} {among}.",
    )


class Bounds(Parameters):
    """A count within bounds."""

    counted: Figure
    at_least: int = Field(default=0, ge=0)
    at_most: int = Field(default=1_000_000, ge=0)

    def aspect(self) -> str:
        return self.counted


def bounds(asked: Asked, rule: Bounds) -> Verdict:
    number = count(asked.dossier, rule.counted)
    name, name_en = heading(rule.counted)
    limit = f"ít nhất {rule.at_least}" if rule.at_least else f"nhiều nhất {rule.at_most}"
    limit_en = f"at least {rule.at_least}" if rule.at_least else f"at most {rule.at_most}"
    return settled(
        rule.at_least <= number <= rule.at_most,
        Words(f"{name}: {number}, đạt yêu cầu.", f"{name_en}: {number}, as needed."),
        Words(f"{name}: {number}, cần {limit}.", f"{name_en}: {number}, {limit_en} needed."),
        **{rule.counted.value: number},
    )


class Marked(Parameters):
    """A yes or no that must be as the rule wants it."""

    mark: Mark
    wanted: bool
    vi: str
    """Said when it is so."""
    en: str
    otherwise_vi: str
    otherwise_en: str

    def aspect(self) -> str:
        return self.mark


def marked(asked: Asked, rule: Marked) -> Verdict:
    value = mark(asked.dossier, rule.mark)
    holds = Words(rule.vi, rule.en)
    return settled(value is rule.wanted, holds, Words(rule.otherwise_vi, rule.otherwise_en), **{rule.mark.value: value})


class SetBy(StrEnum):
    """Whose cap it is: a province may set a lower one beside that of the law."""

    LAW = "law"
    PROVINCE = "province"


class Cap(Parameters):
    """At most floor(percent of `among`); without a percentage it is known that one may be set, not how high it is."""

    counted: Figure
    among: Figure
    set_by: SetBy
    percent: int | None = Field(default=None, ge=0, le=100)
    unless: tuple[Mark, ...] = ()
    """Ways to the award that the cap doesn't bind: it is asked only where none of them holds."""

    def aspect(self) -> str:
        return f"{self.counted} {self.set_by}"


def cap(asked: Asked, rule: Cap) -> Verdict | None:
    """Rounded down: a part of a person isn't one more."""
    if any(_field(asked.dossier, name) is True for name in rule.unless):
        return passed("Không thuộc trường hợp bị giới hạn tỷ lệ.", "The cap doesn't bind this way to the award.")
    if rule.percent is None:
        return Verdict(
            outcome=Outcome.NOT_CHECKED,
            vi="Chưa có tỷ lệ tối đa để đối chiếu.",
            en="No highest share is known to compare with.",
            missing=("tỷ lệ do cấp có thẩm quyền quy định",),
        )
    counted, among = _both(asked.dossier, rule.counted, rule.among)
    most = rule.percent * among // 100
    name, name_en = heading(rule.counted)
    if counted > most:
        for way in rule.unless:
            mark(asked.dossier, way)
    return settled(
        counted <= most,
        Words(
            f"{name}: {counted}, tối đa {most} ({rule.percent} % của {among}).",
            f"{name_en}: {counted}, {most} at most ({rule.percent} % of {among}).",
        ),
        Words(
            f"{name}: {counted}, vượt tối đa {most} ({rule.percent} % của {among}).",
            f"{name_en}: {counted}, above the most of {most} ({rule.percent} % of {among}).",
        ),
        **{rule.counted.value: counted, rule.among.value: among, "percent": rule.percent, "most": most},
    )


def _both(dossier: Dossier, one: Figure, other: Figure) -> tuple[int, int]:
    absent = [figure.value for figure in (one, other) if _field(dossier, figure) is None]
    if absent:
        raise NotTold(*absent)
    return count(dossier, one), count(dossier, other)


CLAUSES = {
    "share": clause(Share, share),
    "bounds": clause(Bounds, bounds),
    "marked": clause(Marked, marked),
    "cap": clause(Cap, cap),
}

"""What a clause function returns, and how verdicts are put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from rulebook.awards import Basis
from rulebook.findings import Outcome, Value
from rulebook.labels import label, label_en

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Sentences in Vietnamese and English; `basis` only where the clause reads the catalogue, whose rows have one."""

    outcome: Outcome
    vi: str
    en: str
    values: Mapping[str, Value] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    basis: Basis | None = None
    leans_on: Basis | None = None
    """A second row that the answer needs: the finding is as sure as the less sure of both."""

    def saying(self, vi: str, en: str) -> "Verdict":
        """The same in other words."""
        return replace(self, vi=vi, en=en)

    def unsettled(self, vi: str, en: str, *missing: str) -> "Verdict":
        """Unknown instead, since something of the law wasn't read."""
        return replace(self, outcome=Outcome.UNKNOWN, vi=vi, en=en, missing=missing)

    def citing(self, basis: Basis | None) -> "Verdict":
        return replace(self, basis=basis)

    def leaning_on(self, basis: Basis) -> "Verdict":
        return replace(self, leans_on=basis)


class Words(NamedTuple):
    """One sentence in Vietnamese and in English."""

    vi: str
    en: str


class NotTold(LookupError):
    """The clause needs a field that the dossier doesn't tell; becomes needs-evidence."""

    def __init__(self, *fields: str) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def told(value: T | None, name: str) -> T:
    """The value; raise NotTold with the dotted name of the field when it is None."""
    if value is None:
        raise NotTold(name)
    return value


def all_told(**fields: object) -> None:
    """Raise NotTold naming every field that is None at once; a double underscore stands for the dot."""
    absent = [name.replace("__", ".") for name, value in fields.items() if value is None]
    if absent:
        raise NotTold(*absent)


def passed(vi: str, en: str, /, **values: Value) -> Verdict:
    return Verdict(outcome=Outcome.PASSED, vi=vi, en=en, values=values)


def failed(vi: str, en: str, /, **values: Value) -> Verdict:
    return Verdict(outcome=Outcome.FAILED, vi=vi, en=en, values=values)


def settled(holds: bool, when_true: Words, when_false: Words, **values: Value) -> Verdict:
    """Passed with the first words when it holds, failed with the second when it doesn't."""
    return passed(*when_true, **values) if holds else failed(*when_false, **values)


def judged(holds: bool, vi: tuple[str, str], en: tuple[str, str], **values: Value) -> Verdict:
    """The same by language: the first sentence of each pair when it holds, the second when it doesn't."""
    return settled(holds, Words(vi[0], en[0]), Words(vi[1], en[1]), **values)


def needs(*fields: str, **values: Value) -> Verdict:
    """Needs-evidence: the sentence names the fields."""
    vi, en = _not_told(fields)
    return Verdict(outcome=Outcome.NEEDS_EVIDENCE, vi=vi, en=en, values=values, missing=fields)


@lru_cache(maxsize=1_024)
def _not_told(fields: tuple[str, ...]) -> tuple[str, str]:
    """Both sentences; a list asks for the same fields again and again."""
    return (
        f"Hồ sơ chưa cho biết: {', '.join(label(name) for name in fields)}.",
        f"The dossier doesn't tell: {', '.join(label_en(name) for name in fields)}.",
    )


def attempt(check: Callable[[], Verdict]) -> Verdict:
    try:
        return check()
    except NotTold as absent:
        return needs(*absent.fields)


def any_of(*ways: Callable[[], Verdict]) -> Verdict:
    """Alternatives: the first that passed; else what is still needed; else every failure."""
    verdicts = [attempt(way) for way in ways]
    for verdict in verdicts:
        if verdict.outcome is Outcome.PASSED:
            return verdict
    lacking = [verdict for verdict in verdicts if verdict.outcome is Outcome.NEEDS_EVIDENCE]
    if lacking:
        return joined(Outcome.NEEDS_EVIDENCE, verdicts)
    return joined(Outcome.FAILED, verdicts)


def all_of(*tests: Callable[[], Verdict]) -> Verdict:
    """Every one must pass; a failure outweighs what is still needed."""
    verdicts = [attempt(test) for test in tests]
    for outcome in (Outcome.FAILED, Outcome.NEEDS_EVIDENCE):
        found = [verdict for verdict in verdicts if verdict.outcome is outcome]
        if found:
            return joined(outcome, found, looked_at=verdicts)
    return joined(Outcome.PASSED, verdicts)


def joined(outcome: Outcome, said: list[Verdict], looked_at: list[Verdict] | None = None) -> Verdict:
    values = {name: value for verdict in looked_at or said for name, value in verdict.values.items()}
    missing = dict.fromkeys(name for verdict in said for name in verdict.missing)
    return Verdict(
        outcome=outcome,
        vi=" ".join(verdict.vi for verdict in said),
        en=" ".join(verdict.en for verdict in said),
        values=values,
        missing=tuple(missing),
    )

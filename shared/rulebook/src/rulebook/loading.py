"""Reads the package's rule files, once, into a rulebook; IncompleteRow on the first row that isn't whole."""

import tomllib
from functools import cache
from importlib import resources

from rulebook.awards import (
    Authority,
    Award,
    Competence,
    Cycle,
    Group,
    Heard,
    Level,
    Quorum,
    Reason,
    ReasonUse,
    Regime,
    SubjectKind,
    Term,
    Threshold,
)
from rulebook.book import Rulebook
from rulebook.rows import IncompleteRow, Row
from rulebook.spellings import Spellings

AWARD_FILES = ("emulation-titles.toml", "commendations.toml", "state-awards.toml")
EVERY_AWARD = "*"


@cache
def load_rulebook() -> Rulebook:
    """The rulebook of the package's data; the same object at every call."""
    awards = tuple(award(row) for name in AWARD_FILES for row in _file(name).rows("award"))
    vocabulary, councils = _file("vocabulary.toml"), _file("councils.toml")
    return Rulebook.of(
        awards=awards,
        regimes=tuple(regime(row) for row in _file("regimes.toml").rows("regime")),
        commendation_kinds=tuple(term(row) for row in vocabulary.rows("commendation_kind")),
        subject_kinds=tuple(term(row) for row in vocabulary.rows("subject_kind")),
        thresholds=tuple(threshold(row) for row in councils.rows("threshold")),
        quorums=tuple(quorum(row) for row in councils.rows("quorum")),
        reasons=tuple(reason(row) for row in _file("reasons.toml").rows("reason")),
        spellings=Spellings.of(awards, _file("spellings.toml")),
    )


def _file(name: str) -> Row:
    text = (resources.files("rulebook") / "data" / name).read_text(encoding="utf-8")
    return Row(name=name, cells=tomllib.loads(text))


def award(row: Row) -> Award:
    """One award with at least one competence."""
    made = Award(
        code=row.text("code"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        group=row.choice("group", Group),
        recipients=frozenset(SubjectKind(kind) for kind in row.texts("recipients")),
        cycle=row.choice("period", Cycle),
        level=row.choice("level", Level),
        basis=row.basis(),
        competences=tuple(competence(below) for below in row.rows("authority")),
    )
    row.done()
    return made


def competence(row: Row) -> Competence:
    made = Competence(
        regime=row.text("regime"),
        authority=row.choice("authority", Authority),
        span=row.span(),
        basis=row.basis(),
    )
    row.done()
    return made


def regime(row: Row) -> Regime:
    made = Regime(id=row.text("id"), span=row.span(), basis=row.basis())
    row.done()
    return made


def term(row: Row) -> Term:
    made = Term(code=row.text("code"), name=row.text("name"), name_en=row.text("name_en"), basis=row.basis())
    row.done()
    return made


def reason(row: Row) -> Reason:
    use = row.choice("use", ReasonUse)
    made = Reason(
        code=row.text("code"),
        use=use,
        name=row.text("name"),
        name_en=row.text("name_en"),
        basis=row.basis(),
        needs_note=row.truth("needs_note"),
        after=frozenset(row.choices("after", Heard)) if use is ReasonUse.DECLINE else frozenset(),
    )
    row.done()
    return made


def threshold(row: Row) -> Threshold:
    codes = frozenset(row.texts("awards"))
    percent = row.number("percent")
    if not 1 <= percent <= 100:
        raise IncompleteRow(row.name, "percent", "lies outside 1 to 100")
    made = Threshold(
        regime=row.text("regime"),
        awards=codes - {EVERY_AWARD},
        percent=percent,
        secret_ballot=row.truth("secret_ballot"),
        span=row.span(),
        basis=row.basis(),
    )
    row.done()
    return made


def quorum(row: Row) -> Quorum:
    share = row.numbers("present_share")
    if len(share) != 2 or not 0 < share[0] <= share[1]:
        raise IncompleteRow(row.name, "present_share", "is no share of two integers")
    made = Quorum(
        regime=row.text("regime"),
        numerator=share[0],
        denominator=share[1],
        span=row.span(),
        basis=row.basis(),
    )
    row.done()
    return made

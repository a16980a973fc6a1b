"""Reads the package's rule files, once, into a rulebook; IncompleteRow on the first row that isn't whole."""

import tomllib
from functools import cache
from importlib import resources

from rulebook.awards import (
    Authority,
    Award,
    BaseSalary,
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
from rulebook.clauses.bonus import BaseSalaryRow
from rulebook.clauses.council import QuorumShare, Vote
from rulebook.reading import package_rules
from rulebook.rows import Row
from rulebook.rules import Rule, told_by
from rulebook.spellings import Spellings

AWARD_FILES = ("emulation-titles.toml", "commendations.toml", "state-awards.toml")
EVERY_REGIME = "*"


@cache
def load_rulebook() -> Rulebook:
    """The rulebook of the package's data; the same object at every call."""
    awards = tuple(award(row) for name in AWARD_FILES for row in _file(name).rows("award"))
    vocabulary = _file("vocabulary.toml")
    regimes = tuple(regime(row) for row in _file("regimes.toml").rows("regime"))
    rules = package_rules(regimes)
    return Rulebook.of(
        awards=awards,
        regimes=regimes,
        commendation_kinds=tuple(term(row) for row in vocabulary.rows("commendation_kind")),
        subject_kinds=tuple(term(row) for row in vocabulary.rows("subject_kind")),
        thresholds=tuple(threshold(each, vote, regimes) for each, vote in told_by(rules, Vote)),
        base_salaries=tuple(base_salary(each, row) for each, row in told_by(rules, BaseSalaryRow)),
        quorums=tuple(quorum(each, share, regimes) for each, share in told_by(rules, QuorumShare)),
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
        needs_part=row.truth("needs_part") if use is ReasonUse.RETURN else False,
        names_rows=row.truth("names_rows") if use is ReasonUse.RETURN else False,
        after=frozenset(row.choices("after", Heard)) if use is ReasonUse.DECLINE else frozenset(),
    )
    row.done()
    return made


def threshold(rule: Rule, vote: Vote, regimes: tuple[Regime, ...]) -> Threshold:
    """A row of the packs as the catalogue tells it."""
    return Threshold(
        regime=_regime(rule, regimes),
        awards=rule.awards,
        percent=vote.percent,
        secret_ballot=vote.secret,
        span=rule.span,
        basis=rule.basis,
    )


def quorum(rule: Rule, share: QuorumShare, regimes: tuple[Regime, ...]) -> Quorum:
    return Quorum(
        regime=_regime(rule, regimes),
        numerator=share.numerator,
        denominator=share.denominator,
        span=rule.span,
        basis=rule.basis,
    )


def base_salary(rule: Rule, row: BaseSalaryRow) -> BaseSalary:
    return BaseSalary(
        monthly=row.monthly, missing=row.missing, missing_en=row.missing_en, span=rule.span, basis=rule.basis
    )


def _regime(rule: Rule, regimes: tuple[Regime, ...]) -> str:
    return rule.pack if rule.pack in {regime.id for regime in regimes} else EVERY_REGIME

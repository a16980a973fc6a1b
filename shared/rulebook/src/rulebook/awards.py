"""Awards, who decides them in which regime, and the rule rows around them, each with source and status.

Invariant: no clause is invented. A row without a citation carries a note that says why.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How a row was checked: read in the text, read in an account of it, not seen, or a default of ours."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    MEMORY = "memory"
    PARAMETER = "parameter"


class SubjectKind(StrEnum):
    """Whom an award honours; the words of the wire."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"


class Group(StrEnum):
    """Danh hiệu thi đua, hình thức khen thưởng, danh hiệu vinh dự nhà nước."""

    EMULATION_TITLE = "emulation-title"
    COMMENDATION = "commendation"
    STATE_HONOUR = "state-honour"


class Cycle(StrEnum):
    """How often an award may fall due."""

    YEARLY = "yearly"
    WHEN_DUE = "when-due"
    ANY_TIME = "any-time"


class Level(StrEnum):
    BASE = "base"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    STATE = "state"


class Authority(StrEnum):
    """Who signs."""

    ENTERPRISE_HEAD = "enterprise-head"
    DEPARTMENT_HEAD = "department-head"
    COMMUNE_CHAIRMAN = "commune-chairman"
    DISTRICT_CHAIRMAN = "district-chairman"
    PROVINCIAL_CHAIRMAN = "provincial-chairman"
    PROVINCE = "province"
    PRIME_MINISTER = "prime-minister"
    GOVERNMENT = "government"
    PRESIDENT = "president"


class ReasonUse(StrEnum):
    """What a reason is given for."""

    RETURN = "return"
    REPIN = "repin"
    REFUSE_WITHDRAWAL = "refuse-withdrawal"
    DECLINE = "decline"
    REVOKE = "revoke"
    ERASE = "erase"


class Heard(StrEnum):
    """What the council said of a case before it came to the chairman; on the fast track no council saw it."""

    APPROVED = "approved"
    NOT_APPROVED = "not-approved"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Where a row comes from and how sure it is."""

    status: Status
    citation: str = ""
    source: str = ""
    note: str = ""

    @property
    def is_verified(self) -> bool:
        """False is shown as 'chưa kiểm chứng'."""
        return self.status is Status.VERIFIED

    def resting_on(self, other: "Basis") -> "Basis":
        """Of what needs both rows: as sure as the less sure one."""
        return Basis(
            status=max(self.status, other.status, key=tuple(Status).index),
            citation="; ".join(text for text in (self.citation, other.citation) if text),
            source="; ".join(text for text in (self.source, other.source) if text),
            note=" ".join(text for text in (self.note, other.note) if text),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days in force, both included; `last_day` None is open."""

    first_day: date
    last_day: date | None = None

    def covers(self, on: date) -> bool:
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """Who decides an award in one regime."""

    regime: str
    authority: Authority
    span: Span
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One title or form; `basis` is that of its definition, each competence has its own."""

    code: str
    name: str
    name_en: str
    group: Group
    recipients: frozenset[SubjectKind]
    cycle: Cycle
    level: Level
    basis: Basis
    competences: tuple[Competence, ...]

    def deciders(self, on: date) -> tuple[Competence, ...]:
        """Who may decide it on the day; empty when nobody may, so that it can't be awarded."""
        return tuple(competence for competence in self.competences if competence.span.covers(on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A state of the law, chosen by the date that the law names; its instruments are the citation."""

    id: str
    span: Span
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the wire with its names: a kind of commendation or of subject."""

    code: str
    name: str
    name_en: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a case is returned or pinned to another day, a withdrawal refused, an award declined or revoked."""

    code: str
    use: ReasonUse
    name: str
    name_en: str
    basis: Basis
    needs_note: bool
    """The code alone says nothing to whom it is told."""
    needs_part: bool = False
    """For returning: it says which parts of the dossier are meant."""
    names_rows: bool = False
    """For returning: it may say by which rows of the rules."""
    after: frozenset[Heard] = frozenset()
    """For declining: the verdicts that the reason agrees with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Share of all seats that must say yes; `awards` empty is the default for every award."""

    regime: str
    awards: frozenset[str]
    percent: int
    secret_ballot: bool
    span: Span
    basis: Basis

    def passed(self, yes: int, seats: int) -> bool:
        """Count against all seats, never the ballots cast: yes * 100 >= percent * seats."""
        return yes * 100 >= self.percent * seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Share of all seats that must be present, as numerator and denominator."""

    regime: str
    numerator: int
    denominator: int
    span: Span
    basis: Basis

    def reached(self, present: int, seats: int) -> bool:
        return present * self.denominator >= self.numerator * seats


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseSalary:
    """Mức lương cơ sở, VND a month; `monthly` None: not seen, and `missing` says what would have to be read."""

    monthly: int | None
    missing: str
    missing_en: str
    span: Span
    basis: Basis

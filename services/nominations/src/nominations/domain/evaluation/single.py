"""One achievement, one commendation: which awards and which other dossiers of the subject are for the same achievement.

Luật 06/2022/QH15 Đ5 k2: "không khen thưởng nhiều lần, nhiều hình thức cho một thành tích". Forms alone count: a title
honours a year and stands beside a form. What is taken for the same, and what is asked about, is ours
(docs/decisions/0044): a mistake here would deny somebody a commendation, so only what cannot be anything else is the
same by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from directory import fold
from nominations.domain.dossier import Content
from nominations.domain.duplicates import ALIKE_AT_ANY_TIME, ALIKE_AT_ONE_TIME, days_of, similarity, touch
from rulebook import Group, Rulebook
from rulebook.dossier import Achievement

OWN = "own"
"""A dossier rests on one achievement; its id says nothing of anybody, so that rows of a list stay alike."""
MERIT, AD_HOC = "merit", "ad-hoc"
OTHER_FORM = "other"
"""What the unit says it was commended with, without saying more."""


class Sameness(StrEnum):
    SAME = "same"
    """The same moment of a deed; or the same days on merit; or the same days, kind and words."""
    ALIKE = "alike"
    """May be the same: a human says whether it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody did, as far as it is known. `days` both included; `kind` why it is or was commended."""

    kind: str | None
    deed_at: datetime | None = None
    days: tuple[date, date] | None = None
    words: str = ""
    """Folded; empty where there are none."""
    is_guessed: bool = False
    """The days are no more than what the year of a decision allows."""

    @classmethod
    def of(cls, content: Content) -> Self:
        return cls(
            kind=content.commendation_kind,
            deed_at=content.deed_at,
            days=days_of(content),
            words=fold(content.achievement or ""),
        )

    @classmethod
    def of_entry(cls, kind: str | None, year: int, period: tuple[date, date] | None) -> Self:
        """What the register says of an award without a dossier of ours; a form is decided in the year or the next."""
        if period is not None:
            return cls(kind=kind, days=period)
        return cls(kind=kind, days=(date(year - 1, 1, 1), date(year, 12, 31)), is_guessed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An award in force of the subject, with what it was for."""

    award_code: str
    deed: Deed
    year: int
    decision_number: str | None = None
    decided_on: date | None = None
    issuing_body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many are the same, how many alike; `given` are the codes of the awards that are the same."""

    given: tuple[str, ...] = ()
    proposed: int = 0
    alike: int = 0


def sameness(one: Deed, other: Deed) -> Sameness | None:
    """Whether two deeds of one subject are one; None where nothing says so."""
    if one.deed_at is not None and one.deed_at == other.deed_at:
        return Sameness.SAME
    if _is_plainly_one(one, other):
        return Sameness.SAME
    return Sameness.ALIKE if _may_be_one(one, other) else None


def _is_plainly_one(one: Deed, other: Deed) -> bool:
    """What somebody does in a time on merit is one; of other kinds they may have done two things in it."""
    if one.kind != other.kind or one.days is None or one.days != other.days or one.is_guessed or other.is_guessed:
        return False
    return one.kind == MERIT or (bool(one.words) and one.words == other.words and one.deed_at == other.deed_at)


def _may_be_one(one: Deed, other: Deed) -> bool:
    """In one time: unless the kinds differ, or words that are not about merit do. Else by words that hardly differ."""
    at_one_time, percent = touch(one.days, other.days), similarity(one.words, other.words)
    if one.kind is not None and other.kind is not None and one.kind != other.kind:
        return at_one_time and percent >= ALIKE_AT_ANY_TIME
    if not at_one_time:
        return AD_HOC in (one.kind, other.kind) and percent >= ALIKE_AT_ANY_TIME
    return one.kind == MERIT or percent >= ALIKE_AT_ONE_TIME or not (one.words and other.words)


def achievements(found: Found, *, said: bool | None, is_known: bool) -> tuple[Achievement, ...] | None:
    """`said`: what the unit answered; `is_known`: the register holds something of the subject, or others name it.

    None where nobody said anything: an empty register is no statement (docs/decisions/0043).
    """
    if said is None and not is_known:
        return None
    given = found.given or ((OTHER_FORM,) if said else ())
    alike = 0 if said is False else found.alike
    return (Achievement(id=OWN, commended_by=given, proposed=found.proposed, alike=alike),)


def is_form(code: str, book: Rulebook) -> bool:
    """An award that the catalogue lacks is taken for a form, as the clause does."""
    award = book.awards.get(code)
    return award is None or award.group is not Group.EMULATION_TITLE


def counted(own: Deed, given: Iterable[Given], proposed: Iterable[Deed]) -> Found:
    """`given`: forms in force; `proposed`: what other dossiers in hand ask a form for."""
    awards = [(each.award_code, sameness(own, each.deed)) for each in given]
    others = [sameness(own, deed) for deed in proposed]
    alike = [*(how for _, how in awards), *others].count(Sameness.ALIKE)
    return Found(
        given=tuple(code for code, how in awards if how is Sameness.SAME),
        proposed=others.count(Sameness.SAME),
        alike=alike,
    )

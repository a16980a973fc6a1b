"""Whether two nominations claim one achievement: the same person, compared by words and time.

Nothing is refused for it: the secretariat sees both side by side and decides (Luật 06/2022/QH15 Đ5 k2: "không khen
thưởng nhiều lần, nhiều hình thức cho một thành tích"). What counts as alike is ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from contracts.local_time import local_date
from directory import fold
from nominations.domain.dossier import Content

ALIKE_AT_ONE_TIME = 40
"""Per cent of trigrams in common from which texts about one time are shown."""
ALIKE_AT_ANY_TIME = 60


class Likeness(StrEnum):
    EXACT = "exact"
    """The same words."""
    SIMILAR = "similar"
    REPEATED = "repeated"
    """Other words or none, but the same award for the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a nomination says that somebody has done. `days` are the deed's or the period's, both included."""

    nomination_id: UUID
    award_code: str
    born: str | None
    days: tuple[date, date] | None
    achievement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """Another claim that is like the one asked about; `percent` of the trigrams of both texts are in both."""

    nomination_id: UUID
    likeness: Likeness
    percent: int


def days_of(said: Content) -> tuple[date, date] | None:
    """The day of the deed in Vietnam where there is one, else the period."""
    if said.deed_at is not None:
        day = local_date(said.deed_at)
        return (day, day)
    return None if said.period is None else (said.period.first_day, said.period.last_day)


def twins(claim: Claim, others: Iterable[Claim]) -> list[Twin]:
    """Those that are alike, the most alike first. All are of persons that may be the same."""
    compared = (_compared(claim, other) for other in others if _may_be_one_person(claim, other))
    return sorted((twin for twin in compared if twin is not None), key=lambda twin: -twin.percent)


def _compared(claim: Claim, other: Claim) -> Twin | None:
    one, another = fold(claim.achievement), fold(other.achievement)
    percent, at_one_time = similarity(one, another), touch(claim.days, other.days)
    likeness = None
    if one and one == another:
        likeness = Likeness.EXACT
    elif percent >= (ALIKE_AT_ONE_TIME if at_one_time else ALIKE_AT_ANY_TIME):
        likeness = Likeness.SIMILAR
    elif at_one_time and claim.award_code == other.award_code:
        likeness = Likeness.REPEATED
    if likeness is None:
        return None
    return Twin(nomination_id=other.nomination_id, likeness=likeness, percent=percent)


def similarity(one: str, other: str) -> int:
    """Per cent of the trigrams of two folded texts that are in both, as PostgreSQL's pg_trgm counts them."""
    first, second = _trigrams(one), _trigrams(other)
    together = first | second
    return 100 * len(first & second) // len(together) if together else 0


def touch(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    """Whether two times have a day in common; a time that nobody told touches none."""
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def _trigrams(folded: str) -> frozenset[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in folded).split()
    padded = (f"  {word} " for word in words)
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def _may_be_one_person(claim: Claim, other: Claim) -> bool:
    """Births that are known contradict each other when neither continues the other: 1980 and 1980-05-02 do not."""
    one, another = claim.born or "", other.born or ""
    return one.startswith(another) or another.startswith(one)

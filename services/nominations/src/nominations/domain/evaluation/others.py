"""What other nominations of the same subject say to a rule about this one. Pure; which ones count is said here.

Handed over to an agency and neither closed, withdrawn, declined nor awarded: proposed. A draft is its unit's alone, and
counts for that unit's own drafts only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nominations.domain.dossier import Content
from nominations.domain.evaluation.admitting import HANDED_OVER
from nominations.domain.evaluation.years import year_of
from nominations.domain.model import Nomination
from rulebook import Group, Level, Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another nomination of the subject; `is_awarded` once an award came of it, `received_on` chooses its year."""

    nomination_id: UUID
    unit: str
    is_handed_over: bool
    is_awarded: bool
    received_on: date
    content: Content


def proposed(others: Iterable[Other]) -> list[Other]:
    """Those on which an agency has yet to decide."""
    return [each for each in others if each.is_handed_over and not each.is_awarded]


def proposed_with(nomination: Nomination, year: int | None, others: Iterable[Other], book: Rulebook) -> frozenset[str]:
    """Codes of what the same unit proposes for the subject and the same year; a draft is told to drafts alone."""
    in_hand = nomination.status not in HANDED_OVER
    return frozenset(
        each.content.award_code
        for each in others
        if each.unit == nomination.unit
        and not each.is_awarded
        and (each.is_handed_over or in_hand)
        and year is not None
        and _year(each, book) == year
    )


def state_level(year: int | None, excepted: frozenset[str], others: Iterable[Other], book: Rulebook) -> int:
    """How many other forms of the state level are proposed in the year; kinds that the law excepts don't count."""
    return sum(
        _is_state_form(each.content.award_code, book)
        and each.content.commendation_kind not in excepted
        and _year(each, book) == year
        for each in proposed(others)
    )


def _is_state_form(code: str, book: Rulebook) -> bool:
    award = book.awards.get(code)
    return award is not None and award.level is Level.STATE and award.group is Group.COMMENDATION


def _year(other: Other, book: Rulebook) -> int | None:
    award = book.awards.get(other.content.award_code)
    return None if award is None else year_of(other.content, award, other.received_on)

"""Nominations as data, and how facts change them. A dossier is private until it is submitted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from contracts.nominations import (
    NominationEndorsed,
    NominationSubmitted,
    NominationWithdrawn,
    WithdrawalRequested,
)
from contracts.review import CaseAccepted, CaseClosed, CaseReturned, WithdrawalRefused
from nominations.domain.dossier import Content


class Status(StrEnum):
    """Where a nomination stands, as the unit sees it."""

    DRAFT = "draft"
    ENDORSED = "endorsed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


EDITABLE = frozenset({Status.DRAFT, Status.ENDORSED, Status.RETURNED})
ENDORSABLE = frozenset({Status.DRAFT, Status.RETURNED})
WITH_REVIEW = frozenset({Status.SUBMITTED, Status.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    nomination_id: UUID
    list_id: UUID | None
    place: int
    """Order within the list, from 1; 1 without a list."""
    unit: str
    status: Status
    withdrawal_requested: bool = False
    ended_case_ids: frozenset[UUID] = frozenset()
    """Cases that review returned: what it says of one of them later answers no present request."""
    told: bool = False
    """Some fact about it was published; a nomination without one is private."""
    version: int = 1
    """Grows with every change; the ETag of an edit."""
    section_versions: Mapping[str, int] | None = None
    """At which version each section last changed; None: nobody counted, so each counts as changed at `version`."""
    dossier: Content
    person_id: UUID | None = None
    """Whom it names, among the persons of the registers; None when it was made before there were any."""

    def version_of(self, section: str) -> int:
        """The ETag of a section's edit."""
        return self.version if self.section_versions is None else self.section_versions.get(section, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationList:
    list_id: UUID
    unit: str
    receiving_agency: str
    title: str
    movement_id: UUID | None


OwnFact = NominationEndorsed | NominationSubmitted | NominationWithdrawn | WithdrawalRequested
ReviewFact = CaseAccepted | CaseReturned | CaseClosed | WithdrawalRefused


def evolve(nomination: Nomination, fact: OwnFact | ReviewFact) -> Nomination:
    """The nomination after a fact; review's facts are mirrored, since the case belongs to review."""
    match fact:
        case NominationEndorsed():
            return _moved(nomination, Status.ENDORSED)
        case NominationSubmitted():
            return _moved(nomination, Status.SUBMITTED)
        case NominationWithdrawn():
            return _moved(nomination, Status.WITHDRAWN)
        case WithdrawalRequested():
            return _moved(nomination, nomination.status, withdrawal_requested=True)
        case WithdrawalRefused(case_id=case_id):
            return nomination if case_id in nomination.ended_case_ids else _moved(nomination, nomination.status)
        case CaseAccepted():
            return _moved(nomination, Status.ACCEPTED, withdrawal_requested=nomination.withdrawal_requested)
        case CaseReturned(case_id=case_id):
            ended = nomination.ended_case_ids | {case_id}
            return replace(_moved(nomination, Status.RETURNED), ended_case_ids=ended)
        case CaseClosed():
            return _moved(nomination, Status.CLOSED)
        case _:
            assert_never(fact)


def _moved(nomination: Nomination, status: Status, *, withdrawal_requested: bool = False) -> Nomination:
    return replace(
        nomination,
        status=status,
        withdrawal_requested=withdrawal_requested,
        told=True,
        version=nomination.version + 1,
    )

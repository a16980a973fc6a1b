"""Facts become projections, a whole batch at once: the same rows under any interleaving of topics and keys."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from contracts import nominations, notifications, review
from contracts.envelope import Envelope
from contracts.fact import Fact
from portal.domain.model import (
    award_after,
    case_after,
    decision_of,
    nomination_after,
    opinion_after,
    submission_of,
)
from portal.service_layer.unit_of_work import UnitOfWork

S = TypeVar("S")
Event = Envelope[Fact]

NOMINATION_FACTS = (
    nominations.NominationEndorsed,
    nominations.NominationSubmitted,
    nominations.NominationWithdrawn,
    nominations.WithdrawalRequested,
)
CASE_FACTS = (
    review.CaseOpened,
    review.CaseAccepted,
    review.CaseRepinned,
    review.CaseReturned,
    review.CaseClosed,
    review.WithdrawalRefused,
    review.CouncilDecided,
    review.AwardDeclined,
)
OPINION_FACTS = (review.OpinionAsked, review.OpinionGiven, review.OpinionRequestWithdrawn)
AWARD_FACTS = (review.AwardIssued, review.AwardRevoked)
OTHER_FACTS = (
    review.DecisionIssued,
    nominations.PersonalErased,
    review.PersonalErased,
    notifications.MessageDelivered,
    notifications.MessageFailed,
)

PROJECTED: frozenset[type[Fact]] = frozenset(
    {*NOMINATION_FACTS, *CASE_FACTS, *OPINION_FACTS, *AWARD_FACTS, *OTHER_FACTS}
)


async def project(events: Sequence[Event], uow: UnitOfWork) -> None:
    """Fold a batch, in order per subject, into every projection."""
    rows = uow.projections
    await _fold(_of(events, NOMINATION_FACTS), rows.nominations, nomination_after, rows.save_nominations)
    await _fold(_of(events, CASE_FACTS), rows.cases, case_after, rows.save_cases)
    await _fold(_of(events, OPINION_FACTS), rows.opinions, opinion_after, rows.save_opinions)
    await _fold(_of(events, AWARD_FACTS), rows.awards, award_after, rows.save_awards)
    await rows.add_submissions([each for each in map(submission_of, events) if each is not None])
    await rows.add_decisions([signed for signed in map(decision_of, events) if signed is not None])
    await rows.add_steps(events)
    await rows.count(_tallies(events))


async def _fold(
    events: Sequence[Event],
    load: Callable[[Collection[UUID]], Awaitable[dict[UUID, S]]],
    after: Callable[[S | None, Event], S | None],
    save: Callable[[Sequence[S]], Awaitable[None]],
) -> None:
    if not events:
        return
    subjects = sorted({event.subject for event in events})
    states: dict[UUID, S | None] = {**await load(subjects)}
    for event in events:
        states[event.subject] = after(states.get(event.subject), event)
    await save([state for subject in subjects if (state := states.get(subject)) is not None])


def _of(events: Sequence[Event], facts: tuple[type[Fact], ...]) -> list[Event]:
    return [event for event in events if isinstance(event.fact, facts)]


def _tallies(events: Sequence[Event]) -> list[tuple[str, int, datetime]]:
    found: dict[str, tuple[int, datetime]] = {}
    for event in events:
        number, latest = found.get(event.type, (0, event.time))
        found[event.type] = number + 1, max(latest, event.time)
    return [(name, number, latest) for name, (number, latest) in found.items()]

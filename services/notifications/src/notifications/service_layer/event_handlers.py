"""Facts become messages: note the units of a case where they are named, look people up, tell them."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias, TypeVar
from uuid import UUID

from chassis.handlers import EventHandler
from chassis.telemetry import current_traceparent
from contracts import nominations, review
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.notifications import Channel
from notifications.domain import decisions
from notifications.domain.model import Occasion, Units, evolve
from notifications.service_layer.unit_of_work import UnitOfWork

F = TypeVar("F", bound=Fact)

AboutCase: TypeAlias = (
    review.CaseAccepted
    | review.CaseReturned
    | review.CaseClosed
    | review.WithdrawalRefused
    | review.CouncilDecided
    | review.OpinionGiven
    | review.AwardDeclined
    | review.AwardRevoked
)


async def tell_of_submission(event: Envelope[nominations.NominationSubmitted], uow: UnitOfWork, now: datetime) -> None:
    fact = _fact(event)
    units = Units(proposing_unit=fact.proposing_unit, receiving_agency=fact.receiving_agency)
    await uow.units.note(fact.nomination_id, units)
    await _tell(_occasion(event, nomination_id=fact.nomination_id), units, uow, now)


async def note_case(event: Envelope[review.CaseOpened], uow: UnitOfWork, now: datetime) -> None:
    fact = _fact(event)
    await uow.units.note(
        fact.case_id, Units(proposing_unit=fact.proposing_unit, receiving_agency=fact.receiving_agency)
    )


async def tell_of_request(event: Envelope[nominations.WithdrawalRequested], uow: UnitOfWork, now: datetime) -> None:
    fact = _fact(event)
    units = await uow.units.get(fact.nomination_id)
    await _tell(_occasion(event, nomination_id=fact.nomination_id), units, uow, now)


async def tell_of_case(event: Envelope[AboutCase], uow: UnitOfWork, now: datetime) -> None:
    fact = _fact(event)
    units = await uow.units.get(fact.case_id)
    occasion = _occasion(event, nomination_id=fact.nomination_id, case_id=fact.case_id)
    await _tell(occasion, units, uow, now)


async def tell_the_asked(
    event: Envelope[review.OpinionAsked | review.OpinionRequestWithdrawn], uow: UnitOfWork, now: datetime
) -> None:
    fact = _fact(event)
    units = Units(proposing_unit=None, receiving_agency=None, asked_body=fact.body)
    occasion = _occasion(event, nomination_id=fact.nomination_id, case_id=fact.case_id)
    await _tell(occasion, units, uow, now)


async def tell_of_decision(event: Envelope[review.DecisionIssued], uow: UnitOfWork, now: datetime) -> None:
    fact = _fact(event)
    units = Units(proposing_unit=None, receiving_agency=fact.agency)
    await _tell(_occasion(event, decision_id=fact.decision_id), units, uow, now)


async def tell_of_award(event: Envelope[review.AwardIssued], uow: UnitOfWork, now: datetime) -> None:
    fact = _fact(event)
    units = Units(proposing_unit=fact.proposing_unit, receiving_agency=None)
    # A revocation names the case alone, and nothing orders it behind the case's opening.
    await uow.units.note(fact.case_id, units)
    occasion = _occasion(event, nomination_id=fact.nomination_id, case_id=fact.case_id, decision_id=fact.decision_id)
    await _tell(occasion, units, uow, now)


async def _tell(occasion: Occasion, units: Units, uow: UnitOfWork, now: datetime) -> None:
    posts = [
        (audience.role, unit)
        for audience in decisions.AUDIENCES[occasion.fact_type]
        if (unit := units.of(audience.side)) is not None
    ]
    people = await uow.recipients.holding(posts, on=occasion.day)
    ids = [uow.new_id() for _ in range(len(people) * len(decisions.CHANNELS[occasion.fact_type]))]
    messages = decisions.tell(occasion, people, ids)
    put = [decisions.put_into_inbox(message, now) for message in messages if message.channel is Channel.INBOX]
    ends = {fact.message_id: fact for fact in put}
    ended = [evolve(each, ends[each.message_id]) if each.message_id in ends else each for each in messages]
    new = await uow.messages.add(occasion, ended, due_at=now, traceparent=current_traceparent())
    for fact in put:
        if fact.message_id in new:
            uow.outbox.add(fact, at=now)


def _occasion(
    event: Envelope[Fact],
    *,
    nomination_id: UUID | None = None,
    case_id: UUID | None = None,
    decision_id: UUID | None = None,
) -> Occasion:
    return Occasion(
        fact_id=event.id,
        fact_type=event.type,
        at=event.time,
        nomination_id=nomination_id,
        case_id=case_id,
        decision_id=decision_id,
    )


def _fact(event: Envelope[F]) -> F:
    if event.fact is None:
        raise LookupError(f"{event.type} came without its data")
    return event.fact


EVENT_HANDLERS: Mapping[type[Fact], EventHandler] = {
    nominations.NominationSubmitted: tell_of_submission,
    nominations.WithdrawalRequested: tell_of_request,
    review.CaseOpened: note_case,
    review.CaseAccepted: tell_of_case,
    review.CaseReturned: tell_of_case,
    review.CaseClosed: tell_of_case,
    review.WithdrawalRefused: tell_of_case,
    review.CouncilDecided: tell_of_case,
    review.OpinionAsked: tell_the_asked,
    review.OpinionGiven: tell_of_case,
    review.OpinionRequestWithdrawn: tell_the_asked,
    review.DecisionIssued: tell_of_decision,
    review.AwardIssued: tell_of_award,
    review.AwardDeclined: tell_of_case,
    review.AwardRevoked: tell_of_case,
}

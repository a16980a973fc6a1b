"""What the nominations service tells: submissions become cases, requests to withdraw wait or are refused.

When it erases a person's data, the notes that were written here about the same nomination go too.
"""

from collections.abc import Mapping
from datetime import datetime

from chassis.handlers import EventHandler
from contracts import review
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.nominations import NominationSubmitted, PersonalErased, WithdrawalRequested
from review.domain import decisions, errors, model
from review.service_layer.unit_of_work import UnitOfWork


async def open_case(event: Envelope[NominationSubmitted], uow: UnitOfWork, now: datetime) -> None:
    submitted = event.fact
    assert submitted is not None  # noqa: S101 (handled types are decoded)
    earlier = await uow.cases.lock_latest(submitted.nomination_id)
    fact = decisions.open_case(submitted, event.id, uow.new_id(), earlier)
    uow.outbox.add(fact, at=now)
    await uow.cases.add(model.opened(fact, submitted, event.seq), at=now)


async def request_withdrawal(event: Envelope[WithdrawalRequested], uow: UnitOfWork, now: datetime) -> None:
    """The order in this database decides: what has ended is refused at once, the rest waits for an answer."""
    case = await uow.cases.lock_latest(event.subject)
    if case is None:
        raise errors.NeverSubmitted(event.subject)
    refusal = decisions.refuse_late_withdrawal(case)
    if refusal is None:
        await uow.cases.save([model.awaiting_answer(case)], at=now)
    else:
        uow.outbox.add(refusal, at=now)


async def erase_notes(event: Envelope[PersonalErased], uow: UnitOfWork, now: datetime) -> None:
    """What was written here about the nomination goes with it; later erasures of the same find nothing left."""
    erased = event.fact
    assert erased is not None  # noqa: S101 (handled types are decoded)
    subjects = await uow.cases.lock_subjects(erased.nomination_id)
    await uow.desk.forget_notes(erased.nomination_id)
    for part in await uow.personal.own(subjects):
        fact = review.PersonalErased(
            aggregate_id=part.subject, nomination_id=erased.nomination_id, fact_id=part.fact_id, reason=erased.reason
        )
        uow.outbox.add(fact, at=now)


async def forget_again(event: Envelope[review.PersonalErased], uow: UnitOfWork, now: datetime) -> None:
    """After a restore: the part is destroyed already, and everybody was told."""
    if event.fact is not None:
        await uow.desk.forget_notes(event.fact.nomination_id)


EVENT_HANDLERS: Mapping[type[Fact], EventHandler] = {
    NominationSubmitted: open_case,
    WithdrawalRequested: request_withdrawal,
    PersonalErased: erase_notes,
}

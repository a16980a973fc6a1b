"""What review said of our nominations, mirrored: the case belongs to review, its order decides."""

from collections.abc import Mapping
from datetime import datetime

from chassis.handlers import EventHandler
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.review import (
    AwardDeclined,
    AwardIssued,
    AwardRevoked,
    CaseAccepted,
    CaseClosed,
    CaseRepinned,
    CaseReturned,
    DecisionIssued,
    WithdrawalRefused,
)
from nominations.domain.model import ReviewFact, evolve
from nominations.service_layer.registers import history
from nominations.service_layer.registers.history import NeverNominated
from nominations.service_layer.unit_of_work import UnitOfWork


async def mirror(event: Envelope[ReviewFact], uow: UnitOfWork, now: datetime) -> None:
    if event.fact is None:
        return
    found = await uow.nominations.lock([event.fact.nomination_id])
    if not found:
        raise NeverNominated
    await uow.nominations.save([evolve(found[0], event.fact)], at=now)
    if isinstance(event.fact, CaseReturned):
        await uow.nominations.note_return(event.fact, event.id, at=event.time, by=event.actor_unit)
    if isinstance(event.fact, CaseReturned | CaseClosed):
        await uow.initiatives.free(event.fact.nomination_id)


async def declined(event: Envelope[AwardDeclined], uow: UnitOfWork, now: datetime) -> None:
    """No award comes of it: it counts no more, and the initiatives that it named may serve another nomination."""
    if event.fact is None:
        return
    if not await uow.nominations.lock([event.fact.nomination_id]):
        raise NeverNominated
    await uow.nominations.note_decline(event.fact, event.id, at=event.time)
    await uow.initiatives.free(event.fact.nomination_id)


async def repinned(event: Envelope[CaseRepinned], uow: UnitOfWork, now: datetime) -> None:
    """The day of receipt was corrected, and with it the law by which the nomination is looked at."""
    if event.fact is not None:
        await uow.submissions.repin(event.fact.nomination_id, event.fact.received_on)


EVENT_HANDLERS: Mapping[type[Fact], EventHandler] = {
    CaseAccepted: mirror,
    CaseReturned: mirror,
    CaseClosed: mirror,
    WithdrawalRefused: mirror,
    CaseRepinned: repinned,
    AwardDeclined: declined,
    DecisionIssued: history.know_decision,
    AwardIssued: history.award_issued,
    AwardRevoked: history.award_revoked,
}

"""What review said of our nominations, mirrored: the case belongs to review, its order decides."""

from collections.abc import Mapping
from datetime import datetime

from chassis.handlers import EventHandler
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.review import CaseAccepted, CaseClosed, CaseRepinned, CaseReturned, WithdrawalRefused
from nominations.domain.model import ReviewFact, evolve
from nominations.service_layer.unit_of_work import UnitOfWork


class NeverNominated(Exception):
    """Review speaks of a nomination that this service never had."""


async def mirror(event: Envelope[ReviewFact], uow: UnitOfWork, now: datetime) -> None:
    if event.fact is None:
        return
    found = await uow.nominations.lock([event.fact.nomination_id])
    if not found:
        raise NeverNominated
    await uow.nominations.save([evolve(found[0], event.fact)], at=now)
    if isinstance(event.fact, CaseReturned):
        await uow.nominations.note_return(event.fact, event.id, at=event.time, by=event.actor_unit)


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
}

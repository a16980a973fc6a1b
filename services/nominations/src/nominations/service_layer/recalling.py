"""Facts folded back into a database that was restored: the unit's own, and what review said between them.

A nomination that was made after the backup comes back from its submission, if its personal part is still there; its
list comes back without its title. Drafts that nobody was told of are lost.
"""

from dataclasses import replace

from pydantic import ValidationError

from chassis.personal import PersonalState
from chassis.recalling import Heard, NotRecalled, Recalled, fact_of
from contracts.envelope import Envelope
from contracts.local_time import local_date
from contracts.nominations import NominationEndorsed, NominationSubmitted, NominationWithdrawn, WithdrawalRequested
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
from nominations.adapters.submissions import Submission
from nominations.domain.dossier import PRIVATE, TOLD, Dossier
from nominations.domain.evaluation import LawDay, LawDayFrom
from nominations.domain.model import Nomination, NominationList, OwnFact, ReviewFact, Status, evolve
from nominations.service_layer.event_handlers import declined, mirror, repinned
from nominations.service_layer.registers import history, initiatives
from nominations.service_layer.registers.history import NeverNominated
from nominations.service_layer.unit_of_work import UnitOfWork


async def moved(event: Envelope[OwnFact], uow: UnitOfWork, heard: Heard) -> None:
    fact = fact_of(event)
    found = await uow.nominations.lock([fact.nomination_id])
    if not found:
        raise NotRecalled
    await uow.nominations.save([evolve(found[0], fact)], at=event.time)


async def mirrored(event: Envelope[ReviewFact], uow: UnitOfWork, heard: Heard) -> None:
    """As when it was first heard."""
    try:
        await mirror(event, uow, event.time)
    except NeverNominated as error:
        raise NotRecalled from error


async def awarded(event: Envelope[AwardIssued], uow: UnitOfWork, heard: Heard) -> None:
    """As when it was first heard."""
    try:
        await history.award_issued(event, uow, event.time)
    except NeverNominated as error:
        raise NotRecalled from error


async def revoked(event: Envelope[AwardRevoked], uow: UnitOfWork, heard: Heard) -> None:
    await history.award_revoked(event, uow, event.time)


async def decided(event: Envelope[DecisionIssued], uow: UnitOfWork, heard: Heard) -> None:
    await history.know_decision(event, uow, event.time)


async def freed(event: Envelope[AwardDeclined], uow: UnitOfWork, heard: Heard) -> None:
    """As when it was first heard."""
    try:
        await declined(event, uow, event.time)
    except NeverNominated as error:
        raise NotRecalled from error


async def submitted(event: Envelope[NominationSubmitted], uow: UnitOfWork, heard: Heard) -> None:
    """The dossier is what was submitted: the draft of the backup may have been edited since."""
    fact = fact_of(event)
    dossier = await _dossier(event, fact, uow)
    found = await uow.nominations.lock([fact.nomination_id])
    if found:
        nomination = evolve(found[0], fact)
        await uow.nominations.save([nomination], at=event.time)
        if dossier is not None:
            private = {name: getattr(nomination.dossier, name) for name in PRIVATE}
            whole = dossier.written(uow.person_hash).model_copy(update=private)
            nomination = replace(nomination, dossier=whole, section_versions=None)
            await uow.nominations.save_dossier(nomination, at=event.time)
        await uow.initiatives.take(initiatives.uses_of([nomination], event.time), at=event.time)
    elif dossier is not None:
        await uow.nominations.add([await _made(event, fact, dossier, uow)], at=event.time)
    else:
        raise NotRecalled
    await uow.submissions.add([_submission(event, fact)])


async def repinned_again(event: Envelope[CaseRepinned], uow: UnitOfWork, heard: Heard) -> None:
    await repinned(event, uow, event.time)


def _submission(event: Envelope[NominationSubmitted], fact: NominationSubmitted) -> Submission:
    """When it was, and under which law; what was found then was kept in the database that is gone."""
    on_paper = fact.received_on is not None
    chosen_by = LawDayFrom.DOSSIER if on_paper else LawDayFrom.SUBMISSION
    return Submission(
        nomination_id=fact.nomination_id,
        submitted_at=event.time,
        submitted_on=fact.submitted_on,
        law=LawDay(day=fact.received_on or fact.submitted_on, chosen_by=chosen_by),
        digest=None,
        recalled=True,
    )


async def _made(
    event: Envelope[NominationSubmitted], fact: NominationSubmitted, dossier: Dossier, uow: UnitOfWork
) -> Nomination:
    if fact.list_id is not None and await uow.lists.find(fact.list_id) is None:
        belonging = NominationList(
            list_id=fact.list_id,
            unit=fact.proposing_unit,
            receiving_agency=fact.receiving_agency,
            title=f"Danh sách khôi phục, nộp {local_date(event.time):%d/%m/%Y}",
            movement_id=fact.movement_id,
        )
        await uow.lists.add(belonging, at=event.time)
    return Nomination(
        nomination_id=fact.nomination_id,
        list_id=fact.list_id,
        place=1 if fact.list_id is None else await uow.lists.next_place(fact.list_id),
        unit=fact.proposing_unit,
        status=Status.SUBMITTED,
        told=True,
        version=event.seq,
        dossier=dossier,
    )


async def _dossier(event: Envelope[NominationSubmitted], fact: NominationSubmitted, uow: UnitOfWork) -> Dossier | None:
    """What was submitted, with its personal part; None when that was erased or never came."""
    part = (await uow.personal.bodies([event.id]))[event.id]
    if part.state is not PersonalState.KNOWN:
        return None
    public = fact.public()
    written = {name: public[name] for name in TOLD if name in public}
    try:
        return Dossier.model_validate({**written, **part.body})
    except ValidationError:
        return None


RECALLED: Recalled = {
    NominationEndorsed: moved,
    NominationSubmitted: submitted,
    NominationWithdrawn: moved,
    WithdrawalRequested: moved,
    CaseAccepted: mirrored,
    CaseReturned: mirrored,
    CaseClosed: mirrored,
    WithdrawalRefused: mirrored,
    CaseRepinned: repinned_again,
    AwardDeclined: freed,
    DecisionIssued: decided,
    AwardIssued: awarded,
    AwardRevoked: revoked,
}

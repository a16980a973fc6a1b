"""Review's own facts folded back into a database that was restored: nothing is decided again, nothing is told.

The case's dossier came with the submission, which is heard again; all else is in the facts themselves.
"""

from datetime import datetime

from chassis.recalling import Heard, NotRecalled, Recalled, fact_of
from contracts.envelope import Envelope
from contracts.nominations import NominationSubmitted, WithdrawalRequested
from contracts.review import (
    AwardDeclined,
    AwardIssued,
    AwardRevoked,
    CaseAccepted,
    CaseClosed,
    CaseOpened,
    CaseRepinned,
    CaseReturned,
    CouncilDecided,
    DecisionIssued,
    OpinionAsked,
    OpinionGiven,
    OpinionRequestWithdrawn,
    WithdrawalRefused,
)
from review.domain import model
from review.domain.model import Case, CaseFact
from review.service_layer.unit_of_work import UnitOfWork


async def opened(event: Envelope[CaseOpened], uow: UnitOfWork, heard: Heard) -> None:
    """The submission is passed: reading it again must not open a second case."""
    fact = fact_of(event)
    submission = heard.by_id.get(fact.submission_id)
    if submission is None or not isinstance(submission.fact, NominationSubmitted):
        raise NotRecalled
    await uow.cases.add(model.opened(fact, submission.fact, submission.seq), at=event.time)
    heard.passed(submission)


async def repinned(event: Envelope[CaseRepinned], uow: UnitOfWork, heard: Heard) -> None:
    fact = fact_of(event)
    await _evolve(fact, await _case(fact, uow), uow, event.time)


async def moved(event: Envelope[CaseAccepted | CaseReturned | AwardDeclined], uow: UnitOfWork, heard: Heard) -> None:
    fact = fact_of(event)
    reasons = () if isinstance(fact, CaseAccepted) else fact.reasons
    await _evolve(fact, await _case(fact, uow), uow, event.time, reasons)


async def answered(event: Envelope[CaseClosed | WithdrawalRefused], uow: UnitOfWork, heard: Heard) -> None:
    """The unit's request is passed with its answer."""
    fact = fact_of(event)
    reasons = fact.reasons if isinstance(fact, WithdrawalRefused) else ()
    await _evolve(fact, await _case(fact, uow), uow, event.time, reasons)
    for told in heard.by_id.values():
        is_ours = isinstance(told.fact, WithdrawalRequested) and told.subject == fact.nomination_id
        if is_ours and told.time <= event.time:
            heard.passed(told)


async def decided(event: Envelope[CouncilDecided], uow: UnitOfWork, heard: Heard) -> None:
    fact = fact_of(event)
    case = await _case(fact, uow)
    await uow.cases.add_verdicts([fact])
    await _evolve(fact, case, uow, event.time)


async def issued(event: Envelope[DecisionIssued], uow: UnitOfWork, heard: Heard) -> None:
    await uow.decisions.recall(fact_of(event))


async def awarded(event: Envelope[AwardIssued], uow: UnitOfWork, heard: Heard) -> None:
    fact = fact_of(event)
    case = await _case(fact, uow)
    await uow.awards.add([model.awarded(fact, case.receiving_agency)])
    await _evolve(fact, case, uow, event.time)


async def revoked(event: Envelope[AwardRevoked], uow: UnitOfWork, heard: Heard) -> None:
    fact = fact_of(event)
    awards = await uow.awards.lock([fact.award_id])
    if not awards:
        raise NotRecalled
    await uow.awards.save_revoked([model.revoked(award) for award in awards], fact.revoked_on, fact.reasons)


async def asked(event: Envelope[OpinionAsked], uow: UnitOfWork, heard: Heard) -> None:
    fact = fact_of(event)
    found = await uow.cases.lock([fact.case_id])
    if not found:
        raise NotRecalled
    await uow.opinions.add([model.asked(fact, found[0].receiving_agency)])


async def opinion_ended(event: Envelope[OpinionGiven | OpinionRequestWithdrawn], uow: UnitOfWork, heard: Heard) -> None:
    fact = fact_of(event)
    opinions = await uow.opinions.lock([fact.opinion_id])
    if not opinions:
        raise NotRecalled
    await uow.opinions.save([model.answered(opinion, fact) for opinion in opinions])


async def _case(fact: CaseFact, uow: UnitOfWork) -> Case:
    found = await uow.cases.lock([fact.case_id])
    if not found:
        raise NotRecalled
    return found[0]


async def _evolve(fact: CaseFact, case: Case, uow: UnitOfWork, at: datetime, reasons: tuple[str, ...] = ()) -> None:
    await uow.cases.save([model.evolve(case, fact)], at=at, reasons=reasons)


RECALLED: Recalled = {
    CaseOpened: opened,
    CaseAccepted: moved,
    CaseRepinned: repinned,
    CaseReturned: moved,
    AwardDeclined: moved,
    CaseClosed: answered,
    WithdrawalRefused: answered,
    CouncilDecided: decided,
    DecisionIssued: issued,
    AwardIssued: awarded,
    AwardRevoked: revoked,
    OpinionAsked: asked,
    OpinionGiven: opinion_ended,
    OpinionRequestWithdrawn: opinion_ended,
}

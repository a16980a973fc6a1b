"""The steps of a case, from acceptance to revocation: load, decide, evolve, save, tell."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.telemetry import note_nominations
from contracts.local_time import local_date
from directory import load_directory
from review.domain import commands, decisions, model
from review.domain.model import Case, CaseFact
from review.service_layer.unit_of_work import UnitOfWork
from rulebook import load_law, load_rulebook


async def accept(command: commands.AcceptCases, uow: UnitOfWork, now: datetime) -> commands.Done:
    cases = await own_cases(command.case_ids, uow)
    return await _settle(cases, decisions.accept(cases), uow, now)


async def return_cases(command: commands.ReturnCases, uow: UnitOfWork, now: datetime) -> commands.Done:
    cases = await own_cases(command.case_ids, uow)
    facts = decisions.return_cases(cases, command, load_law())
    return await _settle(cases, facts, uow, now, command.reasons)


async def repin(command: commands.RepinCases, uow: UnitOfWork, now: datetime) -> commands.Done:
    cases = await own_cases(command.case_ids, uow)
    facts = decisions.repin(cases, command, load_rulebook(), local_date(now))
    return await _settle(cases, facts, uow, now)


async def record_verdicts(command: commands.RecordVerdicts, uow: UnitOfWork, now: datetime) -> commands.Recorded:
    cases = await own_cases([verdict.case_id for verdict in command.verdicts], uow)
    session_id, today = command.council_session_id or uow.new_id(), local_date(now)
    facts = decisions.record_verdicts(cases, command, session_id, load_rulebook(), today)
    await uow.cases.add_verdicts(facts)
    await _settle(cases, facts, uow, now)
    approved = sum(fact.approved for fact in facts)
    return commands.Recorded(council_session_id=session_id, approved=approved, not_approved=len(facts) - approved)


async def issue(command: commands.IssueDecision, uow: UnitOfWork, now: datetime) -> commands.Issued:
    """The book is locked last and until the commit: numbers come out unique, in order and without gaps."""
    cases = await own_cases(command.case_ids, uow)
    agency, issued_on = (
        cases[0].receiving_agency,
        decisions.day_of_issue(command, local_date(now)),
    )
    book = await uow.decisions.lock_book(agency, issued_on.year)
    award_ids = [uow.new_id() for _ in cases]
    decision, facts = decisions.issue(cases, book, issued_on, load_directory().find(agency), uow.new_id(), award_ids)
    uow.outbox.add(decision, at=now)
    await uow.decisions.add(decision)
    await uow.awards.add([model.awarded(fact, agency) for fact in facts])
    await _settle(cases, facts, uow, now)
    return commands.Issued(
        decision_id=decision.decision_id,
        number=decision.number,
        year=decision.year,
        symbol=decision.symbol,
        issued_on=decision.issued_on,
        award_ids=tuple(award_ids),
    )


async def decline(command: commands.DeclineCases, uow: UnitOfWork, now: datetime) -> commands.Done:
    cases = await own_cases(command.case_ids, uow)
    facts = decisions.decline(cases, command, load_rulebook())
    return await _settle(cases, facts, uow, now, [command.reason])


async def close(command: commands.CloseCases, uow: UnitOfWork, now: datetime) -> commands.Done:
    cases = await own_cases(command.case_ids, uow)
    return await _settle(cases, decisions.close(cases), uow, now)


async def refuse_withdrawals(command: commands.RefuseWithdrawals, uow: UnitOfWork, now: datetime) -> commands.Done:
    cases = await own_cases(command.case_ids, uow)
    return await _settle(cases, decisions.refuse_withdrawals(cases, command, load_rulebook()), uow, now)


async def revoke(command: commands.RevokeAwards, uow: UnitOfWork, now: datetime) -> commands.Done:
    known = await uow.awards.lock(command.award_ids)
    awards, today = decisions.awards_within(command.award_ids, known, uow.actor.unit), local_date(now)
    note_nominations(award.nomination_id for award in awards)
    for fact in decisions.revoke(awards, command, load_rulebook(), today):
        uow.outbox.add(fact, at=now)
    await uow.awards.save_revoked([model.revoked(award) for award in awards], today, [command.reason])
    return commands.Done(count=len(awards))


async def own_cases(case_ids: Sequence[UUID], uow: UnitOfWork) -> list[Case]:
    """Lock the cases in id order; give them in the order asked for, if all are the person's own agency's."""
    cases = decisions.within(case_ids, await uow.cases.lock(case_ids), uow.actor.unit)
    note_nominations(case.nomination_id for case in cases)
    return cases


async def _settle(
    cases: Sequence[Case],
    facts: Sequence[CaseFact],
    uow: UnitOfWork,
    now: datetime,
    reasons: Sequence[str] = (),
) -> commands.Done:
    for fact in facts:
        uow.outbox.add(fact, at=now)
    evolved = [model.evolve(case, fact) for case, fact in zip(cases, facts, strict=True)]
    await uow.cases.save(evolved, at=now, reasons=reasons)
    return commands.Done(count=len(evolved))

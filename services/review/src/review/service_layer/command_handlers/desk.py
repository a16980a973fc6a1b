"""Who works on what, what was ticked: private state of the secretariat, without facts (docs/decisions/0042)."""

from datetime import datetime

from review.domain import commands, decisions
from review.service_layer.command_handlers.steps import own_cases
from review.service_layer.unit_of_work import UnitOfWork


async def join(command: commands.JoinDesk, uow: UnitOfWork, now: datetime) -> commands.Joined:
    """The same person again keeps the id; the name becomes the present one."""
    agency, sub = uow.actor.unit or "", uow.actor.sub or ""
    return commands.Joined(colleague_id=await uow.desk.join(uow.new_id(), agency, sub, command.name.strip(), at=now))


async def leave(command: commands.LeaveDesk, uow: UnitOfWork, now: datetime) -> commands.Done:
    """What the person ticked stays; who did stays in the command log alone."""
    colleague = decisions.colleague_of(await uow.desk.colleague(command.colleague_id), uow.actor.unit)
    return commands.Done(count=await uow.desk.leave(colleague.colleague_id))


async def assign(command: commands.AssignCases, uow: UnitOfWork, now: datetime) -> commands.Done:
    cases = await own_cases(command.case_ids, uow)
    decisions.going_on(cases)
    colleague = decisions.colleague_of(await uow.desk.colleague(command.colleague_id), uow.actor.unit)
    await uow.desk.assign(command.case_ids, colleague.colleague_id, command.note, at=now)
    return commands.Done(count=len(cases))


async def release(command: commands.ReleaseCases, uow: UnitOfWork, now: datetime) -> commands.Done:
    cases = await own_cases(command.case_ids, uow)
    await uow.desk.release(command.case_ids)
    return commands.Done(count=len(cases))


async def tick(command: commands.TickRows, uow: UnitOfWork, now: datetime) -> commands.Done:
    decisions.going_on(await own_cases([command.case_id], uow))
    by = await uow.desk.colleague_id_of(uow.actor.unit or "", uow.actor.sub or "")
    await uow.desk.tick(command.case_id, command.ticks, by, at=now)
    return commands.Done(count=len(command.ticks))

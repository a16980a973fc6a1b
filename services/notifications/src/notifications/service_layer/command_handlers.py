"""Load, decide, evolve, save: one handler per command, all of one transaction each."""

from datetime import datetime, timedelta

from chassis.handlers import CommandHandler
from notifications.domain import commands, decisions
from notifications.domain.model import evolve
from notifications.service_layer.unit_of_work import UnitOfWork


async def register_recipients(
    command: commands.RegisterRecipients, uow: UnitOfWork, now: datetime
) -> commands.Registered:
    asked = sum(len(entry.roles) for entry in command.recipients)
    existing = await uow.recipients.lock_people({entry.person_id for entry in command.recipients})
    changed = decisions.register(existing, command.recipients, [uow.new_id() for _ in range(asked)])
    await uow.recipients.save(changed)
    return commands.Registered(changed=len(changed), unchanged=asked - len(changed))


async def mark_read(command: commands.MarkRead, uow: UnitOfWork, now: datetime) -> commands.Read:
    person_id = uow.actor.sub or ""
    if command.until is not None:
        return commands.Read(read=await uow.messages.mark_read_until(person_id, command.until, command.about, now))
    return commands.Read(read=await uow.messages.mark_read(person_id, command.message_ids, now))


async def claim_mails(command: commands.ClaimMails, uow: UnitOfWork, now: datetime) -> commands.Claimed:
    until = now + timedelta(seconds=command.lease_seconds)
    lease = uow.new_id()
    mails = await uow.messages.claim_mails(command.limit, lease, now=now, until=until)
    return commands.Claimed(mails=tuple(mails), at=now)


async def record_outcome(command: commands.RecordOutcome, uow: UnitOfWork, now: datetime) -> None:
    message = await uow.messages.lock_pending(command.message_id)
    if message is None:
        return
    facts = decisions.conclude(message, command.outcome, now)
    for fact in facts:
        uow.outbox.add(fact, at=now)
        await uow.messages.end(evolve(message, fact), command.outcome)
    if not facts:
        tried = decisions.retried(message, command.outcome)
        due_at = now + decisions.pause(tried.attempts, command.jitter)
        await uow.messages.postpone(tried, command.outcome, lease=command.lease, due_at=due_at)


COMMAND_HANDLERS: dict[type, CommandHandler] = {
    commands.RegisterRecipients: register_recipients,
    commands.MarkRead: mark_read,
    commands.ClaimMails: claim_mails,
    commands.RecordOutcome: record_outcome,
}

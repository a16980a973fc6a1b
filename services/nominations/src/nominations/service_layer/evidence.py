"""Evidence files entered and taken out. The bytes were stored before, and are deleted after, by the ways in."""

from datetime import datetime
from uuid import UUID

from chassis.telemetry import note_nominations
from nominations.domain import commands, errors, evidence
from nominations.domain.model import Nomination
from nominations.service_layer.unit_of_work import UnitOfWork


async def keep(command: commands.KeepEvidence, uow: UnitOfWork, now: datetime) -> commands.KeptFile:
    nomination = await _own(command.nomination_id, uow)
    standing = await uow.evidence.of(nomination.nomination_id)
    file = evidence.kept(nomination, standing, command, uow.new_id(), now)
    if file not in standing:
        await uow.evidence.add(file)
        await _reopen(nomination, uow, now)
    return commands.KeptFile(file_id=file.file_id)


async def remove(command: commands.RemoveEvidence, uow: UnitOfWork, now: datetime) -> commands.Done:
    nomination = await _own(command.nomination_id, uow)
    evidence.refuse_closed(nomination)
    if not await uow.evidence.remove(command.nomination_id, command.file_id):
        raise errors.UnknownFile(command.file_id)
    await _reopen(nomination, uow, now)
    return commands.Done(count=1)


async def _own(nomination_id: UUID, uow: UnitOfWork) -> Nomination:
    found = await uow.nominations.lock([nomination_id])
    if not found:
        raise errors.UnknownNomination([nomination_id])
    if found[0].unit != uow.actor.unit:
        raise errors.ForeignUnit([nomination_id])
    note_nominations([nomination_id])
    return found[0]


async def _reopen(nomination: Nomination, uow: UnitOfWork, now: datetime) -> None:
    changed = evidence.reopened(nomination)
    if changed is not None:
        await uow.nominations.save([changed], at=now)

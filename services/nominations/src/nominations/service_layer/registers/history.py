"""The award history: entered, corrected, revoked, withdrawn; and what review says of our own awards."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from contracts.envelope import Envelope
from contracts.local_time import local_date
from contracts.review import AwardIssued, AwardRevoked, DecisionIssued
from directory import load_directory
from nominations.adapters.history import own_entry
from nominations.adapters.lineages import own_units
from nominations.domain import errors
from nominations.domain.model import Nomination
from nominations.domain.registers import history
from nominations.domain.registers.history import Entry, EntryStatus, Source
from nominations.service_layer.registers import persons
from nominations.service_layer.unit_of_work import UnitOfWork
from rulebook import load_rulebook


class NeverNominated(Exception):
    """Review speaks of a nomination that this service never had."""


def reference() -> history.Reference:
    return history.Reference(rulebook=load_rulebook(), directory=load_directory())


async def add(command: history.AddEntry, uow: UnitOfWork, now: datetime) -> history.Entered:
    history.check(command.subject, command.decision, reference(), local_date(now))
    unit = uow.actor.unit or ""
    mention = persons.named(command.subject, unit, uow)
    [person_id] = await persons.placed([mention], uow, now, has_record=True)
    await _refuse_repeated(command.decision, person_id, None, uow)
    entry = Entry(
        entry_id=uow.new_id(),
        person_id=person_id,
        unit=unit,
        unit_then=mention.unit,
        decision=command.decision,
        source=Source.ENTERED,
    )
    await uow.history.add([entry], at=now)
    return history.Entered(entry_id=entry.entry_id, version=entry.version)


async def correct(command: history.CorrectEntry, uow: UnitOfWork, now: datetime) -> history.Entered:
    """Who is named otherwise is somebody else: the answers about the former stay with the former.

    The national id cannot be seen: not given again, it stays.
    """
    entry = await _own(command.entry_id, uow)
    history.check(command.subject, command.decision, reference(), local_date(now))
    history.corrected(entry, command, entry.person_id, entry.unit_then)
    mention = persons.named(command.subject, entry.unit, uow)
    known = await uow.persons.find([entry.person_id])
    if known and command.subject.identity is None:
        mention = replace(mention, identity_hash=known[0].mention.identity_hash)
    person_id = entry.person_id
    if not known or known[0].mention != mention:
        [person_id] = await persons.placed([mention], uow, now, has_record=True)
    await _refuse_repeated(command.decision, person_id, entry.entry_id, uow)
    changed = history.corrected(entry, command, person_id, mention.unit)
    await uow.history.save(changed, at=now)
    return history.Entered(entry_id=changed.entry_id, version=changed.version)


async def revoke(command: history.RevokeEntry, uow: UnitOfWork, now: datetime) -> history.Entered:
    changed = history.revoked(await _own(command.entry_id, uow), command, local_date(now))
    await uow.history.save(changed, at=now)
    return history.Entered(entry_id=changed.entry_id, version=changed.version)


async def withdraw(command: history.WithdrawEntry, uow: UnitOfWork, now: datetime) -> history.Entered:
    changed = history.withdrawn(await _own(command.entry_id, uow), command)
    await uow.history.save(changed, at=now)
    return history.Entered(entry_id=changed.entry_id, version=changed.version)


async def know_decision(event: Envelope[DecisionIssued], uow: UnitOfWork, now: datetime) -> None:
    if event.fact is not None:
        await uow.history.know_decision(event.fact)


async def award_issued(event: Envelope[AwardIssued], uow: UnitOfWork, now: datetime) -> None:
    """An award of ours stands in the register by itself; its decision's number comes in a fact of its own."""
    if event.fact is None:
        return
    found = await uow.nominations.lock([event.fact.nomination_id])
    if not found:
        raise NeverNominated
    nomination = await _with_person(found[0], uow, event.time)
    if nomination.person_id is None:
        return
    dossier = nomination.dossier
    year = _year_of(nomination, event.fact.issued_on)
    entry = own_entry(event.fact, uow.new_id(), nomination.person_id, dossier.commendation_kind, year)
    await uow.history.add_own(entry, at=event.time)
    if not dossier.is_erased:
        mention = persons.nominated(dossier, nomination.unit)
        await persons.ask_about(nomination.person_id, mention, uow, event.time)


async def award_revoked(event: Envelope[AwardRevoked], uow: UnitOfWork, now: datetime) -> None:
    if event.fact is not None:
        await uow.history.revoke_own(event.fact, at=event.time)


async def _with_person(nomination: Nomination, uow: UnitOfWork, now: datetime) -> Nomination:
    """Made before there were registers: it gets its person now; one that was erased before gets an empty one."""
    if nomination.person_id is not None:
        return nomination
    if nomination.dossier.is_erased:
        person_id = uow.new_id()
        await uow.persons.add_empty([person_id], [nomination.unit], [nomination.dossier.subject_kind], at=now)
        await uow.nominations.save_persons({nomination.nomination_id: person_id})
        [nomination] = await uow.nominations.lock([nomination.nomination_id])
        return nomination
    [anchored] = await persons.anchored([nomination], uow, now)
    if anchored.person_id is not None:
        await uow.nominations.save_persons({nomination.nomination_id: anchored.person_id})
    return anchored


def _year_of(nomination: Nomination, issued_on: date) -> int:
    """The year that a title honours: the last of its period, else that of the deed, else that of the decision."""
    dossier = nomination.dossier
    if dossier.period is not None:
        return dossier.period.last_day.year
    return issued_on.year if dossier.deed_at is None else local_date(dossier.deed_at).year


async def _own(entry_id: UUID, uow: UnitOfWork) -> Entry:
    """An entry of the actor's unit, or of one that it wholly came of; locked."""
    entry = await uow.history.lock(entry_id)
    if entry is None or entry.unit not in own_units(uow.actor.unit or ""):
        raise errors.UnknownEntry(entry_id)
    return entry


async def _refuse_repeated(decision: history.Decision, person_id: UUID, but: UUID | None, uow: UnitOfWork) -> None:
    others = {
        each.entry_id: each.decision
        for each in await uow.history.of_persons([person_id])
        if each.status is EntryStatus.IN_FORCE and each.entry_id != but
    }
    if (repeated := history.repeats(decision, others)) is not None:
        raise errors.EntryRepeats(repeated)

"""Load, decide, evolve, save, tell: one handler per command, the table at the foot."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import ValidationError

from chassis.handlers import CommandHandler
from chassis.telemetry import note_nominations
from contracts.local_time import local_date
from directory import load_directory, load_movements
from nominations.adapters.imports import KeptImport
from nominations.domain import commands, decisions, errors, model, sections
from nominations.domain.dossier import Dossier
from nominations.domain.model import Nomination, NominationList, OwnFact, Status
from nominations.service_layer import evaluating, evidence
from nominations.service_layer.erasing import erase_personal
from nominations.service_layer.registers import REGISTER_COMMANDS, initiatives, persons
from nominations.service_layer.unit_of_work import UnitOfWork
from rulebook import load_rulebook

IMPORTS_LIVE = timedelta(days=7)


def reference() -> decisions.Reference:
    """Today's dated data; loaded once per process."""
    return decisions.Reference(rulebook=load_rulebook(), directory=load_directory(), movements=load_movements())


async def create(command: commands.CreateNominations, uow: UnitOfWork, now: datetime) -> commands.Created:
    unit = uow.actor.unit or ""
    decisions.check(command.nominations, unit, reference(), now)
    title = command.list_title
    belonging = await _list_of(command.nominations, title, unit, uow, now) if title else None
    ids = [uow.new_id() for _ in command.nominations]
    written = [each.written(uow.person_hash) for each in command.nominations]
    await initiatives.refuse_unknown(written, unit, uow)
    nominations = decisions.create(written, ids, unit, belonging)
    await uow.nominations.add(await persons.anchored(nominations, uow, now), at=now)
    note_nominations(ids)
    return commands.Created(nomination_ids=tuple(ids), list_id=belonging.list_id if belonging else None)


async def edit(command: commands.EditNomination, uow: UnitOfWork, now: datetime) -> commands.Edited:
    (nomination,) = await _own([command.nomination_id], uow)
    dossier = command.dossier.with_private_of(nomination.dossier)
    decisions.check([dossier], nomination.unit, reference(), now)
    written = dossier.written(uow.person_hash, nomination.dossier)
    edited = decisions.edit(nomination, written, command.version)
    await initiatives.refuse_unknown([written], nomination.unit, uow)
    edited = await persons.anchored_again(nomination, edited, uow, now)
    await uow.nominations.save_dossier(edited, at=now)
    return commands.Edited(nomination_id=edited.nomination_id, version=edited.version)


async def edit_section(command: commands.EditSection, uow: UnitOfWork, now: datetime) -> commands.SectionEdited:
    (nomination,) = await _own([command.nomination_id], uow)
    dossier = _with_section(nomination, command, now)
    decisions.check_section(dossier, command.section, nomination.unit, reference(), now)
    written = dossier.written(uow.person_hash, nomination.dossier)
    edited = decisions.edit_section(nomination, command.section, written, command.version)
    if edited is not nomination:
        await initiatives.refuse_unknown([written], nomination.unit, uow)
        edited = await persons.anchored_again(nomination, edited, uow, now)
        await uow.nominations.save_dossier(edited, at=now)
    return commands.SectionEdited(
        nomination_id=edited.nomination_id,
        section=command.section,
        version=edited.version_of(command.section),
        status=edited.status,
    )


def _with_section(nomination: Nomination, command: commands.EditSection, now: datetime) -> Dossier:
    """The dossier as it would be; raise UnknownSection or InvalidSection."""
    try:
        section = sections.form_of(nomination.dossier, local_date(now)).section(command.section)
    except KeyError:
        raise errors.UnknownSection(command.section) from None
    try:
        return sections.written(nomination.dossier, section, command.values)
    except ValidationError as error:
        raise errors.InvalidSection(sections.by_key(error.errors(include_input=False), section)) from None


async def endorse(command: commands.EndorseNominations, uow: UnitOfWork, now: datetime) -> commands.Done:
    return await _endorsed(await _own(command.nomination_ids, uow), command.promise, uow, now)


async def endorse_list(command: commands.EndorseList, uow: UnitOfWork, now: datetime) -> commands.Done:
    return await _endorsed(await _waiting(command.list_id, model.ENDORSABLE, uow), command.promise, uow, now)


async def _endorsed(
    nominations: Sequence[Nomination], promise: str | None, uow: UnitOfWork, now: datetime
) -> commands.Done:
    done = await _settle(nominations, decisions.endorse(nominations, promise, local_date(now)), uow, now)
    if promise is not None:
        ids = [each.nomination_id for each in nominations]
        await uow.nominations.note_promise(ids, promise, at=now, by=uow.actor.sub)
    return done


async def submit(command: commands.SubmitNominations, uow: UnitOfWork, now: datetime) -> commands.Done:
    return await _submitted(await _own(command.nomination_ids, uow), command.reason, uow, now)


async def submit_list(command: commands.SubmitList, uow: UnitOfWork, now: datetime) -> commands.Done:
    waiting = await _waiting(command.list_id, frozenset({Status.ENDORSED}), uow)
    return await _submitted(waiting, command.reason, uow, now)


async def withdraw(command: commands.WithdrawNominations, uow: UnitOfWork, now: datetime) -> commands.Done:
    nominations = await _own(command.nomination_ids, uow)
    facts = decisions.withdraw(nominations, command.reason)
    return await _settle(nominations, facts, uow, now)


async def keep_import(command: commands.KeepImport, uow: UnitOfWork, now: datetime) -> commands.Kept:
    unit = uow.actor.unit or ""
    decisions.check_terms(command.terms, unit, reference(), now)
    kept = KeptImport(
        import_id=uow.new_id(),
        unit=unit,
        file_name=command.file_name,
        content=command.content,
        terms=command.terms,
        report=command.report,
        list_id=None,
        created_at=now,
        expires_at=now + IMPORTS_LIVE,
    )
    await uow.imports.add(kept)
    return commands.Kept(import_id=kept.import_id, expires_at=kept.expires_at)


async def accept_import(command: commands.AcceptImport, uow: UnitOfWork, now: datetime) -> commands.Taken:
    kept = await uow.imports.lock(command.import_id, at=now)
    if kept is None or kept.unit != uow.actor.unit:
        raise errors.UnknownImport(command.import_id)
    if kept.list_id is not None:
        raise errors.AlreadyAccepted(kept.list_id)
    await uow.repeats.lock_unit(kept.unit)
    valid = kept.dossiers()
    dossiers = decisions.wanted_rows(valid, await uow.repeats.among(kept.unit, valid), command)
    decisions.check_rows(dossiers, commands.AT_MOST)
    decisions.check(dossiers, kept.unit, reference(), now)
    title = kept.terms.list_title or kept.file_name.rsplit(".", 1)[0] or kept.file_name
    belonging = await _list_of(dossiers, title, kept.unit, uow, now)
    ids = [uow.new_id() for _ in dossiers]
    written = [each.written(uow.person_hash) for each in dossiers]
    nominations = decisions.create(written, ids, kept.unit, belonging)
    await uow.nominations.add(await persons.anchored(nominations, uow, now), at=now)
    await uow.imports.accepted(kept.import_id, belonging.list_id)
    note_nominations(ids)
    return commands.Taken(list_id=belonging.list_id, count=len(ids))


async def _list_of(
    dossiers: Sequence[Dossier], title: str, unit: str, uow: UnitOfWork, now: datetime
) -> NominationList:
    belonging = NominationList(
        list_id=uow.new_id(),
        unit=unit,
        receiving_agency=dossiers[0].receiving_agency,
        title=title,
        movement_id=dossiers[0].movement_id,
    )
    await uow.lists.add(belonging, at=now)
    return belonging


async def _own(nomination_ids: Sequence[UUID], uow: UnitOfWork) -> list[Nomination]:
    """The nominations in the order asked for; raise UnknownNomination or ForeignUnit naming those that refuse."""
    found = {each.nomination_id: each for each in await uow.nominations.lock(nomination_ids)}
    if missing := [each for each in nomination_ids if each not in found]:
        raise errors.UnknownNomination(missing)
    if foreign := [each for each in nomination_ids if found[each].unit != uow.actor.unit]:
        raise errors.ForeignUnit(foreign)
    note_nominations(nomination_ids)
    return [found[each] for each in nomination_ids]


async def _waiting(list_id: UUID, statuses: frozenset[Status], uow: UnitOfWork) -> list[Nomination]:
    """What waits for a step on a list of the actor's unit, in the order of the list; what was erased waits for none."""
    belonging = await uow.lists.find(list_id)
    if belonging is None or belonging.unit != uow.actor.unit:
        raise errors.UnknownList(list_id)
    found = [each for each in await uow.nominations.lock_list(list_id, statuses) if not each.dossier.is_erased]
    nominations = sorted(found, key=lambda each: each.place)
    if not nominations:
        raise errors.NothingToDo
    note_nominations([each.nomination_id for each in nominations])
    return nominations


async def _submitted(
    nominations: Sequence[Nomination], reason: str | None, uow: UnitOfWork, now: datetime
) -> commands.Done:
    """What the rules say is weighed and kept, and what they rest on spent, in the same transaction."""
    facts = decisions.submit(nominations, now)
    await evaluating.hand_over(nominations, reason, uow, now)
    await initiatives.spend(nominations, uow, now)
    return await _settle(nominations, facts, uow, now)


async def _settle(
    nominations: Sequence[Nomination], facts: Sequence[OwnFact | None], uow: UnitOfWork, now: datetime
) -> commands.Done:
    """Fold each fact into its nomination, save and tell; a private draft changes without a fact."""
    changed = [
        decisions.withdrawn_unseen(nomination) if fact is None else model.evolve(nomination, fact)
        for nomination, fact in zip(nominations, facts, strict=True)
    ]
    for fact in facts:
        if fact is not None:
            uow.outbox.add(fact, at=now)
    await uow.nominations.save(changed, at=now)
    return commands.Done(count=len(changed))


COMMAND_HANDLERS: Mapping[type[commands.Command], CommandHandler] = {
    commands.CreateNominations: create,
    commands.EditNomination: edit,
    commands.EditSection: edit_section,
    commands.EndorseNominations: endorse,
    commands.EndorseList: endorse_list,
    commands.SubmitNominations: submit,
    commands.SubmitList: submit_list,
    commands.WithdrawNominations: withdraw,
    commands.ErasePersonal: erase_personal,
    commands.KeepImport: keep_import,
    commands.AcceptImport: accept_import,
    commands.KeepEvidence: evidence.keep,
    commands.RemoveEvidence: evidence.remove,
    **REGISTER_COMMANDS,
}

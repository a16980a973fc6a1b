"""Personal data destroyed: the parts of facts, told to everybody who holds them, and what lies here alone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.folding import fold
from chassis.telemetry import note_nominations
from contracts.envelope import Envelope
from contracts.nominations import PersonalErased
from nominations.domain import commands, erasing, errors
from nominations.domain.model import Nomination
from nominations.service_layer.registers import erasing as registers
from nominations.service_layer.unit_of_work import UnitOfWork
from rulebook import load_rulebook


async def erase_personal(command: commands.ErasePersonal, uow: UnitOfWork, now: datetime) -> commands.Erased:
    """The outbox destroys each part and sends its tombstone with the fact that says so."""
    erasing.known_reason(command.reason, load_rulebook())
    nominations = await uow.nominations.lock(command.nomination_ids)
    if missing := set(command.nomination_ids) - {each.nomination_id for each in nominations}:
        raise errors.UnknownNomination(sorted(missing))
    erasing.in_hands_of(nominations, uow.actor.role, uow.actor.unit)
    note_nominations(command.nomination_ids)
    parts = await uow.personal.own(command.nomination_ids)
    facts = erasing.erased(((part.subject, part.fact_id) for part in parts), command.reason)
    for fact in facts:
        uow.outbox.add(fact, at=now)
    return commands.Erased(count=await _forget(nominations, uow, now), facts=len(facts))


async def forget_again(event: Envelope[PersonalErased], uow: UnitOfWork, now: datetime) -> None:
    """After a restore: the part is destroyed already, and everybody was told."""
    await _forget(await uow.nominations.lock([event.subject]), uow, now)


async def _forget(nominations: Sequence[Nomination], uow: UnitOfWork, now: datetime) -> int:
    """Empty dossiers, titles that name somebody, workbooks, evidence; returns how many had personal data left.

    What a file holds cannot be searched reliably (hidden rows, old fonts, spellings): all that the unit sent goes.
    """
    full = [each for each in nominations if not each.dossier.is_erased]
    names: dict[UUID, set[str]] = defaultdict(set)
    for nomination in full:
        if nomination.list_id is not None:
            names[nomination.list_id].add(fold(nomination.dossier.name or ""))
    await uow.nominations.save_emptied([erasing.emptied(each) for each in full], at=now)
    await registers.forget_nominated(full, uow, now)
    await uow.lists.forget_titles_with(names)
    await uow.imports.forget_units({each.unit for each in full})
    await uow.submissions.forget([each.nomination_id for each in nominations])
    await uow.evidence.forget([each.nomination_id for each in nominations])
    return len(full)

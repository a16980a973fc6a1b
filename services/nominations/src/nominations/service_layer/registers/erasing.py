"""Names in the registers, destroyed: with the nomination that brought them, or by themselves.

What rests on the decision of somebody else is the unit's register and stays when a nomination is erased; it is erased
by an order of its own (docs/erasure.md).
"""

from collections.abc import Sequence
from datetime import datetime

from nominations.adapters.lineages import own_units
from nominations.domain import erasing, errors
from nominations.domain.model import Nomination
from nominations.domain.registers.history import EntryErased, EraseEntry
from nominations.service_layer.unit_of_work import UnitOfWork
from rulebook import load_rulebook


async def forget_nominated(nominations: Sequence[Nomination], uow: UnitOfWork, now: datetime) -> None:
    """Empty those whom these nominations, emptied already, named alone; whom the register keeps they leave."""
    named = {each.person_id for each in nominations if each.person_id is not None}
    kept = await uow.history.kept_of(named)
    await uow.persons.empty(named - kept, at=now)
    moved = {each.nomination_id: uow.new_id() for each in nominations if each.person_id in kept}
    leaving = [each for each in nominations if each.nomination_id in moved]
    await uow.persons.add_empty(
        list(moved.values()),
        [each.unit for each in leaving],
        [each.dossier.subject_kind for each in leaving],
        at=now,
    )
    await uow.nominations.save_persons(moved)
    await uow.history.move_own(moved)


async def erase_entry(command: EraseEntry, uow: UnitOfWork, now: datetime) -> EntryErased:
    """Destroy whom an entry names, with every other entry and initiative of the same row; decisions stay."""
    erasing.known_reason(command.reason, load_rulebook())
    entry = await uow.history.lock(command.entry_id)
    if entry is None or entry.unit not in own_units(uow.actor.unit or ""):
        raise errors.UnknownEntry(command.entry_id)
    named = await uow.persons.find([entry.person_id])
    await uow.persons.empty([entry.person_id], at=now)
    await uow.history.forget_reasons([entry.person_id])
    await uow.initiatives.empty_of([entry.person_id], at=now)
    await uow.history_imports.forget_units([entry.unit])
    return EntryErased(count=len(named))

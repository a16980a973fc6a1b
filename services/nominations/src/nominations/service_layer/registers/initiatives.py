"""Initiatives: entered, edited, withdrawn; and spent, once for each title."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from contracts.local_time import local_date
from nominations.adapters.lineages import own_units
from nominations.domain import errors
from nominations.domain.dossier import Content
from nominations.domain.model import Nomination
from nominations.domain.registers import initiatives
from nominations.domain.registers.initiatives import Initiative, Use
from nominations.domain.registers.persons import Known
from nominations.service_layer.registers import persons
from nominations.service_layer.registers.history import reference
from nominations.service_layer.unit_of_work import UnitOfWork
from rulebook import load_rulebook


async def add(command: initiatives.AddInitiative, uow: UnitOfWork, now: datetime) -> initiatives.Written:
    initiatives.check(command, reference(), local_date(now))
    unit = uow.actor.unit or ""
    authors = await _authors(command, unit, uow, now)
    initiative = initiatives.described_as(command, uow.new_id(), unit, authors)
    await uow.initiatives.add(initiative, at=now)
    return initiatives.Written(initiative_id=initiative.initiative_id, version=initiative.version)


async def edit(command: initiatives.EditInitiative, uow: UnitOfWork, now: datetime) -> initiatives.Written:
    initiative = await _own(command.initiative_id, uow)
    initiatives.check(command, reference(), local_date(now))
    initiatives.edited(initiative, command, initiative.author_ids)
    former = await uow.persons.find(initiative.author_ids)
    edited = initiatives.edited(initiative, command, await _authors(command, initiative.unit, uow, now, former))
    await uow.initiatives.save(edited, at=now)
    return initiatives.Written(initiative_id=edited.initiative_id, version=edited.version)


async def withdraw(command: initiatives.WithdrawInitiative, uow: UnitOfWork, now: datetime) -> initiatives.Written:
    initiative = await _own(command.initiative_id, uow)
    spent = await uow.initiatives.spent_for(initiative.initiative_id)
    withdrawn = initiatives.withdrawn(initiative, command, _told(spent), now)
    await uow.initiatives.save(withdrawn, at=now)
    return initiatives.Written(initiative_id=withdrawn.initiative_id, version=withdrawn.version)


async def refuse_unknown(dossiers: Sequence[Content], unit: str, uow: UnitOfWork) -> None:
    """A nomination names initiatives of the unit's register alone, or of those that the unit wholly came of."""
    named = {each for dossier in dossiers for each in dossier.initiative_ids}
    if not named:
        return
    known = await uow.initiatives.of_units(named, own_units(unit))
    if unknown := sorted(named - known):
        raise errors.UnknownInitiative(unknown[0])


async def spend(nominations: Sequence[Nomination], uow: UnitOfWork, now: datetime) -> None:
    """Spend what the nominations name for their titles; refused whole when one was spent for the same title before."""
    uses = uses_of(nominations, now)
    if uses and await uow.initiatives.take(uses, at=now) < len(uses):
        raise errors.InitiativeSpent(_told(await uow.initiatives.spent(uses)))


def uses_of(nominations: Sequence[Nomination], now: datetime) -> list[Use]:
    return [
        Use(
            initiative_id=initiative_id,
            award_code=each.dossier.award_code,
            nomination_id=each.nomination_id,
            year=_year_of(each.dossier, now),
        )
        for each in nominations
        for initiative_id in dict.fromkeys(each.dossier.initiative_ids)
    ]


def _year_of(dossier: Content, now: datetime) -> int:
    if dossier.period is not None:
        return dossier.period.last_day.year
    return local_date(dossier.deed_at or now).year


def _told(spent: Sequence[initiatives.Spent]) -> list[str]:
    return [initiatives.sentence(each, load_rulebook().display_name(each.use.award_code)) for each in spent]


async def _authors(
    command: initiatives.Described, unit: str, uow: UnitOfWork, now: datetime, former: Sequence[Known] = ()
) -> list[UUID]:
    """Whoever is named as before stays who they are; a national id, which nobody can see, stays with them."""
    standing = {replace(each.mention, identity_hash=None): each.person_id for each in former}
    said = [(each, persons.named(each, unit, uow)) for each in command.authors]
    kept = [standing.get(mention) if author.identity is None else None for author, mention in said]
    new = [mention for (_, mention), person_id in zip(said, kept, strict=True) if person_id is None]
    placed = iter(await persons.placed(new, uow, now, has_record=True) if new else [])
    return [person_id or next(placed) for person_id in kept]


async def _own(initiative_id: UUID, uow: UnitOfWork) -> Initiative:
    found = await uow.initiatives.lock(initiative_id)
    if found is None or found.unit not in own_units(uow.actor.unit or ""):
        raise errors.UnknownEntry(initiative_id)
    return found

"""Who is the same person: found when somebody is named, told by a human where it is doubtful, and taken back."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from directory import load_directory
from nominations.adapters.lineages import lineage, own_units
from nominations.domain import errors
from nominations.domain.dossier import Content
from nominations.domain.model import Nomination
from nominations.domain.registers.history import Named
from nominations.domain.registers.matching import MOST_ASKED, Matching, components
from nominations.domain.registers.persons import Known, LinkState, Mention, mention
from nominations.domain.registers.same_person import Answer, DecideMatches, Matched
from nominations.service_layer.unit_of_work import UnitOfWork

NAMESAKES = 500
"""So many rows of one name are looked at when one of them gets an award."""

BATCH = 500


def named(subject: Named, unit: str, uow: UnitOfWork) -> Mention:
    """Whom a register names; the id is hashed here and goes no further."""
    of_unit = subject.unit or unit
    return mention(
        unit=of_unit,
        unit_names=_names(of_unit),
        kind=subject.kind,
        name=subject.name,
        born=subject.born,
        identity_hash=uow.person_hash(subject.identity) if subject.identity else None,
        workplace=subject.workplace,
    )


def nominated(dossier: Content, unit: str) -> Mention:
    """Whom a nomination names."""
    return mention(
        unit=unit,
        unit_names=_names(unit),
        kind=dossier.subject_kind,
        name=dossier.name or "",
        born=dossier.born,
        identity_hash=dossier.person_hash,
        workplace=dossier.workplace,
    )


async def placed(mentions: Sequence[Mention], uow: UnitOfWork, now: datetime, *, has_record: bool) -> list[UUID]:
    """The person of each mention, in order; questions that arise wait for a human."""
    await uow.persons.lock()
    known = await uow.persons.among(mentions)
    settled = await uow.persons.pairs_of([each.person_id for each in known]) if has_record else set()
    matching = Matching(lineage(), settled=settled)
    matching.knows(known)
    ids = [matching.place(each, uow.new_id(), has_record=has_record) for each in mentions]
    await uow.persons.write(matching, at=now)
    return ids


async def anchored(nominations: Sequence[Nomination], uow: UnitOfWork, now: datetime) -> list[Nomination]:
    """The nominations, each with the person whom it names."""
    mentions = [nominated(each.dossier, each.unit) for each in nominations]
    ids = await placed(mentions, uow, now, has_record=False)
    return [replace(each, person_id=person_id) for each, person_id in zip(nominations, ids, strict=True)]


async def anchor_earlier(uow: UnitOfWork, now: datetime) -> int:
    """Persons for some of the nominations that were made before there were registers; returns for how many."""
    found = await uow.nominations.without_person(BATCH)
    if found:
        anchors = await anchored(found, uow, now)
        await uow.nominations.save_persons({each.nomination_id: each.person_id for each in anchors if each.person_id})
    return len(found)


async def anchored_again(before: Nomination, edited: Nomination, uow: UnitOfWork, now: datetime) -> Nomination:
    """An edit names somebody else only when it changes what people are known by."""
    if before.person_id is not None and nominated(before.dossier, before.unit) == nominated(
        edited.dossier, edited.unit
    ):
        return edited
    return (await anchored([edited], uow, now))[0]


async def ask_about(
    person_id: UUID, mention: Mention, uow: UnitOfWork, now: datetime, at_most: int = MOST_ASKED
) -> None:
    """Find out whom else this one may be: it has its first award, or was told from so many others."""
    known = await uow.persons.among([mention], NAMESAKES)
    person = next((each for each in known if each.person_id == person_id), None)
    if person is None or len(known) == 1:
        return
    matching = Matching(lineage(), settled=await uow.persons.pairs_of([person_id]))
    matching.knows(known)
    matching.ask_about(person, at_most)
    await uow.persons.write(matching, at=now)


async def decide(command: DecideMatches, uow: UnitOfWork, now: datetime) -> Matched:
    """What a human said of pairs: confirmed, refused, or taken back to open; the later word counts."""
    await uow.persons.lock()
    by_id = await _both_of(command, uow)
    for each in command.answers:
        if not await uow.persons.decide(each.pair, _STATES[each.answer], at=now, by=uow.actor.sub or ""):
            raise errors.UnknownMatch
    clusters = {known.cluster_id for known in by_id.values()}
    members, joined = await uow.persons.cluster(clusters)
    await uow.persons.regroup(_regrouped(members, joined, clusters))
    # Either side may have others left that it has not been told from.
    noes = Counter(side for each in command.answers if each.answer is Answer.DIFFERENT for side in each.pair)
    for person_id, times in noes.items():
        await ask_about(person_id, by_id[person_id].mention, uow, now, times)
    return Matched(count=len(command.answers))


async def _both_of(command: DecideMatches, uow: UnitOfWork) -> dict[UUID, Known]:
    """The persons of all pairs; one of each pair is of the actor's unit, or of one that it came of."""
    units = set(own_units(uow.actor.unit or ""))
    found = await uow.persons.find({each for answer in command.answers for each in answer.pair})
    by_id = {each.person_id: each for each in found}
    for answer in command.answers:
        if not any(each in by_id and by_id[each].mention.unit in units for each in answer.pair):
            raise errors.UnknownMatch
    return by_id


def _regrouped(
    members: Sequence[UUID], joined: Sequence[tuple[UUID, UUID]], clusters: Collection[UUID]
) -> dict[UUID, UUID]:
    """Clusters are named after one of their members; each name stays with the part that holds its namesake."""
    parts = components(members, joined)
    kept: dict[UUID, UUID] = {}
    for cluster in sorted(clusters):
        if cluster in parts:
            kept.setdefault(parts[cluster], cluster)
    return {member: kept.get(part, part) for member, part in parts.items()}


def _names(unit: str) -> tuple[str, ...]:
    found = load_directory().find(unit)
    return tuple(listing.name for listing in found.listings) if found is not None else ()


_STATES = {
    Answer.SAME: LinkState.CONFIRMED,
    Answer.DIFFERENT: LinkState.REFUSED,
    Answer.OPEN: LinkState.DOUBTFUL,
}

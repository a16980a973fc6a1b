"""Who did the steps of a case: what their commitments were made of, asked of the services whose facts they are."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contracts.canonical import Json
from portal.adapters.clients.supervision import OpenedActor, RecordedFact, Supervision
from portal.adapters.clients.transport import Asking, Refused

AT_MOST = 1_000
"""Openings in one bundle."""
UNKNOWN = "unknown-actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """What a bundle is given, and the facts of which no service knows any more who did them."""

    given: tuple[Json, ...] = ()
    unknown: tuple[RecordedFact, ...] = ()


def done_by_people(desk: Supervision, facts: Sequence[RecordedFact]) -> tuple[RecordedFact, ...]:
    """Facts with a commitment to a person; looks and exports are the record's own, and no step of the case."""
    return tuple(fact for fact in facts if fact.actor_commit and fact.service != desk.record.name)


async def opened(desk: Supervision, facts: Sequence[RecordedFact], asking_for: Callable[[str], Asking]) -> Openings:
    """Open each commitment once, under a key of its own, so that asking again opens nothing anew.

    Each opening leaves a fact of the service that was asked.
    """
    together: dict[tuple[str, str], list[RecordedFact]] = defaultdict(list)
    for fact in facts:
        together[fact.service, fact.actor_commit].append(fact)
    given, unknown = list[Json](), list[RecordedFact]()
    for (service, commitment), own in together.items():
        actor = await _behind(desk, service, commitment, asking_for(commitment))
        if actor is None:
            unknown += own
        else:
            given += [_given(fact, actor) for fact in own]
    return Openings(given=tuple(given), unknown=tuple(unknown))


async def _behind(desk: Supervision, service: str, commitment: str, asking: Asking) -> OpenedActor | None:
    if service not in desk.services:
        return None
    try:
        return await desk.open_actor(asking, service, commitment)
    except Refused as error:
        if error.slug != UNKNOWN:
            raise
        return None


def _given(fact: RecordedFact, actor: OpenedActor) -> Json:
    opening = actor.opening
    return {"fact_id": str(fact.fact_id), "opening": {"body": {"sub": opening.body.sub}, "salt": opening.salt}}

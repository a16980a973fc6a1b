"""`opening FACT_ID FIELD`: what a commitment of a fact was made of, printed for who may have it.

FIELD is `personal`, the part that the service keeps, or `actor`, who did it, from the command log. The latter is a look
at a person: an operator's command, which leaves the same fact as `POST /actors/open` (docs/decisions/0059).
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.actors import Actor
from chassis.database import reading
from chassis.dispatch import Dispatcher
from chassis.openings import OpenActor, Opened, UnknownActor
from chassis.own_topics import FACTS, delivered
from chassis.personal import PersonalParts, PersonalState
from chassis.standing import Comparison
from chassis.topic_reader import reading_topic
from contracts.canonical import canonical_bytes
from contracts.personal import PersonalRecord
from contracts.roles import Role


class Field(StrEnum):
    """Which commitment: `personalcommit` or `actorcommit`."""

    PERSONAL = "personal"
    ACTOR = "actor"


class NoOpening(Exception):
    """The service has none to give; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningVerb:
    """One service's database and its topic of facts."""

    dispatcher: Dispatcher
    comparison: Comparison

    async def opening(self, fact_id: UUID, field: Field) -> bytes:
        """The opening in its one form, `{"body":{…},"salt":"<64 hex>"}`; raises NoOpening."""
        return await (self._personal(fact_id) if field is Field.PERSONAL else self._actor(fact_id))

    async def _personal(self, fact_id: UUID) -> bytes:
        async with reading(self.dispatcher.pool) as connection:
            part = (await PersonalParts(connection).bodies([fact_id]))[fact_id]
        if part.state is PersonalState.ERASED:
            raise NoOpening(f"the personal part of {fact_id} was erased")
        if part.salt is None:
            raise NoOpening(f"{self.comparison.service} keeps no personal part of {fact_id}")
        return PersonalRecord(salt=part.salt, body=part.body).value()

    async def _actor(self, fact_id: UUID) -> bytes:
        """Told once the fact that it was asked is committed."""
        if (trouble := await self.comparison.trouble()) is not None:
            raise NoOpening(trouble)
        command = OpenActor(actor_commit=await self._commitment(fact_id))
        try:
            opened = await self.dispatcher.execute(command, Actor(role=Role.OPERATOR), request_id=f"opening {fact_id}")
        except UnknownActor as error:
            raise NoOpening(f"the command log of {self.comparison.service} no longer says who did {fact_id}") from error
        return canonical_bytes(Opened.model_validate(opened).opening.model_dump())

    async def _commitment(self, fact_id: UUID) -> str:
        """Read from the topic: the service itself keeps no fact that was sent."""
        topic, service = self.comparison.topic(FACTS), self.comparison.service
        async with reading_topic(self.comparison.make_reader, topic) as reader:
            async for lying in reader.since({}):
                for told in filter(None, (delivered(each, service) for each in lying)):
                    if told.envelope.id != fact_id:
                        continue
                    if told.envelope.actor_commit is None:
                        raise NoOpening(f"no person did {fact_id}: it was made by a rule or a clock")
                    return told.envelope.actor_commit
        raise NoOpening(f"{topic} has no fact {fact_id}")

"""What a handler may touch in one transaction: its repositories, the outbox, the actor. It cannot commit or publish."""

from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from chassis.actors import Actor
from chassis.authorship import Authorship
from chassis.command_log import CommandLog
from chassis.database import Connection
from chassis.entropy import Entropy
from chassis.keyed_hash import KeyedHash
from chassis.outbox import Outbox
from chassis.personal import PersonalParts
from chassis.settings import ChassisSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What every transaction of one process shares."""

    service: str
    topic_prefix: str = ""
    entropy: Entropy = field(default_factory=Entropy)
    person_hash: KeyedHash = field(default_factory=KeyedHash)
    """Of the national ids by which a service knows a person again; without a key it hashes nothing."""

    @classmethod
    def of(cls, service: str, settings: ChassisSettings) -> Self:
        key = KeyedHash(settings.person_hash_key or "")
        return cls(service=service, topic_prefix=settings.topic_prefix, person_hash=key)


class UnitOfWork:
    """The tables one transaction changes together. Services subclass it and make their repositories in `open`."""

    def __init__(self, connection: Connection, origin: Origin, authorship: Authorship) -> None:
        self._connection = connection
        self._new_id = origin.entropy.aggregate_id
        self.actor: Actor = authorship.actor
        self.person_hash = origin.person_hash
        self.personal = PersonalParts(connection)
        self.command_log = CommandLog(connection)
        self.outbox = Outbox(
            service=origin.service,
            topic_prefix=origin.topic_prefix,
            authorship=authorship,
            entropy=origin.entropy,
        )
        self.open(connection)

    def open(self, connection: Connection) -> None:
        """Make the repositories of this transaction."""

    async def write_facts(self) -> list[bytes]:
        """Write what was added into the outbox now; return the bytes, for who needs them in this very transaction."""
        return [row.value for row in await self.outbox.write(self._connection) if row.value is not None]

    def new_id(self) -> UUID:
        """A random id for a new aggregate."""
        return self._new_id()

"""Who did it: one row a command, with the opening of the commitment that its facts carry. It never leaves by itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.authorship import Authorship
from chassis.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One command that was done: `salt` and `{"sub": …}` are what the commitment was made of."""

    command: str
    actor_role: str
    actor_unit: str | None
    actor_sub: str
    salt: bytes
    done_at: datetime


@dataclass(frozen=True, slots=True)
class CommandLog:
    """The log of one transaction."""

    connection: Connection

    async def add(
        self, command_id: UUID, command: object, authorship: Authorship, request_id: str, now: datetime
    ) -> None:
        """Leave who did it, if it was a person."""
        if authorship.salt is None:
            return
        actor = authorship.actor
        await self.connection.execute(
            """
            INSERT INTO command_log (id, command, actor_role, actor_unit, actor_sub, salt, actor_commit,
                                     request_id, done_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            command_id,
            type(command).__name__,
            actor.role,
            actor.unit,
            actor.sub,
            authorship.salt,
            authorship.commitment,
            request_id,
            now,
        )

    async def behind(self, actor_commit: str) -> Done | None:
        """What was done under a commitment, and by whom."""
        row = await self.connection.fetchrow(
            """
            SELECT command, actor_role, actor_unit, actor_sub, salt, done_at FROM command_log
            WHERE actor_commit = $1
            """,
            actor_commit,
        )
        return None if row is None else Done(**row)

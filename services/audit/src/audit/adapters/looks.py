"""Which person opened which case when: one row each, for as long as it is one look."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLook:
    """A look that goes on."""

    look_id: UUID
    opened_at: datetime


class LookRepository:
    """The looks of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def open(self, actor_sub: str, case_id: UUID, look_id: UUID, at: datetime, since: datetime) -> KeptLook:
        """Begin a look, unless the person's last one of this case was opened after `since`: then that one goes on.

        Of two requests at once the second waits for the first and then goes on with its look.
        """
        row = await self._connection.fetchrow(
            """
            INSERT INTO looks AS known (actor_sub, case_id, look_id, opened_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (actor_sub, case_id) DO UPDATE SET
                look_id = CASE WHEN known.opened_at > $5 THEN known.look_id ELSE excluded.look_id END,
                opened_at = CASE WHEN known.opened_at > $5 THEN known.opened_at ELSE excluded.opened_at END
            RETURNING look_id, opened_at
            """,
            actor_sub,
            case_id,
            look_id,
            at,
            since,
        )
        if row is None:
            raise LookupError("an upsert returns its row")
        return KeptLook(**row)

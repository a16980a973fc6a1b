"""What the log has stated: checkpoints as they were signed, and as the world was shown them."""

from collections.abc import Sequence
from datetime import datetime

from audit.domain.errors import CheckpointTaken
from audit.domain.model import Shard, Signed
from audit.domain.statements import Stated
from chassis.database import Connection


class CheckpointRepository:
    """The checkpoints of one transaction; those of one log are numbered behind those of the logs before."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def newest(self, shard: Shard) -> Signed | None:
        """The checkpoint of a log that was signed last."""
        row = await self._connection.fetchrow(
            """
            SELECT number, size, root, note, vkey, signed_at FROM checkpoints
            WHERE number > $1 AND ($2::bigint IS NULL OR number <= $2) ORDER BY number DESC LIMIT 1
            """,
            shard.after_checkpoint,
            shard.last_checkpoint,
        )
        return None if row is None else Signed(**row)

    async def add(self, signed: Signed) -> None:
        """Compare and swap: no other checkpoint can take this number; raises CheckpointTaken when one has."""
        number = await self._connection.fetchval(
            """
            INSERT INTO checkpoints (number, size, root, note, vkey, signed_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING number
            """,
            signed.number,
            signed.size,
            signed.root,
            signed.note,
            signed.vkey,
            signed.signed_at,
        )
        if number is None:
            raise CheckpointTaken(signed.number)

    async def stated(self, heads: Sequence[tuple[int, bytes]]) -> set[tuple[int, bytes]]:
        """Which of these trees (size, root) the log has signed."""
        return await states(self._connection, heads) if heads else set()

    async def unpublished(self) -> list[tuple[int, bytes]]:
        """Number and note, with the cosignatures there are, of what was signed and not yet shown; oldest first."""
        rows = await self._connection.fetch(
            """
            SELECT checkpoints.number, checkpoints.note, array(
                SELECT cosignatures.line FROM cosignatures
                WHERE cosignatures.number = checkpoints.number ORDER BY cosignatures.line
            ) AS lines
            FROM checkpoints LEFT JOIN publications USING (number)
            WHERE publications.number IS NULL ORDER BY checkpoints.number
            """
        )
        return [(row["number"], row["note"] + "".join(f"{line}\n" for line in row["lines"]).encode()) for row in rows]

    async def cosign(self, number: int, lines: Sequence[str], at: datetime) -> None:
        """Keep the signature lines of witnesses on a checkpoint."""
        await self._connection.execute(
            """
            INSERT INTO cosignatures (number, line, received_at)
            SELECT $1, line, $3 FROM unnest($2::text[]) AS came (line) ON CONFLICT DO NOTHING
            """,
            number,
            lines,
            at,
        )

    async def published(self, shard: Shard) -> bytes | None:
        """The note of a log that the world was shown last."""
        note: bytes | None = await self._connection.fetchval(
            """
            SELECT note FROM publications
            WHERE number > $1 AND ($2::bigint IS NULL OR number <= $2) ORDER BY number DESC LIMIT 1
            """,
            shard.after_checkpoint,
            shard.last_checkpoint,
        )
        return note

    async def was_shown(self, size: int, root: bytes, note: bytes) -> bool:
        """Was the world ever shown this very note, about this tree?"""
        return bool(
            await self._connection.fetchval(
                """
                SELECT EXISTS (
                    SELECT 1 FROM checkpoints JOIN publications USING (number)
                    WHERE checkpoints.size = $1 AND checkpoints.root = $2 AND publications.note = $3
                )
                """,
                size,
                root,
                note,
            )
        )

    async def statements(self, shard: Shard, after: int, at_most: int) -> list[Stated]:
        """Checkpoints of a log as they lie here, from behind a number on."""
        rows = await self._connection.fetch(
            """
            SELECT number, size, root, checkpoints.note, vkey, publications.note AS shown, array(
                SELECT cosignatures.line FROM cosignatures
                WHERE cosignatures.number = checkpoints.number ORDER BY cosignatures.line
            ) AS lines
            FROM checkpoints LEFT JOIN publications USING (number)
            WHERE number > $1 AND ($2::bigint IS NULL OR number <= $2) ORDER BY number LIMIT $3
            """,
            after,
            shard.last_checkpoint,
            at_most,
        )
        return [Stated(**row) for row in rows]

    async def publish(self, number: int, note: bytes, at: datetime) -> bool:
        """Remember what the world is shown; False when another process has shown it already."""
        shown = await self._connection.fetchval(
            """
            INSERT INTO publications (number, note, published_at) VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING RETURNING number
            """,
            number,
            note,
            at,
        )
        return shown is not None


async def states(connection: Connection, heads: Sequence[tuple[int, bytes]]) -> set[tuple[int, bytes]]:
    """Which of these trees (size, root) the log has signed."""
    rows = await connection.fetch(
        """
        SELECT DISTINCT checkpoints.size, checkpoints.root FROM checkpoints
        JOIN unnest($1::bigint[], $2::bytea[]) AS asked (size, root) USING (size, root)
        """,
        [size for size, _ in heads],
        [root for _, root in heads],
    )
    return {(row["size"], row["root"]) for row in rows}

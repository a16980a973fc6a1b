"""Every SQL statement about evidence files and the objects behind them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection, Row
from nominations.domain.evidence import EvidenceFile, EvidenceState


@dataclass(frozen=True, slots=True)
class EvidenceRepository:
    connection: Connection

    async def of(self, nomination_id: UUID) -> list[EvidenceFile]:
        """The files of a nomination that is locked, oldest first."""
        rows = await self.connection.fetch(
            """
            SELECT file_id, nomination_id, part, name, media_type, size_bytes, digest, original_digest,
                original_size_bytes, removed, state, uploaded_at
            FROM evidence_files WHERE nomination_id = $1 ORDER BY uploaded_at, file_id
            """,
            nomination_id,
        )
        return [_file(row) for row in rows]

    async def add(self, file: EvidenceFile) -> None:
        await self.connection.execute(
            """
            INSERT INTO evidence_files (file_id, nomination_id, part, name, media_type, size_bytes, digest,
                original_digest, original_size_bytes, removed, state, uploaded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            file.file_id,
            file.nomination_id,
            file.part,
            file.name,
            file.media_type,
            file.size_bytes,
            file.digest,
            file.original_digest,
            file.original_size_bytes,
            list(file.removed),
            file.state,
            file.uploaded_at,
        )

    async def remove(self, nomination_id: UUID, file_id: UUID) -> bool:
        """Delete one row and let go of its object; False when the nomination has no such file."""
        rows = await self.connection.fetch(
            "DELETE FROM evidence_files WHERE nomination_id = $1 AND file_id = $2 RETURNING digest",
            nomination_id,
            file_id,
        )
        await self._release([row["digest"] for row in rows])
        return bool(rows)

    async def forget(self, nomination_ids: Collection[UUID]) -> None:
        """Delete the rows of these nominations and let go of their objects: an erasure."""
        rows = await self.connection.fetch(
            "DELETE FROM evidence_files WHERE nomination_id = ANY($1::uuid[]) RETURNING digest", list(nomination_ids)
        )
        await self._release([row["digest"] for row in rows])

    async def claim(self, digest: str, *, at: datetime) -> None:
        """Say that the object is about to be used; waits for somebody who is just deleting it."""
        await self.connection.execute(
            """
            INSERT INTO evidence_objects (digest, claimed_at, released) VALUES ($1, $2, false)
            ON CONFLICT (digest) DO UPDATE SET claimed_at = excluded.claimed_at, released = false
            """,
            digest,
            at,
        )

    async def unused(self, *, before: datetime, limit: int) -> list[str]:
        """Objects that no row uses: let go of, or claimed long ago. Locked until the transaction ends."""
        rows = await self.connection.fetch(
            """
            SELECT digest FROM evidence_objects AS object
            WHERE (released OR claimed_at < $1) AND NOT EXISTS (
                SELECT FROM evidence_files AS file WHERE file.digest = object.digest AND file.state <> 'infected')
            ORDER BY claimed_at LIMIT $2 FOR UPDATE SKIP LOCKED
            """,
            before,
            limit,
        )
        return [row["digest"] for row in rows]

    async def gone(self, digests: Sequence[str]) -> None:
        """Their objects were deleted."""
        await self.connection.execute("DELETE FROM evidence_objects WHERE digest = ANY($1::text[])", list(digests))

    async def unknown(self, digests: Sequence[str]) -> list[str]:
        """Those of the store's objects that nobody ever claimed."""
        rows = await self.connection.fetch(
            """
            SELECT asked.digest FROM unnest($1::text[]) AS asked (digest)
            WHERE NOT EXISTS (SELECT FROM evidence_objects AS object WHERE object.digest = asked.digest)
            """,
            list(digests),
        )
        return [row["digest"] for row in rows]

    async def to_scan(self, limit: int) -> list[str]:
        """Objects that no scanner has seen, oldest first."""
        rows = await self.connection.fetch(
            """
            SELECT digest FROM evidence_files WHERE state IN ('quarantined', 'unscanned')
            GROUP BY digest ORDER BY min(uploaded_at), digest LIMIT $1
            """,
            limit,
        )
        return [row["digest"] for row in rows]

    async def settle(self, digest: str, state: EvidenceState) -> None:
        """Write what the scanner said; an infected object is let go of."""
        await self.connection.execute(
            "UPDATE evidence_files SET state = $2 WHERE digest = $1 AND state IN ('quarantined', 'unscanned')",
            digest,
            state,
        )
        if state is EvidenceState.INFECTED:
            await self._release([digest])

    async def _release(self, digests: Sequence[str]) -> None:
        """The clock deletes those that no other row uses."""
        await self.connection.execute(
            "UPDATE evidence_objects SET released = true WHERE digest = ANY($1::text[])", list(digests)
        )


def _file(row: Row) -> EvidenceFile:
    return EvidenceFile(**{**row, "removed": tuple(row["removed"]), "state": EvidenceState(row["state"])})

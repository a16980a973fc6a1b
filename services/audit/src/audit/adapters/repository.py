"""The entries of the record in their order, and what was remarkable about them."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from uuid import UUID

from audit.domain.model import Arrival, Known, Stream
from chassis.database import Connection
from contracts.audit import AnomalyFound

ENTRY_COLUMNS = (
    "index", "fact_id", "source", "subject", "seq", "type",
    "topic", "partition", "record_offset", "value", "appended_at",
)  # fmt: skip
"""The leaf hash is the database's own work."""


class EntryRepository:
    """The entries of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self) -> int:
        """Become the one who appends, until the transaction ends; return the next index."""
        return int(await self._connection.fetchval("SELECT next_index FROM sequencer WHERE only_row FOR UPDATE"))

    async def known(self, arrivals: Sequence[Arrival]) -> Known:
        """What the record holds of these facts and streams; only `lock` makes the answer last."""
        last_seq = await self._last_seq({arrival.stream for arrival in arrivals})
        return Known(
            leaf_hashes=await self.leaf_hashes_of([arrival.fact_id for arrival in arrivals]),
            last_seq=last_seq,
            # Above the highest of its stream no place is taken.
            taken=await self._taken([each for each in arrivals if each.seq <= last_seq.get(each.stream, 0)]),
        )

    async def append(self, first_index: int, arrivals: Sequence[Arrival], at: datetime) -> None:
        """Add entries from an index on; by COPY, which takes half of what arrays in a statement do."""
        await self._connection.copy_records_to_table(
            "entries",
            columns=ENTRY_COLUMNS,
            records=[
                (index, each.fact_id, *each.stream, each.seq, each.type,
                 each.topic, each.partition, each.offset, each.value, at)
                for index, each in enumerate(arrivals, first_index)
            ],
        )  # fmt: skip

    async def advance(self, next_index: int, repeats: int, unknown_types: int) -> None:
        """Let the next batch go on from here, and count."""
        await self._connection.execute(
            """
            UPDATE sequencer
            SET next_index = $1, repeats = repeats + $2, unknown_types = unknown_types + $3 WHERE only_row
            """,
            next_index,
            repeats,
            unknown_types,
        )

    async def count_repeats(self, by_topic: Mapping[str, int], day: date) -> None:
        """Add to what came once more on a day; whoever does holds the sequencer's row: no two wait in a ring."""
        if not by_topic:
            return
        await self._connection.executemany(
            """
            INSERT INTO repeats (topic, day, records) VALUES ($1, $2, $3)
            ON CONFLICT (day, topic) DO UPDATE SET records = repeats.records + excluded.records
            """,
            [(topic, day, records) for topic, records in by_topic.items()],
        )

    async def remark(self, remarks: Sequence[tuple[int, AnomalyFound]], at: datetime) -> None:
        """Keep anomalies, each with the index of its entry, for the supervisors."""
        if not remarks:
            return
        await self._connection.executemany(
            """
            INSERT INTO anomalies (anomaly_id, kind, entry_index, expected_seq, found_at)
            VALUES ($1, $2, $3, $4, $5)
            """,
            [(fact.anomaly_id, fact.kind, index, fact.expected_seq, at) for index, fact in remarks],
        )

    async def leaf_hashes(self, start: int, at_most: int) -> list[bytes]:
        """The leaf hashes from an index on, in order."""
        rows = await self._connection.fetch(
            "SELECT leaf_hash FROM entries WHERE index >= $1 ORDER BY index LIMIT $2", start, at_most
        )
        return [row["leaf_hash"] for row in rows]

    async def values(self, start: int, at_most: int) -> list[bytes]:
        """The bytes of the entries from an index on, in order."""
        rows = await self._connection.fetch(
            "SELECT value FROM entries WHERE index >= $1 AND index < $2 ORDER BY index", start, start + at_most
        )
        return [row["value"] for row in rows]

    async def leaf_hashes_of(self, fact_ids: list[UUID]) -> dict[UUID, tuple[bytes, ...]]:
        """Of the facts that the record holds, by id: the leaf hash, or those of a fork."""
        rows = await self._connection.fetch(
            "SELECT fact_id, leaf_hash FROM entries WHERE fact_id = ANY($1::uuid[])", fact_ids
        )
        known: dict[UUID, tuple[bytes, ...]] = {}
        for row in rows:
            known[row["fact_id"]] = (*known.get(row["fact_id"], ()), row["leaf_hash"])
        return known

    async def _last_seq(self, streams: Set[Stream]) -> dict[Stream, int]:
        rows = await self._connection.fetch(
            """
            SELECT stream.source, stream.subject, newest.seq
            FROM unnest($1::text[], $2::uuid[]) AS stream (source, subject)
            CROSS JOIN LATERAL (
                SELECT max(entries.seq) AS seq FROM entries
                WHERE entries.subject = stream.subject AND entries.source = stream.source
            ) AS newest
            WHERE newest.seq IS NOT NULL
            """,
            [source for source, _ in streams],
            [subject for _, subject in streams],
        )
        return {(row["source"], row["subject"]): row["seq"] for row in rows}

    async def _taken(self, arrivals: Sequence[Arrival]) -> set[tuple[Stream, int]]:
        if not arrivals:
            return set()
        rows = await self._connection.fetch(
            """
            SELECT entries.source, entries.subject, entries.seq
            FROM unnest($1::text[], $2::uuid[], $3::bigint[]) AS arrived (source, subject, seq)
            JOIN entries USING (source, subject, seq)
            """,
            [arrival.source for arrival in arrivals],
            [arrival.subject for arrival in arrivals],
            [arrival.seq for arrival in arrivals],
        )
        return {((row["source"], row["subject"]), row["seq"]) for row in rows}

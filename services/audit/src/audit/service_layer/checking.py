"""The record held against itself, again and again: a signature says nothing about bytes that were changed afterwards.

One pass reads every checkpoint, every entry, every hash and every file of the folder: checkpoints against the keys that
may have signed them, the beginning of a log against the end of the one before, entries against the hashes of their
tile, each full tile against the hash above it, the edge against the root that was stated, the folder against the rows.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from audit.adapters.checkpoints import CheckpointRepository
from audit.adapters.contents import content
from audit.adapters.folder import PublishedFolder
from audit.adapters.repository import EntryRepository
from audit.adapters.shards import ShardRepository
from audit.adapters.tiles import TreeRepository
from audit.domain.errors import RecordDamaged
from audit.domain.model import FIRST, Shard
from audit.service_layer.stating import flaws_of_beginning, flaws_of_statements
from chassis import metrics, telemetry
from chassis.database import Connection, Pool, is_transient, reading
from chassis.tasks import TaskContext
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.errors import Malformed
from tlog.fsck import edge_of, flaws_of_bundle, flaws_of_tile, range_of
from tlog.policy import Policy
from tlog.tiles import WIDTH, Tile, new_files

SERVICE = "audit"
FLAWS = metrics.gauge(
    "record_flaws", "Entries, hashes and files that are not what was signed, by the last look.", "log"
)
CHECKED = metrics.gauge("record_checked_timestamp_seconds", "When the record was last looked through whole.")
BETWEEN_PASSES_SECONDS = 60.0
BETWEEN_CLOSED = timedelta(days=1)

Rest = Callable[[float], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Inspections:
    """Looks through one record until it is told to stop: the open log all the time, each closed one once a day."""

    folder: PublishedFolder
    """Of the first log; those of the others lie in it."""
    trusted: Policy
    """The keys of logs and witnesses that are known; of a log that it does not name, the key of its rows counts."""
    rest_seconds: float
    _of: dict[int, "Inspection"] = field(default_factory=dict)
    _looked_at: dict[int, datetime] = field(default_factory=dict)

    async def run(self, context: TaskContext) -> None:
        """Pass after pass; what cannot be read now is tried again."""
        while not context.stopping.is_set():
            try:
                await self.round(context.pool, context.rest, context.now)
                CHECKED.labels(SERVICE).set(context.now().timestamp())
            except Exception as error:
                if not is_transient(error):
                    raise
                telemetry.log.warning("record-not-checked", error=type(error).__name__)
            await context.rest(BETWEEN_PASSES_SECONDS)

    async def round(self, pool: Pool, rest: Rest, now: Callable[[], datetime]) -> None:
        """Look through the open log and those closed ones that nobody has looked at for a day."""
        async with reading(pool) as connection:
            shards = await ShardRepository(connection).all()
        for shard in reversed(shards):
            looked_at = self._looked_at.get(shard.number)
            if shard.closed_at is None or looked_at is None or now() - looked_at >= BETWEEN_CLOSED:
                await self._inspection(shard).whole_pass(pool, rest)
                self._looked_at[shard.number] = now()

    def _inspection(self, shard: Shard) -> "Inspection":
        known = self._of.get(shard.number)
        flaws = [] if known is None else known.flaws
        self._of[shard.number] = Inspection(
            shard=shard,
            folder=self.folder.of(shard),
            trusted=self.trusted,
            rest_seconds=self.rest_seconds,
            flaws=flaws,
        )
        return self._of[shard.number]


@dataclass(slots=True, kw_only=True)
class Inspection:
    """Looks through one log; `flaws` are those of the last whole pass, and newer ones."""

    folder: PublishedFolder
    trusted: Policy
    rest_seconds: float
    shard: Shard = FIRST
    files_at_once: int = 16
    flaws: list[str] = field(default_factory=list)

    async def whole_pass(self, pool: Pool, rest: Rest) -> None:
        """Look at everything that was stated, what the newest of it covers, and everything that the folder states."""
        found: list[str] = []
        async with reading(pool) as connection:
            shown = await CheckpointRepository(connection).published(self.shard)
        async for flaws in flaws_of_statements(pool, self.shard, self.trusted):
            self._tell(found, flaws)
            await rest(self.rest_seconds)
        self._tell(found, await flaws_of_beginning(pool, self.shard))
        if shown is not None:
            await self._look_through_rows(pool, shown, found, rest)
        await self._look_through_folder(pool, found, rest)
        self.flaws = found
        self._count()

    async def _look_through_rows(self, pool: Pool, shown: bytes, found: list[str], rest: Rest) -> None:
        try:
            stated = checkpoint.stated(shown)
        except Malformed:
            return  # which was told
        for place, tile in enumerate(_in_order(stated.size)):
            async with reading(pool) as connection:
                self._tell(found, await _flaws_of(connection, self.shard, tile))
            if place % self.files_at_once == self.files_at_once - 1:
                await rest(self.rest_seconds)
        async with reading(pool) as connection:
            self._tell(found, await _flaws_of_root(connection, self.shard, stated))

    async def _look_through_folder(self, pool: Pool, found: list[str], rest: Rest) -> None:
        held = await asyncio.to_thread(self.folder.read)
        if held is None:
            return  # the next turn of the files writes it
        try:
            stated = checkpoint.stated(held)
        except Malformed as error:
            self._tell(found, [f"{self.folder.place}: checkpoint: {error}"])
            return
        async with reading(pool) as connection:
            was_shown = await CheckpointRepository(connection).was_shown(stated.size, stated.root, held)
        if not was_shown:
            self._tell(found, [f"{self.folder.place}: checkpoint: this log has never shown it"])
            return
        for place, tile in enumerate(new_files(0, stated.size)):
            self._tell(found, await self._flaws_of_file(pool, tile))
            if place % self.files_at_once == self.files_at_once - 1:
                await rest(self.rest_seconds)

    async def _flaws_of_file(self, pool: Pool, tile: Tile) -> list[str]:
        octets = await asyncio.to_thread(self.folder.content, tile)
        if octets is None and await asyncio.to_thread(self.folder.content, Tile(tile.level, tile.number)) is not None:
            return []  # the tree grew meanwhile, and the full file has taken its place
        try:
            async with reading(pool) as connection:
                known = await content(connection, self.shard, tile)
        except RecordDamaged:
            return []  # the rows are to blame, and were
        return [] if octets == known else [f"{self.folder.path / tile.path()} is not what the database has of it"]

    def _tell(self, found: list[str], flaws: list[str]) -> None:
        for flaw in flaws:
            found.append(flaw)
            if flaw not in self.flaws:
                telemetry.log.error("record-flawed", flaw=flaw)
                self.flaws.append(flaw)
        self._count()

    def _count(self) -> None:
        FLAWS.labels(SERVICE, str(self.shard.number)).set(len(self.flaws))


def _in_order(size: int) -> Iterator[Tile]:
    """Bundles, and full tiles of hashes, of a tree; a partial tile is looked at with the root."""
    return (tile for tile in new_files(0, size) if tile.level is None or tile.width == WIDTH)


async def _flaws_of(connection: Connection, shard: Shard, tile: Tile) -> list[str]:
    tree = TreeRepository(connection, shard)
    try:
        hashes = await tree.hashes(Tile(tile.level or 0, tile.number, tile.width))
        if tile.level is None:
            entries = await EntryRepository(connection).values(shard.first_index + tile.number * WIDTH, tile.width)
            return flaws_of_bundle(tile, entries, hashes)
        return flaws_of_tile(tile, hashes, await tree.hash_at(tile.level + 1, tile.number))
    except RecordDamaged as error:
        return [str(error)]


async def _flaws_of_root(connection: Connection, shard: Shard, stated: Checkpoint) -> list[str]:
    tree = TreeRepository(connection, shard)
    try:
        edge = {tile.level: await tree.hashes(tile) for tile in edge_of(stated.size) if tile.level is not None}
    except RecordDamaged as error:
        return [str(error)]
    if range_of(stated.size, edge).root() == stated.root:
        return []
    return [f"checkpoint: the hashes of {stated.size} entries lead to another root"]

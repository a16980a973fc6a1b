"""The logs as files, each brought up to what was published last: whatever is missing, then the checkpoint.

After a crash, or on a new machine, this is the same work with more of it missing. It has a loop of its own, so that a
slow disk delays no signature.
"""

import asyncio
from dataclasses import dataclass

from audit.adapters.checkpoints import CheckpointRepository
from audit.adapters.contents import content
from audit.adapters.durable import alone
from audit.adapters.folder import PublishedFolder
from audit.adapters.log_listing import list_logs
from audit.adapters.shards import ShardRepository
from audit.adapters.tiles import TreeRepository
from audit.domain.errors import RecordDamaged
from audit.domain.model import Shard
from chassis import telemetry
from chassis.database import Pool, is_transient, reading
from chassis.health import Check
from chassis.tasks import TaskContext
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.errors import Malformed, NotVerified
from tlog.tiles import new_files
from tlog.tree import EMPTY_ROOT, consistency_spans, verify_consistency


@dataclass(slots=True, kw_only=True)
class Files:
    """The first log's folder, in which those of the others lie; processes of one machine may share it.

    `trouble` is why it does not move.
    """

    folder: PublishedFolder
    rest_seconds: float
    trouble: str | None = None

    async def run(self, context: TaskContext) -> None:
        """Look again and again."""
        context.health.add(Check(name="files", probe=self._probe))
        while not context.stopping.is_set():
            await self._try(context.pool)
            await context.rest(self.rest_seconds)
        # What was shown last is written before the process goes: the bundles are where the entries' order is kept.
        await self._try(context.pool)

    async def _try(self, pool: Pool) -> None:
        try:
            await self.bring_up(pool)
            self.trouble = None
        except (RecordDamaged, Malformed) as error:
            self._tell(str(error))
        except Exception as error:
            if not is_transient(error):
                raise
            self._tell(told(error))

    async def bring_up(self, pool: Pool) -> None:
        """Write what is missing, the list of the logs last; raises RecordDamaged, or OSError."""
        async with reading(pool) as connection:
            shards = await ShardRepository(connection).all()
        for shard in shards:
            await _bring_up(pool, shard, self.folder.of(shard))
        async with reading(pool) as connection:
            logs = await list_logs(connection)
        if logs:
            async with alone(self.folder.path):
                await asyncio.to_thread(self.folder.list_logs, logs)

    def _tell(self, trouble: str) -> None:
        if trouble != self.trouble:
            telemetry.log.error("files-not-written", trouble=trouble)
        self.trouble = trouble

    async def _probe(self) -> str | None:
        return self.trouble


async def _bring_up(pool: Pool, shard: Shard, folder: PublishedFolder) -> None:
    async with reading(pool) as connection:
        shown = await CheckpointRepository(connection).published(shard)
    if shown is None or shown == await asyncio.to_thread(folder.read):
        return
    async with alone(folder.path):
        await _write(pool, shard, folder, shown)


async def _write(pool: Pool, shard: Shard, folder: PublishedFolder, shown: bytes) -> None:
    held = await asyncio.to_thread(folder.read)
    old, new = _stated(held), _stated(shown)
    if old.size > new.size:
        await _check_ahead(pool, shard, folder, old)
        return
    await _check_growth(pool, shard, folder, (old, new))
    added = list(new_files(old.size, new.size))
    for tile in added:
        async with reading(pool) as connection:
            octets = await content(connection, shard, tile)
        await asyncio.to_thread(folder.add, tile, octets)
    await asyncio.to_thread(folder.show, shown)
    for tile in added:
        await asyncio.to_thread(folder.forget_partial, tile)


async def _check_ahead(pool: Pool, shard: Shard, folder: PublishedFolder, held: Checkpoint) -> None:
    """Another process may have been quicker, with what it has published; raises RecordDamaged when none was."""
    async with reading(pool) as connection:
        newest = _stated(await CheckpointRepository(connection).published(shard))
    if held.size > newest.size:
        raise RecordDamaged(f"{folder.place} states {held.size} entries, where {newest.size} were published")


async def _check_growth(
    pool: Pool, shard: Shard, folder: PublishedFolder, heads: tuple[Checkpoint, Checkpoint]
) -> None:
    old, new = heads
    async with reading(pool) as connection:
        proof = await TreeRepository(connection, shard).roots(consistency_spans(old.size, new.size))
    try:
        verify_consistency(old.size, new.size, proof, old.root, new.root)
    except NotVerified as error:
        raise RecordDamaged(f"{folder.place} has another tree of {old.size} entries: {error}") from error


def told(error: Exception) -> str:
    """Of a file the place and the reason, of a database no more than the class: its words may quote a row."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return type(error).__name__


def _stated(raw: bytes | None) -> Checkpoint:
    return Checkpoint("", 0, EMPTY_ROOT) if raw is None else checkpoint.stated(raw)

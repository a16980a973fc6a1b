"""What of the record lies outside its database: the newest signed checkpoint in several places, and the log as files.

A database can be set back; what was signed cannot. Whoever signs asks these places first.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from audit.adapters.checkpoints import CheckpointRepository
from audit.adapters.contents import content
from audit.adapters.durable import alone
from audit.adapters.folder import PublishedFolder
from audit.adapters.kept import KeptCheckpoint
from audit.adapters.stated import StatedOnTopic
from audit.adapters.tiles import TreeRepository
from audit.domain import decisions
from audit.domain.errors import RecordDamaged
from audit.domain.model import Copy
from audit.service_layer.witnessing import Witnesses
from chassis import telemetry
from chassis.database import Pool, reading
from tlog import checkpoint, note
from tlog.checkpoint import Checkpoint
from tlog.errors import NotVerified
from tlog.note import Ed25519Verifier
from tlog.tiles import Tile, new_files
from tlog.tree import EMPTY_ROOT, consistency_spans, verify_consistency


class Place(Protocol):
    """Somewhere on this machine that a signed checkpoint lies: the kept file, the published folder."""

    place: str

    def read(self) -> bytes | None: ...


@dataclass(slots=True, kw_only=True)
class Outside:
    """All these places for one log. The topic was compared at the start, and is read where no file tells yet."""

    log: Ed25519Verifier
    kept: KeptCheckpoint
    folder: PublishedFolder
    topic: StatedOnTopic
    witnesses: Witnesses
    _told: Copy | None = None

    async def copies(self) -> Sequence[Copy]:
        """What each place tells now."""
        copies = [await self._read(place) for place in (self.kept, self.folder)]
        copies += await self.witnesses.copies()
        if any(copy.stated is not None for copy in copies):
            return copies
        if self._told is None or self._told.stated is None:
            self._told = decisions.copy_of(self.topic.place, await self.topic.read(), self.log)
        return [*copies, self._told]

    async def keep(self, signed: bytes) -> None:
        """Write a signed checkpoint down before anybody is shown it."""
        await self.kept.keep(signed)

    async def publish(self, pool: Pool) -> None:
        """Bring the folder up to what was published last: whatever is missing, then the checkpoint.

        After a crash, or on a new machine, this is the same work with more of it missing.
        """
        async with reading(pool) as connection:
            shown = await CheckpointRepository(connection).published()
        if shown is None or shown == await asyncio.to_thread(self.folder.read):
            return
        async with alone(self.folder.path):
            await self._bring_up(pool, shown)

    async def _bring_up(self, pool: Pool, shown: bytes) -> None:
        held = await asyncio.to_thread(self.folder.read)
        old, new = _stated(held), _stated(shown)
        if old.size > new.size:
            return  # another process is further; whether it may be is asked before the next signature
        await self._check_growth(pool, old, new)
        added = list(new_files(old.size, new.size))
        for tile in added:
            await self._add(pool, tile)
        await asyncio.to_thread(self.folder.show, shown)
        for tile in added:
            await asyncio.to_thread(self.folder.forget_partial, tile)

    async def _check_growth(self, pool: Pool, old: Checkpoint, new: Checkpoint) -> None:
        async with reading(pool) as connection:
            proof = await TreeRepository(connection).roots(consistency_spans(old.size, new.size))
        try:
            verify_consistency(old.size, new.size, proof, old.root, new.root)
        except NotVerified as error:
            raise RecordDamaged(f"{self.folder.place} has another tree of {old.size} entries: {error}") from error

    async def _add(self, pool: Pool, tile: Tile) -> None:
        async with reading(pool) as connection:
            octets = await content(connection, tile)
        await asyncio.to_thread(self.folder.add, tile, octets)

    async def _read(self, place: Place) -> Copy:
        try:
            raw = await asyncio.to_thread(place.read)
        except OSError as error:
            telemetry.log.warning("copy-unreadable", place=place.place, error=error.strerror)
            return Copy(place=place.place, trouble=str(error.strerror))
        return decisions.copy_of(place.place, raw, self.log)


def _stated(raw: bytes | None) -> Checkpoint:
    return Checkpoint("", 0, EMPTY_ROOT) if raw is None else checkpoint.parse(note.parse(raw).text)

"""Where the newest signed checkpoint lies outside the database.

A database can be set back; what was signed cannot. Whoever signs asks these places first.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from audit.adapters.folder import PublishedFolder
from audit.adapters.kept import KeptCheckpoint
from audit.adapters.stated import StatedOnTopic
from audit.domain import decisions
from audit.domain.model import Copy
from audit.service_layer.witnessing import Witnesses
from chassis import telemetry
from tlog.note import Ed25519Verifier


class Place(Protocol):
    """Somewhere on this machine that a signed checkpoint lies: the kept file, the published folder."""

    place: str

    def read(self) -> bytes | None: ...


@dataclass(slots=True, kw_only=True)
class Outside:
    """All these places for one log. The topic was compared at the start, and is read where no file tells yet.

    `later` are the places of the logs that follow, with their keys: a database that has not closed this log, where one
    of them tells, is older than the closing.
    """

    log: Ed25519Verifier
    kept: KeptCheckpoint
    folder: PublishedFolder
    topic: StatedOnTopic
    witnesses: Witnesses
    later: Sequence[tuple[Place, Ed25519Verifier]] = ()
    _told: Copy | None = None

    async def copies(self) -> Sequence[Copy]:
        """What each place tells now."""
        copies = [await self._read(place, self.log) for place in (self.kept, self.folder)]
        later = [await self._read(place, log) for place, log in self.later]
        copies += [copy for copy in later if copy.stated is not None]
        copies += await self.witnesses.copies()
        if any(copy.stated is not None for copy in copies):
            return copies
        if self._told is None or self._told.stated is None:
            self._told = decisions.copy_of(self.topic.place, await self.topic.read(), self.log)
        return [*copies, self._told]

    async def keep(self, signed: bytes) -> None:
        """Write a signed checkpoint down before anybody is shown it."""
        await self.kept.keep(signed)

    async def _read(self, place: Place, log: Ed25519Verifier) -> Copy:
        try:
            raw = await asyncio.to_thread(place.read)
        except OSError as error:
            telemetry.log.warning("copy-unreadable", place=place.place, error=error.strerror)
            return Copy(place=place.place, trouble=str(error.strerror))
        return decisions.copy_of(place.place, raw, log)

"""The newest signed checkpoint in a file of its own, on another disk than the database if the operator is wise."""

import asyncio
from pathlib import Path

from audit.adapters import durable
from audit.domain.model import Shard
from tlog import checkpoint
from tlog.errors import Malformed


class KeptCheckpoint:
    """One file, which never goes back to a smaller tree."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = f"the file {path}"

    def of(self, shard: Shard) -> "KeptCheckpoint":
        """The file of a log: the first one's is this, the others' lie beside it, each with its name."""
        return KeptCheckpoint(self.path.with_name(f"{self.path.name}-{shard.name}")) if shard.name else self

    def read(self) -> bytes | None:
        """The checkpoint that was signed last, as far as this file was told; None before the first."""
        return durable.read(self.path)

    async def keep(self, signed: bytes) -> None:
        """Write a checkpoint down before it is shown to anybody; raises OSError."""
        async with durable.alone(self.path):
            await asyncio.to_thread(self._keep, signed)

    def _keep(self, signed: bytes) -> None:
        held = durable.read(self.path)
        if held == signed:
            durable.sync_folder(self.path.parent)  # its name may not have been made to last
        elif held is None or _size(held) <= _size(signed):
            durable.replace(self.path, signed)


def _size(raw: bytes) -> int:
    """Of a file that is no checkpoint nothing is known: it is replaced, once other places have told."""
    try:
        return checkpoint.stated(raw).size
    except Malformed:
        return 0

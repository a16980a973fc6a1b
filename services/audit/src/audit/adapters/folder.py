"""The record as plain files that any web server can serve (c2sp.org/tlog-tiles): tiles and bundles, checkpoint last.

What has its name never changes. A crash leaves temporary files and files of a tree that is not stated yet, no more; the
next turn finds them equal and goes on.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from audit.adapters import durable
from audit.adapters.log_listing import LogListed
from audit.domain.errors import RecordDamaged
from audit.domain.model import Shard
from tlog.tiles import WIDTH, Tile

CHECKPOINT = "checkpoint"
LIST = "shards"
_LIST = TypeAdapter(dict[str, list[LogListed]])
# Of a log that is open: no more than what stands until it is closed, lest every checkpoint write the list anew.
_GROWING = {"size"}


class PublishedFolder:
    """One folder; whoever writes holds `alone`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = f"the published folder {path}"

    def of(self, shard: Shard) -> "PublishedFolder":
        """Where a log lies: the first one here, the others each in a folder of its name."""
        return PublishedFolder(self.path / shard.name) if shard.name else self

    def list_logs(self, logs: Sequence[LogListed]) -> None:
        """Name all logs with their keys and dates, for who has no more than the first one's address."""
        octets = _LIST.dump_json({"logs": list(logs)}, indent=1, exclude={"logs": {"__all__": _GROWING}})
        if durable.read(self.path / LIST) != octets:
            durable.replace(self.path / LIST, octets)

    def read(self) -> bytes | None:
        """The checkpoint that is shown there, or None."""
        return durable.read(self.path / CHECKPOINT)

    def add(self, tile: Tile, content: bytes) -> None:
        """Write a file that never changes; raises RecordDamaged when it is there with another content."""
        path = self.path / tile.path()
        held = durable.read(path)
        if held is None:
            is_new = not path.parent.exists()
            durable.replace(path, content)
            if is_new:
                self._sync_above(path.parent)
        elif held != content:
            raise RecordDamaged(f"{path} is not what the database has of it")
        else:
            # Whoever wrote it may have been stopped before its name was made to last.
            durable.sync_folder(path.parent)
            self._sync_above(path.parent)

    def show(self, note: bytes) -> None:
        """Put the checkpoint in its place: everything that it states is there."""
        durable.replace(self.path / CHECKPOINT, note)

    def forget_partial(self, tile: Tile) -> None:
        """Once the full tile is there and stated, narrower ones may go; who looks for one takes the full one."""
        if tile.width == WIDTH:
            shutil.rmtree(self.path / f"{tile.path()}.p", ignore_errors=True)

    def content(self, tile: Tile) -> bytes | None:
        """What lies there."""
        return durable.read(self.path / tile.path())

    def _sync_above(self, folder: Path) -> None:
        """A new folder is a name in the one above, which must last too."""
        while folder != self.path and folder.parent != folder:
            folder = folder.parent
            if os.path.isdir(folder):
                durable.sync_folder(folder)

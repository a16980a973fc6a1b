"""Faults at every write of the record: in the database's conversation, by a proxy, and in the file system's calls.

PostgreSQL and the files are real: what the server did, it did; what a call left on the disk, lies there.
"""

import asyncio
import errno
import os
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import StrEnum

import pytest

from chassis.database import is_transient
from tests.resilience.proxy import Moment, Proxy, Trap

REACH_SECONDS = 20.0
Work = Coroutine[object, object, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The connection is lost at a statement: the server never gets it, or it does it and nobody hears."""

    text: str
    moment: Moment
    given: str = ""
    """What the transaction ran before."""

    async def strike(self, proxy: Proxy, work: Work) -> None:
        """Do the work, which must end by the fault."""
        trap = proxy.trap = Trap(statement=re.compile(self.text), moment=self.moment, given=re.compile(self.given))
        working = asyncio.ensure_future(work)
        await asyncio.wait_for(trap.reached.wait(), REACH_SECONDS)
        proxy.cut()
        with pytest.raises(Exception) as failed:  # noqa: PT011 (what kind is asked below)
            await working
        assert is_transient(failed.value)


class Call(StrEnum):
    """A call of the operating system, and what is left of it."""

    NOTHING_WRITTEN = "write: nothing of it"
    HALF_WRITTEN = "write: half of it"
    NOT_SYNCED = "fsync of the file fails"
    NOT_RENAMED = "rename: not done"
    RENAMED = "rename: done but unheard"
    FOLDER_NOT_SYNCED = "fsync of its folder fails"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A call fails while a file is written whose path matches."""

    path: str
    folder: str
    call: Call
    error: int = errno.EIO

    async def strike(self, _proxy: Proxy, work: Work) -> None:
        """Do the work, which must end by the fault."""
        with self.failing() as struck, pytest.raises(OSError, match=re.escape(os.strerror(self.error))):
            await work
        assert struck

    @contextmanager
    def failing(self) -> Iterator[list[str]]:
        """Fail each such call; yields the paths that were struck."""
        struck: list[str] = []
        name, instead = {
            Call.NOTHING_WRITTEN: ("write", self._writing(0)),
            Call.HALF_WRITTEN: ("write", self._writing(1)),
            Call.NOT_SYNCED: ("fsync", self._syncing(rf"{self.path}\.new")),
            Call.NOT_RENAMED: ("rename", self._renaming(is_done=False)),
            Call.RENAMED: ("rename", self._renaming(is_done=True)),
            Call.FOLDER_NOT_SYNCED: ("fsync", self._syncing(self.folder)),
        }[self.call]
        with _calling(name, instead(getattr(os, name), struck)):
            yield struck

    def _fail(self, path: str, struck: list[str]) -> None:
        struck.append(path)
        raise OSError(self.error, os.strerror(self.error), path)

    def _writing(self, halves: int) -> Callable[..., Callable[..., int]]:
        def instead(real: Callable[..., int], struck: list[str]) -> Callable[..., int]:
            def write(descriptor: int, data: bytes) -> int:
                if re.search(rf"{self.path}\.new$", path := _path_of(descriptor)):
                    real(descriptor, bytes(data)[: halves * len(data) // 2])
                    self._fail(path, struck)
                return real(descriptor, data)

            return write

        return instead

    def _syncing(self, pattern: str) -> Callable[..., Callable[..., None]]:
        def instead(real: Callable[..., None], struck: list[str]) -> Callable[..., None]:
            def fsync(descriptor: int) -> None:
                if re.search(f"{pattern}$", path := _path_of(descriptor)):
                    self._fail(path, struck)
                real(descriptor)

            return fsync

        return instead

    def _renaming(self, *, is_done: bool) -> Callable[..., Callable[..., None]]:
        def instead(real: Callable[..., None], struck: list[str]) -> Callable[..., None]:
            def rename(old: object, new: object) -> None:
                if not re.search(f"{self.path}$", str(new)):
                    return real(old, new)
                if is_done:
                    real(old, new)
                return self._fail(str(new), struck)

            return rename

        return instead


@contextmanager
def synced() -> Iterator[list[str]]:
    """The paths that are synced in the block."""
    paths, real = list[str](), os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        paths.append(_path_of(descriptor))

    with _calling("fsync", fsync):
        yield paths


@contextmanager
def _calling(name: str, instead: Callable[..., object]) -> Iterator[None]:
    """Put a function before a call of the operating system; it makes the real call, but where it strikes."""
    real = getattr(os, name)
    setattr(os, name, instead)
    try:
        yield
    finally:
        setattr(os, name, real)


def _path_of(descriptor: int) -> str:
    return os.readlink(f"/proc/self/fd/{descriptor}")


@asynccontextmanager
async def proxied(port: int, upstream_port: int) -> AsyncIterator[Proxy]:
    """A way to PostgreSQL that can be cut at a statement."""
    proxy = Proxy(port, upstream_port, reads_statements=True)
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.stop()

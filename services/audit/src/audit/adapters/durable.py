"""Files that are there whole or not at all, whenever the power goes: temporary, fsync, rename, fsync of the folder."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

TEMPORARY = ".new"


def replace(path: Path, content: bytes) -> None:
    """Put a file in its place; who reads meanwhile has the old one or the new one. Raises OSError with the path."""
    try:
        _replace(path, content)
    except OSError as error:
        # A write does not say to which file: on a full disk somebody must know which disk.
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from error


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}{TEMPORARY}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        _write_whole(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    temporary.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names that were given in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(path: Path) -> bytes | None:
    """The content, or None where there is no such file; raises OSError when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@asynccontextmanager
async def alone(path: Path) -> AsyncIterator[None]:
    """One process of this machine at a time; a process that dies lets go."""
    descriptor = await asyncio.to_thread(_locked, path.with_name(f"{path.name}.lock"))
    try:
        yield
    finally:
        os.close(descriptor)


def _locked(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def _write_whole(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]

"""A file on its way in: a piece at a time to a temporary place, counted and hashed as it comes."""

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

PIECE_BYTES = 1024 * 1024
Refuse = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    path: Path
    size_bytes: int
    digest: str


@asynccontextmanager
async def place(folder: Path) -> AsyncIterator[Path]:
    """A folder of its own that only this process's user can read, gone afterwards."""
    made = await asyncio.to_thread(_made_in, folder)
    try:
        yield Path(made)
    finally:
        await asyncio.to_thread(shutil.rmtree, made, ignore_errors=True)


async def receive(chunks: AsyncIterator[bytes], path: Path, refuse: Refuse) -> Received:
    """Write what comes to `path`; `refuse` is told how much came so far, and may raise."""
    size, digest, piece = 0, hashlib.sha256(), bytearray()
    with path.open("wb") as file:
        async for chunk in chunks:
            size += len(chunk)
            refuse(size)
            piece += chunk
            if len(piece) >= PIECE_BYTES:
                await asyncio.to_thread(_put, file, digest.update, piece)
                piece = bytearray()
        await asyncio.to_thread(_put, file, digest.update, piece)
    return Received(path=path, size_bytes=size, digest=digest.hexdigest())


def measured(path: Path) -> Received:
    """A file that lies there, read a piece at a time."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Received(path=path, size_bytes=path.stat().st_size, digest=digest)


def forget_left(folder: Path, before: datetime) -> int:
    """Delete what a process that ended badly left; returns how many."""
    left = [each for each in folder.glob("*") if datetime.fromtimestamp(each.stat().st_mtime, UTC) < before]
    for each in left:
        shutil.rmtree(each, ignore_errors=True)
    return len(left)


def _made_in(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.mkdtemp(dir=folder)


def _put(file: BinaryIO, hashed: Callable[[bytearray], None], piece: bytearray) -> None:
    file.write(piece)
    hashed(piece)

"""clamd as a process of one test: its own port, and a database of one signature."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from services.nominations.tests.component.test_evidence_scanned import listening

START_SECONDS = 60


@asynccontextmanager
async def started(program: str, folder: Path, port: int, found: str) -> AsyncIterator[None]:
    """Run until the block ends; whatever holds the word `found` is infected."""
    process = await asyncio.create_subprocess_exec(
        program, "--config-file", str(_settings(folder, port, found)), stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(START_SECONDS):
            await listening(port)
        yield
    finally:
        process.terminate()
        await process.wait()


def _settings(folder: Path, port: int, found: str) -> Path:
    folder.mkdir()
    # ClamAV's extended signatures: name, any kind of file, anywhere in it, bytes in hex.
    (folder / "test.ndb").write_text(f"Test.File:0:*:{found.encode().hex()}\n")
    settings = folder / "clamd.conf"
    settings.write_text(f"Foreground yes\nTCPSocket {port}\nTCPAddr 127.0.0.1\nDatabaseDirectory {folder}\n")
    return settings

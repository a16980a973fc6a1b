"""A disk without a block left under the folder of files, or under the kept checkpoint; a real one, if we are root."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from audit.service_layer.files import Files
from audit.service_layer.keeping import Keeper
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import a_fact, a_sequencer, append
from services.audit.tests.full_check import check_folder, check_record
from services.audit.tests.outside import an_outside
from tests.resilience.disks import small_disk, why_not

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
PATIENCE_SECONDS = 30.0


@asynccontextmanager
async def at_work(audit: ServiceUnderTest, keeper: Keeper, files: Files) -> AsyncIterator[None]:
    """Both loops, as the service runs them."""
    context = audit.process.context()
    loops = [asyncio.create_task(each.run(context)) for each in (keeper, files)]
    try:
        yield
    finally:
        context.stopping.set()
        await asyncio.gather(*loops)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not holds():  # noqa: ASYNC110 (the loops say so in a field)
            await asyncio.sleep(0.02)


async def grow(audit: ServiceUnderTest, count: int) -> None:
    await append(audit, *(a_fact(uuid4()) for _ in range(count)))


@pytest.mark.parametrize(
    ("place", "event", "is_shown"), [("log", "files-not-written", True), ("kept", "turn-failed", False)]
)
async def test_on_a_full_disk_nothing_is_half_written_the_log_says_so_and_goes_on_when_there_is_room(
    audit: ServiceUnderTest, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, event: str, is_shown: bool
) -> None:
    outside = an_outside(audit, tmp_path)
    sequencer, files = a_sequencer(outside=outside), Files(folder=outside.folder, rest_seconds=0.05)
    keeper = Keeper(writer_of=lambda _: sequencer, later=(), rest_seconds=0.05)

    def size() -> int:
        return check_folder(outside.folder) if outside.folder.read() is not None else -1

    with small_disk(tmp_path / place, 1) as disk:
        async with at_work(audit, keeper, files):
            await grow(audit, 5)
            await until(lambda: size() == 5)
            disk.fill()
            await grow(audit, 300)
            await until(lambda: (files if place == "log" else keeper).trouble is not None)
            trouble = str((files if place == "log" else keeper).trouble)
            assert trouble.startswith(str(tmp_path / place))
            assert trouble.endswith("No space left on device")
            shown = "SELECT max(size) FROM publications JOIN checkpoints USING (number)"
            assert await audit.pool.fetchval(shown) == (305 if is_shown else 5)
            assert size() == 5
            disk.free()
            await until(lambda: size() == 305 and (files.trouble, keeper.trouble) == (None, None))
        await check_record(audit.pool)
        kept = outside.kept.read()

    assert kept is not None
    assert b"\n305\n" in kept
    told = capsys.readouterr().out.splitlines()
    assert any(event in line and "No space left on device" in line for line in told)

"""A virus scanner is configured: nothing is served before it has answered, and what it finds goes."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from chassis.testing import ServiceUnderTest, running
from local_stack import ports
from local_stack.test_run import KafkaForTests, PostgresForTests
from nominations.bootstrap import service as declare
from nominations.bootstrap import vault as made_vault
from nominations.config import EvidenceConfig
from nominations.entrypoints import evidence_clock
from nominations.entrypoints.vault import Vault
from services.nominations.tests import papers, scanning_peer
from services.nominations.tests.builders import NOW
from services.nominations.tests.component.test_evidence import given, objects, page, upload
from services.nominations.tests.component.test_life import created

PEER = Path(scanning_peer.__file__)
BAD = papers.titled_pdf(scanning_peer.SIGNATURE.decode())


@pytest.fixture
def port() -> int:
    return ports.choose_free(1)[0]


@pytest.fixture
def scanning(port: int, tmp_path: Path) -> Vault:
    return made_vault(EvidenceConfig(state_dir=tmp_path, clamd_address=f"127.0.0.1:{port}"))


@pytest.fixture
async def service(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path, port: int
) -> AsyncIterator[ServiceUnderTest]:
    async with running(
        declare({"STATE_DIR": str(tmp_path), "CLAMD_ADDRESS": f"127.0.0.1:{port}"}),
        kafka_servers=kafka.servers,
        admin_url=postgres.admin_url,
        state_dir=tmp_path,
        now=NOW,
    ) as under_test:
        yield under_test


@asynccontextmanager
async def scanner(port: int) -> AsyncIterator[None]:
    started = await asyncio.create_subprocess_exec(sys.executable, str(PEER), str(port))
    try:
        async with asyncio.timeout(20):
            await listening(port)
        yield
    finally:
        started.terminate()
        await started.wait()


async def listening(port: int) -> None:
    """Wait until somebody does."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return


async def states(service: ServiceUnderTest, nomination_id: str) -> dict[str, str]:
    return {line["name"]: line["state"] for line in (await page(service, nomination_id))["files"]}


async def test_what_is_clean_is_served_what_is_not_goes_and_nothing_before_the_scanner_has_answered(
    service: ServiceUnderTest, scanning: Vault, port: int, tmp_path: Path
) -> None:
    _, (nomination_id,) = await created(service)
    good = (await upload(service, nomination_id, name="tốt.pdf")).json()["file_id"]
    bad = (await upload(service, nomination_id, BAD, name="xấu.pdf")).json()["file_id"]

    await evidence_clock.turn(service.process.dispatcher, scanning)
    away, held = await states(service, nomination_id), await given(service, nomination_id, good)
    async with scanner(port):
        await evidence_clock.turn(service.process.dispatcher, scanning)
    served, infected = [await given(service, nomination_id, each) for each in (good, bad)]

    assert away == {"tốt.pdf": "quarantined", "xấu.pdf": "quarantined"}
    assert (held.status_code, held.json()["detail"]) == (409, "Tệp đang chờ quét vi-rút; xin mở lại sau ít phút.")
    assert await states(service, nomination_id) == {"tốt.pdf": "clean", "xấu.pdf": "infected"}
    assert (served.status_code, served.content) == (200, papers.pdf())
    assert (infected.status_code, infected.json()["detail"]) == (409, "Tệp có mã độc nên đã bị xóa.")
    assert objects(tmp_path) == 1


async def test_a_file_that_the_scanner_gives_no_verdict_on_stays_and_holds_nobody_else_up_for_ever(
    service: ServiceUnderTest, scanning: Vault, port: int
) -> None:
    _, (nomination_id,) = await created(service)
    await upload(service, nomination_id, papers.pdf(padding_bytes=2 * 1024 * 1024), name="dài.pdf")
    await upload(service, nomination_id, name="ngắn.pdf")

    async with scanner(port):
        await evidence_clock.turn(service.process.dispatcher, scanning)

    assert await states(service, nomination_id) == {"dài.pdf": "quarantined", "ngắn.pdf": "clean"}


async def test_what_came_before_there_was_a_scanner_is_looked_at_by_the_first_one(
    service: ServiceUnderTest, scanning: Vault, port: int
) -> None:
    _, (nomination_id,) = await created(service)
    await upload(service, nomination_id)
    await service.pool.execute("UPDATE evidence_files SET state = 'unscanned'")

    async with scanner(port):
        await evidence_clock.turn(service.process.dispatcher, scanning)

    assert list((await states(service, nomination_id)).values()) == ["clean"]

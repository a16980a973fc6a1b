"""The same with clamd itself, where it is installed: a signature of its test file, and nothing else in its database.

The signatures that clamd gets by itself come from outside; what is shown here is that both sides speak one protocol.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.testing import ServiceUnderTest
from nominations.entrypoints import evidence_clock
from nominations.entrypoints.vault import Vault
from services.nominations.tests import papers
from services.nominations.tests.component.clamd import started
from services.nominations.tests.component.test_evidence import given, objects, upload
from services.nominations.tests.component.test_evidence_scanned import port, scanning, service, states
from services.nominations.tests.component.test_life import created

__all__ = ["port", "scanning", "service"]

CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
FOUND = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


@pytest.fixture
async def clamd(port: int, tmp_path: Path) -> AsyncIterator[None]:
    if CLAMD is None:
        pytest.skip("no clamd")
    async with started(CLAMD, tmp_path / "clamd", port, FOUND):
        yield


@pytest.mark.usefixtures("clamd")
async def test_clamd_passes_what_is_clean_and_what_it_finds_goes(
    service: ServiceUnderTest, scanning: Vault, tmp_path: Path
) -> None:
    _, (nomination_id,) = await created(service)
    long = papers.pdf(padding_bytes=8 * 1024 * 1024)
    good = (await upload(service, nomination_id, long, name="tốt.pdf")).json()["file_id"]
    picture = (await upload(service, nomination_id, papers.photo("PNG"), name="ảnh.png")).json()["file_id"]
    bad = (await upload(service, nomination_id, papers.titled_pdf(FOUND), name="xấu.pdf")).json()["file_id"]
    held = [(await given(service, nomination_id, each)).status_code for each in (good, picture, bad)]

    await evidence_clock.turn(service.process.dispatcher, scanning)

    assert held == [409, 409, 409]
    assert await states(service, nomination_id) == {"tốt.pdf": "clean", "ảnh.png": "clean", "xấu.pdf": "infected"}
    served = [(await given(service, nomination_id, each)).status_code for each in (good, picture, bad)]
    assert served == [200, 200, 409]
    assert objects(tmp_path) == 2

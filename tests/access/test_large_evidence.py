"""A dossier of more than 100 MB goes through portal and nominations, and lies in the memory of neither."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psutil  # type: ignore[import-untyped]

from contracts.roles import Role
from services.nominations.tests.builders import dossier
from services.nominations.tests.papers import pdf
from tests.access.life import UNIT
from tests.access.system import A_BROWSER, System

MB = 1024 * 1024
LARGE = 45 * MB
# Buffers of four ends of two connections, pieces of a file, parts on their way to the store.
AT_MOST = 40 * MB


class Peak:
    """How much more memory this process, which both services and their client share, had meanwhile."""

    more_bytes = 0


@asynccontextmanager
async def watched() -> AsyncIterator[Peak]:
    process, peak = psutil.Process(), Peak()
    before = process.memory_info().rss

    async def watch() -> None:
        while True:
            peak.more_bytes = max(peak.more_bytes, process.memory_info().rss - before)
            await asyncio.sleep(0.01)

    watching = asyncio.create_task(watch())
    try:
        yield peak
    finally:
        watching.cancel()


async def test_135_megabytes_in_one_form_pass_without_lying_in_memory(system: System) -> None:
    file, address = pdf(padding_bytes=LARGE), f"/unit/nominations/{await _drafted(system)}/evidence"
    cookies = await system.cookies(Role.UNIT_OFFICER, UNIT)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    fields = {"csrf": system.seal.form_token(A_BROWSER), "once": "large", "part": "other"}
    names = ["phần 1.pdf", "phần 2.pdf", "phần 3.txt"]

    async with watched() as peak:
        answer = await system.client.post(
            f"{system.urls['portal']}{address}",
            data=fields,
            files=[("files", (name, io.BytesIO(file))) for name in names],
            headers=headers,
        )
    shown = await system.client.get(f"{system.urls['portal']}{address}", headers=headers)

    assert answer.status_code == 422, answer.text
    assert "phần 3.txt: Tên tệp có đuôi “.txt”; chỉ nhận: PDF" in answer.text
    assert shown.text.count("phần 1.pdf</a>") == 1
    assert peak.more_bytes < AT_MOST, f"{peak.more_bytes / MB:.0f} MB"


async def _drafted(system: System) -> str:
    answer = await system.client.post(
        f"{system.urls['nominations']}/nominations",
        json={"nominations": [dossier(name="Hồ sơ lớn").model_dump(mode="json")]},
        headers=system.person(Role.UNIT_OFFICER, UNIT),
    )
    return str(answer.json()["nomination_ids"][0])

"""Ten thousand rows from a workbook to the public record, in real processes; then what all five make of the facts."""

import asyncio
import io
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from python_calamine import CalamineWorkbook

from audit.bootstrap import service as audit
from chassis.database import Pool
from chassis.service import Service
from contracts.roles import Role
from nominations.bootstrap import service as nominations
from services.nominations.tests.builders import AGENCY, UNIT
from services.nominations.tests.workbooks import HEADINGS, person, workbook, write_row
from tests.bench import footprint
from tests.bench.ground import Ground
from tests.bench.table import Line, at_most
from tests.bench.whole import Whole, whole

PERSON = "5b7b5f0e-0000-4000-8000-00000000000a"
RECORDED_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who asks nominations, and the record's database, where the last row is waited for."""

    client: httpx.AsyncClient
    officer: Mapping[str, str]
    head: Mapping[str, str]
    own: Pool
    """Of nominations' database."""
    record: Pool


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    """`count` rows once: a second time would meet rows of the first.

    The other services start when the times are taken: on two cores they would take theirs from what is measured.
    """
    content = workbook_of(count)
    bare = bare_read(content)
    async with whole(ground) as system:
        await system.start(nominations(), audit())
        async with _people(system, system.running["audit"].database.pool) as people:
            checked, list_id = await _check_and_accept(people, content)
            recorded = await _submit(people, list_id, count)
        return [*_speed(count, bare, checked, recorded), *await footprint.measure(system)]


def _speed(count: int, bare: float, checked: float, recorded: float) -> list[Line]:
    """The aims are those of ten thousand rows; fewer must take as much less."""
    share = count / 10_000
    return [
        Line(name="calamine's bare read of the workbook", figure=bare, unit="s", beside=f"{count:,} rows"),
        Line(
            name="dry run of the workbook",
            figure=checked,
            unit="s",
            aim=at_most(0.5 * share),
            beside=f"{checked / bare:.1f} × the bare read",
        ),
        Line(
            name="submit until the last row is in the record",
            figure=recorded,
            unit="s",
            aim=at_most(5 * share),
            beside=f"{count / recorded:,.0f} rows/s",
        ),
    ]


def workbook_of(count: int) -> bytes:
    def fill(_: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, HEADINGS)
        for number in range(1, count + 1):
            letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")
            write_row(worksheet, number, person(number, f"Nguyễn Văn {letters.title()}"))

    return workbook(fill)


def bare_read(content: bytes) -> float:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        times.append(time.perf_counter() - begun)
    return sorted(times)[1]


@asynccontextmanager
async def one_service(ground: Ground, service: Service) -> AsyncIterator[People]:
    """Nominations alone, asked by a unit's people."""
    async with whole(ground) as system:
        await system.start(service)
        async with _people(system, system.running["nominations"].database.pool) as people:
            yield people


@asynccontextmanager
async def _people(system: Whole, record: Pool) -> AsyncIterator[People]:
    running = system.running["nominations"]
    async with httpx.AsyncClient(base_url=running.url, timeout=600) as client:
        yield People(
            client=client,
            officer=system.signed_in(PERSON, Role.UNIT_OFFICER, UNIT),
            head=system.signed_in(PERSON, Role.UNIT_HEAD, UNIT),
            own=running.database.pool,
            record=record,
        )


async def _check_and_accept(people: People, content: bytes) -> tuple[float, str]:
    """The dry run's seconds, and the list that its rows became, endorsed."""
    await check(people, content)  # starts the process that reads workbooks of strangers
    seconds, import_id = await check(people, content)
    taken = await people.client.post(f"/imports/{import_id}/accept", headers=people.officer)
    taken.raise_for_status()
    list_id = taken.json()["list_id"]
    (await people.client.post(f"/lists/{list_id}/endorse", headers=people.head)).raise_for_status()
    return seconds, str(list_id)


async def check(people: People, content: bytes) -> tuple[float, str]:
    terms = {"commendation_kind": "merit", "receiving_agency": AGENCY}
    files = {"file": ("a.xlsx", content)}
    begun = time.perf_counter()
    sent = await people.client.post("/imports", files=files, data=terms, headers=people.officer)
    seconds = time.perf_counter() - begun
    sent.raise_for_status()
    return seconds, str(sent.json()["import_id"])


async def _submit(people: People, list_id: str, count: int) -> float:
    begun = time.perf_counter()
    (await people.client.post(f"/lists/{list_id}/submit", headers=people.officer)).raise_for_status()
    async with asyncio.timeout(RECORDED_SECONDS):
        while await _recorded(people) < count:  # noqa: ASYNC110 (another process writes the rows)
            await asyncio.sleep(0.02)
    return time.perf_counter() - begun


async def _recorded(people: People) -> int:
    return int(
        await people.record.fetchval("SELECT count(1) FROM entries WHERE type = 'nominations.nomination-submitted.v1'")
    )

"""Ten thousand rows from a workbook to the public record, in real processes; what they need of memory and disk."""

import asyncio
import io
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from python_calamine import CalamineWorkbook

from audit.bootstrap import service as audit
from chassis.process import Process
from chassis.testing.issuer import IssuerForTests
from contracts.roles import Role
from local_stack import ports
from local_stack.topics import apply_topics
from nominations.bootstrap import service as nominations
from services.audit.tests.builders import ENVIRON
from services.nominations.tests.builders import AGENCY, UNIT
from services.nominations.tests.workbooks import HEADINGS, person, workbook, write_row
from tests.bench.children import Child, answers, child, environment
from tests.bench.ground import Ground, assembled
from tests.bench.table import Line, at_most

PERSON = "5b7b5f0e-0000-4000-8000-00000000000a"
RECORDED_SECONDS = 300.0
FACTS_PER_ROW = 2
"""Endorsed and submitted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Two services as processes, and the databases they write to."""

    client: httpx.AsyncClient
    officer: Mapping[str, str]
    head: Mapping[str, str]
    children: Mapping[str, Child]
    databases: Mapping[str, Process]


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    """`count` rows once: a second time would meet rows of the first."""
    content = _workbook(count)
    bare = _bare_read(content)
    async with AsyncExitStack() as stack:
        running = await _start(ground, stack)
        before = await _stored(running)
        checked, list_id = await _check_and_accept(running, content)
        recorded = await _submit(running, list_id, count)
        after = await _stored(running)
        memory = {name: each.resident_bytes / 2**20 for name, each in running.children.items()}
        prefix = running.databases["nominations"].settings.topic_prefix
    topics = await asyncio.to_thread(_topic_bytes, ground.state_dir, f"{prefix}nominations.facts")
    sizes = {f"{name}'s database": after[name] - before[name] for name in after} | {"the topic": topics}
    return [
        *_speed(count, bare, checked, recorded),
        *(Line(name=f"memory of {name}, all parts", figure=each, unit="MiB") for name, each in memory.items()),
        *(
            Line(name=f"bytes per fact in {name}", figure=size / (FACTS_PER_ROW * count), unit="bytes")
            for name, size in sizes.items()
        ),
    ]


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


def _workbook(count: int) -> bytes:
    def fill(_: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, HEADINGS)
        for number in range(1, count + 1):
            letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")
            write_row(worksheet, number, person(number, f"Nguyễn Văn {letters.title()}"))

    return workbook(fill)


def _bare_read(content: bytes) -> float:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        times.append(time.perf_counter() - begun)
    return sorted(times)[1]


async def _start(ground: Ground, stack: AsyncExitStack) -> Running:
    issuer = await stack.enter_async_context(IssuerForTests.running())
    databases, children = {}, {}
    prefix, addresses, ready = "", {}, []
    for declared in (nominations(), audit()):
        made = await stack.enter_async_context(assembled(ground, declared, []))
        if not prefix:
            prefix = made.settings.topic_prefix
            await apply_topics(ground.servers, prefix)
        port, management = ports.choose_free(2)
        settings = replace(
            made.settings, topic_prefix=prefix, oidc_issuer=issuer.url, oidc_jwks_url=f"{issuer.url}/jwks"
        )
        own = ENVIRON if declared.name == "audit" else {}
        environ = environment(settings, HTTP_PORT=str(port), MANAGEMENT_PORT=str(management), **own)
        children[declared.name] = stack.enter_context(child([declared.name, "all"], environ))
        databases[declared.name], addresses[declared.name] = made, f"http://127.0.0.1:{port}"
        ready.append(f"http://127.0.0.1:{management}/readyz")
    for address in ready:
        await answers(address)
    client = await stack.enter_async_context(httpx.AsyncClient(base_url=addresses["nominations"], timeout=600))

    def signed_in(role: Role) -> dict[str, str]:
        return {"Authorization": f"Bearer {issuer.token(sub=PERSON, roles=[role], unit=UNIT)}"}

    return Running(
        client=client,
        officer=signed_in(Role.UNIT_OFFICER),
        head=signed_in(Role.UNIT_HEAD),
        children=children,
        databases=databases,
    )


async def _check_and_accept(running: Running, content: bytes) -> tuple[float, str]:
    """The dry run's seconds, and the list that its rows became, endorsed."""
    await _check(running, content)  # starts the process that reads workbooks of strangers
    seconds, import_id = await _check(running, content)
    taken = await running.client.post(f"/imports/{import_id}/accept", headers=running.officer)
    taken.raise_for_status()
    list_id = taken.json()["list_id"]
    (await running.client.post(f"/lists/{list_id}/endorse", headers=running.head)).raise_for_status()
    return seconds, str(list_id)


async def _check(running: Running, content: bytes) -> tuple[float, str]:
    terms = {"commendation_kind": "merit", "receiving_agency": AGENCY}
    files = {"file": ("a.xlsx", content)}
    begun = time.perf_counter()
    sent = await running.client.post("/imports", files=files, data=terms, headers=running.officer)
    seconds = time.perf_counter() - begun
    sent.raise_for_status()
    return seconds, str(sent.json()["import_id"])


async def _submit(running: Running, list_id: str, count: int) -> float:
    begun = time.perf_counter()
    (await running.client.post(f"/lists/{list_id}/submit", headers=running.officer)).raise_for_status()
    async with asyncio.timeout(RECORDED_SECONDS):
        while await _recorded(running) < count:  # noqa: ASYNC110 (another process writes the rows)
            await asyncio.sleep(0.02)
    return time.perf_counter() - begun


async def _recorded(running: Running) -> int:
    return int(
        await running.databases["audit"].pool.fetchval(
            "SELECT count(1) FROM entries WHERE type = 'nominations.nomination-submitted.v1'"
        )
    )


async def _stored(running: Running) -> dict[str, int]:
    """Bytes of all tables with their indexes, by service."""
    return {
        name: int(
            await made.pool.fetchval(
                """
                SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                """
            )
        )
        for name, made in running.databases.items()
    }


def _topic_bytes(state_dir: Path, topic: str) -> int:
    folders = (state_dir / "kafka" / "data").glob(f"{topic}-*")
    return sum(log.stat().st_size for folder in folders for log in folder.glob("*.log"))

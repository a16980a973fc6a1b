"""The record of two logs under the portal's own address: a stranger verifies every year of it there."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from chassis.testing import running
from local_stack.ports import HOST, choose_free
from local_stack.test_run import KafkaForTests, PostgresForTests
from portal.bootstrap import service
from services.audit.tests.builders import ORIGIN, SIGNER, a_fact, append
from services.audit.tests.conftest import a_record
from services.audit.tests.several_logs import NEXT, SIGNERS, close, turn
from services.portal.tests.builders import NOW, SETTINGS
from tests.access.system import serving
from tlog import proof
from tlog.policy import Policy
from verifier import verify

POLICY = f"log {SIGNER.vkey}\nlog {SIGNERS[NEXT].vkey}\nquorum none\n"
FORKED = UUID(int=7)
BODIES = [a_fact(UUID(int=1), seq, fact_id=FORKED) for seq in (1, 2)]
FOR_EVER, NEVER = "public, max-age=31536000, immutable", "no-store"


@pytest.fixture
async def portal(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a portal before a record of two logs: 300 facts, and 5 after the closing, two of them a fork."""
    async with AsyncExitStack() as stack:
        audit = await stack.enter_async_context(a_record(kafka, postgres, tmp_path))
        await append(audit, *(a_fact(UUID(int=1_000 + number)) for number in range(300)))
        await turn(audit, tmp_path)
        await close(audit, tmp_path)
        await append(audit, *BODIES, *(a_fact(UUID(int=2_000 + number)) for number in range(2)))
        await turn(audit, tmp_path)
        asked, shown = choose_free(2)
        await stack.enter_async_context(serving(audit, asked))
        made = running(
            service({**SETTINGS, "AUDIT_URL": f"http://{HOST}:{asked}"}), kafka_servers=kafka.servers,
            admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW,
        )  # fmt: skip
        await stack.enter_async_context(serving(await stack.enter_async_context(made), shown))
        yield f"http://{HOST}:{shown}"


async def test_every_year_is_verified_under_the_portals_address(portal: str, tmp_path: Path) -> None:
    (tmp_path / "policy").write_text(POLICY)
    words = ("log", f"{portal}/log", "--policy", str(tmp_path / "policy"), "--json")
    child = await asyncio.create_subprocess_exec(sys.executable, "-I", verify.__file__, *words, stdout=PIPE)
    said, _ = await child.communicate()

    told = json.loads(said)

    assert (child.returncode, told["entries_checked"], told["follows"]) == (0, 305, [f"{ORIGIN}: 300"]), told


async def test_each_file_of_each_log_comes_as_what_it_is(portal: str) -> None:
    text, octets = "text/plain; charset=utf-8", "application/octet-stream"
    wanted = {
        "shards": ("application/json", NEVER),
        "policy": (text, NEVER),
        **{f"{log}{name}": (text, NEVER) for log in ("", "2027/") for name in ("checkpoint", "key")},
        **{f"{log}tile/0/000.p/5": (octets, FOR_EVER) for log in ("", "2027/")},
        "tile/entries/000": (octets, FOR_EVER),
        "2027/tile/entries/000.p/5": (octets, FOR_EVER),
    }
    async with httpx.AsyncClient(base_url=f"{portal}/log/", trust_env=False) as client:
        answers = {path: await client.get(path) for path in wanted}
        absent = [(await client.get(path)).status_code for path in ("2028/checkpoint", "2028/key", "2027/tile/0/001")]

    said = {path: (each.headers["content-type"], each.headers["cache-control"]) for path, each in answers.items()}
    assert said == wanted
    assert {path: each.status_code for path, each in answers.items()} == dict.fromkeys(wanted, 200)
    assert answers["2027/key"].text == f"{SIGNERS[NEXT].vkey}\n"
    assert [each["path"] for each in answers["shards"].json()["logs"]] == ["", "2027"]
    assert absent == [404, 404, 404]


async def test_both_bodies_of_a_fork_can_be_had_and_proved(portal: str) -> None:
    async with httpx.AsyncClient(base_url=portal, trust_env=False) as client:
        entries = [await client.get(f"/log/entries/{FORKED}", params={"index": at}) for at in (301, 302)]
        proofs = [await client.get(f"/log/proofs/{FORKED}", params={"index": at}) for at in (301, 302)]
        unsaid, elsewhere = [await client.get(f"/log/entries/{FORKED}", params=asked) for asked in ({}, {"index": 303})]
        page = await client.get("/verify", params={"fact": str(FORKED), "index": 302})

    assert [each.content for each in entries] == BODIES
    policy = Policy.of_log(SIGNERS[NEXT].vkey)
    assert [proof.verify(each.content, body, policy).size for each, body in zip(proofs, BODIES, strict=True)] == [5, 5]
    assert (unsaid.content, elsewhere.status_code) == (BODIES[0], 404)
    assert f'data-check-of="{FORKED}?index=302"' in page.text
    assert "Cổng này cũng đã tự tính lại và thấy khớp" in page.text

"""The service as it is run: `python -m audit all`, read by strangers, asked to end; and its own verbs."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.envelope import parse
from local_stack.ports import choose_free, is_free
from services.audit.tests.builders import (
    BUNDLE_SIGNER,
    ENVIRON,
    NOW,
    ORIGIN,
    SIGNER,
    TYPE,
    a_fact,
    a_sequencer,
    append,
)
from services.audit.tests.surroundings import environment
from verifier import verify

PATIENCE_SECONDS = 30.0


@asynccontextmanager
async def process(audit: ServiceUnderTest, port: int, verb: str = "all", **changes: str) -> AsyncIterator[Process]:
    """The service as one process, the whole of it unless said otherwise, until the block ends or kills it."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "audit", verb, env=environment(audit, port, **changes), stdout=PIPE, stderr=PIPE
    )
    output = asyncio.create_task(child.communicate())
    try:
        yield child
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
        await output


async def answer_of(url: str) -> httpx.Response:
    """Ask until somebody listens there."""
    async with asyncio.timeout(PATIENCE_SECONDS), httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                return await client.get(url)
            except httpx.TransportError:
                await asyncio.sleep(0.05)


async def run(audit: ServiceUnderTest, *arguments: str, **changes: str) -> tuple[int | None, str, str]:
    """Run one verb to its end."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "audit", *arguments, env=environment(audit, 0, **changes), stdout=PIPE, stderr=PIPE
    )
    out, err = await child.communicate()
    return child.returncode, out.decode(), err.decode()


async def proof_of(port: int, fact_id: UUID) -> bytes:
    """Ask until the fact is proved."""
    async with asyncio.timeout(PATIENCE_SECONDS), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        while True:
            try:
                answer = await client.get(f"/log/proofs/{fact_id}")
                if answer.status_code == httpx.codes.OK:
                    return answer.content
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.05)


async def send(other: Neighbour, count: int) -> list[bytes]:
    facts = [a_fact(uuid4()) for _ in range(count)]
    for fact in facts:
        read = parse(fact)
        await other.send_fact(fact, read.subject, read.id, read.type)
    return facts


async def test_a_process_that_is_asked_to_end_ends_well(audit: ServiceUnderTest) -> None:
    management = choose_free(1)[0]
    async with process(audit, choose_free(1)[0], MANAGEMENT_PORT=str(management)) as child:
        await answer_of(f"http://127.0.0.1:{management}/livez")

        child.send_signal(signal.SIGTERM)

        assert await asyncio.wait_for(child.wait(), PATIENCE_SECONDS) == 0


async def verified(where: str, folder: Path) -> tuple[int | None, dict[str, object]]:
    """Ask the verifier, as a stranger does, about a whole log."""
    (folder / "policy").write_text(f"log {SIGNER.vkey}\nquorum none\n")
    program = str(Path(verify.__file__))
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", program, "log", where, "--policy", str(folder / "policy"), "--json", stdout=PIPE
    )
    said, _ = await child.communicate()
    return child.returncode, json.loads(said)


async def test_a_stranger_verifies_the_whole_log_over_http_and_in_its_folder(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    (port,) = choose_free(1)
    async with process(audit, port):
        facts = await send(nominations, 300)
        await proof_of(port, parse(facts[-1]).id)
        code, answer = await verified(f"http://127.0.0.1:{port}/log", tmp_path)
        _, told, _ = await run(audit, "info", "--json")
        folder = Path(json.loads(told)["folder"])
        for _ in range(100):
            if (await verified(str(folder), tmp_path))[1].get("size") == answer["size"]:
                break
            await asyncio.sleep(0.1)

    assert (code, answer["verdict"], answer["entries_checked"]) == (0, "verified", 300)
    bundle = folder / "tile/entries/000"
    octets = bundle.read_bytes()
    bundle.write_bytes(octets[:700] + bytes([octets[700] ^ 1]) + octets[701:])
    code, answer = await verified(str(folder), tmp_path)
    assert (code, answer["verdict"]) == (1, "refused")
    assert "tile/entries/000: entry 1 is not hash 1 of tile/0/000" in str(answer["flaws"])


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
async def test_health_and_metrics_stand_on_the_management_port_alone(audit: ServiceUnderTest, path: str) -> None:
    public, management = choose_free(2)
    async with process(audit, public, MANAGEMENT_PORT=str(management)):
        managed = await answer_of(f"http://127.0.0.1:{management}{path}")
        shown = await answer_of(f"http://127.0.0.1:{public}{path}")

    assert managed.status_code in ({200, 503} if path == "/readyz" else {200})
    assert shown.status_code == 404


async def test_a_process_that_only_relays_answers_on_its_management_port_and_nowhere_else(
    audit: ServiceUnderTest,
) -> None:
    public, management = choose_free(2)
    async with process(audit, public, "relay", MANAGEMENT_PORT=str(management)):
        managed = await answer_of(f"http://127.0.0.1:{management}/livez")
        public_is_free = is_free(public)

    assert managed.json() == {"status": "alive"}
    assert public_is_free


@pytest.fixture
async def recorded(audit: ServiceUnderTest) -> bytes:
    fact = a_fact(UUID(int=1), fact_id=UUID(int=1))
    await append(audit, fact)
    await a_sequencer().turn(audit.process.dispatcher)
    return fact


async def test_prove_writes_what_the_tlog_command_verifies(
    audit: ServiceUnderTest, recorded: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "bằng chứng"

    code, out, err = await run(audit, "prove", str(UUID(int=1)), "-o", str(folder))

    made, entry = folder / f"{UUID(int=1)}.tlog-proof", folder / f"{UUID(int=1)}.entry"
    assert (code, out.splitlines(), err) == (0, [str(made), str(entry)], "")
    assert entry.read_bytes() == recorded
    verified = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tlog", str(made), str(entry), "--vkey", SIGNER.vkey, stdout=PIPE
    )
    said, _ = await verified.communicate()
    assert (verified.returncode, said.decode()) == (0, f"verified: entry 0 of the 1 in {ORIGIN}\n")


async def test_prove_says_why_it_cannot(audit: ServiceUnderTest, recorded: bytes, tmp_path: Path) -> None:
    code, out, err = await run(audit, "prove", str(UUID(int=2)), "-o", str(tmp_path / "x"))

    assert (code, out, err) == (1, "", f"{UUID(int=2)} is not in the record\n")
    assert not (tmp_path / "x").exists()


async def test_info_says_which_log_this_is(audit: ServiceUnderTest, recorded: bytes) -> None:
    code, out, _ = await run(audit, "info", "--json")
    _, plain, _ = await run(audit, "info")

    told = json.loads(out)
    assert told.pop("logs") == [
        {name: value for name, value in told.items() if name not in {"checkpoint", "bundle_vkey"}}
    ]
    assert (datetime.fromisoformat(told.pop("opened_at")), told.pop("closed_at")) == (NOW, None)
    folder, bundle_vkey = told.pop("folder"), told.pop("bundle_vkey")
    assert bundle_vkey == BUNDLE_SIGNER.vkey
    assert bundle_vkey in plain
    address = "http://127.0.0.1:0/log"
    assert (code, told) == (
        0,
        {
            "address": address,
            "origin": ORIGIN,
            "vkey": SIGNER.vkey,
            "size": 1,
            "checkpoint": 1,
            "policy": f"log {SIGNER.vkey} {address}\nquorum none\n",
        },
    )
    assert Path(folder).is_relative_to(audit.process.settings.state_dir)
    assert f"origin: {ORIGIN}\nvkey: {SIGNER.vkey}\n" in plain


async def test_the_newest_facts_that_can_be_proved_are_listed(audit: ServiceUnderTest) -> None:
    await append(audit, *(a_fact(UUID(int=number), fact_id=UUID(int=number)) for number in range(1, 6)))
    await a_sequencer().turn(audit.process.dispatcher)
    await append(audit, a_fact(UUID(int=6), fact_id=UUID(int=6)))

    code, ids, _ = await run(audit, "facts", "--last", "2", "--ids")
    _, lines, _ = await run(audit, "facts")

    assert (code, ids.splitlines()) == (0, [str(UUID(int=4)), str(UUID(int=5))])
    assert lines.splitlines()[0] == f"0 {UUID(int=1)} {TYPE} {UUID(int=1)} 1"
    assert len(lines.splitlines()) == 5


async def test_proving_needs_no_private_key(audit: ServiceUnderTest, recorded: bytes, tmp_path: Path) -> None:
    code, _, _ = await run(audit, "prove", str(UUID(int=1)), "-o", str(tmp_path), LOG_SIGNING_KEY="")

    assert code == 0


async def test_a_process_without_its_settings_names_them_all(audit: ServiceUnderTest) -> None:
    code, _, err = await run(audit, "all", LOG_SIGNING_KEY="", LOG_ORIGIN="")

    assert code == 2
    assert "LOG_ORIGIN: missing" in err
    assert "LOG_SIGNING_KEY: missing" in err


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"LOG_ORIGIN": "other.example"}, f"the record is that of other.example, the key that of {ORIGIN}"),
        ({"LOG_SIGNING_KEY": ENVIRON["LOG_SIGNING_KEY"][:-4]}, "a key has a name without space and plus, and 32 bytes"),
    ],
)
async def test_a_process_with_a_wrong_key_says_so_and_does_not_show_it(
    audit: ServiceUnderTest, changes: dict[str, str], reason: str
) -> None:
    code, out, err = await run(audit, "all", HTTP_PORT=str(choose_free(1)[0]), **changes)

    assert code == 1
    assert reason in out + err
    assert ENVIRON["LOG_SIGNING_KEY"][-40:-8] not in out + err

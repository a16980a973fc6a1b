"""Two logs of one record as they are run and read: closed beside the running service, verified by a stranger."""

import asyncio
import hmac
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from audit.adapters.bundle_signer import BundleSigner
from audit.adapters.signer import LogSigner
from chassis.testing import Neighbour, ServiceUnderTest
from contracts.envelope import parse
from local_stack.ports import choose_free
from services.audit.tests.builders import ORIGIN, SIGNER, a_fact, a_sequencer, append
from services.audit.tests.component.test_process import answer_of, process, proof_of, run, send
from tlog import proof
from tlog.note import Ed25519Signer, private_form
from tlog.policy import Policy
from verifier import verify

NEXT = f"{ORIGIN}/2027"
KEY = private_form(NEXT, b"2" * 32)
VKEY = str(Ed25519Signer.parse(KEY).verifier())


async def verified(where: str, folder: Path) -> tuple[int | None, dict[str, object]]:
    """Ask the verifier, as a stranger does who trusts both keys."""
    (folder / "policy").write_text(f"log {SIGNER.vkey}\nlog {VKEY}\nquorum none\n")
    words = ("log", where, "--policy", str(folder / "policy"), "--json")
    child = await asyncio.create_subprocess_exec(sys.executable, "-I", str(Path(verify.__file__)), *words, stdout=PIPE)
    said, _ = await child.communicate()
    return child.returncode, json.loads(said)


async def test_a_log_is_closed_beside_the_running_service_and_a_stranger_verifies_both(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    (port,), keys = choose_free(1), {"LOG_NEXT_SIGNING_KEY": KEY}
    async with process(audit, port, **keys):
        old = await send(nominations, 300)
        await proof_of(port, parse(old[-1]).id)
        code, out, err = await run(audit, "close-shard", **keys)
        assert (code, out, err) == (0, f"{ORIGIN} is closed, {NEXT} begins at entry 300\n", "")
        new = await send(nominations, 40)
        proved = await proof_of(port, parse(new[-1]).id)
        assert proof.verify(await proof_of(port, parse(old[0]).id), old[0], Policy.of_log(SIGNER.vkey)).size == 300
        assert proof.verify(proved, new[-1], Policy.of_log(VKEY)).origin == NEXT

        address = f"http://127.0.0.1:{port}/log"
        code, answer = await verified(address, tmp_path)
        assert (code, answer["entries_checked"], answer["follows"]) == (0, 341, [f"{ORIGIN}: 300"]), answer
        first, second = (await answer_of(f"{address}/shards")).json()["logs"]
        assert (first["origin"], first["vkey"], first["path"], first["size"]) == (ORIGIN, SIGNER.vkey, "", 300)
        assert (second["origin"], second["vkey"], second["path"], second["first_index"]) == (NEXT, VKEY, "2027", 300)
        assert first["closed_at"] == second["opened_at"] is not None
        assert (await answer_of(f"{address}/checkpoint")).text == first["last_note"]
        assert (await answer_of(f"{address}/2027/key")).text == f"{VKEY}\n"
        assert (await answer_of(f"{address}/2028/key")).json()["type"] == "/problems/no-such-log"
        await _is_a_repeat(port)

        told = json.loads((await run(audit, "info", "--json", **keys))[1])
        assert [each["vkey"] for each in told["logs"]] == [SIGNER.vkey, VKEY]
        assert (told["origin"], told["address"]) == (NEXT, "http://127.0.0.1:0/log/2027")
        assert [line.split()[1] for line in told["policy"].splitlines()] == [SIGNER.vkey, VKEY, "none"]
        folder = told["logs"][0]["folder"]
        found: tuple[int | None, dict[str, object]] = (None, {})
        for _ in range(100):
            if (found := await verified(folder, tmp_path)) == (0, answer):
                break
            await asyncio.sleep(0.1)
        assert found == (0, answer)


async def _is_a_repeat(port: int) -> None:
    """The fact about the closing has come back from the topic, as the bytes that are there."""
    async with asyncio.timeout(30), httpx.AsyncClient(trust_env=False) as client:
        while True:
            status = (await client.get(f"http://127.0.0.1:{port}/log/status")).json()
            if status["repeats"] == 1:
                assert (status["appended"], status["anomalies"], status["unknown_types"]) == (341, 0, 0)
                return
            await asyncio.sleep(0.05)


async def test_without_a_next_key_nothing_is_closed(audit: ServiceUnderTest) -> None:
    await append(audit, a_fact(uuid4()))

    code, out, err = await run(audit, "close-shard")

    assert (code, out, err) == (1, "", "no key of a next log is configured (LOG_NEXT_SIGNING_KEY)\n")


async def test_prove_adds_an_opening_that_is_the_facts_own(audit: ServiceUnderTest, tmp_path: Path) -> None:
    opening = json.dumps({"body": {"name": "Nguyễn"}, "salt": "00" * 32}, ensure_ascii=False, separators=(",", ":"))
    committed = hmac.new(bytes(32), b'{"name":"Nguy\xe1\xbb\x85n"}', "sha256").hexdigest()
    fact = a_fact(UUID(int=1), fact_id=UUID(int=1)).replace(b'"seq"', f'"personalcommit":"{committed}","seq"'.encode())
    await append(audit, fact, a_fact(UUID(int=2), fact_id=UUID(int=2)))
    await a_sequencer().turn(audit.process.dispatcher)
    (tmp_path / "given").write_text(f"{opening}\n")
    words = ("-o", str(tmp_path / "out"), "--opening-from", str(tmp_path / "given"))

    refused = await run(audit, "prove", str(UUID(int=2)), *words)
    code, _, err = await run(audit, "prove", str(UUID(int=1)), *words)

    assert refused == (1, "", "the opening is not that of a commitment of this fact\n")
    assert (code, err) == (0, "")
    written = {path.suffix: path for path in (tmp_path / "out").iterdir()}
    (tmp_path / "policy").write_text(f"log {SIGNER.vkey}\nquorum none\n")
    asked = ["bundle", written[".tlog-proof"], written[".entry"], "--opening", written[".opening"]]
    assert verify.main([*map(str, asked), "--policy", str(tmp_path / "policy")]) == 0


async def test_once_the_next_log_is_open_its_key_alone_is_enough(
    audit: ServiceUnderTest, nominations: Neighbour
) -> None:
    (port,) = choose_free(1)
    await append(audit, a_fact(uuid4()))
    assert (await run(audit, "close-shard", LOG_NEXT_SIGNING_KEY=KEY))[0] == 0

    async with process(audit, port, LOG_SIGNING_KEY=KEY) as child:
        (fact,) = await send(nominations, 1)
        proved = await proof_of(port, parse(fact).id)
        assert child.returncode is None

    assert proof.verify(proved, fact, Policy.of_log(VKEY)).origin == NEXT


async def test_a_new_key_is_printed_once_with_its_public_half_beside_it(audit: ServiceUnderTest) -> None:
    code, private, public = await run(audit, "new-key", NEXT)

    assert code == 0
    assert str(LogSigner(NEXT, private.strip()).verifier) == public.strip()
    assert BundleSigner(private.strip()).vkey == public.strip()
    assert (await run(audit, "new-key", NEXT))[1] != private
    assert await run(audit, "new-key", "a name") == (1, "", "a key has a name without space and plus, and 32 bytes\n")

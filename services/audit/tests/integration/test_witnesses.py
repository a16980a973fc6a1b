"""Real witnesses, each a process: asked before a checkpoint is shown, missed without harm, believed when ahead."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from audit.adapters.witnesses import WitnessClient
from audit.domain.errors import StatedElsewhere
from audit.service_layer.event_handlers import record
from audit.service_layer.sequencer import Sequencer
from audit.service_layer.witnessing import Witnesses
from chassis.metrics import REGISTRY
from chassis.testing import ServiceUnderTest, left_behind
from local_stack.ports import choose_free
from services.audit.tests.builders import LOG, SIGNER, a_fact, a_sequencer, append, deliveries
from services.audit.tests.outside import an_outside
from shared.witness.tests.running import witness
from tlog import policy
from tlog.cosignature import CosignatureSigner, private_form
from tlog.errors import NotVerified
from tlog.policy import Policy
from witness.adapters.store import Store

NAMES = ("w0", "w1", "w2")
SEEDS = {name: bytes([place]) * 32 for place, name in enumerate(NAMES)}
SIGNERS = {name: CosignatureSigner.of_seed(f"{name}.example", seed) for name, seed in SEEDS.items()}


class Crew:
    """Three witnesses on ports of their own, of which a test lets some run; two are enough."""

    def __init__(self, folder: Path, client: httpx.AsyncClient) -> None:
        self.folder, self.client = folder, client
        self.ports = dict(zip(NAMES, choose_free(3), strict=True))
        lines = [f"witness {name} {SIGNERS[name].verifier()} http://127.0.0.1:{self.ports[name]}" for name in NAMES]
        text = "\n".join([f"log {SIGNER.vkey}", *lines, f"group some 2 {' '.join(NAMES)}", "quorum some", ""])
        self.policy: Policy = policy.parse(text.encode())

    def run(self, *names: str) -> ExitStack:
        stack = ExitStack()
        for name in names:
            skey = private_form(SIGNERS[name].name, SEEDS[name])
            stack.enter_context(witness(self.folder / name, skey, SIGNER.vkey, self.ports[name]))
        return stack

    def asked(self) -> Witnesses:
        """The log's side, as a process that has just begun."""
        clients = [
            WitnessClient(name=name, key=key, url=self.policy.urls[name], client=self.client)
            for name, key in self.policy.witnesses.items()
        ]
        return Witnesses(policy=self.policy, clients=clients, log=LOG, seconds=5)


@pytest.fixture
async def crew(tmp_path: Path) -> AsyncIterator[Crew]:
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(trust_env=False))
        yield Crew(tmp_path / "witnesses", client)


def sequencer(audit: ServiceUnderTest, crew: Crew, folder: Path) -> Sequencer:
    return a_sequencer(outside=an_outside(audit, folder, crew.asked()))


async def grow(audit: ServiceUnderTest, taking: Sequencer, count: int = 1) -> bytes:
    """Append and take a turn; what is shown then."""
    await append(audit, *(a_fact(uuid4()) for _ in range(count)))
    await taking.turn(audit.process.dispatcher)
    shown: bytes = await audit.pool.fetchval("SELECT note FROM publications ORDER BY number DESC LIMIT 1")
    return shown


def gauge(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, {"service": "audit", **labels})


async def test_a_checkpoint_goes_out_with_the_cosignatures_of_its_witnesses(
    audit: ServiceUnderTest, crew: Crew, tmp_path: Path
) -> None:
    taking = sequencer(audit, crew, tmp_path)
    with crew.run("w0", "w1"):
        for size in (1, 4, 300):
            shown = await grow(audit, taking, size - (await audit.pool.fetchval("SELECT next_index FROM sequencer")))
            assert crew.policy.verify(shown).size == size
        # A process that begins anew knows nothing of what was cosigned: it is told.
        assert crew.policy.verify(await grow(audit, sequencer(audit, crew, tmp_path))).size == 301

    assert gauge("record_quorum_met") == 1
    assert [gauge("record_witness_cosigned", witness=name) for name in NAMES] == [1, 1, 0]


async def test_without_a_quorum_the_log_goes_on_and_who_verifies_refuses(
    audit: ServiceUnderTest, crew: Crew, tmp_path: Path
) -> None:
    taking = sequencer(audit, crew, tmp_path)
    with crew.run("w2"):
        shown = await grow(audit, taking)

    assert Policy.of_log(SIGNER.vkey).verify(shown).size == 1
    with pytest.raises(NotVerified, match="too few"):
        crew.policy.verify(shown)
    assert gauge("record_quorum_met") == 0
    assert [gauge("record_witness_cosigned", witness=name) for name in NAMES] == [0, 0, 1]
    assert await grow(audit, taking)  # all of them away, and resting


async def test_witnesses_that_come_back_cosign_what_is_newest(
    audit: ServiceUnderTest, crew: Crew, tmp_path: Path
) -> None:
    with crew.run("w0", "w1"):
        await grow(audit, sequencer(audit, crew, tmp_path), 3)
    await grow(audit, sequencer(audit, crew, tmp_path), 3)
    with crew.run("w0", "w1", "w2"):
        shown = await grow(audit, sequencer(audit, crew, tmp_path), 3)

    assert crew.policy.verify(shown).size == 9


async def test_a_database_that_was_set_back_with_all_its_files_is_stopped_by_a_witness(
    audit: ServiceUnderTest, crew: Crew, tmp_path: Path
) -> None:
    with crew.run("w1"):
        await grow(audit, sequencer(audit, crew, tmp_path / "a"), 2)
        async with left_behind(audit) as older:
            await grow(audit, sequencer(audit, crew, tmp_path / "a"), 1)
            with pytest.raises(StatedElsewhere, match="the witness w1 has a signed tree of 3 entries"):
                await sequencer(audit, crew, tmp_path / "b").turn(older.dispatcher)


async def test_a_fork_that_a_witness_refuses_is_shown_to_nobody(
    audit: ServiceUnderTest, crew: Crew, tmp_path: Path
) -> None:
    with crew.run("w1"):
        await grow(audit, sequencer(audit, crew, tmp_path / "a"), 2)
        async with left_behind(audit) as older:
            taking = sequencer(audit, crew, tmp_path / "b")
            await taking.turn(older.dispatcher)  # it has asked the witness before the other one signs a third entry
            await grow(audit, sequencer(audit, crew, tmp_path / "a"), 1)
            forked = deliveries(a_fact(uuid4()))
            await older.dispatcher.tick(lambda uow, now: record(forked, uow, now))

            for _ in range(2):
                with pytest.raises(StatedElsewhere, match="the witness w1 has a signed tree of 3 entries"):
                    await taking.turn(older.dispatcher)

            assert await older.pool.fetchval("SELECT max(size) FROM checkpoints") == 3
            shown = "SELECT max(checkpoints.size) FROM publications JOIN checkpoints USING (number)"
            assert await older.pool.fetchval(shown) == 2
        kept = Store(tmp_path / "witnesses" / "w1" / "store" / "it").evidence()

    assert [reason for _, reason, _, _, _ in kept] == ["two trees of 3 entries"]

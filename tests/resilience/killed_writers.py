"""The public record's own long run: two processes that write one log, killed at random under load.

`make chaos-record SECONDS=600 SEED=…`. After each kill the other process, or the next one, must go on, and everything
that is stored and shown is recomputed from the bytes of the entries.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

import httpx

from audit.adapters.folder import PublishedFolder
from audit.bootstrap import service as declared
from chassis.testing import ServiceUnderTest, neighbour, read_topic, running
from local_stack import test_run
from local_stack.ports import HOST, choose_free
from local_stack.state import make_folder
from local_stack.test_run import KafkaForTests, PostgresForTests
from services.audit.tests.builders import ENVIRON, NOW, SIGNER
from services.audit.tests.full_check import check_folder, check_record
from services.audit.tests.surroundings import environment
from shared.witness.tests.running import witness
from tests.resilience.crew import Crew, Member
from tests.resilience.report import write_of_record
from tests.resilience.steady_facts import Load
from tlog import checkpoint, policy
from tlog.cosignature import CosignatureSigner, private_form
from tlog.policy import Policy
from tlog.witness import place_of

GOES_ON_SECONDS = 600.0
"""Of a machine that starts a process in a minute."""
READY_SECONDS = 180.0
WITNESS, SEED = CosignatureSigner.of_seed("w.example", bytes([7]) * 32), bytes([7]) * 32


@dataclass(slots=True, kw_only=True)
class Killed:
    """What was done, and how long it took until a greater tree was published again."""

    kills: int = 0
    together: int = 0
    """Times at which both were killed at once."""
    repeats_sent: int = 0
    checks: int = 0
    facts: int = 0
    checkpoints: int = 0
    seconds: float = 0.0
    went_on: list[float] = field(default_factory=list)
    both_gone: list[float] = field(default_factory=list)

    def summary(self) -> str:
        """One paragraph."""
        handed_over = f"{median(self.went_on):.1f} s, at most {max(self.went_on):.1f}" if self.went_on else "–"
        anew = f"{median(self.both_gone):.1f} s, at most {max(self.both_gone):.1f}" if self.both_gone else "–"
        return (
            f"{self.kills} processes killed in {self.seconds:.0f} s ({self.together} times both), {self.checks} full "
            f"checks; {self.facts:,} facts recorded once each, {self.repeats_sent:,} sent again; {self.checkpoints:,} "
            f"checkpoints. A greater tree was published {handed_over} later where the other went on, "
            f"{anew} later where both were gone"
        )


def writers(audit: ServiceUnderTest, folder: Path, policy_file: Path) -> Crew:
    """Two processes of the whole service on one database and one folder of files."""
    crew = Crew()
    for name in ("one", "two"):
        http, management = choose_free(2)
        given = environment(
            audit, http, MANAGEMENT_PORT=str(management), STATE_DIR=str(folder), LOG_TURN_SECONDS="0.2",
            LOG_FOLDER=str(folder / "log"), LOG_KEPT_CHECKPOINT=str(folder / "kept" / "last-signed"),
            LOG_WITNESS_POLICY=str(policy_file),
        )  # fmt: skip
        crew.add(
            Member(
                name=name, service="audit", role="all", argv=["-m", "audit", "all"], environment=given,
                log=folder / f"{name}.log", url=f"http://{HOST}:{management}",
            )
        )  # fmt: skip
    return crew


@dataclass(slots=True, kw_only=True)
class Run:
    audit: ServiceUnderTest
    folder: Path
    crew: Crew
    load: Load
    policy: Policy
    rng: Random
    done: Killed = field(default_factory=Killed)

    async def strike(self) -> None:
        """Kill one or both at a moment of chance, wait until a greater tree is published, and check everything."""
        await asyncio.sleep(self.rng.uniform(0.0, 2.0))
        members = list(self.crew.members.values())
        chosen = members if self.rng.random() < 0.25 else [self.rng.choice(members)]
        killed = [each for each in chosen if each.kill()]
        size, began = await self.published(), time.monotonic()
        self.done.kills += len(killed)
        self.done.together += len(killed) == 2
        async with asyncio.timeout(GOES_ON_SECONDS):
            while await self.published() <= size:  # noqa: ASYNC110 (other processes publish)
                await asyncio.sleep(0.05)
        (self.done.both_gone if len(killed) == 2 else self.done.went_on).append(time.monotonic() - began)
        await self.check()

    async def published(self) -> int:
        """The size of the greatest tree that was shown."""
        query = "SELECT max(size) FROM publications JOIN checkpoints USING (number)"
        return await self.audit.pool.fetchval(query) or 0

    async def _check_witness(self) -> None:
        """It may have missed the last checkpoint, if it was slow; what it cosigned is a tree of this log."""
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"{self.policy.urls['w']}/{place_of(SIGNER.origin)}/checkpoint")
        self.policy.verify(answer.content)
        seen = checkpoint.verify(answer.content, SIGNER.verifier)
        trees = "SELECT EXISTS (SELECT FROM checkpoints WHERE size = $1 AND root = $2)"
        assert await self.audit.pool.fetchval(trees, seen.size, seen.root)

    def written(self) -> int:
        """The size of the tree that the folder of files states; it is written after a tree is shown."""
        raw = PublishedFolder(self.folder / "log").read()
        return 0 if raw is None else checkpoint.verify(raw, SIGNER.verifier).size

    async def check(self) -> None:
        """Everything that is stored."""
        await check_record(self.audit.pool)
        self.done.checks += 1

    async def settle(self) -> None:
        """Send no more, wait until everything sent is published, stop, and check what lies outside the database too."""
        await self.load.stop()
        async with asyncio.timeout(GOES_ON_SECONDS):
            while min(await self.published(), self.written()) < len(self.load.sent):  # noqa: ASYNC110 (other processes publish)
                await asyncio.sleep(0.1)
        await self.crew.stop()
        await self.audit.relayed()
        await self.check()
        rows = await self.audit.pool.fetch("SELECT value FROM entries")
        assert sorted(row["value"] for row in rows) == sorted(self.load.sent)
        shown = [row["note"] for row in await self.audit.pool.fetch("SELECT note FROM publications ORDER BY number")]
        told = [value for _, value in await read_topic(self.audit.servers, f"{self.audit.prefix}audit.checkpoints")]
        assert list(dict.fromkeys(told)) == list(dict.fromkeys(shown))
        assert check_folder(PublishedFolder(self.folder / "log")) == len(rows)
        kept = (self.folder / "kept" / "last-signed").read_bytes()
        assert checkpoint.verify(kept, SIGNER.verifier).size == len(rows)
        await self._check_witness()
        assert [each.name for each in self.crew.members.values() if each.own_deaths] == []
        self.done.facts, self.done.checkpoints, self.done.repeats_sent = len(rows), len(shown), self.load.repeats


@asynccontextmanager
async def working(audit: ServiceUnderTest, folder: Path, seed: int) -> AsyncIterator[Run]:
    """Both processes ready, a witness beside them, facts coming."""
    with witness(folder / "witness", private_form(WITNESS.name, SEED), SIGNER.vkey) as url:
        text = f"log {SIGNER.vkey}\nwitness w {WITNESS.verifier()} {url}\nquorum w\n"
        (folder / "policy").write_text(text)
        crew = writers(audit, folder, folder / "policy")
        for member in crew.members.values():
            member.start()
        try:
            await crew.ready(READY_SECONDS)
            async with neighbour("nominations", audit) as other:
                load = Load(other=other, rng=Random(f"{seed} load"))
                load.start()
                try:
                    yield Run(
                        audit=audit, folder=folder, crew=crew, load=load, policy=policy.parse(text.encode()),
                        rng=Random(f"{seed} kills"),
                    )  # fmt: skip
                finally:
                    await load.stop()
        finally:
            await crew.stop()


async def perform(audit: ServiceUnderTest, folder: Path, seed: int, seconds: float) -> Killed:
    """Kill for so long, at least once; raises AssertionError or TimeoutError where the record is not as it must be."""
    async with working(audit, folder, seed) as run:
        began = time.monotonic()
        while not run.done.kills or time.monotonic() - began < seconds:
            await run.strike()
        run.done.seconds = time.monotonic() - began
        print(run.done.summary(), flush=True)  # whatever the last look says, this was done
        await run.settle()
        return run.done


async def apart(kafka: KafkaForTests, postgres: PostgresForTests, folder: Path, seed: int, seconds: float) -> Killed:
    """A run with a database and topics of its own on these servers."""
    async with running(
        declared(), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=folder, now=NOW,
        environ=ENVIRON,
    ) as audit:  # fmt: skip
        return await perform(audit, folder, seed, seconds)


def main(seed: int, seconds: float) -> int:
    """The long form: servers of its own, a report at the end."""
    with test_run.folder() as state, test_run.kafka(state, None) as kafka, test_run.postgres(state, None) as postgres:
        done = asyncio.run(apart(kafka, postgres, make_folder(state.root / "record"), seed, seconds))
    print(done.summary())
    write_of_record(done.summary(), seed, seconds)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="chaos-record", description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    asked = parser.parse_args()
    sys.exit(main(asked.seed, asked.seconds))

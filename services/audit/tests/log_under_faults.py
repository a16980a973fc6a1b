"""A whole log that is broken and begun anew: consumer, sequencer, witness, kept file and folder of files."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import httpx
from aiokafka import TopicPartition

from audit.adapters.witnesses import WitnessClient
from audit.service_layer.files import Files
from audit.service_layer.indexing import list_batch
from audit.service_layer.outside import Outside
from audit.service_layer.witnessing import Witnesses
from chassis import positions
from chassis.consumer import Consumer
from chassis.database import connect_pool, transaction
from chassis.record import Record
from chassis.testing import ServiceUnderTest
from contracts.envelope import CONTENT_TYPE, parse
from local_stack.ports import choose_free
from services.audit.tests.builders import LOG, SIGNER, a_fact, a_sequencer
from services.audit.tests.faults import proxied
from services.audit.tests.full_check import check_folder, check_record
from services.audit.tests.outside import an_outside
from shared.witness.tests.running import witness
from tests.resilience.proxy import Proxy
from tlog import policy
from tlog.cosignature import CosignatureSigner, private_form
from tlog.policy import Policy
from tlog.tiles import WIDTH

WITNESS, SEED = CosignatureSigner.of_seed("w.example", bytes([7]) * 32), bytes([7]) * 32
BEFORE_THE_EDGE = 2


@dataclass(slots=True, kw_only=True)
class Log:
    """The topic is a list of facts; what reads it is the consumer's own way from a stored position on."""

    audit: ServiceUnderTest
    proxy: Proxy
    folder: Path
    policy: Policy
    client: httpx.AsyncClient
    topic: list[bytes] = field(default_factory=list)
    remarkable: list[UUID] = field(default_factory=list)
    """Of the facts on the topic those that are not the next of their stream."""

    @property
    def held(self) -> list[bytes]:
        """What the record has to hold: of what came twice, one."""
        return list(dict.fromkeys(self.topic))

    @property
    def place(self) -> TopicPartition:
        return TopicPartition(f"{self.audit.prefix}nominations.facts", 0)

    def tell(self, count: int) -> None:
        """Facts come onto the topic."""
        self.topic += [a_fact(uuid4()) for _ in range(count)]

    def tell_a_gap_and_a_fork(self) -> None:
        """A stream that begins with its third fact, and another body under the id of a fact that is there."""
        known = parse(self.topic[-1]).id
        gap, fork = a_fact(uuid4(), 3), a_fact(uuid4(), fact_id=known)
        self.topic += [gap, fork]
        self.remarkable += [parse(gap).id, known]

    def tell_again(self) -> None:
        """The newest fact comes once more, as from an outbox whose relay did not hear the broker."""
        self.topic.append(self.topic[-1])

    def tell_up_to_the_edge(self) -> None:
        """So many that the next three begin a new tile."""
        self.tell((-BEFORE_THE_EDGE - len(self.held)) % WIDTH)

    async def run_once(self) -> None:
        """What a process that has just begun does: seek, append, list, hash, sign, keep, cosign, publish, write."""
        parts = urlsplit(self.audit.process.settings.database_url)
        url = urlunsplit(parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{self.proxy.port}"))
        pool = await connect_pool(url, application_name="audit", max_size=3)
        try:
            dispatcher = replace(self.audit.process.dispatcher, pool=pool)
            consumer = Consumer(dispatcher=dispatcher, stopping=asyncio.Event(), told=str)
            await self._take_in(consumer)
            await dispatcher.tick(list_batch)
            await a_sequencer(outside=(outside := self.outside())).turn(dispatcher)
            await Files(folder=outside.folder, rest_seconds=0).bring_up(pool)
        finally:
            pool.terminate()

    async def _take_in(self, consumer: Consumer) -> None:
        async with transaction(consumer.dispatcher.pool) as connection:
            stored = await positions.load(connection, consumer.dispatcher.group, {self.place: 0})
        position = consumer.next_offset[self.place] = stored[self.place].next_offset
        await consumer.apply(
            [
                Record(
                    topic=self.place.topic, partition=0, offset=offset, key=str(parse(value).subject).encode(),
                    headers=(("content-type", CONTENT_TYPE.encode()),), value=value,
                )
                for offset, value in enumerate(self.topic[position:], position)
            ]
        )  # fmt: skip

    async def _check_anomalies(self) -> None:
        """Each is kept once and told once."""
        kept = await self.audit.pool.fetch(
            """
            SELECT entries.fact_id, anomalies.anomaly_id FROM anomalies JOIN entries ON entries.index = entry_index
            ORDER BY entry_index
            """
        )
        assert [row["fact_id"] for row in kept] == self.remarkable
        outbox = await self.audit.pool.fetch("SELECT value FROM outbox WHERE topic LIKE '%audit.facts' ORDER BY id")
        told = [parse(row["value"]) for row in outbox]
        assert [each.subject for each in told] == [row["anomaly_id"] for row in kept]
        assert [each.data["about_fact_id"] for each in told] == list(map(str, self.remarkable))

    async def _check_repeats(self) -> None:
        """Each is counted once, in the sum and under its topic."""
        again = len(self.topic) - len(self.held)
        assert await self.audit.pool.fetchval("SELECT repeats FROM sequencer") == again
        rows = await self.audit.pool.fetch("SELECT topic, sum(records)::int AS records FROM repeats GROUP BY topic")
        assert [tuple(row) for row in rows] == ([(self.place.topic, again)] if again else [])

    def outside(self) -> Outside:
        """What lies beside the database, as a process that has just begun finds it."""
        clients = [
            WitnessClient(name=name, key=key, url=self.policy.urls[name], client=self.client)
            for name, key in self.policy.witnesses.items()
        ]
        return an_outside(self.audit, self.folder, Witnesses(policy=self.policy, clients=clients, log=LOG, seconds=5))

    async def check(self) -> None:
        """One full check: the database, and everything that lies outside it, says that every fact stands there once."""
        await check_record(self.audit.pool)
        rows = await self.audit.pool.fetch("SELECT value FROM entries ORDER BY index")
        assert [row["value"] for row in rows] == self.held
        await self._check_anomalies()
        await self._check_repeats()
        outside = self.outside()
        assert check_folder(outside.folder) == len(self.held)
        shown = await self.audit.pool.fetch("SELECT note FROM publications ORDER BY number")
        assert self.policy.verify(shown[-1]["note"]).size == len(self.held)
        told = await self.audit.pool.fetch("SELECT value FROM outbox WHERE key = $1 ORDER BY id", LOG.name)
        assert [row["value"] for row in told] == [row["note"] for row in shown]
        (seen,) = await outside.witnesses.copies()
        for raw in (outside.kept.read(), outside.folder.read()):
            assert raw is not None
            assert f"\n{len(self.held)}\n".encode() in raw
        assert seen.stated is not None
        assert seen.stated.size == len(self.held)


@asynccontextmanager
async def log_under_faults(audit: ServiceUnderTest, folder: Path) -> AsyncIterator[Log]:
    """One log with one witness, reached through a proxy."""
    (port,), server = choose_free(1), urlsplit(audit.process.settings.database_url).port
    async with AsyncExitStack() as stack:
        proxy = await stack.enter_async_context(proxied(port, server or 0))
        url = stack.enter_context(witness(folder / "witness", private_form(WITNESS.name, SEED), SIGNER.vkey))
        text = f"log {SIGNER.vkey}\nwitness w {WITNESS.verifier()} {url}\nquorum w\n"
        client = await stack.enter_async_context(httpx.AsyncClient(trust_env=False))
        yield Log(audit=audit, proxy=proxy, folder=folder, policy=policy.parse(text.encode()), client=client)

"""Kafka as the tests kill, freeze and starve it: one broker behind a proxy, or three that copy each other."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

from local_stack.cluster import administering
from local_stack.kafka import SHORT_SESSION, Kafka
from local_stack.ports import HOST
from local_stack.processes import Child
from local_stack.repository import TOPICS
from local_stack.state import State
from local_stack.topics import read_topics
from tests.resilience.proxy import Proxy

VISIBLE_TRIES = 300


@dataclass(slots=True)
class Brokers:
    """`servers` is what clients are given."""

    servers: str
    proxy: Proxy | None
    nodes: list[Kafka]
    children: list[Child] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def running(cls, state: State, copies: int, numbers: Iterator[int]) -> AsyncIterator[Self]:
        made = cls._single(state, next(numbers), next(numbers), next(numbers))
        if made.proxy is not None:
            await made.proxy.start()
        for number in range(len(made.nodes)):
            made.children.append(await asyncio.to_thread(made.nodes[number].start))
        try:
            yield made
        finally:
            for child in made.children:
                await asyncio.to_thread(child.stop)
            if made.proxy is not None:
                await made.proxy.stop()

    @classmethod
    def _single(cls, state: State, port: int, controller_port: int, proxy_port: int) -> Self:
        """Clients are told the proxy's address, so that each of their connections can be cut and frozen."""
        advertised = f"PLAINTEXT://{HOST}:{proxy_port},CONTROLLER://{HOST}:{controller_port}"
        node = Kafka(state, port, controller_port, settings=SHORT_SESSION | {"advertised.listeners": advertised})
        return cls(f"{HOST}:{proxy_port}", Proxy(proxy_port, port), [node])

    async def make_topics(self) -> None:
        """Every topic of the file; with copies each record lies on all brokers, and two must have it."""
        copies = len(self.nodes)
        durable = {"min.insync.replicas": "2"} if copies > 1 else {}
        async with administering(self.servers) as cluster:
            for topic in read_topics(TOPICS):
                await cluster.create(topic.name, topic.partitions, copies, {**topic.config, **durable})
            names = [topic.name for topic in read_topics(TOPICS)]
            for _ in range(VISIBLE_TRIES):
                if all((await cluster.partitions(names)).values()):
                    return
                await asyncio.sleep(0.1)

    async def kill(self, number: int = 0) -> None:
        self.children[number].process.kill()
        await asyncio.to_thread(self.children[number].process.wait)

    async def restart(self, number: int = 0) -> None:
        self.children[number] = await asyncio.to_thread(self.nodes[number].start)

    def freeze(self, number: int = 0) -> None:
        self.children[number].process.send_signal(signal.SIGSTOP)

    def thaw(self, number: int = 0) -> None:
        self.children[number].process.send_signal(signal.SIGCONT)

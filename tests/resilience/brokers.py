"""Kafka as the tests kill, freeze and starve it: one broker behind a proxy, or three that copy each other."""

import asyncio
import base64
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from local_stack.cluster import administering
from local_stack.kafka import SHORT_SESSION, Kafka
from local_stack.ports import HOST
from local_stack.processes import Child
from local_stack.repository import TOPICS
from local_stack.state import State, make_folder, write_private
from local_stack.topics import read_topics
from tests.resilience.proxy import Proxy

VISIBLE_TRIES = 300

CLUSTER = base64.urlsafe_b64encode(b"\x01" + b"thidua-tests-15").decode().rstrip("=")
COPYING = SHORT_SESSION | {
    "offsets.topic.replication.factor": "3",
    "transaction.state.log.replication.factor": "3",
    "transaction.state.log.min.isr": "2",
    "min.insync.replicas": "2",
}


@dataclass(frozen=True, slots=True)
class Voter(Kafka):
    """A broker that is one of several controllers: `voters` names them all, itself included."""

    voters: str = ""

    def _format(self, java: str, class_path: str, properties: Path) -> None:
        if self._data.exists():
            return
        tool = [java, "-cp", class_path, "kafka.tools.StorageTool", "format", "--initial-controllers", self.voters]
        subprocess.run([*tool, "-t", CLUSTER, "-c", str(properties)], check=True, capture_output=True)


def _share_secrets(state: State, own: State) -> None:
    """The nodes know each other by the same passwords."""
    folder = make_folder(own.root / "secrets", mode=0o700)
    for name in ("kafka-admin", "kafka-controller"):
        write_private(folder / name, state.secret(name))


def _directory(number: int) -> str:
    return base64.urlsafe_b64encode(bytes([1] * 15 + [number])).decode().rstrip("=")


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
        made = cls._single(state, numbers) if copies == 1 else cls._several(state, copies, numbers)
        if made.proxy is not None:
            await made.proxy.start()
        # All at once: none answers before a majority of them is there.
        made.children += await asyncio.gather(*(asyncio.to_thread(node.start) for node in made.nodes))
        try:
            yield made
        finally:
            made.thaw()
            for child in made.children:
                await asyncio.to_thread(child.stop)
            if made.proxy is not None:
                await made.proxy.stop()

    @classmethod
    def _single(cls, state: State, numbers: Iterator[int]) -> Self:
        """Clients are told the proxy's address, so that each of their connections can be cut and frozen."""
        port, controller_port, open_port, proxy_port = (next(numbers) for _ in range(4))
        doors = f"CLIENT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port},OPEN://{HOST}:{proxy_port}"
        settings = SHORT_SESSION | {"advertised.listeners": doors}
        node = Kafka(state, port, controller_port, settings=settings, open_port=open_port)
        return cls(f"{HOST}:{proxy_port}", Proxy(proxy_port, open_port), [node])

    @classmethod
    def _several(cls, state: State, copies: int, numbers: Iterator[int]) -> Self:
        """Each a broker and a voter: any one may die."""
        ports = {number: (next(numbers), next(numbers), next(numbers)) for number in range(1, copies + 1)}
        voters = ",".join(f"{number}@{HOST}:{own[1]}:{_directory(number)}" for number, own in ports.items())
        quorum = ",".join(f"{HOST}:{own[1]}" for own in ports.values())
        nodes: list[Kafka] = []
        for number, (port, controller_port, open_port) in ports.items():
            own = State(make_folder(state.root / f"broker-{number}"), state.downloads)
            _share_secrets(state, own)
            settings = COPYING | {"node.id": str(number), "controller.quorum.bootstrap.servers": quorum}
            nodes.append(Voter(own, port, controller_port, None, settings, open_port, voters=voters))
        return cls(",".join(f"{HOST}:{node.open_port}" for node in nodes), None, nodes)

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

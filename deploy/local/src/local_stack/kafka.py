"""Apache Kafka itself, one node on loopback, from Maven's jars: formatted once, started, stopped."""

import asyncio
import base64
import secrets
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiokafka.errors import KafkaError

from local_stack import jars, processes
from local_stack.cluster import administering
from local_stack.java import find_java
from local_stack.loops import run_apart
from local_stack.ports import HOST, is_free
from local_stack.processes import Child, Program
from local_stack.repository import KAFKA_LOCK, KAFKA_LOGGING
from local_stack.state import State
from local_stack.troubles import NeverReady

# The first-tier compiler alone: the Python clients are the limit here, and a second tier competes with them.
JVM: Final = [
    "-Xms128m",
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:MaxDirectMemorySize=64m",
    "-Xss512k",
    "-Djava.awt.headless=true",
]
READY_SECONDS: Final = 60.0
SETTINGS: Final = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "inter.broker.listener.name": "PLAINTEXT",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "auto.create.topics.enable": "false",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "group.initial.rebalance.delay.ms": "0",
    "num.network.threads": "2",
    "num.io.threads": "2",
    "background.threads": "2",
    # The default of 128 MiB is taken from the heap.
    "log.cleaner.dedupe.buffer.size": "8388608",
    "log.segment.bytes": "16777216",
}
# A restarted broker waits until its dead predecessor's session ends: 9 s by default.
SHORT_SESSION: Final = {"broker.session.timeout.ms": "2000", "broker.heartbeat.interval.ms": "300"}


@dataclass(frozen=True, slots=True)
class Kafka:
    """A node with its data, settings and ports; `settings` override the ones above."""

    state: State
    port: int
    controller_port: int
    java_home: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def servers(self) -> str:
        return f"{HOST}:{self.port}"

    def start(self) -> Child:
        """Format when new, start, wait until it answers; one start in sixty hangs, so a second is tried."""
        class_path = ":".join(str(jar) for jar in jars.fetch(KAFKA_LOCK, self.state.downloads))
        java = str(find_java(self.java_home))
        properties = self._write_properties()
        self._format(java, class_path, properties)
        argv = [java, *JVM, f"-Dlog4j2.configurationFile={KAFKA_LOGGING}", "-cp", class_path]
        program = Program(name="kafka", argv=[*argv, "kafka.Kafka", str(properties)], environment={})
        try:
            return self._start_once(program)
        except NeverReady:
            return self._start_once(program)

    def _start_once(self, program: Program) -> Child:
        child = processes.start(program, self.state.logs, self.state.run)
        try:
            is_ready = run_apart(_answers(self.servers, child, READY_SECONDS))
        except BaseException:
            child.stop()
            raise
        if is_ready:
            return child
        child.stop()
        raise NeverReady("Kafka", READY_SECONDS, child.log, child.last_lines())

    def _write_properties(self) -> Path:
        listeners = f"PLAINTEXT://{self.servers},CONTROLLER://{HOST}:{self.controller_port}"
        own = {
            "controller.quorum.bootstrap.servers": f"{HOST}:{self.controller_port}",
            "listeners": listeners,
            "advertised.listeners": listeners,
            "log.dirs": str(self._data),
        }
        path = self.state.folder("kafka") / "server.properties"
        path.write_text("".join(f"{k}={v}\n" for k, v in (SETTINGS | own | dict(self.settings)).items()))
        return path

    @property
    def _data(self) -> Path:
        return self.state.folder("kafka") / "data"

    def _format(self, java: str, class_path: str, properties: Path) -> None:
        formatted = self.state.folder("kafka") / "formatted"
        if formatted.exists():
            return
        # Nothing was ever stored before the mark was set: a format that was cut off is begun again.
        shutil.rmtree(self._data, ignore_errors=True)
        cluster = base64.urlsafe_b64encode(b"\x01" + secrets.token_bytes(15)).decode().rstrip("=")
        tool = [java, "-cp", class_path, "kafka.tools.StorageTool", "format", "--standalone"]
        subprocess.run([*tool, "-t", cluster, "-c", str(properties)], check=True, capture_output=True)
        formatted.write_text(cluster)


async def _answers(servers: str, child: Child, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.is_alive:
        if is_free(int(servers.rpartition(":")[2])):
            await asyncio.sleep(0.05)
            continue
        try:
            async with administering(servers, request_timeout_ms=2000) as cluster:
                await cluster.topics()
        except KafkaError:
            await asyncio.sleep(0.1)
        else:
            return True
    return False

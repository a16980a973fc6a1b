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
from local_stack.state import State, write_private
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
SCRAM: Final = "org.apache.kafka.common.security.scram.ScramLoginModule"
PLAIN: Final = "org.apache.kafka.common.security.plain.PlainLoginModule"
SETTINGS: Final = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "inter.broker.listener.name": "CLIENT",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,OPEN:PLAINTEXT",
    "listener.name.client.sasl.enabled.mechanisms": "SCRAM-SHA-512,PLAIN",
    "listener.name.client.scram-sha-512.sasl.jaas.config": f"{SCRAM} required;",
    "sasl.mechanism.inter.broker.protocol": "PLAIN",
    "listener.name.controller.sasl.enabled.mechanisms": "PLAIN",
    "sasl.mechanism.controller.protocol": "PLAIN",
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "false",
    "super.users": "User:admin;User:controller",
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
    """A node with its data, settings and ports; `settings` override the ones above.

    Clients sign in and may do what they were granted (local_stack.rights). With an `open_port` there is a second door,
    for tests alone: who comes by it is asked nothing and may do everything.
    """

    state: State
    port: int
    controller_port: int
    java_home: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    open_port: int | None = None

    @property
    def servers(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def admin_password(self) -> str:
        return self.state.secret("kafka-admin")

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
            is_ready = run_apart(_answers(self, child, READY_SECONDS))
        except BaseException:
            child.stop()
            raise
        if is_ready:
            return child
        child.stop()
        raise NeverReady("Kafka", READY_SECONDS, child.log, child.last_lines())

    def _write_properties(self) -> Path:
        listeners = f"CLIENT://{self.servers},CONTROLLER://{HOST}:{self.controller_port}"
        own = {
            "controller.quorum.bootstrap.servers": f"{HOST}:{self.controller_port}",
            "listeners": listeners,
            "advertised.listeners": listeners,
            "listener.name.client.plain.sasl.jaas.config": _plain("admin", self.admin_password),
            "listener.name.controller.plain.sasl.jaas.config": _plain(
                "controller", self.state.secret("kafka-controller")
            ),
            "log.dirs": str(self._data),
            **self._open_door(listeners),
        }
        path = self.state.folder("kafka") / "server.properties"
        write_private(path, "".join(f"{k}={v}\n" for k, v in (SETTINGS | own | dict(self.settings)).items()))
        return path

    def _open_door(self, listeners: str) -> dict[str, str]:
        if self.open_port is None:
            return {}
        listeners = f"{listeners},OPEN://{HOST}:{self.open_port}"
        users = f"{SETTINGS['super.users']};User:ANONYMOUS"
        return {"listeners": listeners, "advertised.listeners": listeners, "super.users": users}

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


def _plain(name: str, password: str) -> str:
    """Who this node is by that mechanism, and the one user whom it takes by it."""
    return f'{PLAIN} required username="{name}" password="{password}" user_{name}="{password}";'


async def _answers(node: Kafka, child: Child, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.is_alive:
        if is_free(node.port):
            await asyncio.sleep(0.05)
            continue
        try:
            async with administering(node.servers, node.admin_password, request_timeout_ms=2000) as cluster:
                await cluster.topics()
        except KafkaError:
            await asyncio.sleep(0.1)
        else:
            return True
    return False

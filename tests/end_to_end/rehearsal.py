"""What a rehearsal of backup and restore needs of a running stack: people's requests, databases, topics."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition

from local_stack import layout
from local_stack.loops import run_apart
from local_stack.postgres import Postgres
from local_stack.state import State, home
from tests.end_to_end.stack import Stack

PATIENCE_SECONDS = 120.0
HOST = "127.0.0.1"
T = TypeVar("T")


@dataclass(frozen=True)
class Rehearsal:
    stack: Stack

    @cached_property
    def state(self) -> State:
        return State(Path(self.stack.state), home() / "downloads")

    @cached_property
    def postgres(self) -> Postgres:
        return Postgres(self.state, self.stack.moved(layout.POSTGRES_PORT))

    def ask(self, person: str, service: str, path: str, body: object = None) -> httpx.Response:
        """One request of a sample person; a body makes it a command."""
        token = self.stack.run("token", person).stdout.strip()
        port = self.stack.moved(layout.SERVICE_PORTS[service])
        headers, url = {"Authorization": f"Bearer {token}"}, f"http://{HOST}:{port}{path}"
        with httpx.Client(timeout=60, trust_env=False) as http:
            return http.get(url, headers=headers) if body is None else http.post(url, headers=headers, json=body)

    def command(self, person: str, service: str, path: str, body: object) -> Any:
        answer = self.ask(person, service, path, body)
        assert answer.is_success, answer.text
        return answer.json()

    def checks(self, service: str) -> dict[str, str]:
        """What /readyz says is wrong."""
        port = self.stack.moved(layout.MANAGEMENT_PORTS[service])
        try:
            answer = httpx.get(f"http://{HOST}:{port}/readyz", timeout=5).json()
        except httpx.HTTPError as error:
            return {"http": repr(error)}
        return {check["name"]: check["message"] for check in answer["checks"] if not check["ok"]}

    def rows(self, service: str, query: str, *arguments: object) -> list[asyncpg.Record]:
        """Ask a service's database as the superuser."""
        return run_apart(self._rows(service, query, arguments))

    async def _rows(self, service: str, query: str, arguments: tuple[object, ...]) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.postgres.admin_url.removesuffix("postgres") + service)
        try:
            return list(await connection.fetch(query, *arguments))
        finally:
            await connection.close()

    def topic(self, principal: str, name: str) -> list[tuple[bytes, bytes | None]]:
        """(key, value) of everything on a topic, in order per partition."""
        return run_apart(self._topic(principal, name))

    async def _topic(self, principal: str, name: str) -> list[tuple[bytes, bytes | None]]:
        client = AIOKafkaConsumer(
            bootstrap_servers=f"{HOST}:{layout.KAFKA_PORT - layout.PORT_SHIFT + self.stack.shift}",
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="SCRAM-SHA-512",
            sasl_plain_username=principal,
            sasl_plain_password=self.state.secret(layout.kafka_secret(principal)),
        )
        await client.start()
        try:
            return await _read_all(client, name)
        finally:
            await client.stop()


async def _read_all(client: AIOKafkaConsumer, name: str) -> list[tuple[bytes, bytes | None]]:
    partitions = 1 if name.endswith(".checkpoints") else 12
    places = [TopicPartition(name, number) for number in range(partitions)]
    client.assign(places)
    await client.seek_to_beginning()
    ends, found = await client.end_offsets(places), list[tuple[bytes, bytes | None]]()
    while any([await client.position(place) < end for place, end in ends.items()]):
        for batch in (await client.getmany(timeout_ms=200)).values():
            found += [(record.key or b"", record.value) for record in batch]
    return found


def until(what: str, probe: Callable[[], T]) -> T:
    """The probe's first answer that is one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answer := probe()):
        assert time.monotonic() < deadline, f"not seen: {what}"
        time.sleep(0.5)
    return answer

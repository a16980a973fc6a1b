"""What a measurement stands on: one broker and one database server as `make up` starts them, fsync and all.

Except for the broker's door: this one asks nobody, so neither SCRAM nor ACLs are in any figure.
"""

import secrets
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from chassis import process, tracing
from chassis.process import Process
from chassis.service import Service
from chassis.settings import ChassisSettings
from chassis.testing.databases import create_database, url_of
from local_stack import ports, test_run
from local_stack.cluster import administering
from local_stack.kafka import Kafka
from local_stack.ports import HOST
from local_stack.postgres import Postgres

PARTITIONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Addresses of the servers, and what share of traces is recorded."""

    servers: str
    admin_url: str
    state_dir: Path
    trace_ratio: float


@contextmanager
def servers(trace_ratio: float) -> Iterator[Ground]:
    """Start both on free ports; nothing is left behind."""
    with test_run.folder() as state:
        guarded, controller, opened, database_port = ports.choose_free(4)
        # Floors and subjects come in by the same door.
        kafka = Kafka(state, guarded, controller, open_port=opened)
        broker = kafka.start()
        try:
            postgres = Postgres(state, database_port)
            database = postgres.start()
            try:
                yield Ground(
                    servers=f"{HOST}:{opened}",
                    admin_url=postgres.admin_url,
                    state_dir=state.root,
                    trace_ratio=trace_ratio,
                )
            finally:
                database.stop()
        finally:
            broker.stop()


@asynccontextmanager
async def assembled(
    ground: Ground, service: Service, topics: Sequence[str], prefix: str | None = None
) -> AsyncIterator[Process]:
    """A service's process with a database and topics of its own (or those of a prefix), its parts not started."""
    prefix = prefix or f"b{secrets.token_hex(5)}."
    async with administering(ground.servers) as cluster:
        for topic in topics:
            await cluster.create(f"{prefix}{topic}", PARTITIONS, 1, {})
    settings = ChassisSettings(
        database_url=await create_database(ground.admin_url, service),
        kafka_servers=ground.servers,
        oidc_issuer="http://issuer.invalid",
        oidc_jwks_url="http://issuer.invalid/jwks",
        topic_prefix=prefix,
        state_dir=ground.state_dir,
        trace_ratio=ground.trace_ratio,
        person_requests_per_minute=0,
        address_requests_per_minute=0,
    )
    made = await process.assemble(service, settings, {})
    try:
        yield made
    finally:
        made.stopping.set()
        await made.identity.close()
        await made.pool.close()


async def empty(ground: Ground, process_: Process, *tables: str) -> None:
    """Empty tables of a process's database as their owner: what a pass left must not slow the next one."""
    name = process_.service.name
    database = urlsplit(process_.settings.database_url).path.lstrip("/")
    owner = await asyncpg.connect(url_of(ground.admin_url, database, f"{name}_owner"))
    try:
        await owner.execute(f"TRUNCATE {', '.join(tables)}")
    finally:
        await owner.close()


@contextmanager
def recorded_traces(ground: Ground) -> Iterator[None]:
    """Traces as in a service's process; once per process, since the provider cannot be changed."""
    provider = tracing.set_up("bench", state_dir=ground.state_dir, ratio=ground.trace_ratio, otlp_endpoint=None)
    try:
        yield
    finally:
        provider.shutdown()

"""One process of a service: the parts asked for, run side by side until a signal, the batch in hand finished.

A part that ends with an exception it could not answer stops the process: its state is unknown, and a restart takes the
normal path.
"""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from aiokafka.errors import KafkaError, TopicAuthorizationFailedError
from faststream.kafka import KafkaBroker
from starlette.types import ASGIApp

from chassis import broker, gauges, health, http, idempotency, server, telemetry, tombstones
from chassis.consumer import Consumer, Listener
from chassis.database import Pool, connect_pool
from chassis.denials import Teller, sign_in_refused
from chassis.dispatch import Dispatcher
from chassis.health import Check, Health
from chassis.identity import Identity
from chassis.relay import Relay
from chassis.settings import ChassisSettings
from chassis.standing import Standing, comparison_of, once_good
from chassis.tasks import TaskContext
from chassis.unit_of_work import Origin
from chassis.wake import Wake, announce

if TYPE_CHECKING:
    from chassis.service import Service

BROKER_RETRY_SECONDS = 2.0
STOP_SECONDS = 20.0


class Part(StrEnum):
    SERVE = "serve"
    CONSUME = "consume"
    RELAY = "relay"


def utc_now() -> datetime:
    """The one clock of a process."""
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Process:
    """Everything one process holds; made by `assemble`, run by `run`."""

    service: "Service"
    settings: ChassisSettings
    environ: Mapping[str, str]
    pool: Pool
    dispatcher: Dispatcher
    health: Health
    identity: Identity
    standing: Standing = field(default_factory=Standing)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    consumer: Consumer | None = None
    relay: Relay | None = None

    def context(self) -> TaskContext:
        return TaskContext(
            dispatcher=self.dispatcher,
            pool=self.pool,
            settings=self.settings,
            environ=self.environ,
            health=self.health,
            now=utc_now,
            stopping=self.stopping,
            behind=lambda: 0 if self.consumer is None else self.consumer.behind(),
        )

    def application(self) -> ASGIApp:
        """The service's routes; health and metrics stand on the management port."""
        return http.application(
            self.service,
            self.dispatcher,
            self.pool,
            self.identity,
            self.settings,
            standing=self.standing,
            stopping=self.stopping,
        )


def make_dispatcher(service: "Service", settings: ChassisSettings, pool: Pool) -> Dispatcher:
    """The dispatcher of a service on one database."""
    return Dispatcher(
        origin=Origin.of(service.name, settings),
        group=service.consumer_group,
        handlers=service.handlers(),
        topics=service.topics(settings.topic_prefix),
        unit_of_work=service.unit_of_work,
        pool=pool,
        wake=Wake(),
        now=utc_now,
    )


async def assemble(service: "Service", settings: ChassisSettings, environ: Mapping[str, str]) -> Process:
    """Make the parts; nothing is asked of database or broker yet, so that a service starts in any order."""
    pool = await connect_pool(
        settings.database_url, application_name=service.name, min_size=0, max_size=settings.database_pool_size
    )
    checks = Health()
    checks.add(health.database_check(pool, [service.migrations], told=teller(settings).told))
    identity = Identity(
        issuer=settings.oidc_issuer, jwks_url=settings.oidc_jwks_url, audience=settings.oidc_audience, now=utc_now
    )
    return Process(
        service=service,
        settings=settings,
        environ=environ,
        pool=pool,
        dispatcher=make_dispatcher(service, settings, pool),
        health=checks,
        identity=identity,
    )


async def run(service: "Service", settings: ChassisSettings, environ: Mapping[str, str], parts: frozenset[Part]) -> int:
    """Run the parts until SIGTERM or SIGINT; 0 after a clean stop, 1 when a part failed."""
    tracing = telemetry.set_up(
        service.name,
        log_level=settings.log_level,
        state_dir=settings.state_dir,
        trace_ratio=settings.trace_ratio,
        otlp_endpoint=settings.otel_exporter_otlp_endpoint,
    )
    process = await assemble(service, settings, environ)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, process.stopping.set)
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # pydantic objects in lists make the oldest generation dear
    try:
        return await run_parts(process, parts)
    finally:
        await process.identity.close()
        process.pool.terminate()
        tracing.shutdown()


async def run_parts(process: Process, parts: frozenset[Part]) -> int:
    """Run the parts of an assembled process until its `stopping`; 1 when one failed."""
    tasks: list[asyncio.Task[object]] = [
        asyncio.create_task(work, name=name) for name, work in _works(process, parts).items()
    ]
    telemetry.log.info("started", parts=sorted(parts))
    stop = asyncio.create_task(process.stopping.wait(), name="stopping")
    done, _ = await asyncio.wait([stop, *tasks], return_when=asyncio.FIRST_COMPLETED)
    failed = [task for task in done if task is not stop and task.exception() is not None]
    for task in failed:
        telemetry.log.error("part-failed", part=task.get_name(), exc_info=task.exception())
    process.stopping.set()
    await _end([*tasks, stop])
    telemetry.log.info("stopped")
    return 1 if failed else 0


async def _end(tasks: list[asyncio.Task[object]]) -> None:
    """Give every part time to finish what it has in hand, then cancel."""
    _, late = await asyncio.wait(tasks, timeout=STOP_SECONDS)
    for task in late:
        telemetry.log.warning("part-cancelled", part=task.get_name())
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)


def _works(process: Process, parts: frozenset[Part]) -> dict[str, Coroutine[object, object, object]]:
    settings, stopping = process.settings, process.stopping
    works: dict[str, Coroutine[object, object, object]] = {"gauges": gauges.keep_measuring(process)}
    if parts & {Part.CONSUME, Part.RELAY} or process.service.own_topics:
        kafka = broker.access(settings)
        process.health.add(Check(name="broker", probe=lambda: sign_in_refused(kafka)))
    works["standing"] = keep_comparing(process)
    if Part.CONSUME in parts:
        works |= _consuming(process)
    if Part.RELAY in parts:
        works["relay"] = once_good(process.standing, make_relay(process).run, stopping)
        lag = timedelta(seconds=settings.personal_compaction_lag_seconds)
        again = partial(tombstones.keep_sending, process.dispatcher, lag, stopping)
        works["tombstones"] = once_good(process.standing, again, stopping)
    else:
        works["announce"] = _until(
            stopping, announce(process.dispatcher.wake, settings.database_url, process.service.name)
        )
    if Part.SERVE in parts:
        works["idempotency-keys"] = idempotency.keep_clean(process.pool, stopping)
        works["http"] = server.serve(
            process.application(), host=settings.http_host, port=settings.http_port, stopping=stopping
        )
    works["management"] = server.serve(
        health.application(process.health, process.service.name),
        host=settings.management_host,
        port=settings.management_port,
        stopping=stopping,
    )
    return works


def _consuming(process: Process) -> dict[str, Coroutine[object, object, object]]:
    works: dict[str, Callable[[], Awaitable[object]]]
    works = {"consume": partial(consume, process)} if process.dispatcher.topics else {}
    works |= {task.__name__: partial(task, process.context()) for task in process.service.tasks}
    return {name: once_good(process.standing, work, process.stopping) for name, work in works.items()}


async def keep_comparing(process: Process) -> None:
    """Find out whether the database is as new as the code and what it published; nothing that writes starts before."""
    process.health.add(Check(name="standing", probe=health.telling(lambda: process.standing.trouble)))
    comparison = comparison_of(process.service, process.settings, process.pool)
    await comparison.keep_trying(process.standing, process.stopping)
    await process.stopping.wait()  # a part that ends ends the process


def make_relay(process: Process) -> Relay:
    """The relay of this process, and its check."""
    settings, name = process.settings, process.service.name
    relay = Relay(
        service=name,
        database_url=settings.database_url,
        make_producer=lambda: broker.make_producer(broker.access(settings), name),
        wake=process.dispatcher.wake,
        stopping=process.stopping,
        told=partial(teller(settings).told, doing="WRITE"),
    )
    process.relay = relay
    process.health.add(Check(name="relay", probe=health.telling(lambda: relay.last_error)))
    return relay


async def consume(process: Process) -> None:
    """Join the group and consume; the broker may come later than this process, and so may the right to do so."""
    told = teller(process.settings).told
    consumer = Consumer(dispatcher=process.dispatcher, stopping=process.stopping, told=told)
    process.consumer = consumer
    process.health.add(Check(name="consumer", probe=health.telling(lambda: consumer_trouble(consumer))))
    while not process.stopping.is_set():
        kafka = _subscribed(process, consumer)
        try:
            await kafka.start()
            consumer.last_error = None
            await consumer.run()
        except (KafkaError, OSError) as error:
            consumer.joined = False
            consumer.last_error = told(error)
            telemetry.log.warning("not-consuming", error=consumer.last_error)
            await _until(process.stopping, asyncio.sleep(BROKER_RETRY_SECONDS))
        finally:
            await kafka.stop()


def _subscribed(process: Process, consumer: Consumer) -> KafkaBroker:
    kafka = broker.make_broker(broker.access(process.settings), process.service.name)
    group = f"{process.settings.topic_prefix}{process.dispatcher.group}"
    consumer.attach(broker.subscribe(kafka, sorted(process.dispatcher.topics), group, Listener(consumer)))
    return kafka


def teller(settings: ChassisSettings) -> Teller:
    """Who tells the operator of this process what went wrong."""
    return Teller(kafka=broker.access(settings), database_url=settings.database_url)


def consumer_trouble(consumer: Consumer) -> str | None:
    """Why this replica does not consume, if it does not."""
    if consumer.outside:
        return "; ".join(f"{place.topic}-{place.partition}: {why}" for place, why in sorted(consumer.outside.items()))
    if consumer.denied:
        return consumer.told(TopicAuthorizationFailedError(set(consumer.denied)))
    if consumer.last_error is not None:
        return consumer.last_error
    return None if consumer.joined else "not yet joined the consumer group"


async def _until(stopping: asyncio.Event, work: Awaitable[object]) -> None:
    """Run work that has no end of its own, or less when it is time to stop."""
    task, stop = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    await asyncio.wait([task, stop], return_when=asyncio.FIRST_COMPLETED)
    for each in (task, stop):
        each.cancel()
    outcomes = await asyncio.gather(task, stop, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome

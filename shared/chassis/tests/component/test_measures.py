"""What /metrics and `status` say of a service's work, on the real broker and database."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import orjson

from chassis import gauges, health, measures, metrics, server, status
from chassis.metrics import REGISTRY
from chassis.settings import ChassisSettings
from chassis.status import Status
from chassis.testing import Neighbour, ServiceUnderTest
from local_stack import ports
from shared.chassis.tests.arrivals import NOW, endorsed, rendered, send
from shared.chassis.tests.toy import submitted


def sample(name: str, labels: Mapping[str, str] | None = None) -> float:
    return REGISTRY.get_sample_value(name, {"service": "toy", **(labels or {})}) or 0


async def status_of(service: ServiceUnderTest) -> Status:
    process = service.process
    return await status.ask([], process.settings, process.dispatcher)


async def test_a_fact_is_counted_by_type_once_it_is_committed(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    before = sample("facts_total", {"type": "review.case-opened.v1"})

    await nominations.tell(submitted(uuid4()), at=NOW)
    await service.settled()

    assert sample("facts_total", {"type": "review.case-opened.v1"}) == before + 1


async def test_the_age_of_a_batchs_oldest_fact_is_measured(service: ServiceUnderTest, nominations: Neighbour) -> None:
    count, total = sample("fact_age_seconds_count"), sample("fact_age_seconds_sum")
    service.clock.forward(timedelta(seconds=40))

    await nominations.tell(submitted(uuid4()), at=NOW)
    await service.settled()

    assert (sample("fact_age_seconds_count"), sample("fact_age_seconds_sum")) == (count + 1, total + 40)
    assert sample("consumer_progress_timestamp_seconds") > 0


async def test_gauges_and_status_tell_of_a_letter_and_of_what_waits_behind_it(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    bad, gap = submitted(uuid4()), endorsed(uuid4())
    attributes, value = rendered(bad, 1)
    await nominations.send_fact(value.replace(b"false", b"0.5"), bad.subject, attributes.id, bad.TYPE)
    await send(nominations, gap, 2)
    await service.settled()

    await gauges.measure(service.process, [measures.spine])
    told = status.as_json(await status_of(service))

    assert (sample("dead_letters"), sample("parked_facts")) == (1, 1)
    assert (told["dead_letters"], told["parked"]) == (1, 1)
    assert told["measures"] == {
        "outbox_rows": 0,
        "outbox_refused_rows": 0,
        "outbox_oldest_age_seconds": 0,
        "dead_letters": 1,
        "parked_facts": 1,
    }


async def test_status_says_how_far_behind_each_topic_is(service: ServiceUnderTest, nominations: Neighbour) -> None:
    await service.consumed()
    await service.stop()
    await nominations.tell(submitted(uuid4()), at=NOW)

    now = await status_of(service)

    assert {each.topic.removeprefix(service.prefix): each.lag for each in now.read} == {
        "nominations.facts": 1,
        "nominations.personal": 1,
    }
    assert "còn · behind 1" in status.as_text(now)


async def test_status_speaks_without_a_broker_and_says_why_it_knows_no_lag(service: ServiceUnderTest) -> None:
    await service.consumed()
    settings = replace(service.process.settings, kafka_servers="127.0.0.1:1")

    now = await status.ask([], settings, service.process.dispatcher)

    assert now.broker == "Kafka: none of 127.0.0.1:1 took the connection of ANONYMOUS"
    assert {each.lag for each in now.read} == {None}
    assert "còn · behind ?" in status.as_text(now)


async def test_status_asks_the_running_process_what_only_it_counts(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    await nominations.tell(submitted(uuid4()), at=NOW)
    await service.settled()
    assert (await status_of(service)).process is None

    async with told_at_a_port(service) as settings:
        now = await status.ask([], settings, service.process.dispatcher)

    assert now.process is not None
    told = {each.name: each for each in now.process.rates}
    assert told["facts/review.case-opened.v1"].since_start or sys.platform != "linux"
    assert {"handler_seconds/nominations.nomination-submitted.v1"} <= {each.name for each in now.process.times}
    assert "facts/review.case-opened.v1 /s" in status.as_text(now)
    assert orjson.loads(orjson.dumps(status.as_json(now)))["process"]["sampled_seconds"] > 0


@asynccontextmanager
async def told_at_a_port(service: ServiceUnderTest) -> AsyncIterator[ChassisSettings]:
    """The process's management port, open on a free one."""
    (port,), stopping = ports.choose_free(1), asyncio.Event()
    router = health.application(service.process.health, service.process.service.name)
    serving = asyncio.create_task(server.serve(router, host="127.0.0.1", port=port, stopping=stopping))
    try:
        yield replace(service.process.settings, management_port=port)
    finally:
        stopping.set()
        await serving


async def test_a_partition_that_is_read_elsewhere_is_shown_there_alone(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    await nominations.tell(submitted(uuid4()), at=NOW)
    await service.consumed()
    followed = gauges.measure_parts(service.process, set())
    assert followed
    assert _shown(service.prefix)

    service.process.consumer = None

    assert gauges.measure_parts(service.process, followed) == set()
    assert not _shown(service.prefix)


def _shown(prefix: str) -> list[str]:
    [family] = metrics.CONSUMER_LAG.collect()
    return [sample.labels["topic"] for sample in family.samples if sample.labels["topic"].startswith(prefix)]

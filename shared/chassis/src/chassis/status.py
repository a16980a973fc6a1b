"""What an operator asks first, in a terminal or as JSON: the numbers that dashboards show.

States are asked of database and broker anew; rates and times are known to the running process alone, which is asked.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from chassis import broker, measures, metrics, running
from chassis.database import Connection, reading
from chassis.denials import Teller
from chassis.dispatch import Dispatcher
from chassis.measures import Measure, Reading
from chassis.running import Running
from chassis.settings import ChassisSettings

BROKER_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How far a topic is read; `lag` is None while the broker does not say where its end is."""

    topic: str
    read: int
    partitions: int
    lag: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A service's state without personal data."""

    service: str
    at: datetime
    oldest: datetime | None
    spine: Sequence[Reading]
    own: Sequence[Reading]
    read: Sequence[Read]
    broker: str | None
    """Why the lag is not known."""
    asked: str
    """The address at which the process was asked."""
    process: Running | None

    def number(self, gauge: object) -> float:
        """The spine's reading of a gauge."""
        return next(each.value for each in self.spine if each.gauge is gauge)


async def ask(own: Sequence[Measure], settings: ChassisSettings, dispatcher: Dispatcher) -> Status:
    """Read the state; raises what the database raises.

    A broker that is away costs the lag alone, a process that does not run its rates and times.
    """
    async with reading(dispatcher.pool) as connection:
        oldest = await connection.fetchval("SELECT min(created_at) FROM outbox")
        spine = await measures.spine(connection)
        others = [each for measure in own for each in await measure(connection)]
        positions = await _positions(connection, dispatcher.group)
    trouble: str | None = None
    ends: Mapping[TopicPartition, int] = {}
    try:
        ends = await _ends(settings, list(positions))
    except (KafkaError, OSError, TimeoutError) as error:
        trouble = Teller(kafka=broker.access(settings), database_url=settings.database_url).told(error)
    return Status(
        service=dispatcher.origin.service,
        at=dispatcher.now(),
        oldest=oldest,
        spine=spine,
        own=others,
        read=_read(positions, ends),
        broker=trouble,
        asked=running.address(settings),
        process=await running.ask(settings, dispatcher.origin.service),
    )


async def _positions(connection: Connection, group: str) -> dict[TopicPartition, int]:
    rows = await connection.fetch(
        "SELECT topic, partition, next_offset FROM position WHERE consumer_group = $1 ORDER BY topic, partition", group
    )
    return {TopicPartition(row["topic"], row["partition"]): row["next_offset"] for row in rows}


async def _ends(settings: ChassisSettings, places: list[TopicPartition]) -> Mapping[TopicPartition, int]:
    if not places:
        return {}
    client = AIOKafkaConsumer(**broker.access(settings).options(), enable_auto_commit=False)
    try:
        async with asyncio.timeout(BROKER_SECONDS):
            await client.start()
            ends: Mapping[TopicPartition, int] = await client.end_offsets(places)
            return ends
    finally:
        await client.stop()


def _read(positions: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int]) -> list[Read]:
    topics = {place.topic: [each for each in positions if each.topic == place.topic] for place in positions}
    return [
        Read(
            topic=topic,
            read=sum(positions[place] for place in places),
            partitions=len(places),
            lag=sum(max(0, ends[place] - positions[place]) for place in places) if ends else None,
        )
        for topic, places in topics.items()
    ]


def as_json(now: Status) -> dict[str, object]:
    """For programs; the first five names are older than the others and stay. `process` is null where none runs."""
    return {
        "service": now.service,
        "outbox": {
            "rows": int(now.number(metrics.OUTBOX_ROWS)),
            "refused": int(now.number(metrics.OUTBOX_REFUSED_ROWS)),
            "oldest": now.oldest,
        },
        "read": list(now.read),
        "dead_letters": int(now.number(metrics.DEAD_LETTERS)),
        "parked": int(now.number(metrics.PARKED)),
        "broker": now.broker,
        "measures": {each.name: each.value for each in [*now.spine, *now.own]},
        "process": now.process,
    }


def as_text(now: Status) -> str:
    """For a terminal: one number a line."""
    number = now.number
    lines = [
        ("hộp gửi · outbox", _whole(number(metrics.OUTBOX_ROWS))),
        ("  cũ nhất · oldest", f"{number(metrics.OUTBOX_OLDEST_AGE):.1f} s"),
        ("  bị từ chối · refused", _whole(number(metrics.OUTBOX_REFUSED_ROWS))),
        ("thư chết · dead letters", _whole(number(metrics.DEAD_LETTERS))),
        ("đang chờ · parked", _whole(number(metrics.PARKED))),
        *((f"đọc · read {each.topic}", _behind(each)) for each in now.read),
        *((each.name, _whole(each.value)) for each in now.own),
        *running.rows(now.process, now.asked),
    ]
    width = max(len(name) for name, _ in lines)
    told = [f"{name:<{width}}  {value}" for name, value in lines]
    trouble = [] if now.broker is None else [f"✗ {now.broker}"]
    return "\n".join([f"{now.service} · {now.at:%Y-%m-%dT%H:%M:%SZ}", *told, *trouble]) + "\n"


def _behind(read: Read) -> str:
    lag = "?" if read.lag is None else _whole(read.lag)
    return f"{_whole(read.read)}, còn · behind {lag}"


def _whole(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ")

"""Whether the database is as new as the code and as what it has published: asked before a process does anything.

Code that came before its migrations waits for them, and goes on by itself. A database that was restored from a backup
is older than its own topics. Going on would give numbers of facts again and tell what others know otherwise, so that
the process waits, and says so, until an operator ran `recover`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from chassis import broker, migrations, published, telemetry
from chassis.database import TROUBLE, Pool, reading, transaction
from chassis.denials import Teller
from chassis.own_topics import OwnTopic
from chassis.problems import UNAVAILABLE, Problem
from chassis.topic_reader import MakeReader, TopicReader, reading_topic

if TYPE_CHECKING:
    from chassis.service import Service
    from chassis.settings import ChassisSettings

RETRY_SECONDS = 1.0
LOOK_AGAIN_SECONDS = 2.0

BEHIND = Problem(
    503,
    "database-behind",
    "Cơ sở dữ liệu vừa được khôi phục",
    "Dữ liệu đang cũ hơn những gì đã công bố; chưa nhận lệnh cho đến khi người vận hành xử lý xong.",
    headers={"Retry-After": "60"},
)


@dataclass(slots=True)
class Standing:
    """What is known of the database's age. `trouble` is None once it is as new as the code and its topics."""

    trouble: str | None = "not yet compared with the service's own topics"
    is_behind: bool = False
    good: asyncio.Event = field(default_factory=asyncio.Event)

    def admit(self) -> None:
        """Let a command pass; raises a 503 problem until the database was found new enough."""
        if self.trouble is not None:
            raise BEHIND if self.is_behind else UNAVAILABLE

    def found(self, trouble: str | None, *, is_behind: bool) -> None:
        """Take over what a comparison found."""
        if is_behind and trouble != self.trouble:
            telemetry.log.error("database-behind", trouble=trouble)
        self.trouble, self.is_behind = trouble, is_behind
        if trouble is None:
            self.good.set()


def good_standing() -> Standing:
    """Of an application that publishes nothing, or that a test makes by hand."""
    standing = Standing()
    standing.found(None, is_behind=False)
    return standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One service's database against the topics that it alone writes."""

    service: str
    prefix: str
    own_topics: Sequence[OwnTopic]
    migrations: Traversable
    pool: Pool
    make_reader: MakeReader
    told: Callable[[BaseException], str] = lambda error: type(error).__name__
    """What an error means to an operator."""

    def topic(self, own: OwnTopic) -> str:
        return f"{self.prefix}{self.service}.{own.name}"

    async def keep_trying(self, standing: Standing, stopping: asyncio.Event) -> None:
        """Look until the database is in good standing; what is behind is compared again when somebody recovers."""
        seen: object = None
        while not stopping.is_set() and standing.trouble is not None:
            try:
                if missing := await self._missing():
                    standing.found(missing, is_behind=False)
                elif not standing.is_behind or seen != await self._marks():
                    standing.found(trouble := await self.trouble(), is_behind=trouble is not None)
                    seen = await self._marks()
            except (*TROUBLE, KafkaError) as error:
                standing.found(f"not compared with its own topics: {self.told(error)}", is_behind=False)
            await _rest(stopping, LOOK_AGAIN_SECONDS if standing.is_behind else RETRY_SECONDS, standing.good)

    async def _missing(self) -> str | None:
        async with reading(self.pool) as connection:
            return await migrations.trouble_on(connection, [self.migrations])

    async def trouble(self) -> str | None:
        """Why the database is not as old as its topics; when it is, what was read need not be read again."""
        sentences = [sentence for own in self.own_topics if (sentence := await self._trouble_of(own)) is not None]
        if not sentences:
            return None
        return f"{'; '.join(sentences)}; run `python -m {self.service} recover`"

    async def _trouble_of(self, own: OwnTopic) -> str | None:
        async with reading_topic(self.make_reader, topic := self.topic(own)) as reader:
            async with reading(self.pool) as connection:
                marks = await published.load(connection, topic)
            if gone := shortened(marks, reader.ends):
                return f"{topic} ends before what it acknowledged ({gone}): the broker has lost records"
            count = await self._count_unknown(own, reader, marks)
            if count:
                return f"database is older than its topic: {count} records of {topic} that the database does not know"
            async with transaction(self.pool) as connection:
                await published.advance(connection, reader.ends)
        return None

    async def _count_unknown(self, own: OwnTopic, reader: TopicReader, marks: Mapping[TopicPartition, int]) -> int:
        count = 0
        async for lying in reader.since(marks):
            # After the read: whatever reached the topic had been committed before.
            async with reading(self.pool) as connection:
                count += len(await own.unknown(connection, self.service, lying))
        return count

    async def _marks(self) -> object:
        async with reading(self.pool) as connection:
            return [await published.load(connection, self.topic(own)) for own in self.own_topics]


def comparison_of(service: "Service", settings: "ChassisSettings", pool: Pool) -> Comparison:
    """The comparison that a process of this service makes."""
    kafka = broker.access(settings)
    return Comparison(
        service=service.name,
        prefix=settings.topic_prefix,
        own_topics=service.own_topics,
        migrations=service.migrations,
        pool=pool,
        make_reader=lambda topic: broker.make_reader(kafka, service.name, topic),
        told=Teller(kafka=kafka, database_url=settings.database_url).told,
    )


def shortened(marks: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int]) -> str:
    """The partitions that end before what they acknowledged."""
    return ", ".join(
        f"{place.partition}: {ends.get(place, 0)} < {mark}"
        for place, mark in sorted(marks.items())
        if ends.get(place, 0) < mark
    )


async def once_good(standing: Standing, work: Callable[[], Awaitable[object]], stopping: asyncio.Event) -> None:
    """Do the work of a part when the database is in good standing; not at all when the process stops before."""
    await _rest(stopping, None, standing.good)
    if standing.good.is_set():
        await work()


async def _rest(stopping: asyncio.Event, seconds: float | None, until: asyncio.Event) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in (stopping, until)]
    await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for each in waits:
        each.cancel()

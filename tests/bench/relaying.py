"""The relay beside a bare idempotent producer and beside a plain select–send–delete loop."""

import asyncio
from collections.abc import Sequence

import orjson
from aiokafka import AIOKafkaProducer

from chassis import process
from chassis.database import Connection
from chassis.relay import Relay
from tests.bench.ground import Ground, assembled
from tests.bench.material import SERVICE, Made, facts
from tests.bench.rounds import Pass, ratio, take_turns, timed
from tests.bench.subjects import Progress, projecting
from tests.bench.table import Line, at_least

PLAIN_ROWS = 500


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    """`count` rows through each, `rounds` times in turns."""
    made = list(facts(count, ground.trace_ratio))
    async with assembled(ground, projecting(Progress()), [f"{SERVICE}.facts"]) as process_:
        settings = process_.settings
        topic = f"{settings.topic_prefix}{SERVICE}.facts"
        producer = bare_producer(settings.kafka_servers)
        relay = process.make_relay(process_)
        await producer.start()
        await relay.start_producer()
        try:
            async with process_.pool.acquire() as connection:
                await _keep_aside(connection, topic, made)
                passes = await take_turns(
                    rounds,
                    {
                        "bare": lambda: _bare(producer, topic, made),
                        "relay": lambda: _relay(relay, connection, count),
                        "plain": lambda: _plain(producer, connection, count),
                    },
                )
        finally:
            await relay.drop_producer()
            await producer.stop()
    return [
        ratio("relay / bare producer", passes["relay"], passes["bare"], at_least(70)),
        ratio("plain select–send–delete / bare producer", passes["plain"], passes["bare"]),
    ]


def bare_producer(servers: str) -> AIOKafkaProducer:
    """The client library's, set as the relay's is; its own partitioner included."""
    return AIOKafkaProducer(
        bootstrap_servers=servers,
        acks="all",
        enable_idempotence=True,
        linger_ms=0,
        max_batch_size=262_144,
        compression_type="zstd",
    )


async def _bare(producer: AIOKafkaProducer, topic: str, made: Sequence[Made]) -> Pass:
    ready = [(each.key.encode(), each.value, each.encoded_headers()) for each in made]
    with timed(len(ready)) as measured:
        sent = [await producer.send(topic, value=value, key=key, headers=headers) for key, value, headers in ready]
        await asyncio.gather(*sent)
    return measured


async def _relay(relay: Relay, connection: Connection, count: int) -> Pass:
    await _fill(connection)
    with timed(count) as measured:
        sent = await relay.drain(connection)
    if sent != count:
        raise AssertionError(f"{sent} of {count} rows relayed")
    return measured


async def _plain(producer: AIOKafkaProducer, connection: Connection, count: int) -> Pass:
    await _fill(connection)
    with timed(count) as measured:
        while rows := await connection.fetch(
            "SELECT id, topic, key, headers, value FROM outbox ORDER BY id LIMIT $1", PLAIN_ROWS
        ):
            sent = []
            for row in rows:
                headers = [(name, text.encode()) for name, text in orjson.loads(row["headers"]).items()]
                sent.append(
                    await producer.send(row["topic"], value=row["value"], key=row["key"].encode(), headers=headers)
                )
            await asyncio.gather(*sent)
            await connection.execute("DELETE FROM outbox WHERE id = ANY($1::bigint[])", [row["id"] for row in rows])
    return measured


async def _keep_aside(connection: Connection, topic: str, made: Sequence[Made]) -> None:
    """The rows of every pass, so that each can be filled in by the server."""
    await connection.execute(
        "CREATE TEMPORARY TABLE aside (place bigint, key text, subject uuid, headers text, value bytea, topic text)"
    )
    await connection.copy_records_to_table(
        "aside",
        records=[
            (place, each.key, each.subject, orjson.dumps(each.headers).decode(), each.value, topic)
            for place, each in enumerate(made)
        ],
    )


async def _fill(connection: Connection) -> None:
    await connection.execute(
        """
        INSERT INTO outbox (topic, key, subject, seq, headers, value)
        SELECT topic, key, subject, 1, headers::jsonb, value FROM aside ORDER BY place
        """
    )

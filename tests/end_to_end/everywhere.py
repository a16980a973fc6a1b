"""Everything that a composed stack keeps, searched: tables, topics, workbooks, evidence, logs, traces, mails."""

import base64
import io
import zipfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition

from local_stack.cluster import administering
from local_stack.loops import run_apart
from local_stack.postgres import Postgres
from local_stack.state import of_checkout
from tests.end_to_end.stack import Stack

POSTGRES_PORT, KAFKA_PORT = 15432, 19092
FOLDERS = ("logs", "traces", "mail")
EVIDENCE = "evidence"
Found = Mapping[str, frozenset[str]]


def places_of(stack: Stack, marks: Mapping[str, Sequence[str]]) -> Found:
    """Where each mark lies, in whatever form it was kept; a mark is a few unmistakable words without diacritics."""
    needles = {name: [form for text in texts for form in _forms(text)] for name, texts in marks.items()}
    return run_apart(_search(stack, needles))


def leaves_of(stack: Stack) -> list[bytes]:
    """Every entry of the public record, in order."""
    return run_apart(_leaves(stack))


async def _leaves(stack: Stack) -> list[bytes]:
    postgres = Postgres(of_checkout(str(stack.state)), POSTGRES_PORT + stack.shift)
    connection = await asyncpg.connect(postgres.admin_url.rpartition("/")[0] + "/audit")
    rows = await connection.fetch("SELECT value FROM entries ORDER BY index")
    await connection.close()
    return [row["value"] for row in rows]


def kafka_admin(stack: Stack) -> dict[str, Any]:
    """How the one who may read everything signs in."""
    return {
        "bootstrap_servers": f"127.0.0.1:{KAFKA_PORT + stack.shift}",
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "PLAIN",
        "sasl_plain_username": "admin",
        "sasl_plain_password": of_checkout(str(stack.state)).secret("kafka-admin"),
    }


async def _search(stack: Stack, needles: Mapping[str, Sequence[bytes]]) -> Found:
    found: dict[str, set[str]] = defaultdict(set)
    async for place, content in _contents(stack):
        low = content.lower()
        for name, forms in needles.items():
            if any(form in low for form in forms):
                found[name].add(place)
    return {name: frozenset(places) for name, places in found.items()}


def _forms(text: str) -> Iterator[bytes]:
    """As text in any case, as UTF-16, in a URL, in hex, and within base64 at each of its three alignments."""
    yield from (text.lower().encode(), text.lower().encode("utf-16-le"), quote(text).lower().encode())
    yield text.encode().hex().encode()
    for start in range(3):
        padded = base64.b64encode(b"\x00" * start + text.encode())
        yield padded[4 if start else 0 : len(padded) - 4].lower()


async def _contents(stack: Stack) -> AsyncIterator[tuple[str, bytes]]:
    async for place, content in _tables(stack):
        for piece in _unpacked(content):
            yield place, piece
    async for place, content in _topics(stack):
        yield place, content
    for path in (stack.state / EVIDENCE).rglob("*"):
        if path.is_file():
            # Its name is a digest: the place is the store.
            yield EVIDENCE, path.read_bytes()
    for folder in FOLDERS:
        for path in sorted((stack.state / folder).rglob("*")):
            if path.is_file():
                yield f"{folder}/{path.name}", _file(path)


async def _tables(stack: Stack) -> AsyncIterator[tuple[str, bytes]]:
    postgres = Postgres(of_checkout(str(stack.state)), POSTGRES_PORT + stack.shift)
    admin = await asyncpg.connect(postgres.admin_url)
    names = [row["datname"] for row in await admin.fetch("SELECT datname FROM pg_database WHERE NOT datistemplate")]
    await admin.close()
    for database in names:
        connection = await asyncpg.connect(postgres.admin_url.rpartition("/")[0] + f"/{database}")
        tables = await connection.fetch(
            """
            SELECT quote_ident(schemaname) AS schema, quote_ident(tablename) AS name FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
            """
        )
        for table in tables:
            for row in await connection.fetch(f"TABLE {table['schema']}.{table['name']}"):
                for column, value in row.items():
                    content = value if isinstance(value, bytes) else str(value).encode()
                    yield f"{database}.{table['name']}.{column}", content
        await connection.close()


async def _topics(stack: Stack) -> AsyncIterator[tuple[str, bytes]]:
    sign_in = kafka_admin(stack)
    async with administering(sign_in["bootstrap_servers"], sign_in["sasl_plain_password"]) as cluster:
        partitions = await cluster.partitions([t for t in await cluster.topics() if not t.startswith("__")])
    places = [TopicPartition(topic, number) for topic, count in partitions.items() for number in range(count)]
    async with AIOKafkaConsumer(enable_auto_commit=False, auto_offset_reset="earliest", **sign_in) as consumer:
        consumer.assign(places)
        ends = await consumer.end_offsets(places)
        while any([await consumer.position(place) < ends[place] for place in places]):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                for record in records:
                    headers = b"".join(name.encode() + (value or b"") for name, value in record.headers)
                    yield f"topic {record.topic}", (record.key or b"") + headers + (record.value or b"")


def _unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes, and those of every file in them when they are an archive, as a workbook is."""
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def _file(path: Path) -> bytes:
    """A file; of a mail also its text, which travels encoded."""
    content = path.read_bytes()
    if path.suffix != ".eml":
        return content
    body = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    return content + (body.get_content().encode() if body is not None else b"")

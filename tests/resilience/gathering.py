"""Reading every database, topic, mailbox and the record, past the services wherever possible."""

import asyncio
import json
from collections.abc import Sequence, Set
from dataclasses import replace
from importlib import import_module

import asyncpg
import httpx
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from chassis.service import Service
from contracts.registry import PRODUCERS
from services.portal.tests.whole_system import SERVICES
from tests.resilience.between import Handing
from tests.resilience.evidence import HOLDING, Evidence, Part, Published, Record, Row, Spine
from tests.resilience.journal import Journal
from tests.resilience.stage import Stage

OWN_TABLES = {
    "nominations": {"nominations": "nomination_id, status, withdrawal_requested, told"},
    "review": {
        "cases": "case_id, nomination_id, submission_id, status, withdrawal",
        "awards": "award_id, decision_id, case_id, status",
        "decisions": "decision_id, year, number, award_count",
    },
    "notifications": {
        "message": "message_id, fact_id, fact_type, person_id, channel, status, attempts, recipient_id",
        "recipient": "recipient_id, person_id, role, unit, email",
    },
}
PROJECTIONS = ("nomination", "submission", "review_case", "decision", "award", "step", "tally")
COMMANDED = ("nominations", "review")
PERSONAL = ("nominations", "review")
AT_ONCE = 8


async def gather(stage: Stage, journal: Journal, caught: Set[Handing]) -> Evidence:
    """Read it all; the system must be quiet."""
    facts: dict[str, Sequence[Published]] = {}
    ends: dict[tuple[str, int], int] = {}
    for service in PRODUCERS:
        facts[service] = [_published(raw) for raw in await _read(stage.brokers.servers, f"{service}.facts", ends)]
    rows: dict[str, Sequence[Row]] = {}
    for service, tables in OWN_TABLES.items():
        for table, columns in tables.items():
            rows[f"{service}.{table}"] = await _rows(stage, service, f"SELECT {columns} FROM {table}")
    shown = [raw.value or b"" for raw in await _read(stage.brokers.servers, "audit.checkpoints", ends)]
    evidence = Evidence(
        acknowledged=journal.entries(),
        facts=facts,
        ends=ends,
        spines={service: await _spine(stage, service) for service in SERVICES},
        record=await _record(stage, shown),
        rows=rows,
        mails=list(stage.mailbox.mails),
        caught=caught,
        logged={service: await _count(stage, service, "command_log") for service in COMMANDED},
        personal={service: await _personal(stage, service, ends) for service in PERSONAL},
        holders={service: await _parts(stage, service) for service in HOLDING},
        projections=await projections(stage),
    )
    ids = [fact.id for fact in evidence.all_first()]
    return replace(evidence, record=replace(evidence.record, proofs=await _proofs(stage.urls["audit"], ids)))


async def projections(stage: Stage) -> dict[str, list[str]]:
    """The portal's projections, each row as text, sorted."""
    found = {}
    for table in PROJECTIONS:
        rows = await _rows(stage, "portal", f"SELECT to_jsonb(each)::text AS row FROM projection.{table} AS each")
        found[table] = sorted(row["row"] for row in rows)
    return found


async def _read(servers: str, topic: str, ends: dict[tuple[str, int], int]) -> list[ConsumerRecord[bytes, bytes]]:
    """All records of a topic, by partition and offset; its ends are noted."""
    async with AIOKafkaConsumer(topic, bootstrap_servers=servers, enable_auto_commit=False) as client:
        places = [TopicPartition(topic, number) for number in sorted(client.partitions_for_topic(topic) or ())]
    async with AIOKafkaConsumer(bootstrap_servers=servers, enable_auto_commit=False) as client:
        client.assign(places)
        for place in places:
            client.seek(place, 0)
        until = await client.end_offsets(places)
        ends |= {(place.topic, place.partition): end for place, end in until.items()}
        found = []
        while any([await client.position(place) < until[place] for place in places]):
            for batch in (await client.getmany(timeout_ms=200)).values():
                found += batch
    return sorted(found, key=lambda raw: (raw.partition, raw.offset))


def _published(raw: ConsumerRecord[bytes, bytes]) -> Published:
    event = json.loads(raw.value or b"")
    return Published(
        topic=raw.topic,
        partition=raw.partition,
        offset=raw.offset,
        key=(raw.key or b"").decode(),
        value=raw.value or b"",
        actor_role=event["actorrole"],
        time=event["time"],
        personal_commit=event.get("personalcommit", ""),
        **{name: event[name] for name in ("id", "source", "type", "subject", "seq", "data")},
    )


async def _personal(stage: Stage, service: str, ends: dict[tuple[str, int], int]) -> dict[str, bytes | None]:
    records = await _read(stage.brokers.servers, f"{service}.personal", ends)
    return {(raw.key or b"").decode(): raw.value for raw in records}


async def _parts(stage: Stage, service: str) -> dict[str, Part]:
    rows = await _rows(stage, service, "SELECT fact_id, salt, body::text AS body FROM personal WHERE salt IS NOT NULL")
    return {str(row["fact_id"]): (row["salt"], json.loads(row["body"])) for row in rows}


async def _count(stage: Stage, service: str, table: str) -> int:
    return int((await _rows(stage, service, f"SELECT count(*) AS held FROM {table}"))[0]["held"])


async def _spine(stage: Stage, service: str) -> Spine:
    inbox = await _rows(stage, service, "SELECT consumer_group, source, subject, last_seq FROM inbox")
    positions = await _rows(stage, service, "SELECT topic, partition, next_offset FROM position")
    sequences = await _rows(stage, service, "SELECT subject, last_seq FROM fact_sequence")
    return Spine(
        outbox=await _rows(stage, service, "SELECT id, topic, subject, seq, refusal FROM outbox"),
        parked=await _rows(stage, service, "SELECT source, subject, seq FROM parked"),
        letters=await _rows(stage, service, "SELECT topic, error_class, reason FROM dead_letter"),
        inbox={(row["source"], str(row["subject"])): row["last_seq"] for row in inbox},
        positions={(row["topic"], row["partition"]): row["next_offset"] for row in positions},
        sequences={str(row["subject"]): row["last_seq"] for row in sequences},
        reads=_reads(service),
    )


def _reads(service: str) -> tuple[str, ...]:
    """Whose facts its inbox holds; the record keeps none, as it never parks."""
    declared: Service = import_module(f"{service}.bootstrap").service()
    return () if declared.recorder else tuple(declared.facts_from)


async def _record(stage: Stage, shown: Sequence[bytes]) -> Record:
    entries = "SELECT index, fact_id, source, subject, seq, type, value FROM entries ORDER BY index"
    checkpoints = "SELECT number, size, root, note, vkey FROM checkpoints ORDER BY number"
    signed = await _rows(stage, "audit", checkpoints)
    return Record(
        entries=await _rows(stage, "audit", entries),
        checkpoints=signed,
        shown=shown,
        anomalies=await _rows(stage, "audit", "SELECT kind, entry_index, expected_seq FROM anomalies"),
        vkey=signed[-1]["vkey"] if signed else "",
        next_index=(await _rows(stage, "audit", "SELECT next_index FROM sequencer"))[0]["next_index"],
    )


async def _proofs(url: str, ids: Sequence[str]) -> dict[str, bytes]:
    """Every fact's proof, as anybody is given it; one that isn't given is missing here."""
    found: dict[str, bytes] = {}
    left = iter(ids)

    async def fetch(http: httpx.AsyncClient) -> None:
        for fact_id in left:
            answer = await http.get(f"{url}/log/proofs/{fact_id}")
            if answer.status_code == 200:
                found[fact_id] = answer.content

    async with httpx.AsyncClient(timeout=60, trust_env=False) as http:
        await asyncio.gather(*(fetch(http) for _ in range(AT_ONCE)))
    return found


async def _rows(stage: Stage, service: str, statement: str) -> list[Row]:
    connection = await asyncpg.connect(stage.admin_url(service))
    try:
        return [dict(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()

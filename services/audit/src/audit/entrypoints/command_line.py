"""The record's verbs on the command line; here `prove`, `facts`, `info`, and `keep`, with which an operator vouches."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from os import environ
from pathlib import Path
from uuid import UUID

from audit import views
from audit.adapters.checkpoints import CheckpointRepository
from audit.adapters.kept import KeptCheckpoint
from audit.adapters.log_listing import LogListed
from audit.domain import decisions, evidence
from audit.domain.errors import AuditError
from audit.entrypoints.closing import ToolsOf, add_close_arguments, close_shard
from audit.entrypoints.keys import add_key_arguments, new_key
from chassis.database import Connection, connect_pool, reading
from chassis.service import Verb
from chassis.settings import ChassisSettings, SettingsError, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where the record lies beside its database, and how strangers reach it."""

    address: str
    folder: Path
    kept: Path
    policy: str | None = None
    """Whose cosignatures are asked for (c2sp.org/tlog-policy); None without witnesses."""
    bundle_vkey: str | None = None
    """Of the key that signs the desk's evidence bundles; None where none are exported."""


Around = Callable[[ChassisSettings, Mapping[str, str]], Surroundings]


def add_prove_arguments(parser: ArgumentParser) -> None:
    """The arguments of `prove`."""
    parser.add_argument("fact_id", type=UUID)
    parser.add_argument("-o", dest="folder", type=Path, default=Path(), metavar="DIR", help="where to write")
    parser.add_argument(
        "--opening-from",
        metavar="FILE",
        help="what a commitment of the fact was made of, from whoever keeps it; - is the standard input",
    )


async def prove(arguments: Namespace) -> int:
    """Write FACT_ID.tlog-proof, FACT_ID.entry and, if it is given, FACT_ID.opening, for whoever has the log's vkey."""
    try:
        given = None if arguments.opening_from is None else _given(arguments.opening_from)
    except OSError as error:
        return _complain(error)
    try:
        async with _record() as connection:
            entry = await views.entry(connection, arguments.fact_id)
            proof = await views.proof(connection, arguments.fact_id)
        files = {"tlog-proof": proof, "entry": entry.value}
        if given is not None:
            files["opening"] = decisions.opening_of(entry.value, given)
    except (AuditError, SettingsError) as error:
        return _complain(error)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for suffix, octets in files.items():
        path = arguments.folder / f"{arguments.fact_id}.{suffix}"
        path.write_bytes(octets)
        sys.stdout.write(f"{path}\n")
    return 0


def _given(path: str) -> bytes:
    octets = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    return octets.rstrip(b"\n")


def add_info_arguments(parser: ArgumentParser) -> None:
    """The arguments of `info`."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


async def info(around: Around, arguments: Namespace) -> int:
    """Say which log is open, where it is read, how big its published tree is; and which logs there are."""
    try:
        settings = read(ChassisSettings, environ)
        surroundings = around(settings, environ)
        async with _record() as connection:
            logs = (await views.logs(connection)).logs
            number = (await views.status(connection)).checkpoint
    except (AuditError, SettingsError) as error:
        return _complain(error)
    told = [_told(surroundings, each) for each in logs]
    # One policy for the whole record: who verifies it, or what was exported from it, meets every log's key.
    signed = [f"{each['vkey']} {each['address']}" for each in told if each["vkey"]]
    policy = surroundings.policy or evidence.policy_of(signed)
    facts = {
        **told[-1],
        "policy": policy,
        "checkpoint": number,
        "bundle_vkey": surroundings.bundle_vkey or "",
        "logs": told,
    }
    if arguments.json:
        sys.stdout.write(f"{json.dumps(facts)}\n")
        return 0
    lines = [f"{name}: {value}".rstrip() for name, value in facts.items() if name != "logs"]
    ended = [f"closed: {each['origin']} {each['vkey']} {each['closed_at']}" for each in told[:-1]]
    sys.stdout.write("".join(f"{line}\n" for line in [*lines, *ended]))
    return 0


def _told(surroundings: Surroundings, log: LogListed) -> dict[str, object]:
    """One log with its key and dates, where it is read, and a policy for who verifies it."""
    address = "/".join(filter(None, (surroundings.address, log.path)))
    return {
        "address": address,
        "origin": log.origin,
        "vkey": log.vkey,
        "size": log.size,
        "opened_at": _moment(log.opened_at),
        "closed_at": _moment(log.closed_at),
        "policy": surroundings.policy or evidence.policy_of([f"{log.vkey} {address}"]),
        "folder": str(surroundings.folder / log.path),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def add_facts_arguments(parser: ArgumentParser) -> None:
    """The arguments of `facts`."""
    parser.add_argument("--last", type=int, default=20, metavar="N", help="so many (20)")
    parser.add_argument("--ids", action="store_true", help="no more than their ids")


async def facts(arguments: Namespace) -> int:
    """List the newest facts that can be proved, oldest first."""
    try:
        async with _record() as connection:
            found = await views.facts(connection, arguments.last)
    except (AuditError, SettingsError) as error:
        return _complain(error)
    for each in found:
        words = [each.fact_id] if arguments.ids else [each.index, each.fact_id, each.type, each.subject, each.seq]
        sys.stdout.write(f"{' '.join(map(str, words))}\n")
    return 0


def add_keep_arguments(parser: ArgumentParser) -> None:
    """The arguments of `keep`."""
    parser.add_argument("--size", type=int, required=True, help="how many entries others say were signed last")


async def keep(around: Around, arguments: Namespace) -> int:
    """Write the checkpoint that was signed last to the kept file, for an operator who knows its size from elsewhere."""
    try:
        kept = KeptCheckpoint(around(read(ChassisSettings, environ), environ).kept)
        async with _record() as connection:
            shard = await views.open_log(connection)
            signed = await CheckpointRepository(connection).newest(shard)
    except SettingsError as error:
        return _complain(error)
    if signed is None or signed.size != arguments.size:
        held = "nothing" if signed is None else f"{signed.size} entries"
        return _complain(
            f"this database has signed {held}, not {arguments.size}: it is not the record's as others know it"
        )
    await kept.of(shard).keep(signed.note)
    sys.stdout.write(f"{kept.of(shard).path}\n")
    return 0


def _complain(error: object) -> int:
    sys.stderr.write(f"{error}\n")
    return 1


@asynccontextmanager
async def _record() -> AsyncIterator[Connection]:
    settings = read(ChassisSettings, environ)
    pool = await connect_pool(settings.database_url, application_name="audit-operator", max_size=1)
    try:
        async with reading(pool) as connection:
            yield connection
    finally:
        await pool.close()


def verbs(around: Around, tools_of: ToolsOf) -> tuple[Verb, ...]:
    """What this service's command line has beside every service's."""
    return (
        Verb(name="prove", help="write a fact's bytes and its proof", add_arguments=add_prove_arguments, run=prove),
        Verb(
            name="info",
            help="address, origin, key, size and witness policy of the log",
            add_arguments=add_info_arguments,
            run=partial(info, around),
        ),
        Verb(name="facts", help="the newest facts that can be proved", add_arguments=add_facts_arguments, run=facts),
        Verb(
            name="keep",
            help="vouch for what was signed last, when nothing outside the database tells",
            add_arguments=add_keep_arguments,
            run=partial(keep, around),
        ),
        Verb(
            name="new-key",
            help="print a new private key for a log or the desk, and its public half beside it",
            add_arguments=add_key_arguments,
            run=new_key,
        ),
        Verb(
            name="close-shard",
            help="end the open log of the record and begin the next one, whose key is configured",
            add_arguments=add_close_arguments,
            run=partial(close_shard, tools_of),
        ),
    )

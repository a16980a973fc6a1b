"""Proofs and figures on the command line: `prove`, `facts`, `info`; and `keep`, with which an operator vouches."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from os import environ
from pathlib import Path
from uuid import UUID

from audit import views
from audit.adapters.checkpoints import CheckpointRepository
from audit.adapters.kept import KeptCheckpoint
from audit.domain.errors import AuditError
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


async def prove(arguments: Namespace) -> int:
    """Write FACT_ID.tlog-proof and FACT_ID.entry, with which anybody who has the log's vkey can verify."""
    try:
        async with _record() as connection:
            entry = await views.entry(connection, arguments.fact_id)
            proof = await views.proof(connection, arguments.fact_id)
    except (AuditError, SettingsError) as error:
        return _complain(error)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for suffix, octets in (("tlog-proof", proof), ("entry", entry.value)):
        path = arguments.folder / f"{arguments.fact_id}.{suffix}"
        path.write_bytes(octets)
        sys.stdout.write(f"{path}\n")
    return 0


def add_info_arguments(parser: ArgumentParser) -> None:
    """The arguments of `info`."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


async def info(around: Around, arguments: Namespace) -> int:
    """Say which log this is, where it is read, and how big its published tree is."""
    try:
        settings = read(ChassisSettings, environ)
        surroundings = around(settings, environ)
        async with _record() as connection:
            shown = await views.published(connection)
    except (AuditError, SettingsError) as error:
        return _complain(error)
    facts = {
        "address": surroundings.address,
        "origin": shown.note.decode().split("\n", 1)[0],
        "vkey": shown.vkey,
        "size": shown.size,
        "checkpoint": shown.number,
        "policy": surroundings.policy or f"log {shown.vkey} {surroundings.address}\nquorum none\n",
        "folder": str(surroundings.folder),
        "bundle_vkey": surroundings.bundle_vkey or "",
    }
    lines = [json.dumps(facts)] if arguments.json else [f"{name}: {value}".rstrip() for name, value in facts.items()]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


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
        path = around(read(ChassisSettings, environ), environ).kept
        async with _record() as connection:
            signed = await CheckpointRepository(connection).newest()
    except SettingsError as error:
        return _complain(error)
    if signed is None or signed.size != arguments.size:
        held = "nothing" if signed is None else f"{signed.size} entries"
        return _complain(
            f"this database has signed {held}, not {arguments.size}: it is not the record's as others know it"
        )
    await KeptCheckpoint(path).keep(signed.note)
    sys.stdout.write(f"{path}\n")
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


def verbs(around: Around) -> tuple[Verb, ...]:
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
    )

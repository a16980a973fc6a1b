"""Proofs and figures on the command line: `prove FACT_ID -o DIR`, `info --json`."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from os import environ
from pathlib import Path
from uuid import UUID

from audit import views
from audit.domain.errors import AuditError
from chassis.database import Connection, connect_pool, reading
from chassis.service import Verb
from chassis.settings import ChassisSettings, SettingsError, read


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
        sys.stderr.write(f"{error}\n")
        return 1
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for suffix, octets in (("tlog-proof", proof), ("entry", entry.value)):
        path = arguments.folder / f"{arguments.fact_id}.{suffix}"
        path.write_bytes(octets)
        sys.stdout.write(f"{path}\n")
    return 0


def add_info_arguments(parser: ArgumentParser) -> None:
    """The arguments of `info`."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


async def info(arguments: Namespace) -> int:
    """Say which log this is and how big its published tree is."""
    try:
        async with _record() as connection:
            shown = await views.published(connection)
    except (AuditError, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    origin = shown.note.decode().split("\n", 1)[0]
    facts = {"origin": origin, "vkey": shown.vkey, "size": shown.size, "checkpoint": shown.number}
    lines = [json.dumps(facts)] if arguments.json else [f"{name}: {value}" for name, value in facts.items()]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


@asynccontextmanager
async def _record() -> AsyncIterator[Connection]:
    settings = read(ChassisSettings, environ)
    pool = await connect_pool(settings.database_url, application_name="audit-operator", max_size=1)
    try:
        async with reading(pool) as connection:
            yield connection
    finally:
        await pool.close()


VERBS = (
    Verb(name="prove", help="write a fact's bytes and its proof", add_arguments=add_prove_arguments, run=prove),
    Verb(name="info", help="origin, key and size of the log", add_arguments=add_info_arguments, run=info),
)

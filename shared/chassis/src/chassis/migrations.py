"""Forward-only migrations: each numbered SQL file once, in one transaction, under time-outs.

Several replicas may start at once: one migrates, the others wait for its lock and find nothing left to do.
"""

import asyncio
from collections.abc import Sequence
from importlib.resources.abc import Traversable

from chassis import table_rights
from chassis.database import Connection, connect
from chassis.migration_files import Migration, MigrationRefused, read_all

LOCK_TIMEOUT_SECONDS = 4
STATEMENT_TIMEOUT_SECONDS = 5
WAIT_FOR_OTHERS_SECONDS = 120.0
_POLL_SECONDS = 0.1
_ADVISORY_LOCK = 7_239_001

_TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    source text NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, name)
)
"""


async def migrate(
    owner_url: str,
    sources: Sequence[Traversable],
    runtime_role: str,
    *,
    wait_seconds: float = WAIT_FOR_OTHERS_SECONDS,
) -> list[str]:
    """Apply what is missing and return the names of the files applied, as `source/name`.

    `sources` are the service's `migrations` folders; the chassis' own files always come first. `{runtime}`
    in a file stands for the runtime role, which gets SELECT, INSERT, UPDATE and DELETE on every new table:
    a file may revoke. What it gave and took is noted in `schema_rights`. Raises MigrationRefused when an
    applied file changed, a number comes too late, or nobody lets go of the lock.
    """
    migrations = read_all(sources)
    connection = await connect(owner_url, application_name="migrate")
    try:
        await _lock(connection, wait_seconds)
        role = str(await connection.fetchval("SELECT quote_ident($1)", runtime_role))
        await _prepare(connection, role)
        missing = await _missing(connection, migrations)
        for migration in missing:
            await _apply(connection, migration, role)
    finally:
        await connection.close()
    return [_label(migration) for migration in missing]


async def pending(url: str, sources: Sequence[Traversable] = ()) -> list[str]:
    """The files that this code has and the database hasn't, as `source/name`; the runtime role may ask."""
    connection = await connect(url, application_name="pending")
    try:
        return await pending_on(connection, sources)
    finally:
        await connection.close()


async def pending_on(connection: Connection, sources: Sequence[Traversable] = ()) -> list[str]:
    """As `pending`, on an open connection."""
    migrations = read_all(sources)
    if await connection.fetchval("SELECT to_regclass('public.schema_migrations')") is None:
        return [_label(migration) for migration in migrations]
    applied = await _applied(connection)
    return [_label(migration) for migration in migrations if (migration.source, migration.name) not in applied]


async def trouble_on(connection: Connection, sources: Sequence[Traversable] = ()) -> str | None:
    """What is pending, as a sentence for the operator."""
    missing = await pending_on(connection, sources)
    return f"migrations are missing: {', '.join(missing)}" if missing else None


async def _lock(connection: Connection, wait_seconds: float) -> None:
    deadline = asyncio.get_running_loop().time() + wait_seconds
    while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _ADVISORY_LOCK):
        if asyncio.get_running_loop().time() > deadline:
            raise MigrationRefused(f"another process has been migrating for {wait_seconds:g} s")
        await asyncio.sleep(_POLL_SECONDS)


async def _prepare(connection: Connection, role: str) -> None:
    async with connection.transaction():
        await connection.execute(_TABLE)
        for statement in (
            # Default privileges of the database give more on every table.
            f"REVOKE ALL ON schema_migrations FROM {role}",
            f"GRANT SELECT ON schema_migrations TO {role}",
            f"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            f"ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        ):
            await connection.execute(statement)


async def _applied(connection: Connection) -> dict[tuple[str, str], str]:
    rows = await connection.fetch("SELECT source, name, checksum FROM schema_migrations")
    return {(row["source"], row["name"]): row["checksum"] for row in rows}


async def _missing(connection: Connection, migrations: Sequence[Migration]) -> list[Migration]:
    applied = await _applied(connection)
    missing = []
    for migration in migrations:
        checksum = applied.get((migration.source, migration.name))
        if checksum is None:
            _refuse_late(migration, applied)
            missing.append(migration)
        elif checksum != migration.checksum:
            raise MigrationRefused(f"{_label(migration)} was changed after it had been applied")
    return missing


def _refuse_late(migration: Migration, applied: dict[tuple[str, str], str]) -> None:
    newest = max((name for source, name in applied if source == migration.source), default="")
    if migration.name < newest:
        raise MigrationRefused(f"{_label(migration)} comes after {newest} had been applied: forward only")


async def _apply(connection: Connection, migration: Migration, role: str) -> None:
    async with connection.transaction():
        await connection.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'")
        await connection.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT_SECONDS}s'")
        before = await table_rights.held(connection, role)
        await connection.execute(migration.sql.replace("{runtime}", role))
        await table_rights.note_change(connection, before, await table_rights.held(connection, role))
        await connection.execute(
            "INSERT INTO schema_migrations (source, name, checksum) VALUES ($1, $2, $3)",
            migration.source,
            migration.name,
            migration.checksum,
        )


def _label(migration: Migration) -> str:
    return f"{migration.source}/{migration.name}"

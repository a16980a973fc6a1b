"""What was written stays: each forbidden verb on each table, as the runtime role and as the owner."""

import re
from collections.abc import AsyncIterator
from importlib.resources import files

import asyncpg
import pytest

from chassis.testing import ServiceUnderTest, url_of
from services.audit.tests.builders import database_of

APPEND_ONLY = (
    "entries",
    "listing",
    "tile_hashes",
    "checkpoints",
    "cosignatures",
    "publications",
    "anomalies",
    "shards",
)
A_COLUMN = {
    "entries": "value = 'x'",
    "listing": "unit = 'x'",
    "tile_hashes": "hash = sha256('x')",
    "checkpoints": "note = 'x'",
    "cosignatures": "line = 'x'",
    "publications": "note = 'x'",
    "anomalies": "kind = 'late'",
    "shards": "first_index = 1",
}
SINGLE = ("sequencer", "tree", "listed")
FORBIDDEN = {
    "update": "UPDATE {table} SET {column}",
    "update of no row": "UPDATE {table} SET {column} WHERE false",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table}",
    "truncate with all that refers to it": "TRUNCATE {table} CASCADE",
    "merge": "MERGE INTO {table} USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
}
# PostgreSQL itself refuses to truncate what others refer to, before any trigger; with CASCADE the trigger does.
REFUSED_TO_ALL = (asyncpg.RestrictViolationError, asyncpg.FeatureNotSupportedError)


@pytest.fixture
async def owner(filled: ServiceUnderTest) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url_of(filled.admin_url, database_of(filled), "audit_owner"))
    yield connection
    await connection.close()


@pytest.mark.parametrize("verb", FORBIDDEN)
@pytest.mark.parametrize("table", APPEND_ONLY)
async def test_the_runtime_role_may_not(filled: ServiceUnderTest, table: str, verb: str) -> None:
    statement = FORBIDDEN[verb].format(table=table, column=A_COLUMN[table])

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await filled.pool.execute(statement)


@pytest.mark.parametrize("verb", FORBIDDEN)
@pytest.mark.parametrize("table", APPEND_ONLY)
async def test_the_owner_is_refused_by_the_table(owner: asyncpg.Connection, table: str, verb: str) -> None:
    statement = FORBIDDEN[verb].format(table=table, column=A_COLUMN[table])

    with pytest.raises(REFUSED_TO_ALL, match=r"append-only|referenced in a foreign key"):
        await owner.execute(statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
async def test_a_session_that_plays_replica_is_refused_too(filled: ServiceUnderTest, table: str) -> None:
    superuser = await asyncpg.connect(filled.admin_url, database=database_of(filled))
    try:
        await superuser.execute("SET session_replication_role = replica")
        with pytest.raises(asyncpg.RestrictViolationError):
            await superuser.execute(f"DELETE FROM {table}")
    finally:
        await superuser.close()


@pytest.mark.parametrize("table", APPEND_ONLY)
async def test_every_table_has_a_row_to_lose(filled: ServiceUnderTest, table: str) -> None:
    assert await filled.pool.fetchval(f"SELECT count(1) FROM {table}") > 0


@pytest.mark.parametrize("table", APPEND_ONLY)
async def test_the_runtime_role_has_insert_and_select_alone(filled: ServiceUnderTest, table: str) -> None:
    granted = await filled.pool.fetch(
        """
        SELECT DISTINCT privilege_type FROM information_schema.role_table_grants
        WHERE grantee = 'audit' AND table_name = $1
        """,
        table,
    )

    assert {row["privilege_type"] for row in granted} == {"INSERT", "SELECT"}


@pytest.mark.parametrize("table", SINGLE)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "INSERT INTO {} (only_row) VALUES (true)", "TRUNCATE {}"])
async def test_the_single_rows_stay_single(filled: ServiceUnderTest, table: str, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await filled.pool.execute(statement.format(table))


async def test_no_count_of_repeats_is_taken_away(filled: ServiceUnderTest) -> None:
    for statement in ("DELETE FROM repeats", "TRUNCATE repeats"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await filled.pool.execute(statement)


async def test_no_table_was_forgotten(filled: ServiceUnderTest) -> None:
    """Every table of this service is append-only, a single row that moves, private state, or counts that grow."""
    files_of_the_chassis = (files("chassis") / "migrations").iterdir()
    chassis = {name for file in files_of_the_chassis for name in re.findall(r"CREATE TABLE (\w+)", file.read_text())}
    rows = await filled.pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")

    ours = {row["tablename"] for row in rows} - chassis - {"schema_migrations"}
    assert ours == {*APPEND_ONLY, *SINGLE, "looks", "repeats"}

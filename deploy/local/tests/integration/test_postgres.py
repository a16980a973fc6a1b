"""Roles and passwords on a real server, made by the same code as `make up`."""

from collections.abc import Iterator
from importlib.resources import files

import asyncpg
import pytest

from chassis import migrations, table_rights
from local_stack import ports
from local_stack.layout import SERVICE_PORTS
from local_stack.postgres import Postgres
from local_stack.state import State, make_folder

SERVICES = tuple(SERVICE_PORTS)
DEFINING = (
    "DROP TABLE {table}",
    "TRUNCATE {table}",
    "ALTER TABLE {table} ADD COLUMN mine int",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "CREATE INDEX ON {table} ((1))",
)
REACHING_OUT = (
    "CREATE TABLE mine (n int)",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION hstore",
    "CREATE ROLE mine",
    "INSERT INTO schema_migrations (source, name, checksum) VALUES ('x', 'y', 'z')",
    "UPDATE schema_migrations SET checksum = ''",
    "DELETE FROM schema_migrations",
    "SELECT rolpassword FROM pg_authid",
    "SELECT pg_read_file('PG_VERSION')",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "SET ROLE postgres",
)


@pytest.fixture(scope="module")
def server(run_folder: State) -> Iterator[Postgres]:
    own = State(make_folder(run_folder.root / "roles"), run_folder.downloads)
    server = Postgres(own, ports.choose_free(1)[0])
    child = server.start()
    try:
        for service in SERVICES:
            server.create_service(service)
        yield server
    finally:
        child.stop()


async def connect(server: Postgres, role: str, database: str) -> asyncpg.Connection:
    return await asyncpg.connect(server.url(role, server.state.secret(role), database))


async def connects(server: Postgres, role: str, database: str) -> bool:
    """Whether the role is let into the database; any refusal but that of the right to connect is raised."""
    try:
        await (await connect(server, role, database)).close()
    except asyncpg.InsufficientPrivilegeError as error:
        if not str(error).startswith("permission denied for database"):
            raise
        return False
    return True


@pytest.mark.parametrize("service", SERVICES)
async def test_the_roles_of_a_service_connect_to_its_database_and_to_no_other(server: Postgres, service: str) -> None:
    pairs = [(role, name) for role in (service, f"{service}_owner") for name in (*SERVICES, "postgres", "template1")]

    connected = {pair for pair in pairs if await connects(server, *pair)}

    assert connected == {(service, service), (f"{service}_owner", service)}


@pytest.mark.parametrize("service", SERVICES)
async def test_the_runtime_role_on_the_services_own_schema_defines_nothing(server: Postgres, service: str) -> None:
    owner = f"{service}_owner"
    owner_url = server.url(owner, server.state.secret(owner), service)
    await migrations.migrate(owner_url, [files(service) / "migrations"], service)
    runtime = await connect(server, service, service)
    tables = [
        row["tablename"] for row in await runtime.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ]
    statements = [statement.format(table=table) for table in tables for statement in DEFINING] + list(REACHING_OUT)

    allowed = [statement for statement in statements if not await is_refused(runtime, statement)]
    await runtime.close()

    assert len(tables) >= 9
    assert allowed == []


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_misses_every_right_that_its_migrations_gave(server: Postgres, service: str) -> None:
    owner = await connect(server, f"{service}_owner", service)
    owner_url = server.url(f"{service}_owner", server.state.secret(f"{service}_owner"), service)
    await migrations.migrate(owner_url, [files(service) / "migrations"], service)
    runtime = await connect(server, service, service)
    given = await owner.fetch(
        "SELECT replace(schema_name || '.' || table_name, 'public.', '') AS table, verb FROM schema_rights"
        " WHERE table_name NOT LIKE 'schema\\_%' ORDER BY schema_name, table_name, verb"
    )
    before = await table_rights.denied(runtime)

    await owner.execute(f"REVOKE ALL ON {', '.join(dict.fromkeys(row['table'] for row in given))} FROM {service}")
    said = await table_rights.denied(runtime)

    for row in given:
        await owner.execute(f"GRANT {row['verb']} ON {row['table']} TO {service}")
    assert before is None
    assert len(given) >= 4 * 10
    missed = ", ".join(f"{row['verb']} on table {row['table']}" for row in given)
    assert said == f"PostgreSQL: role {service} has no right to {missed}"
    await owner.close()
    await runtime.close()


async def is_refused(connection: asyncpg.Connection, statement: str) -> bool:
    """Whether it fails for want of a right; it is rolled back in any case."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        return True
    finally:
        await transaction.rollback()
    return False


async def test_a_wrong_password_is_refused(server: Postgres) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(server.url("review", "wrong", "review"))


async def test_the_runtime_role_writes_rows_and_defines_nothing(server: Postgres) -> None:
    owner = await connect(server, "review_owner", "review")
    await owner.execute("CREATE TABLE seats (number int GENERATED ALWAYS AS IDENTITY, label text NOT NULL)")
    await owner.close()
    runtime = await connect(server, "review", "review")

    await runtime.execute("INSERT INTO seats (label) VALUES ('ghế 1')")
    refused = []
    for statement in (
        "CREATE TABLE mine (n int)",
        "DROP TABLE seats",
        "TRUNCATE seats",
        "CREATE SCHEMA mine",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await runtime.execute(statement)
        refused.append(statement)

    assert len(refused) == 4
    assert await runtime.fetchval("SELECT label FROM seats") == "ghế 1"
    await runtime.close()


async def test_the_owner_installs_the_extensions_of_search(server: Postgres) -> None:
    owner = await connect(server, "nominations_owner", "nominations")

    await owner.execute("CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm")

    assert await owner.fetchval("SELECT unaccent(lower('ĐẶNG THỊ HƯỜNG'))") == "dang thi huong"
    await owner.close()


async def test_creating_a_service_again_changes_nothing(server: Postgres) -> None:
    server.create_service("review")

    runtime = await connect(server, "review", "review")
    await runtime.close()

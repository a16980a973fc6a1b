"""Roles and passwords on a real server, made by the same code as `make up`."""

from collections.abc import Iterator

import asyncpg
import pytest

from local_stack import ports
from local_stack.postgres import Postgres
from local_stack.state import State, make_folder


@pytest.fixture(scope="module")
def server(run_folder: State) -> Iterator[Postgres]:
    own = State(make_folder(run_folder.root / "roles"), run_folder.downloads)
    server = Postgres(own, ports.choose_free(1)[0])
    child = server.start()
    try:
        for service in ("nominations", "review"):
            server.create_service(service)
        yield server
    finally:
        child.stop()


async def connect(server: Postgres, role: str, database: str) -> asyncpg.Connection:
    return await asyncpg.connect(server.url(role, server.state.secret(role), database))


@pytest.mark.parametrize("role", ["review", "review_owner"])
@pytest.mark.parametrize("database", ["nominations", "postgres", "template1"])
async def test_a_role_may_not_connect_to_a_foreign_database(server: Postgres, role: str, database: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for database"):
        await connect(server, role, database)


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

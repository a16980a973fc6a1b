"""Migrations: each once, in order, under time-outs, whoever starts them and however many at once."""

import asyncio
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path

import asyncpg
import pytest
from asyncpg.exceptions import InsufficientPrivilegeError, UndefinedTableError

from chassis.migration_files import MigrationRefused
from chassis.migrations import migrate, pending
from local_stack.test_run import PostgresForTests
from shared.chassis.tests.http_builders import Database, fresh_database

CHASSIS = sorted(f"chassis/{file.name}" for file in (files("chassis") / "migrations").iterdir())


@pytest.fixture
async def empty(postgres: PostgresForTests) -> AsyncIterator[Database]:
    async with fresh_database(postgres.admin_url) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "toy" / "migrations"
    made.mkdir(parents=True)
    (made / "0001_initial.sql").write_text("CREATE TABLE toy (id int PRIMARY KEY, data jsonb DEFAULT '{}');")
    return made


async def ask(url: str, query: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_files_of_chassis_and_service_are_applied_once(empty: Database, folder: Path) -> None:
    first = await migrate(empty.owner_url, [folder], empty.runtime_role)
    second = await migrate(empty.owner_url, [folder], empty.runtime_role)

    assert first == [*CHASSIS, "toy/0001_initial.sql"]
    assert second == []


async def test_replicas_may_start_at_once(empty: Database, folder: Path) -> None:
    (folder / "0002_slow.sql").write_text("SELECT pg_sleep(0.3);")

    done = await asyncio.gather(*(migrate(empty.owner_url, [folder], empty.runtime_role) for _ in range(4)))

    assert sorted(map(len, done)) == [0, 0, 0, len(CHASSIS) + 2]


async def test_a_replica_does_not_wait_for_ever(empty: Database, folder: Path) -> None:
    other = await asyncpg.connect(empty.owner_url)
    await other.execute("SELECT pg_advisory_lock(7239001)")

    with pytest.raises(MigrationRefused, match="another process"):
        await migrate(empty.owner_url, [folder], empty.runtime_role, wait_seconds=0.2)

    await other.close()


async def test_a_file_changed_after_it_was_applied_is_refused(empty: Database, folder: Path) -> None:
    await migrate(empty.owner_url, [folder], empty.runtime_role)
    (folder / "0001_initial.sql").write_text("CREATE TABLE toy (id bigint PRIMARY KEY);")

    with pytest.raises(MigrationRefused, match=r"toy/0001_initial\.sql was changed"):
        await migrate(empty.owner_url, [folder], empty.runtime_role)


async def test_a_number_that_comes_too_late_is_refused(empty: Database, folder: Path) -> None:
    (folder / "0003_third.sql").write_text("SELECT 1;")
    await migrate(empty.owner_url, [folder], empty.runtime_role)
    (folder / "0002_second.sql").write_text("SELECT 1;")

    with pytest.raises(MigrationRefused, match="forward only"):
        await migrate(empty.owner_url, [folder], empty.runtime_role)


@pytest.mark.parametrize("name", ["1_short.sql", "0002-dash.sql", "0001_twin.sql", "0002_Đẹp.sql"])
async def test_a_file_with_a_wrong_name_is_refused(empty: Database, folder: Path, name: str) -> None:
    (folder / name).write_text("SELECT 1;")

    with pytest.raises(MigrationRefused, match=r"toy/"):
        await migrate(empty.owner_url, [folder], empty.runtime_role)


async def test_an_older_release_starts_on_a_newer_schema(empty: Database, folder: Path) -> None:
    (folder / "0002_newer.sql").write_text("ALTER TABLE toy ADD COLUMN extra text;")
    await migrate(empty.owner_url, [folder], empty.runtime_role)
    (folder / "0002_newer.sql").unlink()

    assert await migrate(empty.owner_url, [folder], empty.runtime_role) == []


async def test_a_file_that_fails_leaves_nothing_and_is_tried_again(empty: Database, folder: Path) -> None:
    (folder / "0002_broken.sql").write_text("CREATE TABLE half (id int); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(UndefinedTableError):
        await migrate(empty.owner_url, [folder], empty.runtime_role)
    assert await ask(empty.owner_url, "SELECT to_regclass('half')") is None

    (folder / "0002_broken.sql").write_text("CREATE TABLE half (id int);")

    assert await migrate(empty.owner_url, [folder], empty.runtime_role) == ["toy/0002_broken.sql"]


async def test_a_file_runs_under_time_outs_that_it_may_change(empty: Database, folder: Path) -> None:
    (folder / "0002_times.sql").write_text(
        "CREATE TABLE times AS SELECT current_setting('lock_timeout') AS l, current_setting('statement_timeout') AS s;"
        "SET LOCAL statement_timeout = '60s'; INSERT INTO times VALUES ('', current_setting('statement_timeout'));"
    )

    await migrate(empty.owner_url, [folder], empty.runtime_role)

    found = await ask(empty.owner_url, "SELECT string_agg(l || ' ' || s, ',' ORDER BY l DESC) FROM times")
    assert found == "4s 5s, 1min"


async def test_the_runtime_role_may_work_and_not_build(empty: Database, folder: Path) -> None:
    await migrate(empty.owner_url, [folder], empty.runtime_role)

    assert await ask(empty.url, "INSERT INTO toy (id) VALUES (1) RETURNING id") == 1
    with pytest.raises(InsufficientPrivilegeError):
        await ask(empty.url, "DROP TABLE toy")
    with pytest.raises(InsufficientPrivilegeError):
        await ask(empty.url, "CREATE TABLE mine (id int)")
    with pytest.raises(InsufficientPrivilegeError):
        await ask(empty.url, "DELETE FROM schema_migrations")


async def test_a_file_may_take_rights_away(empty: Database, folder: Path) -> None:
    (folder / "0002_append_only.sql").write_text("REVOKE UPDATE, DELETE ON toy FROM {runtime};")

    await migrate(empty.owner_url, [folder], empty.runtime_role)

    assert await ask(empty.url, "INSERT INTO toy (id) VALUES (1) RETURNING id") == 1
    with pytest.raises(InsufficientPrivilegeError):
        await ask(empty.url, "DELETE FROM toy")


async def noted(database: Database, table: str) -> object:
    verbs = f"SELECT string_agg(verb, ' ' ORDER BY verb) FROM schema_rights WHERE table_name = '{table}'"
    return await ask(database.url, verbs)


async def test_what_files_give_and_take_is_noted(empty: Database, folder: Path) -> None:
    (folder / "0002_append_only.sql").write_text("REVOKE UPDATE, DELETE ON toy FROM {runtime};")
    await migrate(empty.owner_url, [folder], empty.runtime_role)
    assert await noted(empty, "toy") == "INSERT SELECT"
    assert await noted(empty, "outbox") == "DELETE INSERT SELECT UPDATE"
    assert await noted(empty, "schema_migrations") == await noted(empty, "schema_rights") == "SELECT"

    (folder / "0003_editable.sql").write_text("GRANT UPDATE ON toy TO {runtime};")
    (folder / "0004_gone.sql").write_text("DROP TABLE inbox;")
    await migrate(empty.owner_url, [folder], empty.runtime_role)

    assert await noted(empty, "toy") == "INSERT SELECT UPDATE"
    assert await noted(empty, "inbox") is None


async def test_what_somebody_else_takes_is_not_noted(empty: Database, folder: Path) -> None:
    await migrate(empty.owner_url, [folder], empty.runtime_role)
    await ask(empty.owner_url, f"REVOKE INSERT ON toy FROM {empty.runtime_role}")

    (folder / "0002_next.sql").write_text("CREATE TABLE next (id int PRIMARY KEY);")
    await migrate(empty.owner_url, [folder], empty.runtime_role)

    assert await noted(empty, "toy") == "DELETE INSERT SELECT UPDATE"


async def test_what_is_pending_is_named_to_the_runtime_role(empty: Database, folder: Path) -> None:
    assert await pending(empty.url, [folder]) == [*CHASSIS, "toy/0001_initial.sql"]

    await migrate(empty.owner_url, [folder], empty.runtime_role)
    (folder / "0002_next.sql").write_text("SELECT 1;")

    assert await pending(empty.url, [folder]) == ["toy/0002_next.sql"]

"""Backups of a real server: whole or not at all; a restore verifies first and keeps the present data till its end."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from local_stack import backups, ports, restoring
from local_stack.postgres import Postgres
from local_stack.state import State, make_folder
from local_stack.troubles import BackupDamaged, BackupExists, NotABackup, ToolFailed

SERVICES = ("nominations", "review")


def now() -> datetime:
    return datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(run_folder: State) -> Iterator[Postgres]:
    own = State(make_folder(run_folder.root / "backups"), run_folder.downloads)
    server = Postgres(own, ports.choose_free(1)[0], settings={"fsync": "off"})
    child = server.start()
    try:
        for service in SERVICES:
            server.create_service(service)
        yield server
    finally:
        child.stop()


@pytest.fixture(autouse=True)
async def notes(server: Postgres) -> None:
    """Each database says `before`."""
    for service in SERVICES:
        await run(server, f"{service}_owner", service, "DROP TABLE IF EXISTS note; CREATE TABLE note (text text)")
        await run(server, service, service, "INSERT INTO note (text) VALUES ('before')")


async def run(server: Postgres, role: str, database: str, statement: str) -> None:
    connection = await asyncpg.connect(server.url(role, server.state.secret(role), database))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def written(server: Postgres) -> list[list[str]]:
    """What each database says, as its runtime role reads it."""
    found = []
    for service in SERVICES:
        connection = await asyncpg.connect(server.url(service, server.state.secret(service), service))
        found.append([row["text"] for row in await connection.fetch("SELECT text FROM note ORDER BY text")])
        await connection.close()
    return found


DIGEST = hashlib.sha256(b"minh chung").hexdigest()


def paper(root: Path) -> Path:
    return root / "evidence" / "sha256" / DIGEST[:2] / DIGEST[2:]


def test_evidence_comes_back_and_what_is_there_more_stays(server: Postgres, tmp_path: Path) -> None:
    root = server.state.root
    make_folder(paper(root).parent)
    paper(root).write_bytes(b"minh chung")
    paper(root).with_name(f"{DIGEST[2:]}#1").write_bytes(b"minh")
    backups.make(server, SERVICES, tmp_path / "b", now)
    paper(root).unlink()
    extra = paper(root).with_name("f" * 62)
    extra.write_bytes(b"later")

    manifest = restoring.restore(server, tmp_path / "b")

    assert (manifest.evidence.files, manifest.evidence.size_bytes) == (1, 10)
    assert (paper(root).read_bytes(), extra.exists()) == (b"minh chung", True)
    shutil.rmtree(root / "evidence")
    paper(tmp_path / "b").write_bytes(b"minh chunG")
    with pytest.raises(BackupDamaged):
        backups.verified(tmp_path / "b")
    paper(tmp_path / "b").unlink()
    with pytest.raises(BackupDamaged):
        backups.verified(tmp_path / "b")


async def change(server: Postgres) -> None:
    for service in SERVICES:
        await run(server, service, service, "INSERT INTO note (text) VALUES ('after')")


async def databases(server: Postgres) -> set[str]:
    connection = await asyncpg.connect(server.admin_url)
    rows = await connection.fetch("SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'")
    await connection.close()
    return {row["datname"] for row in rows}


async def test_what_was_backed_up_comes_back_with_its_rights(server: Postgres, tmp_path: Path) -> None:
    backups.make(server, SERVICES, tmp_path / "b", now)
    await change(server)

    manifest = restoring.restore(server, tmp_path / "b")

    assert [dump.service for dump in manifest.databases] == list(SERVICES)
    assert await written(server) == [["before"], ["before"]]
    assert await databases(server) == set(SERVICES)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(server.url("review", server.state.secret("review"), "nominations"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await run(server, "review", "review", "CREATE TABLE more ()")


def test_the_manifest_says_what_there_is_and_only_the_owner_reads_it(server: Postgres, tmp_path: Path) -> None:
    made = backups.make(server, SERVICES, tmp_path / "b", now)

    folder = tmp_path / "b"
    assert backups.verified(folder) == made
    assert made.postgresql.startswith("18")
    assert [dump.size_bytes for dump in made.databases] == [(folder / d.file).stat().st_size for d in made.databases]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(BackupExists):
        backups.make(server, SERVICES, folder, now)


async def test_a_damaged_backup_touches_nothing(server: Postgres, tmp_path: Path) -> None:
    backups.make(server, SERVICES, tmp_path / "b", now)
    await change(server)
    dump = tmp_path / "b" / "review.dump"
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)

    with pytest.raises(BackupDamaged, match=r"review\.dump"):
        restoring.restore(server, tmp_path / "b")

    assert await written(server) == [["after", "before"], ["after", "before"]]
    assert await databases(server) == set(SERVICES)


async def test_a_restore_that_fails_half_way_leaves_the_present_data(server: Postgres, tmp_path: Path) -> None:
    backups.make(server, SERVICES, tmp_path / "b", now)
    await change(server)
    manifest, dump = tmp_path / "b" / "manifest.json", tmp_path / "b" / "review.dump"
    dump.write_bytes(b"no dump at all")
    told = json.loads(manifest.read_text())
    told["databases"][1] |= {"size_bytes": 14, "sha256": backups._sha256(dump)}
    manifest.write_text(json.dumps(told))

    with pytest.raises(ToolFailed):
        restoring.restore(server, tmp_path / "b")

    assert await written(server) == [["after", "before"], ["after", "before"]]


def test_a_backup_that_was_cut_off_is_none_and_is_begun_again(server: Postgres, tmp_path: Path) -> None:
    with pytest.raises(ToolFailed):
        backups.make(server, [*SERVICES, "nobody"], tmp_path / "b", now)

    assert not (tmp_path / "b").exists()
    with pytest.raises(NotABackup):
        backups.verified(tmp_path / "b.new")
    assert len(backups.make(server, SERVICES, tmp_path / "b", now).databases) == 2

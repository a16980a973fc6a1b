"""Databases of one test: copies of a template that carries the service's schema."""

import secrets
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from chassis import migrations
from chassis.service import Service

PASSWORD = "test"  # noqa: S105 (of roles on a server that ends with the run)


async def create_database(admin_url: str, service: Service) -> str:
    """Make a fresh database from a template that carries the service's schema; return the runtime role's URL."""
    template, name = f"template_{service.name}", f"{service.name}_{secrets.token_hex(5)}"
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.execute("SELECT pg_advisory_lock(1952805748)")
        if not await admin.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", template):
            await _create_template(admin, admin_url, service, template)
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {service.name}_owner")
        await admin.execute(f"GRANT CONNECT ON DATABASE {name} TO {service.name}")
    finally:
        await admin.close()
    return url_of(admin_url, name, service.name)


async def copy_database(admin_url: str, database_url: str, service: Service) -> str:
    """Copy a database as it is now, as a backup would; its connections are cut. Returns the runtime role's URL."""
    original, copy = urlsplit(database_url).path.lstrip("/"), f"{service.name}_{secrets.token_hex(5)}"
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.execute(f"ALTER DATABASE {original} ALLOW_CONNECTIONS false")
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", original)
        await admin.execute(f"CREATE DATABASE {copy} TEMPLATE {original} OWNER {service.name}_owner")
        await admin.execute(f"ALTER DATABASE {original} ALLOW_CONNECTIONS true")
        await admin.execute(f"GRANT CONNECT ON DATABASE {copy} TO {service.name}")
    finally:
        await admin.close()
    return url_of(admin_url, copy, service.name)


async def _create_template(admin: asyncpg.Connection, admin_url: str, service: Service, template: str) -> None:
    owner = f"{service.name}_owner"
    for role in (owner, service.name):
        if not await admin.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
            await admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    await admin.execute(f"CREATE DATABASE {template}_new OWNER {owner}")
    await migrations.migrate(url_of(admin_url, f"{template}_new", owner), [service.migrations], service.name)
    await admin.execute(f"ALTER DATABASE {template}_new RENAME TO {template}")


def url_of(admin_url: str, database: str, role: str) -> str:
    """The address of a test database for one role."""
    parts = urlsplit(admin_url)
    return urlunsplit(parts._replace(netloc=f"{role}:{PASSWORD}@{parts.hostname}:{parts.port}", path=f"/{database}"))

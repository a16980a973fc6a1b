"""What an operator is told when a verb finds nobody at an address of its settings: which one, and what to set."""

import socket
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import asyncpg

from chassis.denials import of_postgres

CONNECT_SECONDS = 2.0
POSTGRES_PORT = 5432
DATABASES = ("DATABASE_URL", "DATABASE_OWNER_URL")


def why(error: Exception, environ: Mapping[str, str]) -> str | None:
    """A sentence for each address that does not answer, or why the database turns us away; None for another trouble."""
    silent = [
        f"nothing answers at {address}: start what should be there, or set {variable} to where it is"
        for variable, address in _silent(environ)
    ]
    if silent:
        return "\n".join(silent)
    if isinstance(error, (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError)):
        url = environ.get("DATABASE_URL", "")
        return f"{of_postgres(error, url)}, at {_address(url)}: set DATABASE_URL to the service's own database"
    return None


def _silent(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The variables whose addresses refuse a connection, with those: neither user nor password."""
    for variable in DATABASES:
        address = _address(environ.get(variable, ""))
        if address is not None and not _answers(address):
            yield variable, address
    servers = [each.strip() for each in environ.get("KAFKA_SERVERS", "").split(",") if each.strip()]
    if servers and not any(map(_answers, servers)):
        yield "KAFKA_SERVERS", ", ".join(servers)


def _address(url: str) -> str | None:
    """Host and port of a database; None of one that is reached by another way than TCP."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname}:{parts.port or POSTGRES_PORT}" if parts.hostname else None
    except ValueError:
        return None


def _answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS).close()
    except (OSError, ValueError):
        return False
    return True

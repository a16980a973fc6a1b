"""Why Kafka or PostgreSQL turn this process away, in one sentence for the operator.

It names who we are to them, what we may not do and on what; never the password, and nothing of a row.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

from aiokafka import errors
from aiokafka.conn import create_conn
from asyncpg import exceptions as pg

from chassis.broker import MECHANISM, Access

SIGN_IN_SECONDS = 1.5

Doing: TypeAlias = Literal["READ", "WRITE"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Knows who this process is to its neighbours; the URL is never shown."""

    kafka: Access
    database_url: str

    def told(self, error: BaseException, doing: Doing = "READ") -> str:
        """Say what an error means; only its class, when it isn't about a right, a password or a neighbour away."""
        match error:
            case errors.KafkaError():
                return of_kafka(error, self.kafka, doing)
            case pg.PostgresError():
                return of_postgres(error, self.database_url)
            case _:
                return type(error).__name__


def of_kafka(error: errors.KafkaError, kafka: Access, doing: Doing) -> str:
    """A refusal of the broker's; the class names of errors are Kafka's own."""
    who = f"Kafka: principal {kafka.username or 'ANONYMOUS'}"
    match error:
        case errors.TopicAuthorizationFailedError():
            return f"{who} has no right to {doing} topic {_named(error)}"
        case errors.GroupAuthorizationFailedError():
            return f"{who} has no right to READ group {_named(error)}"
        case errors.ClusterAuthorizationFailedError():
            return f"{who} has no right to WRITE any topic"
        case errors.KafkaConnectionError():
            return f"Kafka: none of {kafka.servers} took the connection of {kafka.username or 'ANONYMOUS'}"
        case _:
            return type(error).__name__


def of_postgres(error: pg.PostgresError, database_url: str) -> str:
    """A refusal of the database's. Messages of 42501 name things of the schema only."""
    url = urlsplit(database_url)
    who, database = f"PostgreSQL: role {url.username}", url.path.lstrip("/")
    match error:
        case pg.InvalidPasswordError() | pg.InvalidAuthorizationSpecificationError():
            return f"{who} was not let into database {database}: its password was refused"
        case pg.InsufficientPrivilegeError():
            return f"{who}: {error.message}"
        case pg.InvalidCatalogNameError():
            return f"{who} finds no database {database}"
        case _:
            return type(error).__name__


def _named(error: errors.KafkaError) -> str:
    """The topics or the group that aiokafka put into the error: a name, or a set of them."""
    found: object = error.args[0] if error.args else "?"
    names = [found] if isinstance(found, str) or not isinstance(found, Iterable) else sorted(map(str, found))
    return ", ".join(map(str, names))


async def sign_in_refused(kafka: Access) -> str | None:
    """Ask the brokers whether they know us by this password: the clients tell only that nobody let them in.

    None also when nobody answers: that is no refusal, and is told elsewhere.
    """
    for address in kafka.addresses:
        host, _, port = address.rpartition(":")
        try:
            connection = await asyncio.wait_for(_connected(host, int(port), kafka), SIGN_IN_SECONDS)
        except (errors.KafkaConnectionError, OSError, TimeoutError):
            continue
        except errors.KafkaError as error:
            reason = f"{MECHANISM} answered {type(error).__name__}" if kafka.username else "it wants a sign-in"
            return f"Kafka: principal {kafka.username or 'ANONYMOUS'} was not let in by {address}: {reason}"
        connection.close()
        return None
    return None


async def _connected(host: str, port: int, kafka: Access) -> Any:
    options = {name: value for name, value in kafka.options().items() if name != "bootstrap_servers"}
    return await create_conn(host, port, client_id="sign-in", request_timeout_ms=1000, **options)

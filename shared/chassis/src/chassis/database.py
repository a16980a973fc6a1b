"""The PostgreSQL pool, its time-outs, and which of its errors pass by themselves.

Every transaction is bounded: a statement, a lock wait and an idle transaction each have their own limit.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

import asyncpg
from asyncpg import exceptions as pg
from asyncpg.pool import PoolConnectionProxy

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
Row: TypeAlias = asyncpg.Record
"""A row of an answer; columns by name."""
UniqueViolation: TypeAlias = pg.UniqueViolationError
SerializationError: TypeAlias = pg.SerializationError
DeadlockDetected: TypeAlias = pg.DeadlockDetectedError
IntegrityViolation: TypeAlias = pg.IntegrityConstraintViolationError
LockTimeout: TypeAlias = pg.LockNotAvailableError

TROUBLE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What a loop of its own over a connection of its own answers by starting over."""

STATEMENT_TIMEOUT_SECONDS = 30.0
LOCK_TIMEOUT_SECONDS = 4.0
IDLE_IN_TRANSACTION_SECONDS = 30.0
CONNECT_TIMEOUT_SECONDS = 5.0
ACQUIRE_TIMEOUT_SECONDS = 10.0

_PASSING_CLASSES = frozenset(
    {
        "08",  # connection
        "28",  # authorisation: a password is being changed
        "40",  # rollback: serialization, deadlock
        "53",  # resources: disk full, memory, connections
        "57",  # operator: shutdown, cancelled by statement_timeout
        "58",  # system: I/O
        "XX",  # internal: the fact is not to blame
    }
)
_PASSING_STATES = frozenset(
    {
        "25006",  # read only: a standby during fail-over
        "25P03",  # idle in transaction
        "25P04",  # transaction timeout
        "3D000",  # database not there (yet)
        "55P03",  # lock timeout
        "42501",  # a grant is missing: the schema is behind the code
        "42703",  # column not there yet
        "42P01",  # table not there yet
    }
)


async def connect_pool(
    url: str,
    *,
    application_name: str,
    max_size: int = 10,
    min_size: int = 1,
    statement_timeout_seconds: float = STATEMENT_TIMEOUT_SECONDS,
    lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS,
) -> Pool:
    """Open a pool; an error that `is_transient` says that nobody answered."""
    return await asyncpg.create_pool(
        url,
        min_size=min_size,
        max_size=max_size,
        timeout=CONNECT_TIMEOUT_SECONDS,
        max_inactive_connection_lifetime=300,
        server_settings=server_settings(application_name, statement_timeout_seconds, lock_timeout_seconds),
    )


async def connect(
    url: str,
    *,
    application_name: str,
    statement_timeout_seconds: float = STATEMENT_TIMEOUT_SECONDS,
    lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS,
) -> "asyncpg.Connection[asyncpg.Record]":
    """Open one connection outside any pool: for session locks and listeners. The caller closes it."""
    return await asyncpg.connect(
        url,
        timeout=CONNECT_TIMEOUT_SECONDS,
        server_settings=server_settings(application_name, statement_timeout_seconds, lock_timeout_seconds),
    )


def server_settings(
    application_name: str, statement_timeout_seconds: float, lock_timeout_seconds: float
) -> dict[str, str]:
    """Session settings of every connection; times in PostgreSQL's milliseconds, 0 means no limit."""
    return {
        "application_name": application_name,
        "statement_timeout": str(round(statement_timeout_seconds * 1000)),
        "lock_timeout": str(round(lock_timeout_seconds * 1000)),
        "idle_in_transaction_session_timeout": str(round(IDLE_IN_TRANSACTION_SECONDS * 1000)),
        "timezone": "UTC",
    }


@asynccontextmanager
async def transaction(pool: Pool) -> AsyncIterator[Connection]:
    """One read-committed transaction: committed on leaving, rolled back on an exception."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_SECONDS) as connection, connection.transaction():
        yield connection


@asynccontextmanager
async def reading(pool: Pool) -> AsyncIterator[Connection]:
    """One read-only transaction in which every statement sees the same rows."""
    async with (
        pool.acquire(timeout=ACQUIRE_TIMEOUT_SECONDS) as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield connection


def is_transient(error: BaseException) -> bool:
    """Say whether the same work may succeed later: the surroundings failed, not the message.

    A schema that is behind the code counts as passing: a migration heals it, a dead letter would not.
    """
    if isinstance(error, pg.PostgresError):
        state = error.sqlstate or ""
        return state in _PASSING_STATES or state[:2] in _PASSING_CLASSES or _is_stale_plan(error)
    if isinstance(error, asyncpg.InternalClientError):
        return True  # the driver lost track of its connection, or of the schema: the next one starts afresh
    if isinstance(error, pg.InterfaceError):
        return _is_lost_connection(error)
    return isinstance(error, OSError)


def _is_stale_plan(error: BaseException) -> bool:
    return isinstance(error, pg.InvalidCachedStatementError)


def _is_lost_connection(error: pg.InterfaceError) -> bool:
    text = str(error)
    return "closed" in text or "closing" in text or "released back to the pool" in text

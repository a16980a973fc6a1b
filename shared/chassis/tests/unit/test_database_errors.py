"""Which trouble passes by itself: it decides between trying again and a dead letter."""

import asyncio

import pytest
from asyncpg import exceptions as pg

from chassis.database import is_transient


@pytest.mark.parametrize(
    "error",
    [
        pg.ConnectionDoesNotExistError("x"),
        pg.SerializationError("x"),
        pg.DeadlockDetectedError("x"),
        pg.LockNotAvailableError("x"),
        pg.AdminShutdownError("x"),
        pg.CannotConnectNowError("x"),
        pg.QueryCanceledError("x"),
        pg.TooManyConnectionsError("x"),
        pg.DiskFullError("x"),
        pg.ReadOnlySQLTransactionError("x"),
        pg.IdleInTransactionSessionTimeoutError("x"),
        pg.InvalidPasswordError("x"),
        pg.UndefinedTableError("x"),
        pg.UndefinedColumnError("x"),
        pg.InvalidCachedStatementError("x"),
        pg.PostgresIOError("x"),
        pg.InterfaceError("connection is closed"),
        pg.InterfaceError("pool is closing"),
        pg.InternalClientError("cannot switch to state 12"),
        ConnectionRefusedError(),
        ConnectionResetError(),
        TimeoutError(),
    ],
)
def test_trouble_of_the_surroundings_passes(error: Exception) -> None:
    assert is_transient(error)


@pytest.mark.parametrize(
    "error",
    [
        pg.UniqueViolationError("x"),
        pg.NotNullViolationError("x"),
        pg.CheckViolationError("x"),
        pg.NumericValueOutOfRangeError("x"),
        pg.CharacterNotInRepertoireError("x"),
        pg.PostgresSyntaxError("x"),
        pg.InterfaceError("the server expects 1 argument for this query, 2 were passed"),
        ValueError("x"),
        KeyError("x"),
        asyncio.CancelledError(),
    ],
)
def test_trouble_of_the_message_does_not(error: BaseException) -> None:
    assert not is_transient(error)

"""What a witness remembers, on disk before it answers: the tree that it cosigned last, and evidence of forks.

SQLite with every commit synced. The row moves by compare-and-swap, so that of two requests at once one is refused.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from tlog.checkpoint import Checkpoint
from witness.judging import Head

_SCHEMA = """
CREATE TABLE IF NOT EXISTS cosigned (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS evidence (
    digest BLOB PRIMARY KEY, origin TEXT NOT NULL, reason TEXT NOT NULL, cosigned BLOB NOT NULL, request BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;
"""


class Overtaken(Exception):
    """Another request moved the row first."""


class Store:
    """One file; each call has a connection of its own, since requests come on threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as connection:
            connection.executescript(_SCHEMA)

    def head(self, origin: str) -> Head:
        """The tree of a log that was cosigned last."""
        with self._connection() as connection:
            row = connection.execute("SELECT size, root FROM cosigned WHERE origin = ?", [origin]).fetchone()
        return Head() if row is None else Head(*row)

    def note(self, origin_digest: str) -> bytes | None:
        """The checkpoint that was cosigned last, with both signatures, by the SHA-256 of the log's origin in hex."""
        with self._connection() as connection:
            rows = connection.execute("SELECT origin, note FROM cosigned ORDER BY origin").fetchall()
        return next((note for origin, note in rows if sha256(origin.encode()).hexdigest() == origin_digest), None)

    def advance(self, origin: str, old: Head, new: Head, note: bytes, at: int) -> None:
        """Move from one tree to a longer one; durable when it returns. Raises Overtaken."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT OR IGNORE INTO cosigned (origin, size, root, note, at) VALUES (?, 0, ?, x'', 0)",
                [origin, Head().root],
            )
            moved = connection.execute(
                "UPDATE cosigned SET size = ?, root = ?, note = ?, at = ? WHERE origin = ? AND size = ? AND root = ?",
                [new.size, new.root, note, at, origin, old.size, old.root],
            )
            if moved.rowcount != 1:
                connection.execute("ROLLBACK")
                raise Overtaken(origin)
            connection.execute("COMMIT")

    def keep_evidence(self, stated: Checkpoint, reason: str, request: bytes, at: int) -> None:
        """Keep a request and the note that it contradicts, once for each tree that the log has signed."""
        digest = sha256(stated.format().encode()).digest()
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                """
                INSERT OR IGNORE INTO evidence (digest, origin, reason, cosigned, request, at)
                SELECT ?, origin, ?, note, ?, ? FROM cosigned WHERE origin = ?
                """,
                [digest, reason, request, at, stated.origin],
            )
            connection.execute("COMMIT")

    def evidence(self) -> list[tuple[str, str, bytes, bytes, int]]:
        """All of it: origin, reason, the note that was cosigned, the request that contradicts it, when."""
        with self._connection() as connection:
            return connection.execute(
                "SELECT origin, reason, cosigned, request, at FROM evidence ORDER BY rowid"
            ).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            yield connection
        finally:
            connection.close()

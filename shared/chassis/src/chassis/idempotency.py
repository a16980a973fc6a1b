"""Idempotency keys: a command's answer lies in the transaction of its effect; a repeat is answered, not done.

Draft-ietf-httpapi-idempotency-key-header-07. A key belongs to one person and one route, and lives for a day.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from chassis.database import Connection, Pool, is_transient
from chassis.problems import Problem

HEADER = "Idempotency-Key"
LIFETIME = timedelta(hours=24)
CLEAN_EVERY_SECONDS = 3600.0
_KEY = re.compile(r"[\x21-\x7e]{1,64}")
# pg_advisory locks of two integers don't meet those of one.
_LOCK_CLASS = 71_001
_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any, config=ConfigDict(ser_json_bytes="base64"))


@dataclass(frozen=True, slots=True)
class Replay:
    """The stored answer of the first request with this key."""

    response: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """One command under a key: `prologue` before it, `epilogue` after it, both in its transaction."""

    key: str
    principal: str
    route: str
    status: int
    request_hash: bytes

    async def prologue(self, connection: Connection) -> Replay | None:
        """Answer a repeat; 409 while the first request runs, 422 when the key came with another body."""
        number = int.from_bytes(self._digest()[:4], "big", signed=True)
        [row] = await connection.fetch(
            """
            SELECT pg_try_advisory_xact_lock($5, $6) AS is_alone, request_hash, response
            FROM (VALUES (1)) AS one LEFT JOIN idempotency_keys
                ON key = $1 AND principal = $2 AND route = $3 AND created_at > now() - $4::interval
            """,
            self.key,
            self.principal,
            self.route,
            LIFETIME,
            _LOCK_CLASS,
            number,
        )
        if not row["is_alone"]:
            raise _in_progress()
        if row["request_hash"] is None:
            return None
        if row["request_hash"] != self.request_hash:
            raise Problem(
                422,
                "idempotency-key-reused",
                "Mã yêu cầu đã dùng cho nội dung khác",
                "Mỗi nội dung cần một Idempotency-Key riêng.",
            )
        return Replay(row["response"])

    async def epilogue(self, connection: Connection, result: object) -> None:
        """Store the answer; the row is seen if and only if the effect is.

        The first request may have ended between the prologue's look at the rows and its lock: then this one is undone.
        """
        stored = await connection.fetchval(
            """
            INSERT INTO idempotency_keys (key, principal, route, request_hash, status, content_type, response)
            VALUES ($1, $2, $3, $4, $5, 'application/json', $6)
            ON CONFLICT (principal, route, key) DO UPDATE SET
                request_hash = excluded.request_hash, status = excluded.status,
                response = excluded.response, created_at = excluded.created_at
                WHERE idempotency_keys.created_at <= now() - $7::interval
            RETURNING true
            """,
            self.key,
            self.principal,
            self.route,
            self.request_hash,
            self.status,
            _ANYTHING.dump_json(result),
            LIFETIME,
        )
        if not stored:
            raise _in_progress()

    def _digest(self) -> bytes:
        return hashlib.sha256(f"{self.principal}\n{self.route}\n{self.key}".encode()).digest()


def _in_progress() -> Problem:
    return Problem(
        409,
        "request-in-progress",
        "Yêu cầu đang được xử lý",
        "Yêu cầu trước với cùng mã chưa xong; xin đợi giây lát.",
        headers={"Retry-After": "1"},
    )


def checked_key(value: str) -> str:
    """A UUID or up to 64 visible ASCII characters; raises 400."""
    if not _KEY.fullmatch(value):
        raise Problem(
            400,
            "idempotency-key-malformed",
            "Idempotency-Key không hợp lệ",
            "Dùng UUID, hoặc tối đa 64 ký tự ASCII nhìn thấy được, không có dấu cách.",
        )
    return value


def request_hash(command: object) -> bytes:
    """What was asked, whatever the encoding of the body: a retried upload has another multipart boundary."""
    name = type(command).__name__.encode()
    return hashlib.sha256(name + b"\n" + _ANYTHING.dump_json(_ANYTHING.dump_python(command))).digest()


def restored(replay: Replay, result_type: Any) -> object:
    """The command's result as it was."""
    result: object = TypeAdapter(result_type).validate_json(replay.response)
    return result


async def keep_clean(pool: Pool, stopping: asyncio.Event) -> None:
    """Forget old keys every hour until it is time to stop; what a database in trouble misses waits an hour."""
    while not stopping.is_set():
        try:
            await clean_up(pool)
        except Exception as error:
            if not is_transient(error):
                raise
        try:
            await asyncio.wait_for(stopping.wait(), CLEAN_EVERY_SECONDS)
        except TimeoutError:
            continue


async def clean_up(pool: Pool) -> int:
    """Forget keys older than a day; returns how many."""
    rows = await pool.fetch(
        "DELETE FROM idempotency_keys WHERE created_at < now() - $1::interval RETURNING 1", LIFETIME
    )
    return len(rows)

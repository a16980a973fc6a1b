"""Making the projections anew beside the live ones: a schema and a consumer group of its own, then one swap.

The swap changes names only: schema, positions, inbox, letters and parked facts of the rebuild become the live ones in
one transaction. It waits for the batches in hand and happens only when the rebuild is nowhere behind the live group.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from chassis.database import Connection, connect
from portal.adapters.repository import LIVE_SCHEMA

LIVE_GROUP = "portal"
LOCK_NUMBER = 7_239_002
LONG_SECONDS = 600.0
LOCK_SECONDS = 4.0

_LEAVE = (
    "DELETE FROM position WHERE consumer_group LIKE $1",
    "DELETE FROM inbox WHERE consumer_group LIKE $1",
    "DELETE FROM parked WHERE consumer_group LIKE $1",
    "DELETE FROM dead_letter WHERE consumer_group LIKE $1",
)
_TAKE_OVER = (
    "UPDATE position SET consumer_group = $1 WHERE consumer_group = $2",
    "UPDATE inbox SET consumer_group = $1 WHERE consumer_group = $2",
    "UPDATE parked SET consumer_group = $1 WHERE consumer_group = $2",
    "UPDATE dead_letter SET consumer_group = $1 WHERE consumer_group = $2",
)
_LEFT_BEHIND = "SELECT nspname FROM pg_namespace WHERE nspname ~ '^rebuild_[0-9]+(_old)?$'"


class AnotherRebuild(Exception):
    """Another process is rebuilding now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where one rebuild works."""

    number: int

    @property
    def schema(self) -> str:
        return f"rebuild_{self.number}"

    @property
    def group(self) -> str:
        return f"{LIVE_GROUP}-rebuild-{self.number}"


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """On one connection of the owner, who alone may change the schema."""

    connection: Connection

    async def prepare(self, runtime_role: str) -> Plan:
        """Make empty tables like the live ones; what an earlier rebuild left behind goes."""
        plan = Plan(number=await self._next_number())
        async with self.connection.transaction():
            await self._clean_up()
            role = await self.connection.fetchval("SELECT quote_ident($1)", runtime_role)
            await self.connection.execute(f"CREATE SCHEMA {plan.schema}")
            await self.connection.execute(f"GRANT USAGE ON SCHEMA {plan.schema} TO {role}")
            for table in await self._tables(LIVE_SCHEMA):
                like = f"(LIKE {LIVE_SCHEMA}.{table} INCLUDING ALL)"
                await self.connection.execute(f"CREATE TABLE {plan.schema}.{table} {like}")
        return plan

    async def swap(self, plan: Plan) -> bool:
        """Put the rebuild in the place of the live projections; False when it is still behind somewhere."""
        async with self.connection.transaction():
            # Every batch moves its position first: behind this lock none is half done.
            await self.connection.execute("LOCK TABLE position IN EXCLUSIVE MODE")
            if await self._is_behind(plan):
                return False
            for leave, take_over in zip(_LEAVE, _TAKE_OVER, strict=True):
                await self.connection.execute(leave, LIVE_GROUP)
                await self.connection.execute(take_over, LIVE_GROUP, plan.group)
            await self.connection.execute(f"ALTER SCHEMA {LIVE_SCHEMA} RENAME TO {plan.schema}_old")
            await self.connection.execute(f"ALTER SCHEMA {plan.schema} RENAME TO {LIVE_SCHEMA}")
        return True

    async def forget(self) -> None:
        """Drop what was replaced, or what was not finished."""
        async with self.connection.transaction():
            await self._clean_up()

    async def facts(self) -> int:
        """How many facts the live projections hold."""
        found = await self.connection.fetchval("SELECT count(1) FROM projection.step")
        return int(found or 0)

    async def _is_behind(self, plan: Plan) -> bool:
        return bool(
            await self.connection.fetchval(
                """
                SELECT EXISTS (
                    SELECT FROM position live
                    LEFT JOIN position anew ON anew.consumer_group = $2
                        AND anew.topic = live.topic AND anew.partition = live.partition
                    WHERE live.consumer_group = $1
                        AND (anew.next_offset IS NULL OR anew.next_offset < live.next_offset))
                """,
                LIVE_GROUP,
                plan.group,
            )
        )

    async def _next_number(self) -> int:
        """One above every number that was used: the broker may still know the groups."""
        groups = await self.connection.fetch("SELECT DISTINCT consumer_group FROM position")
        used = [row["consumer_group"].rpartition("-")[2] for row in groups]
        stamped = await self.connection.fetchval("SELECT extract(epoch FROM clock_timestamp())::bigint")
        return max([int(stamped or 0), *(int(each) + 1 for each in used if each.isdigit())])

    async def _clean_up(self) -> None:
        rows = await self.connection.fetch(_LEFT_BEHIND)
        for row in rows:
            await self.connection.execute(f"DROP SCHEMA {row['nspname']} CASCADE")
        for leave in _LEAVE:
            await self.connection.execute(leave, f"{LIVE_GROUP}-rebuild-%")

    async def _tables(self, schema: str) -> list[str]:
        rows = await self.connection.fetch(
            "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = $1 ORDER BY tablename", schema
        )
        return [row["name"] for row in rows]


@asynccontextmanager
async def rebuilding(owner_url: str) -> AsyncIterator[Rebuilding]:
    """The owner's connection, while no other rebuild runs; raises AnotherRebuild."""
    connection = await connect(
        owner_url,
        application_name="portal-rebuild",
        statement_timeout_seconds=LONG_SECONDS,
        lock_timeout_seconds=LOCK_SECONDS,
    )
    try:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK_NUMBER):
            raise AnotherRebuild
        yield Rebuilding(connection)
    finally:
        await connection.close()

"""A real `python -m review all` that Kafka or PostgreSQL turns away: not ready, saying why, until it is let in."""

import asyncio
import os
import secrets
import sys
from asyncio.subprocess import STDOUT, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import httpx
import pytest

from chassis.testing import create_database
from deploy.local.tests.integration.guarded_kafka import Guarded
from local_stack.cluster import administering
from local_stack.ports import HOST, choose_free
from local_stack.rights import Operation, Pattern, Resource, apply_rights
from local_stack.test_run import PostgresForTests
from review.bootstrap import service

PATIENCE_SECONDS = 60.0
SECRET = "mistyped-by-somebody"
"""A password on its way into a log would be found by this."""
OUR_GROUPS = [
    (Resource.GROUP, "review", Pattern.LITERAL, "review", Operation.READ),
    (Resource.GROUP, "review-", Pattern.PREFIXED, "review", Operation.READ),
]
OUR_TOPICS = [
    (Resource.TOPIC, "review.", Pattern.PREFIXED, "review", Operation.READ),
    (Resource.TOPIC, "review.", Pattern.PREFIXED, "review", Operation.WRITE),
]
NEIGHBOURS_FACTS = (Resource.TOPIC, "nominations.facts", Pattern.LITERAL, "review", Operation.READ)


@dataclass(frozen=True, slots=True)
class Asked:
    """One running process, its answers about readiness, and what it wrote."""

    process: Process
    url: str
    log: Path

    async def says(self, check: str, message: str) -> None:
        """Wait until this check says this, and the process is not ready unless it says ok."""
        said: object = None
        async with httpx.AsyncClient() as client:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    while said != message:
                        said = await self._message(client, check)
                        await asyncio.sleep(0.1)
            except TimeoutError:
                pytest.fail(f"{check}: {said!r}, not {message!r}\n{self.log.read_text()[-3000:]}")

    async def is_ready(self) -> None:
        for check in ("database", "broker", "relay", "consumer"):
            await self.says(check, "ok")

    async def _message(self, client: httpx.AsyncClient, check: str) -> str | None:
        assert self.process.returncode is None, self.log.read_text()[-3000:]
        try:
            answer = await client.get(self.url)
        except httpx.TransportError:
            return None
        assert SECRET not in answer.text
        checks = {each["name"]: each for each in answer.json()["checks"]}
        assert answer.status_code == (200 if all(each["ok"] for each in checks.values()) else 503)
        return str(checks[check]["message"]) if check in checks else None


@pytest.fixture
async def changeable(cluster: Guarded) -> AsyncIterator[Guarded]:
    """The cluster, whose rights and passwords are put back afterwards."""
    yield cluster
    await apply_rights(cluster.servers, cluster.passwords, admin_password=cluster.admin_password)


@asynccontextmanager
async def review(folder: Path, database_url: str, cluster: Guarded, password: str) -> AsyncIterator[Asked]:
    """Run the service as its operator would; at the end it must still be the same process, and have kept quiet."""
    port, management_port = choose_free(2)
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "KAFKA_SERVERS": cluster.servers,
        "KAFKA_USERNAME": "review",
        "KAFKA_PASSWORD": password,
        "OIDC_ISSUER": f"http://{HOST}:1",
        "OIDC_JWKS_URL": f"http://{HOST}:1/jwks",
        "HTTP_PORT": str(port),
        "MANAGEMENT_PORT": str(management_port),
        "STATE_DIR": str(folder),
    }
    log = folder / "review.log"
    with log.open("wb") as out:
        argv = [sys.executable, "-m", "review", "all"]
        process = await asyncio.create_subprocess_exec(*argv, env=environment, stdout=out, stderr=STDOUT)
    try:
        yield Asked(process, f"http://{HOST}:{management_port}/readyz", log)
        written = log.read_text()
        assert SECRET not in written
        # A loop without a pause writes tens of thousands.
        assert len(written.splitlines()) < 1_000
        process.terminate()
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_missing_right_or_password_on_kafka_is_named_until_it_is_there(
    changeable: Guarded, postgres: PostgresForTests, tmp_path: Path
) -> None:
    cluster, url = changeable, await create_database(postgres.admin_url, service())
    await revoke(cluster, [*OUR_GROUPS, *OUR_TOPICS, NEIGHBOURS_FACTS])
    async with review(tmp_path, url, cluster, SECRET) as asked:
        refused = f"was not let in by {cluster.servers}: SCRAM-SHA-512 answered SaslAuthenticationFailed"
        await asked.says("broker", f"Kafka: principal review {refused}")
        uncompared = "not compared with its own topics: Kafka:"
        await asked.says("standing", f"{uncompared} none of {cluster.servers} took the connection of review")

        await set_password(cluster, SECRET)
        await asked.says("broker", "ok")
        await asked.says("standing", f"{uncompared} principal review has no right to READ topic review.facts")

        await grant(cluster, OUR_TOPICS[:1])
        await asked.says("standing", "ok")
        await asked.says("relay", "Kafka: principal review has no right to WRITE any topic")
        await asked.says("consumer", "Kafka: principal review has no right to READ topic nominations.facts")

        await grant(cluster, [NEIGHBOURS_FACTS])
        await asked.says("consumer", "Kafka: principal review has no right to READ group review")

        await give_all_back(cluster)
        await asked.is_ready()

        # Who may write nothing at all is refused earlier, and in other words.
        await grant(cluster, [(Resource.TOPIC, "review.dead-letters", Pattern.LITERAL, "review", Operation.WRITE)])
        await revoke(cluster, OUR_TOPICS)
        await leave_in_outbox(url)
        await asked.says("relay", "Kafka: principal review has no right to WRITE topic review.facts")
        await revoke(cluster, [NEIGHBOURS_FACTS])
        await asked.says("consumer", "Kafka: principal review has no right to READ topic nominations.facts")

        await give_all_back(cluster)
        await asked.is_ready()
        assert await outbox_rows(url) == 0


async def test_a_missing_right_or_password_on_postgres_is_named_until_it_is_there(
    cluster: Guarded, postgres: PostgresForTests, tmp_path: Path
) -> None:
    url = await create_database(postgres.admin_url, service())
    database, role = urlsplit(url).path[1:], f"review_{secrets.token_hex(4)}"
    await run(postgres.admin_url, f"CREATE ROLE {role} LOGIN PASSWORD 'another' IN ROLE review")
    own_url = urlsplit(url)
    own_url = own_url._replace(netloc=f"{role}:{SECRET}@{own_url.hostname}:{own_url.port}")
    async with review(tmp_path, urlunsplit(own_url), cluster, cluster.passwords["review"]) as asked:
        who = f"PostgreSQL: role {role}"
        await asked.says("database", f"{who} was not let into database {database}: its password was refused")
        await asked.says(
            "standing",
            f"not compared with its own topics: {who} was not let into database {database}: its password was refused",
        )

        await run(postgres.admin_url, f"REVOKE CONNECT ON DATABASE {database} FROM review, PUBLIC")
        await run(postgres.admin_url, f"ALTER ROLE {role} PASSWORD '{SECRET}'")
        await asked.says("database", f'{who}: permission denied for database "{database}"')

        at_database = urlunsplit(urlsplit(postgres.admin_url)._replace(path=f"/{database}"))
        await run(at_database, "REVOKE SELECT ON cases, outbox FROM review")
        await run(postgres.admin_url, f"GRANT CONNECT ON DATABASE {database} TO review")
        await asked.says("database", f"{who} has no right to SELECT on table cases, SELECT on table outbox")
        await asked.says("standing", f"not compared with its own topics: {who}: permission denied for table outbox")

        await run(at_database, "GRANT SELECT ON cases, outbox TO review")
        await asked.is_ready()

        # Nothing writes here; it is missed all the same.
        await run(at_database, "REVOKE UPDATE ON cases FROM review; REVOKE INSERT ON outbox FROM review")
        await asked.says("database", f"{who} has no right to UPDATE on table cases, INSERT on table outbox")

        await run(at_database, "GRANT UPDATE ON cases TO review; GRANT INSERT ON outbox TO review")
        await asked.is_ready()


async def run(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def leave_in_outbox(url: str) -> None:
    await run(url, "INSERT INTO outbox (topic, key, headers, value) VALUES ('review.facts', 'k', '{}', '{}')")


async def outbox_rows(url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval("SELECT count(1) FROM outbox"))
    finally:
        await connection.close()


async def grant(cluster: Guarded, rows: Sequence[tuple[int, str, int, str, int]]) -> None:
    async with administering(cluster.servers, cluster.admin_password) as admin:
        await admin.grant(rows)


async def revoke(cluster: Guarded, rows: Sequence[tuple[int, str, int, str, int]]) -> None:
    async with administering(cluster.servers, cluster.admin_password) as admin:
        await admin.revoke(rows)


async def give_all_back(cluster: Guarded) -> None:
    """Every right, with the password that was mistyped."""
    await apply_rights(cluster.servers, {**cluster.passwords, "review": SECRET}, admin_password=cluster.admin_password)


async def set_password(cluster: Guarded, password: str) -> None:
    async with administering(cluster.servers, cluster.admin_password) as admin:
        await admin.set_users({"review": password}, [])

"""Ready tells the truth; the server finishes what it has in hand."""

import asyncio
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router

from chassis import health as health_checks
from chassis import server
from chassis.broker import Access
from chassis.database import Connection, Pool, connect, connect_pool
from chassis.denials import Teller
from chassis.health import Check, Health, database_check
from local_stack.test_run import PostgresForTests
from shared.chassis.tests.http_builders import Database, answering, fresh_database


async def ask(health: Health, path: str = "/readyz") -> httpx.Response:
    transport = httpx.ASGITransport(health_checks.application(health, "toy"))
    async with httpx.AsyncClient(transport=transport, base_url="http://h.test") as client:
        return await client.get(path)


def failing(trouble: str | None) -> Check:
    async def probe() -> str | None:
        return trouble

    return Check(name="consumer", probe=probe)


@pytest.fixture
async def unmigrated(postgres: PostgresForTests) -> AsyncIterator[Pool]:
    async with fresh_database(postgres.admin_url) as made:
        pool = await connect_pool(made.url, application_name="t")
        yield pool
        pool.terminate()


async def test_ready_when_every_check_holds() -> None:
    health = Health()
    health.add(failing(None))

    response = await ask(health)

    assert response.status_code == 200
    assert response.json() == {"status": "ready", "checks": [{"name": "consumer", "ok": True, "message": "ok"}]}


async def test_not_ready_says_which_check_and_why() -> None:
    health = Health()
    health.add(failing("nominations.facts-3: stored position 900 is outside the log 0–120"))
    health.add(failing(None))

    response = await ask(health)

    assert response.status_code == 503
    assert response.json()["checks"][0]["message"].startswith("nominations.facts-3")


async def test_a_check_that_hangs_or_breaks_is_a_check_that_fails() -> None:
    async def hangs() -> str | None:
        await asyncio.sleep(60)
        return None

    async def breaks() -> str | None:
        raise KeyError("secret")

    health = Health()
    health.add(Check(name="broker", probe=hangs))
    health.add(Check(name="relay", probe=breaks))

    async with asyncio.timeout(4):
        checks = {check["name"]: check["message"] for check in (await ask(health)).json()["checks"]}

    assert checks == {"broker": "no answer within 2 s", "relay": "failed: KeyError"}


async def test_alive_even_when_not_ready() -> None:
    health = Health()
    health.add(failing("x"))

    assert (await ask(health, "/livez")).json() == {"status": "alive"}


async def test_a_database_without_its_tables_is_not_ready(unmigrated: Pool) -> None:
    health = Health()
    health.add(database_check(unmigrated))

    response = await ask(health)

    assert response.status_code == 503
    assert "chassis/0001_spine.sql" in response.json()["checks"][0]["message"]


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[Connection]:
    connection = await connect(database.owner_url, application_name="t")
    yield connection
    await connection.close()


async def test_every_right_that_migrations_gave_is_missed_by_name(database: Database, owner: Connection) -> None:
    pool = await connect_pool(database.url, application_name="t")
    check = database_check(pool)
    rights = await owner.fetch("SELECT table_name, verb FROM schema_rights WHERE table_name NOT LIKE 'schema\\_%'")
    assert len(rights) >= 4 * 12
    who = f"PostgreSQL: role {database.runtime_role} has no right to"

    for table, verb in rights:
        await owner.execute(f"REVOKE {verb} ON {table} FROM {database.runtime_role}")
        said = await check.probe()
        await owner.execute(f"GRANT {verb} ON {table} TO {database.runtime_role}")
        assert said == f"{who} {verb} on table {table}"

    assert await check.probe() is None
    pool.terminate()


@pytest.mark.parametrize(
    ("right", "thing"),
    [("USAGE", "schema public"), ("SELECT", "table schema_migrations"), ("SELECT", "table schema_rights")],
)
async def test_what_readiness_itself_needs_is_missed_by_name(
    database: Database, owner: Connection, right: str, thing: str
) -> None:
    teller = Teller(kafka=Access("127.0.0.1:1"), database_url=database.url)
    pool = await connect_pool(database.url, application_name="t")
    await owner.execute(f"REVOKE {right} ON {thing} FROM {database.runtime_role}, PUBLIC")

    said = await database_check(pool, told=teller.told).probe()

    await owner.execute(f"GRANT {right} ON {thing} TO {database.runtime_role}")
    assert said == f"PostgreSQL: role {database.runtime_role}: permission denied for {thing}"
    pool.terminate()


async def test_a_database_that_is_away_is_not_ready(database: Database) -> None:
    pool = await connect_pool(database.url, application_name="t")
    pool.terminate()
    health = Health()
    health.add(database_check(pool))

    assert (await ask(health)).status_code == 503


async def test_metrics_are_in_prometheus_text() -> None:
    response = await ask(Health(), "/metrics")

    assert "# TYPE outbox_rows gauge" in response.text
    assert response.headers["content-type"].startswith("text/plain")


async def test_metrics_say_who_is_not_ready_and_why() -> None:
    health = Health()
    health.add(failing("not yet joined the consumer group"))

    text = (await ask(health, "/metrics")).text

    assert 'service_ready{service="toy"} 0.0' in text
    assert 'service_check_failed{check="consumer",service="toy"} 1.0' in text


async def test_a_taken_port_is_named() -> None:
    with server.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(server.PortTaken, match=f"127.0.0.1:{port}"):
            await server.serve(Router(), host="127.0.0.1", port=port, stopping=asyncio.Event())


async def test_a_body_does_not_wait_for_the_acknowledgement_of_its_head() -> None:
    """Nagle's algorithm and delayed acknowledgements together hold the second write back for 40 ms."""
    with server.listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_a_request_in_hand_is_finished_before_the_server_stops() -> None:
    arrived = asyncio.Event()

    async def slow(request: Request) -> Response:
        arrived.set()
        await asyncio.sleep(0.3)
        return PlainTextResponse("done")

    async def quick(request: Request) -> Response:
        return PlainTextResponse("here")

    with server.listen("127.0.0.1", 0) as probe:
        port = probe.getsockname()[1]
    stopping, app = asyncio.Event(), Router([Route("/slow", slow), Route("/", quick)])
    task = asyncio.create_task(server.serve(app, host="127.0.0.1", port=port, stopping=stopping))
    await answering(f"http://127.0.0.1:{port}/")

    async with httpx.AsyncClient() as client:
        answer = asyncio.create_task(client.get(f"http://127.0.0.1:{port}/slow"))
        await arrived.wait()
        stopping.set()
        response = await answer
    await asyncio.wait_for(task, 5)

    assert response.text == "done"

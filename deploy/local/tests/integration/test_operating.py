"""What `make status` says of a service that is not ready, or not there."""

import asyncio

import httpx

from chassis import health, server
from chassis.health import Check, Health
from local_stack import ports
from local_stack.readiness import failing_checks


def a_check(name: str, trouble: str | None) -> Check:
    async def probe() -> str | None:
        return trouble

    return Check(name=name, probe=probe)


def asked(port: int) -> list[str]:
    with httpx.Client(trust_env=False) as http:
        while True:
            found = failing_checks(http, f"http://{ports.HOST}:{port}")
            if "ConnectError" not in str(found):
                return found


async def test_every_check_that_fails_is_named_and_no_other() -> None:
    [port], stopping, checks = ports.choose_free(1), asyncio.Event(), Health()
    checks.add(a_check("database", None))
    checks.add(a_check("relay", "KafkaConnectionError"))
    serving = asyncio.create_task(
        server.serve(health.application(checks, "review"), host=ports.HOST, port=port, stopping=stopping)
    )

    found = await asyncio.wait_for(asyncio.to_thread(asked, port), 10)
    stopping.set()
    await serving

    assert found == ["relay: KafkaConnectionError"]


def test_a_service_that_does_not_answer_is_not_ready() -> None:
    [port] = ports.choose_free(1)

    with httpx.Client(trust_env=False) as http:
        [found] = failing_checks(http, f"http://{ports.HOST}:{port}")

    assert found.startswith("/readyz: ConnectError")

"""Somebody who supervises, signed in at a portal whose neighbours are a test's answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from chassis.testing import running
from contracts.roles import Role
from local_stack.ports import HOST, choose_free
from local_stack.test_run import KafkaForTests, PostgresForTests
from portal.bootstrap import service
from portal.entrypoints.cookies import BROWSER, SESSION
from services.portal.tests.answering import Answers
from services.portal.tests.builders import NOW, SETTINGS
from services.portal.tests.conftest import Portal
from tests.access.system import serving


@asynccontextmanager
async def supervising(
    answers: Answers, kafka: KafkaForTests, postgres: PostgresForTests, state_dir: Path
) -> AsyncIterator[httpx.AsyncClient]:
    """Their browser; forms need the token of the browser `a-browser`."""
    where = {"AUDIT_URL": answers.url, "REVIEW_URL": answers.url}
    (port,) = choose_free(1)
    async with (
        running(
            service({**SETTINGS, **where}), kafka_servers=kafka.servers, admin_url=postgres.admin_url,
            state_dir=state_dir, now=NOW,
        ) as under_test,
        serving(under_test, port),
    ):  # fmt: skip
        portal = Portal(under_test)
        cookies = {SESSION: await portal.session(Role.SUPERVISOR, None), BROWSER: "a-browser"}
        async with httpx.AsyncClient(base_url=f"http://{HOST}:{port}", cookies=cookies, trust_env=False) as client:
            yield client

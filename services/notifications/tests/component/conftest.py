"""Notifications at work: its people registered, its sender running, its neighbours at hand."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.testing import Neighbour, ServiceUnderTest, neighbour, running
from local_stack.test_run import KafkaForTests, PostgresForTests
from notifications.bootstrap import send_mails, service
from services.notifications.tests.builders import NOW
from services.notifications.tests.component.people import PEOPLE, operator
from services.notifications.tests.mail_server import MailServerForTests


@pytest.fixture
async def told(
    kafka: KafkaForTests, postgres: PostgresForTests, mails: MailServerForTests, tmp_path: Path
) -> AsyncIterator[ServiceUnderTest]:
    """Notifications with its people and its sender at work."""
    environ = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mails.port),
        "MAIL_FROM": "thi-dua@thidua.example",
        "PUBLIC_URL": "http://portal.test",
    }
    async with running(
        service(),
        kafka_servers=kafka.servers,
        admin_url=postgres.admin_url,
        state_dir=tmp_path,
        now=NOW,
        environ=environ,
    ) as made:
        answer = await made.client.post("/recipients", json={"recipients": PEOPLE}, headers=operator(made))
        assert answer.json() == {"changed": 5, "unchanged": 0}
        sending = asyncio.create_task(send_mails(made.process.context()))
        yield made
        made.process.stopping.set()
        await sending


@pytest.fixture
async def from_review(told: ServiceUnderTest) -> AsyncIterator[Neighbour]:
    async with neighbour("review", told) as made:
        yield made


@pytest.fixture
async def from_nominations(told: ServiceUnderTest) -> AsyncIterator[Neighbour]:
    async with neighbour("nominations", told) as made:
        yield made

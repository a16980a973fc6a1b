"""Notifications on a real database, without its topics."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.testing import ServiceUnderTest, running
from local_stack.test_run import KafkaForTests, PostgresForTests
from notifications.bootstrap import service
from services.notifications.tests.builders import NOW
from services.notifications.tests.mail_server import MailServerForTests, mail_server


@pytest.fixture
async def mails() -> AsyncIterator[MailServerForTests]:
    async with mail_server() as made:
        yield made


@pytest.fixture
async def under_test(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path
) -> AsyncIterator[ServiceUnderTest]:
    async with running(
        service(), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW
    ) as made:
        yield made

"""Between the mail server's 250 and its mark: what a fault catches there is sent a second time, and nothing else is."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Set

import asyncpg

from tests.resilience.mailbox import Mailbox

Handing = tuple[str, int]
"""(fingerprint, which time it was handed over): a dead sender's mail waits for two minutes and is caught once."""

PENDING = "SELECT fact_id, person_id, channel FROM message WHERE channel = 'mail' AND status = 'pending'"
# What was under way when the fault struck has arrived then.
SETTLE_SECONDS = 0.2
AGAIN_SECONDS = 0.2
MOST_SECONDS = 120.0


def fingerprint(fact_id: object, person_id: str, channel: str) -> str:
    """The part of the Message-ID before the @."""
    return hashlib.sha256(f"{fact_id}\n{person_id}\n{channel}".encode()).hexdigest()[:40]


async def caught(mailbox: Mailbox, notifications_url: str) -> Set[Handing]:
    """What was answered with 250 and stands as unsent; waits for a database that is away."""
    await asyncio.sleep(SETTLE_SECONDS)
    async with asyncio.timeout(MOST_SECONDS):
        while True:
            try:
                pending = await _pending(notifications_url)
                arrived = Counter(mail.fingerprint for mail in mailbox.mails)
                return {(each, arrived[each]) for each in pending & arrived.keys()}
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(AGAIN_SECONDS)


async def _pending(url: str) -> Set[str]:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        return {fingerprint(*row.values()) for row in await connection.fetch(PENDING)}
    finally:
        await connection.close()

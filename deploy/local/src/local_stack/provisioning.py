"""A cluster as deploy/kafka/topics.toml wants it: its topics, who may sign in, who may do what.

In containers `python -m local_stack.provisioning kafka:9092` does it, with KAFKA_ADMIN_PASSWORD and one
<PRINCIPAL>_KAFKA_PASSWORD each in its environment. This module needs aiokafka alone, which every service's image has.
"""

import asyncio
import os
import sys
import time
from collections.abc import Mapping
from typing import Final

from aiokafka.errors import KafkaConnectionError

from local_stack.repository import TOPICS
from local_stack.rights import apply_rights, principals
from local_stack.topics import apply_topics, read_topics

PATIENCE_SECONDS: Final = 60.0


async def provision(
    servers: str,
    passwords: Mapping[str, str],
    admin_password: str,
    overrides: Mapping[str, Mapping[str, str]] | None = None,
) -> list[str]:
    """Put topics, principals and rights right; return what changed, one line each. Overrides: see apply_topics."""
    changed = await apply_topics(servers, overrides=overrides, admin_password=admin_password)
    return changed + await apply_rights(servers, passwords, admin_password=admin_password)


def passwords_of(environ: Mapping[str, str]) -> dict[str, str]:
    """Return each principal's password; raises KeyError with the name of a variable that is missing."""
    return {name: environ[f"{name.upper()}_KAFKA_PASSWORD"] for name in principals(read_topics(TOPICS))}


async def _patiently(servers: str, environ: Mapping[str, str]) -> list[str]:
    """A broker opens its port some time before it answers there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return await provision(servers, passwords_of(environ), environ["KAFKA_ADMIN_PASSWORD"])
        except KafkaConnectionError:
            if time.monotonic() > deadline:
                raise
        await asyncio.sleep(1)


if __name__ == "__main__":
    for line in asyncio.run(_patiently(sys.argv[1], os.environ)):
        print(line)

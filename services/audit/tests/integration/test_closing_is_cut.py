"""Closing a log while the process ends at any of its steps: the same is done again, once."""

from dataclasses import fields
from pathlib import Path
from uuid import uuid4

import pytest

from audit.service_layer.closing import Closing
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import a_fact, append
from services.audit.tests.several_logs import NEXT, Cut, PowerCut, close, shards, turn, writer


# The first transaction is the closing itself, the others are the turn inside it: hash, compare, what is owed, …, show.
@pytest.mark.parametrize("persisted", [False, True], ids=["failed", "failed but persisted"])
@pytest.mark.parametrize("at", range(1, 9))
async def test_after_a_crash_at_any_step_the_same_is_done_again(
    audit: ServiceUnderTest, tmp_path: Path, at: int, *, persisted: bool
) -> None:
    await append(audit, a_fact(uuid4()), a_fact(uuid4()))
    whole = audit.process.dispatcher
    cut = Cut(**{each.name: getattr(whole, each.name) for each in fields(whole)}, at=at, persisted=persisted)

    with pytest.raises(PowerCut):
        await Closing(writer=writer(audit, tmp_path), following=NEXT).run(cut)
    assert len(await shards(audit)) == (2 if (at, persisted) == (1, True) else 1)
    await append(audit, a_fact(uuid4()))
    if len(await shards(audit)) == 1:
        await close(audit, tmp_path)
    await turn(audit, tmp_path)

    assert [shard.origin for shard in await shards(audit)] == [None, NEXT]
    assert await audit.pool.fetchval("SELECT count(1) FROM entries WHERE type = 'audit.shard-closed.v1'") == 1
    assert await audit.pool.fetchval("SELECT count(1) FROM outbox WHERE topic LIKE '%audit.facts'") == 1

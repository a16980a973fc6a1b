"""One pass over everything that a log has stated: a checkpoint that nobody asks for any more must still be true."""

from collections.abc import AsyncIterator

from audit.adapters.checkpoints import CheckpointRepository
from audit.adapters.repository import EntryRepository
from audit.adapters.shards import ShardRepository
from audit.domain.model import Shard
from audit.domain.statements import flaws_of, flaws_of_link
from chassis.database import Pool, reading
from tlog.policy import Policy

AT_ONCE = 32
"""Each takes a verification or more, and nothing else runs meanwhile."""


async def flaws_of_statements(pool: Pool, shard: Shard, trusted: Policy) -> AsyncIterator[list[str]]:
    """The flaws of a log's checkpoints, oldest first, some at a time."""
    after = shard.after_checkpoint
    while True:
        async with reading(pool) as connection:
            some = await CheckpointRepository(connection).statements(shard, after, AT_ONCE)
        if not some:
            return
        yield [flaw for each in some for flaw in flaws_of(each, shard, trusted)]
        after = some[-1].number


async def flaws_of_beginning(pool: Pool, shard: Shard) -> list[str]:
    """Whether a log after the first begins with the last word of the one before."""
    if shard.number == 1:
        return []
    async with reading(pool) as connection:
        before = (await ShardRepository(connection).all())[shard.number - 2]
        last = await CheckpointRepository(connection).statements(before, shard.after_checkpoint - 1, 1)
        entries = await EntryRepository(connection).values(shard.first_index, 1)
    return flaws_of_link(before, next(iter(last), None), shard, next(iter(entries), None))

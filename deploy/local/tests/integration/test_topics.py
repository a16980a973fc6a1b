"""Topics on a real broker."""

from itertools import count

import pytest

from local_stack.cluster import administering
from local_stack.repository import TOPICS
from local_stack.test_run import KafkaForTests
from local_stack.topics import apply_topics, read_topics
from local_stack.troubles import TopicDiffers

FEW = {"facts": {"partitions": "2"}, "personal": {"partitions": "2"}}
prefixes = (f"topics{number}." for number in count())


async def test_topics_are_created_once_and_left_alone_afterwards(kafka: KafkaForTests) -> None:
    prefix = next(prefixes)

    first = await apply_topics(kafka.servers, prefix, FEW)
    second = await apply_topics(kafka.servers, prefix, FEW)

    assert first == [f"{prefix}{topic.name}: created" for topic in read_topics(TOPICS)]
    assert second == []


async def test_partitions_are_those_of_the_file(kafka: KafkaForTests) -> None:
    prefix = next(prefixes)

    await apply_topics(kafka.servers, prefix, owners=["review"])

    async with administering(kafka.servers) as cluster:
        found = await cluster.partitions([f"{prefix}review.facts", f"{prefix}review.dead-letters"])
    assert found == {f"{prefix}review.facts": 12, f"{prefix}review.dead-letters": 1}


async def test_a_changed_setting_is_reported_and_put_right(kafka: KafkaForTests) -> None:
    prefix = next(prefixes)
    lag = {"personal": {"partitions": "2", "max.compaction.lag.ms": "2000"}}
    await apply_topics(kafka.servers, prefix, FEW, owners=["audit"])

    changed = await apply_topics(kafka.servers, prefix, FEW | lag, owners=["audit"])
    afterwards = await apply_topics(kafka.servers, prefix, FEW | lag, owners=["audit"])

    assert [line.split(":")[0] for line in changed] == [f"{prefix}audit.personal"]
    assert afterwards == []


async def test_another_number_of_partitions_is_refused(kafka: KafkaForTests) -> None:
    prefix = next(prefixes)
    await apply_topics(kafka.servers, prefix, FEW, owners=["nominations"])

    with pytest.raises(TopicDiffers, match=r"nominations\.facts: 2 ≠ 3 partitions"):
        await apply_topics(kafka.servers, prefix, FEW | {"facts": {"partitions": "3"}}, owners=["nominations"])

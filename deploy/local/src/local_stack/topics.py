"""Topics as deploy/kafka/topics.toml has them: created when missing, compared when there, put right."""

import asyncio
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from local_stack.cluster import Cluster, administering
from local_stack.repository import TOPICS
from local_stack.troubles import TopicDiffers, TopicNotVisible

VISIBLE_SECONDS = 30.0
LAG_VARIABLE = "PERSONAL_COMPACTION_LAG_SECONDS"


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    owner: str
    partitions: int
    replication_factor: int
    config: Mapping[str, str]
    readers: Sequence[str] = ()
    """Who reads it beside its owner."""

    @property
    def kind(self) -> str:
        """Return facts, personal, dead-letters or checkpoints."""
        return self.name.removeprefix(f"{self.owner}.")


async def apply_topics(
    servers: str,
    prefix: str = "",
    overrides: Mapping[str, Mapping[str, str]] | None = None,
    owners: Collection[str] | None = None,
    *,
    admin_password: str | None = None,
) -> list[str]:
    """Make the cluster's topics those of the file; return what was created or changed, one line each.

    Tests give a prefix for the names, the owners they need, and overrides by kind, as in
    `{"facts": {"partitions": "3"}, "personal": {"max.compaction.lag.ms": "2000"}}`.
    Returns when every topic has its leaders. Raises TopicDiffers when an existing topic has another number of
    partitions.
    """
    wanted = [
        _overridden(topic, prefix, (overrides or {}).get(topic.kind, {}))
        for topic in read_topics(TOPICS)
        if owners is None or topic.owner in owners
    ]
    async with administering(servers, admin_password) as cluster:
        existing = set(await cluster.topics())
        created = await _create(cluster, [topic for topic in wanted if topic.name not in existing])
        kept = [topic for topic in wanted if topic.name not in created]
        await _require_partitions(cluster, kept)
        changed = await _put_right(cluster, kept)
        await _wait_visible(cluster, [topic for topic in wanted if topic.name in created])
    return [f"{name}: created" for name in created] + changed


def overrides_from(environ: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """What the services' settings change of the file: tombstones are sent again after the lag that the topic has."""
    if LAG_VARIABLE not in environ:
        return {}
    return {"personal": {"max.compaction.lag.ms": str(int(float(environ[LAG_VARIABLE]) * 1000))}}


def read_topics(path: Path) -> list[Topic]:
    document = tomllib.loads(path.read_text())
    copies = document["replication_factor"]
    return [Topic(t["name"], t["owner"], t["partitions"], copies, t["config"], t["readers"]) for t in document["topic"]]


def _overridden(topic: Topic, prefix: str, override: Mapping[str, str]) -> Topic:
    config = {**topic.config, **override}
    partitions = int(config.pop("partitions", topic.partitions))
    return replace(topic, name=prefix + topic.name, owner=prefix + topic.owner, partitions=partitions, config=config)


async def _create(cluster: Cluster, missing: Sequence[Topic]) -> list[str]:
    return [
        topic.name
        for topic in missing
        if await cluster.create(topic.name, topic.partitions, topic.replication_factor, topic.config)
    ]


async def _require_partitions(cluster: Cluster, topics: Sequence[Topic]) -> None:
    await _wait_visible(cluster, topics, at_least=1)
    found = await cluster.partitions([topic.name for topic in topics]) if topics else {}
    differing = [topic for topic in topics if found[topic.name] != topic.partitions]
    if differing:
        raise TopicDiffers([f"{t.name}: {found[t.name]} ≠ {t.partitions} partitions" for t in differing])


async def _put_right(cluster: Cluster, topics: Sequence[Topic]) -> list[str]:
    configs = await cluster.configs([topic.name for topic in topics]) if topics else {}
    changing = [topic for topic in topics if configs[topic.name] != topic.config]
    for topic in changing:
        await cluster.set_config(topic.name, topic.config)
    return [f"{t.name}: {configs[t.name]} → {dict(t.config)}" for t in changing]


async def _wait_visible(cluster: Cluster, topics: Sequence[Topic], at_least: int | None = None) -> None:
    """Wait until the broker that answers knows them: right after its creation a topic is unknown to it."""
    missing: list[str] = []
    for _ in range(int(VISIBLE_SECONDS / 0.05)):
        found = await cluster.partitions([topic.name for topic in topics]) if topics else {}
        missing = [t.name for t in topics if found.get(t.name, 0) < (at_least or t.partitions)]
        if not missing:
            return
        await asyncio.sleep(0.05)
    raise TopicNotVisible(missing)

"""deploy/kafka/topics.toml says what the wire needs."""

from dataclasses import fields, replace

from chassis.settings import ChassisSettings
from local_stack.layout import SERVICE_PORTS
from local_stack.repository import TOPICS
from local_stack.topics import LAG_VARIABLE, Topic, overrides_from, read_topics

FOR_EVER = {"cleanup.policy": "delete", "retention.ms": "-1"}
A_DAY = {"cleanup.policy": "compact", "max.compaction.lag.ms": "86400000"}
A_YEAR = {"cleanup.policy": "delete", "retention.ms": "31536000000"}


def wanted(service: str) -> list[Topic]:
    facts = Topic(f"{service}.facts", service, 12, 1, FOR_EVER)
    personal = Topic(f"{service}.personal", service, 12, 1, A_DAY)
    dead_letters = Topic(f"{service}.dead-letters", service, 1, 1, A_YEAR)
    # The portal decides nothing, so it has no facts.
    return [dead_letters] if service == "portal" else [facts, personal, dead_letters]


def test_every_service_has_its_topics_and_no_other() -> None:
    checkpoints = Topic("audit.checkpoints", "audit", 1, 1, FOR_EVER)

    # Who reads them is compared with what the services declare, in tests/architecture.
    topics = [replace(topic, readers=()) for topic in read_topics(TOPICS)]
    found = sorted(topics, key=lambda topic: topic.name)

    all_wanted = [checkpoints, *(topic for service in SERVICE_PORTS for topic in wanted(service))]
    assert found == sorted(all_wanted, key=lambda topic: topic.name)


def test_services_send_tombstones_again_after_the_lag_that_the_topics_have() -> None:
    setting = next(each for each in fields(ChassisSettings) if each.name.upper() == LAG_VARIABLE)

    lag_seconds = int(A_DAY["max.compaction.lag.ms"]) / 1000

    assert setting.default == lag_seconds
    assert overrides_from({LAG_VARIABLE: str(lag_seconds)}) == {
        "personal": {"max.compaction.lag.ms": A_DAY["max.compaction.lag.ms"]}
    }

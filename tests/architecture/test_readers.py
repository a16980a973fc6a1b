"""Who may read a topic (deploy/kafka/topics.toml) is who declares it in its bootstrap; and supervisor, by a rule."""

from collections.abc import Mapping, Sequence
from importlib import import_module

from chassis.service import Service
from local_stack.repository import TOPICS
from local_stack.rights import SUPERVISOR
from local_stack.topics import Topic, read_topics
from tests.architecture.repository import SERVICES


def differing(topics: Sequence[Topic], declared: Mapping[str, set[str]]) -> list[str]:
    """Sentences about readers that the file has too many or too few of."""
    found = []
    for topic in topics:
        reading = {name for name, read in declared.items() if topic.name in read and name != topic.owner}
        if topic.kind in ("facts", "checkpoints"):
            reading.add(SUPERVISOR)
        if set(topic.readers) != reading:
            found.append(f"{topic.name}: readers {sorted(topic.readers)}, but declared by {sorted(reading)}")
    return found


def declared() -> dict[str, set[str]]:
    services: list[Service] = [import_module(f"{name}.bootstrap").service() for name in SERVICES]
    return {service.name: set(service.topics("")) for service in services}


def test_a_topic_is_readable_by_those_who_declare_it_and_by_nobody_else() -> None:
    assert differing(read_topics(TOPICS), declared()) == []


def test_every_topic_that_a_service_declares_is_in_the_file() -> None:
    known = {topic.name for topic in read_topics(TOPICS)}

    assert set().union(*declared().values()) <= known


def test_a_reader_too_many_and_one_too_few_are_found() -> None:
    many = Topic("review.personal", "review", 1, 1, {}, ["portal", "audit"])
    few = Topic("review.facts", "review", 1, 1, {}, ["portal"])
    reading = {"portal": {"review.personal", "review.facts"}, "review": {"review.facts"}, "audit": set[str]()}

    assert differing([many, few], reading) == [
        "review.personal: readers ['audit', 'portal'], but declared by ['portal']",
        "review.facts: readers ['portal'], but declared by ['portal', 'supervisor']",
    ]

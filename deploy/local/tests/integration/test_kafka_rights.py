"""Every principal against every topic and consumer group, on a real broker with its authorizer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import ClusterAuthorizationFailedError, KafkaConnectionError, for_code

from chassis.broker import Access
from contracts.registry import PRODUCERS
from deploy.local.tests.integration.guarded_kafka import Guarded, connected, joinable, readable, writable
from local_stack.cluster import Cluster, administering
from local_stack.provisioning import provision
from local_stack.repository import TOPICS
from local_stack.rights import SUPERVISOR, Operation, Pattern, Resource, Right, apply_rights, granted, principals
from local_stack.topics import read_topics

PRINCIPALS = principals(read_topics(TOPICS))


@asynccontextmanager
async def administering_as(access: Access) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(**access.options())
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


@pytest.mark.parametrize("principal", PRINCIPALS)
async def test_a_principal_reads_its_own_topics_and_those_that_name_it_and_no_other(
    cluster: Guarded, principal: str
) -> None:
    async with connected(cluster.access(principal)) as client:
        read = await readable(client, cluster.topics)

    assert read == {t.name for t in cluster.topics if principal in (t.owner, *t.readers)}


@pytest.mark.parametrize("principal", PRINCIPALS)
async def test_a_principal_writes_its_own_topics_and_no_other(cluster: Guarded, principal: str) -> None:
    written = await writable(cluster.access(principal), cluster.topics)

    assert written == {topic.name for topic in cluster.topics if topic.owner == principal}


@pytest.mark.parametrize("principal", PRINCIPALS)
async def test_a_principal_joins_groups_of_its_own_name_and_no_other(cluster: Guarded, principal: str) -> None:
    groups = [f"{name}{rest}" for name in PRINCIPALS for rest in ("", "-rebuild-1", "s")]

    async with connected(cluster.access(principal)) as client:
        joined = await joinable(client, groups)

    assert joined == {principal, f"{principal}-rebuild-1"}


async def test_the_supervisor_reads_all_facts_and_checkpoints_and_writes_nothing(cluster: Guarded) -> None:
    async with connected(cluster.access(SUPERVISOR)) as client:
        read = await readable(client, cluster.topics)

    assert read == {*(f"{name}.facts" for name in PRODUCERS), "audit.checkpoints"}
    assert await writable(cluster.access(SUPERVISOR), cluster.topics) == set()


@pytest.mark.parametrize("principal", PRINCIPALS)
async def test_a_principal_administers_nothing(cluster: Guarded, principal: str) -> None:
    async with administering_as(cluster.access(principal)) as admin:
        answer: Any = await admin.create_topics([NewTopic(f"{principal}.more", 1, 1)])
        deleted: Any = await admin.delete_topics(["review.facts"])

    assert for_code(answer.topic_errors[0][1]).__name__ == "TopicAuthorizationFailedError"
    assert for_code(deleted.topic_error_codes[0][1]).__name__ == "TopicAuthorizationFailedError"


async def test_rights_are_kept_from_principals(cluster: Guarded) -> None:
    async with administering_as(cluster.access("review")) as admin:
        asked = Cluster(admin)
        with pytest.raises(ClusterAuthorizationFailedError):
            await asked.rights()
        with pytest.raises(ClusterAuthorizationFailedError):
            await asked.grant([(Resource.TOPIC, "nominations.", Pattern.PREFIXED, "review", Operation.WRITE)])
        with pytest.raises(ClusterAuthorizationFailedError):
            await asked.set_users({"review": "mine"}, [])


async def test_a_wrong_password_an_unknown_name_and_nobody_are_not_let_in(cluster: Guarded) -> None:
    review = cluster.access("review")

    for stranger in (replace(review, password="guess"), replace(review, username="nobody"), Access(review.servers)):
        with pytest.raises(KafkaConnectionError):
            async with asyncio.timeout(10), connected(stranger):
                pass


async def test_a_service_is_not_let_in_by_the_administrators_mechanism(cluster: Guarded) -> None:
    with pytest.raises(KafkaConnectionError):
        async with administering(cluster.servers, cluster.passwords["review"]):
            pass


async def test_applying_again_changes_nothing(cluster: Guarded) -> None:
    assert await provision(cluster.servers, cluster.passwords, cluster.admin_password) == []


async def test_a_right_and_a_principal_that_the_file_does_not_name_are_taken_away_and_told(cluster: Guarded) -> None:
    async with administering(cluster.servers, cluster.admin_password) as admin:
        await admin.grant([(Resource.TOPIC, "review.personal", Pattern.LITERAL, "audit", Operation.READ)])
        await admin.set_users({"movements": "left behind"}, [])
        await admin.revoke([(Resource.GROUP, "portal", Pattern.LITERAL, "portal", Operation.READ)])

    told = await apply_rights(cluster.servers, cluster.passwords, admin_password=cluster.admin_password)

    assert told == [
        "movements: principal, removed",
        "portal READ GROUP portal: granted",
        "audit READ TOPIC review.personal: taken away",
    ]
    async with administering(cluster.servers, cluster.admin_password) as admin:
        found = {
            Right(who, operation, kind, name, pattern) for kind, name, pattern, who, operation in await admin.rights()
        }
        assert found == granted(cluster.topics)
        assert sorted(await admin.users()) == PRINCIPALS

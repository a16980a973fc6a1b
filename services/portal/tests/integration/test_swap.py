"""The swap of a rebuild waits until it is nowhere behind, and changes everything at once."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from chassis.testing import url_of
from portal.adapters.rebuilding import LIVE_GROUP, AnotherRebuild, Plan, Rebuilding, rebuilding
from services.portal.tests.conftest import Portal


@pytest.fixture
async def owner_url(portal: Portal) -> str:
    database = urlsplit(portal.under_test.process.settings.database_url).path.lstrip("/")
    return url_of(portal.under_test.admin_url, database, "portal_owner")


@pytest.fixture
async def work(owner_url: str) -> AsyncIterator[Rebuilding]:
    async with rebuilding(owner_url) as made:
        yield made


async def stand(portal: Portal, group: str, offsets: dict[int, int]) -> None:
    """Put a group's positions at these offsets, by partition."""
    rows = [(group, "nominations.facts", partition, offset) for partition, offset in offsets.items()]
    await portal.under_test.pool.executemany(
        "INSERT INTO position (consumer_group, topic, partition, start_offset, next_offset) VALUES ($1, $2, $3, 0, $4)",
        rows,
    )


async def positions(portal: Portal) -> dict[tuple[str, int], int]:
    rows = await portal.under_test.pool.fetch("SELECT consumer_group, partition, next_offset FROM position")
    return {(row["consumer_group"], row["partition"]): row["next_offset"] for row in rows}


@pytest.mark.parametrize("anew", [{0: 5, 1: 6}, {0: 5}, {}], ids=["behind in one", "one unread", "nothing read"])
async def test_a_rebuild_that_is_behind_replaces_nothing(
    portal: Portal, work: Rebuilding, anew: dict[int, int]
) -> None:
    plan = await work.prepare("portal")
    await stand(portal, LIVE_GROUP, {0: 5, 1: 7})
    await stand(portal, plan.group, anew)
    before = await positions(portal)

    assert not await work.swap(plan)

    assert await positions(portal) == before


async def test_a_rebuild_that_has_read_as_much_or_more_takes_over(portal: Portal, work: Rebuilding) -> None:
    plan = await work.prepare("portal")
    await stand(portal, LIVE_GROUP, {0: 5, 1: 7})
    await stand(portal, plan.group, {0: 5, 1: 9, 2: 1})
    await portal.under_test.pool.execute(
        f"INSERT INTO {plan.schema}.tally (type, facts, latest_at) VALUES ('a', 3, now())"
    )

    assert await work.swap(plan)
    await work.forget()

    assert await positions(portal) == {(LIVE_GROUP, 0): 5, (LIVE_GROUP, 1): 9, (LIVE_GROUP, 2): 1}
    assert await portal.under_test.pool.fetchval("SELECT facts FROM projection.tally") == 3


async def test_two_rebuilds_do_not_run_at_once(work: Rebuilding, owner_url: str) -> None:
    with pytest.raises(AnotherRebuild):
        async with rebuilding(owner_url):
            pass


async def test_what_a_killed_rebuild_left_behind_goes_at_the_next_start(portal: Portal, work: Rebuilding) -> None:
    left = await work.prepare("portal")
    await stand(portal, left.group, {0: 5})

    plan = await work.prepare("portal")

    schemas = await portal.under_test.pool.fetch("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rebuild%'")
    assert plan != left
    assert [row["nspname"] for row in schemas] == [Plan(number=plan.number).schema]
    assert await positions(portal) == {}

"""A rebuild equals what it replaces, while the old projections serve and facts keep coming."""

import asyncio
from dataclasses import replace
from urllib.parse import urlsplit

from chassis.settings import ChassisSettings
from chassis.testing import Neighbour, url_of
from portal.bootstrap import service
from portal.entrypoints.rebuild import rebuild
from services.portal.tests.builders import NOW, SETTINGS, awarded, endorsed, issued, opened, submitted
from services.portal.tests.conftest import Portal
from services.portal.tests.projection_rows import Rows, clear, rows_of


def owner_settings(portal: Portal) -> ChassisSettings:
    settings, admin = portal.under_test.process.settings, portal.under_test.admin_url
    database = urlsplit(settings.database_url).path.lstrip("/")
    return replace(settings, database_owner_url=url_of(admin, database, "portal_owner"))


async def rows(portal: Portal) -> Rows:
    async with portal.under_test.pool.acquire() as connection:
        return await rows_of(connection)


async def tell_lives(nominations: Neighbour, review: Neighbour, names: list[str]) -> None:
    await review.tell(issued(f"decision {names[0]}", 1, len(names)), at=NOW)
    for name in names:
        await nominations.tell(endorsed(name), at=NOW)
        sent = await nominations.tell(submitted(name), at=NOW)
        await review.tell(opened(name, sent), at=NOW)
        await review.tell(awarded(name, sent, f"decision {names[0]}"), at=NOW)


async def test_a_rebuild_makes_the_same_rows_anew(portal: Portal, nominations: Neighbour, review: Neighbour) -> None:
    await tell_lives(nominations, review, ["an", "bình", "cúc"])
    await portal.under_test.consumed()
    before = await rows(portal)
    async with portal.under_test.pool.acquire() as connection:
        await clear(connection)

    facts = await rebuild(service(SETTINGS), owner_settings(portal), {})

    assert facts == 13
    assert await rows(portal) == before


async def test_after_a_rebuild_the_live_group_goes_on_and_applies_each_fact_once(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    await tell_lives(nominations, review, ["an", "bình"])
    await portal.under_test.consumed()
    await rebuild(service(SETTINGS), owner_settings(portal), {})

    await tell_lives(nominations, review, ["cúc", "dũng"])
    await portal.under_test.consumed()

    found = await rows(portal)
    assert [len(found[table]) for table in ("nomination", "submission", "review_case", "decision", "award")] == [
        4,
        4,
        4,
        2,
        4,
    ]
    assert len(found["step"]) == 18


async def test_the_old_projections_serve_while_facts_keep_coming(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    await tell_lives(nominations, review, ["an"])
    await portal.under_test.consumed()
    done, statuses = asyncio.Event(), []

    async def look() -> None:
        async with portal.client() as client:
            while not done.is_set():
                statuses.append((await client.get("/")).status_code)

    async def tell() -> None:
        for number in range(10):
            await tell_lives(nominations, review, [f"n{number}"])

    looking = asyncio.create_task(look())
    await asyncio.gather(rebuild(service(SETTINGS), owner_settings(portal), {}), tell())
    done.set()
    await looking
    await portal.under_test.consumed()

    found = await rows(portal)
    assert set(statuses) == {200}
    assert (len(found["award"]), len(found["step"])) == (11, 55)


async def test_nothing_of_a_rebuild_stays_behind(portal: Portal, nominations: Neighbour, review: Neighbour) -> None:
    await tell_lives(nominations, review, ["an"])
    await portal.under_test.consumed()

    await rebuild(service(SETTINGS), owner_settings(portal), {})

    groups = await portal.under_test.pool.fetch("SELECT DISTINCT consumer_group FROM position")
    schemas = await portal.under_test.pool.fetch("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rebuild%'")
    assert [row["consumer_group"] for row in groups] == ["portal"]
    assert schemas == []

"""A rebuild equals what it replaces, while the old projections serve and facts keep coming."""

import asyncio
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import UUID

from chassis.settings import ChassisSettings
from chassis.testing import Neighbour, url_of
from contracts.envelope import Attributes, render, source_of
from contracts.fact import Fact
from contracts.roles import Role
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


async def test_a_rebuild_gives_up_what_an_operator_gave_up(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    await tell_lives(nominations, review, ["an"])
    await tell_what_cannot_be_applied(nominations)
    await portal.under_test.consumed()
    dispatcher = portal.under_test.process.dispatcher
    for letter in await portal.under_test.pool.fetch("SELECT id FROM dead_letter ORDER BY id"):
        await dispatcher.discard(letter["id"])
    await dispatcher.skip(submitted("cúc").subject, source_of("nominations"), 2)
    before = await rows(portal)

    await rebuild(service(SETTINGS), owner_settings(portal), {})

    left = await portal.under_test.pool.fetchrow(
        "SELECT (SELECT count(*) FROM dead_letter) AS letters, (SELECT count(*) FROM parked) AS parked"
    )
    assert dict(left or {}) == {"letters": 0, "parked": 0}
    assert await rows(portal) == before


async def tell_what_cannot_be_applied(nominations: Neighbour) -> None:
    """A record that is no event, a wrong body with a follower, and a fact that never comes before another."""
    await nominations.send_fact(b"{", submitted("đạt").subject, UUID(int=1), submitted("đạt").TYPE)
    await nominations.tell(endorsed("bình"), at=NOW)
    await tell_broken(nominations, submitted("bình"), seq=2)
    nominations._seq[submitted("bình").subject] += 1
    await nominations.tell(submitted("bình"), at=NOW)
    await nominations.tell(endorsed("cúc"), at=NOW)
    nominations._seq[submitted("cúc").subject] += 1
    await nominations.tell(submitted("cúc"), at=NOW)


async def tell_broken(nominations: Neighbour, fact: Fact, *, seq: int) -> None:
    """The fact with one field under another name."""
    attributes = Attributes(
        id=nominations.entropy.fact_id(),
        source=source_of("nominations"),
        type=fact.TYPE,
        subject=fact.subject,
        seq=seq,
        time=NOW,
        actor_role=Role.SERVICE,
    )
    value = render(fact, attributes).replace(b'"award_code"', b'"award_kode"')
    await nominations.send_fact(value, fact.subject, attributes.id, fact.TYPE)

"""Two units hand in for one deed at the same moment: whoever is second is told, as if it had come later."""

import asyncio

from httpx import Response

from chassis.database import Connection
from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.nominations.tests.builders import OTHER_UNIT, UNIT
from services.nominations.tests.component.test_life import officer
from services.nominations.tests.component.test_telling import HUONG, written


async def endorsed(service: ServiceUnderTest, unit: str, **changes: object) -> str:
    nomination_id = await written(service, unit, **changes)
    head, chosen = service.signed_in(Role.UNIT_HEAD, unit), {"nomination_ids": [nomination_id]}
    assert (await service.client.post("/nominations/endorse", json=chosen, headers=head)).status_code == 200
    return nomination_id


async def submitted(service: ServiceUnderTest, unit: str, nomination_id: str) -> Response:
    chosen = {"nomination_ids": [nomination_id]}
    return await service.client.post("/nominations/submit", json=chosen, headers=officer(service, unit))


async def two_wait(connection: Connection) -> None:
    """Until two others stand before a lock of this database."""
    query = """
        SELECT count(DISTINCT pid) FROM pg_locks
        WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """
    async with asyncio.timeout(20):
        while await connection.fetchval(query) < 2:  # noqa: ASYNC110 (the database tells nobody)
            await asyncio.sleep(0.02)


async def test_of_two_units_that_hand_in_for_one_deed_at_once_the_second_is_told(service: ServiceUnderTest) -> None:
    one = await endorsed(service, UNIT, award_code="GKX", **HUONG)
    other = await endorsed(service, OTHER_UNIT, award_code="GKX", workplace="Trường khác", **HUONG)

    async with service.pool.acquire() as connection, connection.transaction():
        # Whoever has been evaluated waits here to write it down.
        await connection.execute("LOCK TABLE kept_findings IN EXCLUSIVE MODE")
        both = [
            asyncio.create_task(submitted(service, unit, each)) for unit, each in ((UNIT, one), (OTHER_UNIT, other))
        ]
        await two_wait(connection)
    answers = await asyncio.gather(*both)

    told = sorted((each.status_code, each.json().get("type")) for each in answers)
    assert told == [(200, None), (409, "/problems/reason-wanted")]

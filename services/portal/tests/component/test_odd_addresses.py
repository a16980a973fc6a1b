"""Addresses that no page of ours links to are answered, never with an error of the portal's own."""

import pytest

from contracts.roles import Role
from services.portal.tests.builders import UNIT, known
from services.portal.tests.conftest import Portal


async def test_a_register_of_an_impossible_year_is_the_whole_register(portal: Portal) -> None:
    async with portal.client() as client:
        answers = [await client.get("/", params={"year": year}) for year in ("020249", "99999", "²024", "x")]

    assert [answer.status_code for answer in answers] == [200] * 4


@pytest.mark.parametrize("after", ["x", "", "0198"])
async def test_a_place_in_a_list_that_is_no_id_asks_the_neighbour_all_the_same(portal: Portal, after: str) -> None:
    async with await portal.signed_in(Role.UNIT_OFFICER, UNIT) as client:
        answer = await client.get(f"/unit/lists/{known('l')}", params={"after": after})

    # No neighbour answers in this test: past the address, the page says that one is away.
    assert answer.status_code == 503


@pytest.mark.parametrize("tile", ["key", "0/000.p/0", "0/0", "%2e%2e/anomalies", "entries/000/", "64/000"])
async def test_what_is_not_spelled_like_a_file_of_the_record_is_not_asked_for(portal: Portal, tile: str) -> None:
    async with portal.client() as client:
        odd, file = await client.get(f"/log/tile/{tile}"), await client.get("/log/tile/entries/000.p/3")

    # Nobody answers for the record in this test: the spelling alone decides which of the two is asked.
    assert (odd.status_code, file.status_code) == (404, 503)


@pytest.mark.parametrize(
    "odd",
    [
        "/log/27/checkpoint",
        "/log/2027-/key",
        "/log/%D9%A2027/key",
        "/log/..%2F2027/key",
        "/log/2027/tile/key",
        f"/log/entries/{known('f')}?index=-1",
        f"/log/proofs/{known('f')}?index=9999999999999999999",
        f"/log/proofs/{known('f')}?index=",
        f"/verify?fact={known('f')}&index=x",
    ],
)
async def test_no_log_and_no_place_is_asked_for_that_none_can_have(portal: Portal, odd: str) -> None:
    async with portal.client() as client:
        answers = [await client.get(path) for path in (odd, "/log/2027-2/key", f"/log/proofs/{known('f')}?index=3")]

    assert [answer.status_code for answer in answers] == [404, 503, 503]

"""While the index is behind the record, a search says so, and whatever must be whole is refused until it is there."""

from typing import Any
from uuid import uuid4

import pytest

from audit.service_layer import indexing
from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.audit.tests.builders import a_sequencer, append
from services.audit.tests.cases import CASE, Teller, a_life
from services.audit.tests.integration.test_sequencing import tamper

FACTS, FINDINGS, SIZE, EXPORTS = (
    "/supervision/facts", "/supervision/findings", "/supervision/exports/size", "/supervision/exports",
)  # fmt: skip


@pytest.fixture
async def behind(audit: ServiceUnderTest) -> ServiceUnderTest:
    """A record of which a part in the middle is not listed yet."""
    await append(audit, *a_life(Teller()))
    await a_sequencer().turn(audit.process.dispatcher)
    await tamper(audit, "listing", "DELETE FROM listing WHERE index IN (2, 3)")
    await audit.pool.execute("UPDATE listed SET next_index = 2")
    return audit


async def answer(audit: ServiceUnderTest, method: str, path: str, **more: Any) -> tuple[int, dict[str, Any]]:
    got = await audit.client.request(method, path, headers=audit.signed_in(Role.SUPERVISOR, None), **more)
    return got.status_code, got.json() if "json" in got.headers["content-type"] else {}


REFUSED = [
    ("GET", FINDINGS, {"params": {"kind": "late-step"}}),
    ("GET", SIZE, {}),
    ("POST", EXPORTS, {"json": {"case_id": str(CASE)}}),
    ("POST", f"/supervision/cases/{uuid4()}/look", {}),
]


async def test_a_search_and_a_life_show_what_is_listed_and_say_that_it_may_not_be_all(behind: ServiceUnderTest) -> None:
    status, page = await answer(behind, "GET", FACTS)
    assert (status, len(page["facts"]), page["is_complete"]) == (200, 7, False)

    status, life = await answer(behind, "POST", f"/supervision/cases/{CASE}/look")
    assert (status, life["life"]["is_complete"]) == (200, False)


@pytest.mark.parametrize(("method", "path", "more"), REFUSED)
async def test_what_must_be_whole_waits_for_the_index_and_says_how_far_it_is(
    behind: ServiceUnderTest, method: str, path: str, more: dict[str, Any]
) -> None:
    status, problem = await answer(behind, method, path, **more)

    assert (status, problem["type"]) == (409, "/problems/not-yet-listed")
    assert "Mới lập được 2 trên 9 sự kiện" in problem["detail"]
    await behind.relayed()
    assert await behind.facts() == []


@pytest.mark.parametrize(("method", "path", "more"), REFUSED)
async def test_once_all_is_listed_they_are_answered(
    behind: ServiceUnderTest, method: str, path: str, more: dict[str, Any]
) -> None:
    while await behind.process.dispatcher.tick(indexing.list_batch):
        pass

    status, told = await answer(behind, method, path, **more)

    assert status == (404 if path.endswith("/look") else 200), told

"""What the secretariat and the chairman have before them: in the order of the unit's list, with reasons that can be."""

from datetime import timedelta
from uuid import UUID

import pytest

from contracts.nominations import WithdrawalRequested
from contracts.review import WithdrawalRefused
from contracts.roles import Role
from portal.service_layer.event_handlers import project
from portal.views.cases import CaseFilter, Tab, cases, chosen, ids_of
from portal.views.decisions import decision
from portal.views.life import life
from services.portal.tests.builders import (
    AGENCY,
    NOW,
    TODAY,
    UNIT,
    accepted,
    awarded,
    decided,
    envelope,
    issued,
    known,
    opened,
    submitted,
)
from services.portal.tests.conftest import Portal

# Names whose ids stand in another order than the list, which is theirs.
LIST = ("xuân", "an", "minh", "bình", "tâm", "cúc")
ACCEPTED = CaseFilter(agency=AGENCY, tab=Tab.ACCEPTED)


def submission(name: str) -> UUID:
    """Ids of submissions grow in the order of the list."""
    return UUID(int=0x019A_0000_0000_7000_8000_0000_0000_0000 + LIST.index(name))


@pytest.fixture
async def listed(portal: Portal) -> Portal:
    """A list of six whose facts came in any order."""
    batch = [
        *(envelope(submitted(name), 1, fact_id=submission(name)) for name in sorted(LIST)),
        *(envelope(opened(name, submission(name)), 1) for name in sorted(LIST)),
        *(envelope(accepted(name), 2) for name in reversed(LIST)),
    ]
    await portal.under_test.process.dispatcher.tick(lambda uow, _now: project(batch, uow))
    return portal


async def vote(portal: Portal, name: str, yes: int) -> None:
    batch = [envelope(decided(name, yes), 3)]
    await portal.under_test.process.dispatcher.tick(lambda uow, _now: project(batch, uow))


async def test_cases_stand_in_the_order_of_the_list(listed: Portal) -> None:
    in_order = [known(f"case {name}") for name in LIST]
    async with listed.under_test.pool.acquire() as connection:
        shown = await cases(connection, ACCEPTED, TODAY)
        everything = await ids_of(connection, ACCEPTED, TODAY)
        on_the_form = await chosen(connection, AGENCY, sorted(in_order), 4)

    assert sorted(in_order) != in_order
    assert [line.case_id for line in shown.lines] == in_order
    assert everything == in_order
    assert [line.case_id for line in on_the_form] == in_order[:4]


async def test_awards_stand_in_the_order_of_the_list_on_their_decision(listed: Portal) -> None:
    batch = [
        envelope(issued("d", 1, len(LIST)), 1),
        *(envelope(awarded(name, submission(name), "d"), 1) for name in sorted(LIST)),
    ]
    await listed.under_test.process.dispatcher.tick(lambda uow, _now: project(batch, uow))

    async with listed.under_test.pool.acquire() as connection:
        found = await decision(connection, known("d"))

    assert found is not None
    assert [entry.nomination_id for entry in found.entries] == [known(name) for name in LIST]


@pytest.mark.parametrize(
    ("votes", "offered"),
    [
        ({"an": 14}, {"not-exemplary", "needs-clarification"}),
        ({"an": 3, "minh": 0}, {"council-rejected"}),
        ({"an": 14, "minh": 3}, set()),
    ],
)
async def test_the_chairman_is_offered_the_reasons_that_agree_with_the_verdict(
    listed: Portal, votes: dict[str, int], offered: set[str]
) -> None:
    for name, yes in votes.items():
        await vote(listed, name, yes)
    ids = [str(known(f"case {name}")) for name in votes]
    form = {"csrf": listed.form_token(), "once": "key-1", "action": "decline", "id": ids, "filter": "tab=signing"}

    async with await listed.signed_in(Role.CHAIRMAN, AGENCY) as client:
        page = await client.post("/signing/act", data=form)

    codes = {"not-exemplary", "needs-clarification", "council-rejected"}
    assert {code for code in codes if f'value="{code}"' in page.text} == offered
    assert page.status_code == (200 if offered else 422)


def asking(name: str) -> WithdrawalRequested:
    return WithdrawalRequested(nomination_id=known(name), proposing_unit=UNIT)


def refusing(name: str) -> WithdrawalRefused:
    return WithdrawalRefused(case_id=known(f"case {name}"), nomination_id=known(name), reasons=("other",))


@pytest.mark.parametrize(("refusals", "is_waiting"), [(0, True), (1, True), (2, False)])
@pytest.mark.parametrize("lead", [timedelta(hours=-1), timedelta(hours=1)])
async def test_a_request_to_withdraw_waits_until_it_is_refused_whatever_the_two_clocks_say(
    listed: Portal, refusals: int, is_waiting: bool, lead: timedelta
) -> None:
    batch = [
        *(envelope(asking("an"), 2 + turn) for turn in range(2)),
        *(envelope(refusing("an"), 3 + turn, at=NOW + lead) for turn in range(refusals)),
    ]
    await listed.under_test.process.dispatcher.tick(lambda uow, _now: project(batch, uow))

    async with listed.under_test.pool.acquire() as connection:
        waiting = await ids_of(connection, CaseFilter(agency=AGENCY, tab=Tab.WITHDRAWAL), TODAY)
        told = await life(connection, known("an"))

    assert waiting == ([known("case an")] if is_waiting else [])
    assert told is not None
    assert told.withdrawal_asked is is_waiting


async def test_what_the_council_votes_on_all_the_same_waits_for_it_and_not_for_the_signature(portal: Portal) -> None:
    fast = {"vote": "CSTDT", "certificate": "BKT"}
    told = {name: submitted(name, award=award).model_copy(update={"simplified": True}) for name, award in fast.items()}
    batch = [
        *(envelope(fact, 1, fact_id=known(f"submission {name}")) for name, fact in told.items()),
        *(envelope(opened(name, known(f"submission {name}")), 1) for name in fast),
        *(envelope(accepted(name), 2) for name in fast),
    ]
    await portal.under_test.process.dispatcher.tick(lambda uow, _now: project(batch, uow))

    async with portal.under_test.pool.acquire() as connection:
        at = {
            tab: [line.case_id for line in (await cases(connection, CaseFilter(agency=AGENCY, tab=tab), TODAY)).lines]
            for tab in (Tab.ACCEPTED, Tab.SIGNING)
        }

    assert at == {Tab.ACCEPTED: [known("case vote")], Tab.SIGNING: [known("case certificate")]}

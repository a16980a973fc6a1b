"""What people do in these tests: submit over the topic, work over HTTP."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID, uuid4

import httpx

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.fact import Fact
from contracts.nominations import WithdrawalRequested
from contracts.review import CaseOpened
from contracts.roles import Role
from services.review.tests.builders import AGENCY, NOW, UNIT, a_submission

F = TypeVar("F", bound=Fact)


async def submit(
    nominations: Neighbour, review: ServiceUnderTest, count: int = 1, agency: str = AGENCY
) -> list[CaseOpened]:
    """Submit new nominations and give the cases they became, in the same order."""
    submitted = [a_submission(uuid4(), agency) for _ in range(count)]
    for fact in submitted:
        await nominations.tell(fact, at=NOW, role=Role.UNIT_OFFICER, unit=UNIT)
    await review.settled()
    opened = {fact.nomination_id: fact for fact in await told(review, CaseOpened)}
    return [opened[fact.nomination_id] for fact in submitted]


async def ask_to_withdraw(nominations: Neighbour, review: ServiceUnderTest, nomination_id: UUID) -> None:
    request = WithdrawalRequested(nomination_id=nomination_id, proposing_unit=UNIT, reason="Nhầm tên")
    await nominations.tell(request, at=NOW, role=Role.UNIT_OFFICER, unit=UNIT)
    await review.settled()


async def told(review: ServiceUnderTest, fact_type: type[F]) -> list[F]:
    """The facts of one type on review's topic."""
    return [each.fact for each in await review.facts() if isinstance(each.fact, fact_type)]


async def post(
    review: ServiceUnderTest, role: Role, path: str, body: Mapping[str, object], unit: str = AGENCY
) -> httpx.Response:
    return await review.client.post(path, json=body, headers=review.signed_in(role, unit))


async def get(review: ServiceUnderTest, path: str, role: Role = Role.SECRETARIAT, unit: str = AGENCY) -> httpx.Response:
    return await review.client.get(path, headers=review.signed_in(role, unit))


def ids_of(cases: Sequence[CaseOpened]) -> list[str]:
    return [str(case.case_id) for case in cases]


async def accept(review: ServiceUnderTest, cases: Sequence[CaseOpened]) -> None:
    answer = await post(review, Role.SECRETARIAT, "/cases/accept", {"case_ids": ids_of(cases)})
    assert answer.status_code == 200, answer.text


async def approve(review: ServiceUnderTest, cases: Sequence[CaseOpened], yes: int = 15) -> httpx.Response:
    """Accept the cases and let a council of 15 vote."""
    await accept(review, cases)
    verdicts = [{"case_id": case_id, "yes": yes, "no": 15 - yes} for case_id in ids_of(cases)]
    body: dict[str, object] = {"held_on": "2026-11-20", "seats": 15, "verdicts": verdicts}
    answer = await post(review, Role.SECRETARIAT, "/cases/record-verdicts", body)
    assert answer.status_code == 200, answer.text
    return answer


async def issue(review: ServiceUnderTest, cases: Sequence[CaseOpened]) -> httpx.Response:
    return await post(review, Role.CHAIRMAN, "/decisions", {"case_ids": ids_of(cases)})


async def status_of(review: ServiceUnderTest, case: CaseOpened) -> tuple[str, str]:
    view = (await get(review, f"/cases/{case.case_id}")).json()
    return view["status"], view["withdrawal"]


def slug(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")

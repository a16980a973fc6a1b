"""Initiatives through HTTP and topics: entered, named by nominations, spent once for each title, free again."""

from uuid import uuid4

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.review import AwardDeclined, CaseReturned
from nominations.adapters.gathered import gather
from services.nominations.tests.builders import NOW, OTHER_UNIT
from services.nominations.tests.component.test_life import body, officer
from services.nominations.tests.component.test_registers import HUONG, submit, submitted


async def test_an_initiative_serves_one_title_once_and_comes_free_again(
    service: ServiceUnderTest, review: Neighbour
) -> None:
    described = {
        "title": "Phần mềm quản lý lớp học", "kind": "initiative", "level": "base", "year": 2025,
        "council": "Hội đồng sáng kiến phường", "authors": [HUONG],
    }  # fmt: skip
    made = await service.client.post("/initiatives", json=described, headers=officer(service))
    named = {"initiative_ids": [made.json()["initiative_id"]], "award_code": "CSTDCS"}
    foreign = await service.client.post(
        "/nominations", json={"nominations": [{**body(), **named}]}, headers=officer(service, OTHER_UNIT)
    )
    first, done = await submitted(service, **named)
    second, refused = await submitted(service, **named, name="Trần Văn An")
    other_title, allowed = await submitted(service, **{**named, "award_code": "BKT"})

    assert [each.status_code for each in (made, foreign, done, refused, allowed)] == [201, 422, 200, 409, 200]
    assert refused.json()["type"] == "/problems/initiative-spent"
    assert refused.json()["detail"] == (
        "Sáng kiến “Phần mềm quản lý lớp học” đã dùng để xét Chiến sĩ thi đua cơ sở năm 2026: "
        "hồ sơ của Nguyễn Thị Hường, nộp ngày 23/11/2026."
    )
    async with service.pool.acquire() as connection:
        claimed = (await gather(connection, [second]))[second].initiatives[0]
    assert {each.nomination_id for each in claimed.spent_for} == {first, other_title}
    assert claimed.is_author is False
    await review.tell(CaseReturned(case_id=uuid4(), nomination_id=first, reasons=("other",)), at=NOW)
    await service.settled()
    assert (await submit(service, second)).status_code == 200
    await review.tell(AwardDeclined(case_id=uuid4(), nomination_id=second, award_code="CSTDCS"), at=NOW)
    await service.settled()
    assert (await submit(service, first)).status_code == 200


async def test_an_edit_leaves_every_author_the_person_that_they_were(service: ServiceUnderTest) -> None:
    people = [{"kind": "individual", "name": f"Phạm Văn {at}", "born": "1985"} for at in "ABCDEF"]
    known = [{**people[0], "identity": "033085001234"}, *people[1:], {"kind": "collective", "name": "Tổ Toán"}]
    described = {"title": "Tổ chức lớp học", "kind": "initiative", "level": "base", "year": 2025}
    made = await service.client.post("/initiatives", json={**described, "authors": known}, headers=officer(service))
    address = f"/initiatives/{made.json()['initiative_id']}"
    before = (await service.client.get(address, headers=officer(service))).json()["authors"]
    said = [{key: each[key] for key in ("kind", "name", "born", "unit") if each[key]} for each in before]

    edited = await service.client.put(
        address,
        json={**described, "title": "Lớp học", "authors": said},
        headers={**officer(service), "If-Match": '"1"'},
    )

    after = (await service.client.get(address, headers=officer(service))).json()["authors"]
    assert edited.status_code == 200, edited.text
    assert [each["kind"] for each in after] == ["individual"] * 6 + ["collective"]
    assert after == before

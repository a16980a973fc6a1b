"""A unit's work through HTTP and topics: write, endorse, submit, follow, withdraw."""

from typing import Any
from uuid import UUID, uuid4

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.review import CaseAccepted, CaseReturned, WithdrawalRefused
from contracts.roles import Role
from services.nominations.tests.builders import AGENCY, NOW, OTHER_UNIT, UNIT, dossier


def body(**changes: object) -> dict[str, Any]:
    return dossier(**changes).model_dump(mode="json", exclude_none=True)


def officer(service: ServiceUnderTest, unit: str = UNIT) -> dict[str, str]:
    return service.signed_in(Role.UNIT_OFFICER, unit)


def head(service: ServiceUnderTest) -> dict[str, str]:
    return service.signed_in(Role.UNIT_HEAD, UNIT, sub="9f0c1d5e-0000-4000-8000-000000000002")


async def created(service: ServiceUnderTest, count: int = 1) -> tuple[str, list[str]]:
    answer = await service.client.post(
        "/nominations",
        json={"nominations": [body() for _ in range(count)], "list_title": "Danh sách năm 2026"},
        headers=officer(service),
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["list_id"], answer.json()["nomination_ids"]


async def submitted(service: ServiceUnderTest, count: int = 1) -> list[str]:
    list_id, ids = await created(service, count)
    assert (await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))).json() == {"count": count}
    assert (await service.client.post(f"/lists/{list_id}/submit", headers=officer(service))).json() == {"count": count}
    return ids


async def test_a_list_is_written_endorsed_and_submitted(service: ServiceUnderTest) -> None:
    ids = await submitted(service, 3)
    await service.relayed()

    facts = [(str(each.subject), each.seq, each.type, each.actor_role) for each in await service.facts()]
    assert sorted(facts) == sorted(
        fact
        for nomination_id in ids
        for fact in (
            (nomination_id, 1, "nominations.nomination-endorsed.v1", "unit-head"),
            (nomination_id, 2, "nominations.nomination-submitted.v1", "unit-officer"),
        )
    )


async def test_a_draft_is_private_until_it_is_endorsed(service: ServiceUnderTest) -> None:
    await created(service, 5)
    await service.relayed()

    assert await service.facts() == []


async def test_an_officer_cannot_endorse_and_a_head_cannot_submit(service: ServiceUnderTest) -> None:
    _, ids = await created(service)

    wanted = {"nomination_ids": ids}
    endorsing = await service.client.post("/nominations/endorse", json=wanted, headers=officer(service))
    submitting = await service.client.post("/nominations/submit", json=wanted, headers=head(service))

    assert (endorsing.status_code, submitting.status_code) == (403, 403)


async def test_another_units_nomination_is_closed_to_reading_and_acting(service: ServiceUnderTest) -> None:
    _, ids = await created(service)
    stranger = officer(service, OTHER_UNIT)

    reading = await service.client.get(f"/nominations/{ids[0]}", headers=stranger)
    acting = await service.client.post("/nominations/withdraw", json={"nomination_ids": ids}, headers=stranger)

    assert (reading.status_code, acting.status_code) == (403, 403)
    assert acting.json()["type"] == "/problems/foreign-unit"


async def test_an_edit_needs_the_version_that_was_read(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)
    address, text = f"/nominations/{nomination_id}", body(name="Nguyễn Thị Hướng")
    read = await service.client.get(address, headers=officer(service))

    blind = await service.client.put(address, json=text, headers=officer(service))
    first = await service.client.put(address, json=text, headers={**officer(service), "If-Match": read.headers["ETag"]})
    late = await service.client.put(address, json=text, headers={**officer(service), "If-Match": read.headers["ETag"]})

    assert (blind.status_code, first.status_code, late.status_code) == (428, 200, 412)
    assert first.headers["ETag"] != read.headers["ETag"]
    again = await service.client.get(address, headers=officer(service))
    assert again.json()["dossier"]["name"] == "Nguyễn Thị Hướng"


async def test_a_double_click_submits_once(service: ServiceUnderTest) -> None:
    list_id, ids = await created(service)
    await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))
    key = {**officer(service), "Idempotency-Key": str(uuid4())}

    first = await service.client.post("/nominations/submit", json={"nomination_ids": ids}, headers=key)
    second = await service.client.post("/nominations/submit", json={"nomination_ids": ids}, headers=key)
    third = await service.client.post("/nominations/submit", json={"nomination_ids": ids}, headers=officer(service))

    assert (first.status_code, second.status_code, first.json()) == (200, 200, second.json())
    assert (third.status_code, third.json()["type"]) == (409, "/problems/already-submitted")


async def test_one_nomination_that_refuses_holds_all_of_the_command_back(service: ServiceUnderTest) -> None:
    list_id, ids = await created(service, 2)
    await service.client.post("/nominations/endorse", json={"nomination_ids": ids[:1]}, headers=head(service))

    answer = await service.client.post("/nominations/submit", json={"nomination_ids": ids}, headers=officer(service))

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/not-endorsed")
    assert ids[1] in answer.json()["detail"]
    counts = (await service.client.get(f"/lists/{list_id}", headers=officer(service))).json()["counts"]
    assert counts == {"endorsed": 1, "draft": 1}


async def test_review_is_mirrored_and_a_returned_nomination_goes_again(
    service: ServiceUnderTest, review: Neighbour
) -> None:
    accepted, returned = (UUID(each) for each in await submitted(service, 2))
    first_case = uuid4()
    await review.tell(CaseAccepted(case_id=uuid4(), nomination_id=accepted), at=NOW)
    note = "Báo cáo của bà Hường thiếu số liệu"
    back = CaseReturned(case_id=first_case, nomination_id=returned, reasons=("other",), note=note)
    await review.tell(back, at=NOW, role=Role.SECRETARIAT, unit=AGENCY)
    await service.settled()

    states = {
        each["nomination_id"]: each["status"]
        for each in (await service.client.get("/nominations", headers=officer(service))).json()["nominations"]
    }
    shown = (await service.client.get(f"/nominations/{returned}", headers=officer(service))).json()["returned"]
    again = {"nomination_ids": [str(returned)]}
    endorsing = await service.client.post("/nominations/endorse", json=again, headers=head(service))
    submitting = await service.client.post("/nominations/submit", json=again, headers=officer(service))
    await service.client.post("/nominations/withdraw", json={**again, "reason": "Trùng."}, headers=officer(service))
    await review.tell(WithdrawalRefused(case_id=first_case, nomination_id=returned, reasons=("other",)), at=NOW)
    await service.settled()
    kept = await service.row(
        "SELECT withdrawal_requested, ended_case_ids FROM nominations WHERE nomination_id = $1", returned
    )

    assert tuple(kept) == (True, [first_case])
    assert states == {str(accepted): "accepted", str(returned): "returned"}
    assert shown["reasons"] == ["other"]
    assert (shown["note"], shown["returned_by"]) == (note, AGENCY)
    assert shown["returned_at"].startswith("2026-11-23T08:30:00")
    assert (endorsing.status_code, submitting.status_code) == (200, 200)
    assert [each.seq for each in await service.facts() if each.subject == returned] == [1, 2, 3, 4, 5]


async def test_a_refused_field_is_answered_in_vietnamese_with_its_place(service: ServiceUnderTest) -> None:
    wrong = {**body(), "award_code": "KHONG-CO"}

    answer = await service.client.post("/nominations", json={"nominations": [body(), wrong]}, headers=officer(service))

    assert answer.status_code == 422
    assert answer.json()["title"] == "Mã danh hiệu, hình thức khen thưởng không có trong danh mục"
    assert answer.json()["detail"] == "#2 /award_code: KHONG-CO"
    assert [flaw["pointer"] for flaw in answer.json()["errors"]] == ["/nominations/1/award_code"]


async def test_ten_thousand_nominations_are_endorsed_and_submitted_in_two_commands(service: ServiceUnderTest) -> None:
    ids = await submitted(service, 10_000)
    await service.relayed()

    assert {each.subject for each in await service.facts() if each.seq == 2} == {UUID(each) for each in ids}

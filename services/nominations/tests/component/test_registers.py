"""The registers through HTTP and topics: the award history, and who is the same person."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.review import AwardIssued, AwardRevoked, DecisionIssued
from contracts.roles import Role
from contracts.vocabulary import SubjectKind
from nominations.adapters.gathered import gather
from services.nominations.tests.builders import AGENCY, NOW, OTHER_UNIT, UNIT
from services.nominations.tests.component.test_erasing import erase, everything
from services.nominations.tests.component.test_life import body, head, officer
from services.nominations.tests.workbooks import table

OLD_UNIT = "11956@unknown"
HUONG = {"kind": "individual", "name": "Nguyễn Thị Hường", "born": "1985-03-02"}
CCCD, SIGNED = "033185001234", date(2026, 11, 20)


def decision(**changes: object) -> dict[str, object]:
    plain = {"award_code": "CSTDCS", "year": 2023, "decision_number": "12/QĐ-UBND", "decided_on": "2023-12-20"}
    return {**plain, **changes}


async def entered(service: ServiceUnderTest, unit: str = UNIT, subject: object = None, **changes: object) -> Response:
    body = {"subject": subject or HUONG, "decision": decision(**changes)}
    return await service.client.post("/history", json=body, headers=officer(service, unit))


async def nominated(service: ServiceUnderTest, unit: str = UNIT, **changes: object) -> UUID:
    sent = {"nominations": [{**body(), "born": "1985-03-02", **changes}]}
    answer = await service.client.post("/nominations", json=sent, headers=officer(service, unit))
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["nomination_ids"][0])


async def submitted(service: ServiceUnderTest, **changes: Any) -> tuple[UUID, Response]:
    nomination_id = await nominated(service, **changes)
    return nomination_id, await submit(service, nomination_id)


async def submit(service: ServiceUnderTest, nomination_id: UUID) -> Response:
    ids = {"nomination_ids": [str(nomination_id)]}
    await service.client.post("/nominations/endorse", json=ids, headers=head(service))
    return await service.client.post("/nominations/submit", json=ids, headers=officer(service))


async def history_of(service: ServiceUnderTest, nomination_id: UUID) -> tuple[list[tuple[str, int, str]], int]:
    async with service.pool.acquire() as connection:
        found = (await gather(connection, [nomination_id]))[nomination_id]
    return [(each.award_code, each.year, each.status) for each in found.history], found.questions


async def test_an_entry_is_added_corrected_revoked_and_withdrawn(service: ServiceUnderTest) -> None:
    made = (await entered(service)).json()
    address, asking = f"/history/{made['entry_id']}", officer(service)
    text = {"subject": HUONG, "decision": decision(year=2022)}

    again = await entered(service, decision_number=None)
    blind = await service.client.put(address, json=text, headers=asking)
    corrected = await service.client.put(address, json=text, headers={**asking, "If-Match": '"1"'})
    revoked = await service.client.post(
        f"{address}/revoke", json={"revoked_on": "2024-05-01", "reason": "Khai sai"}, headers=asking
    )
    shown = (await service.client.get("/history?q=huong+nguyen+2022", headers=asking)).json()["entries"]
    withdrawn = await service.client.post(f"{address}/withdraw", json={"reason": "Nhập nhầm"}, headers=asking)
    foreign = await service.client.get(address, headers=officer(service, OTHER_UNIT))

    assert (again.status_code, again.json()["type"]) == (409, "/problems/entry-repeats")
    assert [each.status_code for each in (blind, corrected, revoked, withdrawn, foreign)] == [428, 200, 200, 200, 404]
    assert [(each["year"], each["status"], each["status_reason"]) for each in shown] == [(2022, "revoked", "Khai sai")]
    assert (await service.client.get("/history", headers=asking)).json()["entries"] == []
    kept = (await service.client.get("/history?withdrawn=true", headers=asking)).json()["entries"]
    assert [each["status"] for each in kept] == ["withdrawn"]


async def test_a_certain_match_counts_by_itself_also_from_a_unit_that_was_merged(service: ServiceUnderTest) -> None:
    await entered(service, subject={**HUONG, "unit": OLD_UNIT})
    await entered(service, OTHER_UNIT, {**HUONG, "born": "1990", "identity": CCCD}, award_code="LDTT", year=2021)

    by_birth = await nominated(service)
    by_id = await nominated(service, identity=CCCD, name="Nguyễn T. Hường", born="1985")

    assert await history_of(service, by_birth) == ([("CSTDCS", 2023, "in-force")], 0)
    assert await history_of(service, by_id) == ([("LDTT", 2021, "in-force")], 0)
    assert CCCD not in await everything(service)


async def issue(review: Neighbour, nomination_id: UUID, decision_id: UUID) -> AwardIssued:
    award = AwardIssued(
        award_id=uuid4(),
        decision_id=decision_id,
        case_id=uuid4(),
        nomination_id=nomination_id,
        submission_id=uuid4(),
        award_code="BKT",
        subject_kind=SubjectKind.INDIVIDUAL,
        proposing_unit=UNIT,
        issued_on=SIGNED,
    )
    await review.tell(award, at=NOW)
    return award


async def decide(review: Neighbour, decision_id: UUID, number: int) -> None:
    fact = DecisionIssued(
        decision_id=decision_id,
        agency=AGENCY,
        year=2026,
        number=number,
        symbol=f"{number}/QĐ-UBND",
        issued_on=SIGNED,
        award_count=1,
    )
    await review.tell(fact, at=NOW)


async def revoke(review: Neighbour, award: AwardIssued) -> None:
    fact = AwardRevoked(
        award_id=award.award_id,
        decision_id=award.decision_id,
        case_id=award.case_id,
        nomination_id=award.nomination_id,
        revoked_on=SIGNED,
    )
    await review.tell(fact, at=NOW)


async def test_our_own_awards_stand_in_the_register_in_whatever_order_their_facts_come(
    service: ServiceUnderTest, review: Neighbour
) -> None:
    first, _ = await submitted(service, period={"first_day": "2025-01-01", "last_day": "2025-12-31"})
    second, _ = await submitted(service, identity=CCCD, name="Trần Thị Lan")
    early, late = uuid4(), uuid4()

    await decide(review, early, 7)
    await service.settled()
    await issue(review, first, early)
    await revoke(review, await issue(review, second, late))
    await service.settled()
    await decide(review, late, 8)
    await service.settled()

    shown = (await service.client.get("/history", headers=officer(service))).json()["entries"]
    assert {
        (each["name"], each["year"], each["decision_number"], each["status"], each["source"]) for each in shown
    } == {
        ("Nguyễn Thị Hường", 2025, "7/QĐ-UBND", "in-force", "own"),
        ("Trần Thị Lan", 2026, "8/QĐ-UBND", "revoked", "own"),
    }
    by_hand = await service.client.post(
        f"/history/{shown[0]['entry_id']}/withdraw", json={"reason": "Thử"}, headers=officer(service)
    )
    assert (by_hand.status_code, by_hand.json()["type"]) == (409, "/problems/own-award")
    assert await history_of(service, await nominated(service)) == ([("BKT", 2025, "in-force")], 0)
    assert await history_of(service, first) == ([], 0)


async def test_a_workbook_is_checked_kept_without_ids_and_taken_over_once(service: ServiceUnderTest) -> None:
    headings = ("TT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đơn vị", "Danh hiệu", "Số QĐ", "Ngày ký", "Năm")
    rows = (
        (1, "Nguyễn Thị Hường", "02/03/1985", CCCD, "Phường An Tảo", "CSTĐCS", "12/QĐ-UBND", "20/12/2023", 2023),
        (2, "Nguyễn Thị Hường", "02/03/1985", CCCD, None, "Lao động tiên tiến", "9/QĐ-UBND", "20/12/2022", 2022),
        (3, "Trần Văn An", "1970", None, None, "Bằng khen", "1/QĐ", None, "không rõ"),
    )
    await entered(service)
    asking = officer(service)
    file = {"file": ("so.xlsx", table(*rows, headings=headings))}

    checked = await service.client.post("/history-imports", files=file, headers=asking)
    before = (await service.client.get("/history", headers=asking)).json()["entries"]
    address = f"/history-imports/{checked.json()['import_id']}"
    stored = await everything(service)
    taken = await service.client.post(f"{address}/accept", headers=asking)
    again = await service.client.post(f"{address}/accept", headers=asking)

    report = checked.json()["report"]
    assert checked.status_code == 201, checked.text
    assert (report["summary"]["valid"], report["summary"]["invalid"]) == (2, 1)
    assert {each["class"] for each in report["findings"] if each["severity"] == "error"} == {
        "ambiguous-award",
        "invalid-date",
    }
    assert "person_hash" not in str(report)
    assert (CCCD in checked.text, CCCD in stored, len(before)) == (False, False, 1)
    assert taken.json() == {"count": 1, "repeated": 1}
    assert again.status_code == 409
    assert await history_of(service, await nominated(service, identity=CCCD)) == (
        [("LDTT", 2022, "in-force"), ("CSTDCS", 2023, "in-force")],
        0,
    )


async def test_the_agency_reads_the_registers_of_what_was_handed_over(service: ServiceUnderTest) -> None:
    await entered(service)
    draft = await nominated(service, name="Trần Văn An")
    sent, _ = await submitted(service)
    desk = service.signed_in(Role.SECRETARIAT, AGENCY)
    elsewhere = service.signed_in(Role.SECRETARIAT, "34@2025-07-01")

    seen = await service.client.get(f"/nominations/{sent}/registers", headers=desk)
    refused = [
        (await service.client.get(f"/nominations/{each}/registers", headers=who)).status_code
        for each, who in ((draft, desk), (sent, elsewhere), (sent, officer(service, OTHER_UNIT)))
    ]

    assert [(each["award_code"], each["decision_number"]) for each in seen.json()["history"]] == [
        ("CSTDCS", "12/QĐ-UBND")
    ]
    assert refused == [403, 403, 403]


async def test_erasing_reaches_the_persons_of_the_registers(service: ServiceUnderTest) -> None:
    entry = (await entered(service)).json()
    kept, alone = await nominated(service), await nominated(service, name="Trần Văn Hiếm", born="1971-01-01")

    await erase(service, [str(kept), str(alone)])

    left = await everything(service)
    assert ("Trần Văn Hiếm" in left, "tran van hiem" in left, "1971-01-01" in left) == (False, False, False)
    assert await history_of(service, kept) == ([], 0)
    address = f"/history/{entry['entry_id']}"
    assert (await service.client.get(address, headers=officer(service))).json()["name"] == HUONG["name"]
    gone = await service.client.post(
        f"{address}/erase-personal", json={"reason": "person-asked"}, headers=head(service)
    )
    assert gone.json() == {"count": 1}
    assert (await service.client.get(address, headers=officer(service))).json()["name"] is None
    assert "Nguyễn Thị Hường" not in await everything(service)

"""What registers and other dossiers tell the rules, on a real database: who is counted, and who is shown what."""

import json
from typing import Any
from uuid import UUID, uuid4

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.review import AwardDeclined, CaseAccepted
from contracts.roles import Role
from nominations.entrypoints.open_cases import lines
from services.nominations.tests.builders import AGENCY, NOW, OTHER_UNIT, UNIT
from services.nominations.tests.component.test_erasing import erase
from services.nominations.tests.component.test_life import body, officer

OF_2025: dict[str, Any] = {"period": {"first_day": "2025-01-01", "last_day": "2025-12-31"}}
HUONG: dict[str, Any] = {"name": "Nguyễn Thị Hường", "identity": "033085001234", **OF_2025}


async def written(service: ServiceUnderTest, unit: str = UNIT, **changes: object) -> str:
    asking = {
        "nominations": [{**body(**changes), **{name: changes[name] for name in ("identity",) if name in changes}}]
    }
    answer = await service.client.post("/nominations", json=asking, headers=officer(service, unit))
    assert answer.status_code == 201, answer.text
    nomination_id: str = answer.json()["nomination_ids"][0]
    return nomination_id


async def handed_over(service: ServiceUnderTest, unit: str = UNIT, **changes: object) -> str:
    nomination_id = await written(service, unit, **changes)
    chosen = {"nomination_ids": [nomination_id]}
    head = service.signed_in(Role.UNIT_HEAD, unit)
    assert (await service.client.post("/nominations/endorse", json=chosen, headers=head)).status_code == 200
    answer = await service.client.post(
        "/nominations/submit", json={**chosen, "reason": "Xin xét."}, headers=officer(service, unit)
    )
    assert answer.status_code == 200, answer.text
    return nomination_id


async def evaluated(service: ServiceUnderTest, nomination_id: str, role: Role, unit: str) -> dict[str, Any]:
    answer = await service.client.get(f"/nominations/{nomination_id}/evaluation", headers=service.signed_in(role, unit))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def clause(found: dict[str, Any], kind: str) -> dict[str, Any]:
    (one,) = (each for group in found["groups"] for each in group["findings"] if each["clause"] == kind)
    return dict(one)


async def test_one_achievement_put_forward_twice_is_shown_to_its_unit_and_of_another_unit_only_that_it_is(
    service: ServiceUnderTest,
) -> None:
    own = await handed_over(service, award_code="GKX", **HUONG)
    await handed_over(service, OTHER_UNIT, award_code="BKTTG", workplace="Trường khác", **HUONG)
    draft = await written(service, award_code="BKT", **HUONG)

    mine = await evaluated(service, draft, Role.UNIT_OFFICER, UNIT)
    theirs = await evaluated(service, own, Role.SECRETARIAT, AGENCY)

    one = clause(mine, "single-award")
    assert (one["outcome"], one["consequence"]) == ("failed", "asks")
    assert "đề nghị ở 2 hồ sơ khác" in one["sentence"]
    (beside,) = mine["same_achievement"]["found"]
    assert (beside["nomination_id"], beside["award_code"], beside["sameness"]) == (own, "GKX", "same")
    assert mine["same_achievement"]["elsewhere"] == 1
    assert "BKTTG" not in json.dumps(mine["same_achievement"]) + one["sentence"]
    assert [each["award_code"] for each in theirs["same_achievement"]["found"]] == ["BKTTG"]
    assert (theirs["same_achievement"]["elsewhere"], clause(theirs, "single-award")["values"]) == (0, {"proposed": 1})


async def test_an_award_of_the_register_for_the_same_time_is_named_and_the_units_word_settles_a_doubt(
    service: ServiceUnderTest,
) -> None:
    subject = {"kind": "individual", "name": HUONG["name"], "identity": HUONG["identity"]}
    entry = {"subject": subject, "decision": {"award_code": "GKX", "year": 2025, "decision_number": "45/QĐ-UBND"}}
    assert (await service.client.post("/history", json=entry, headers=officer(service))).status_code == 201
    draft = await written(service, award_code="BKT", **HUONG)

    doubtful = await evaluated(service, draft, Role.UNIT_OFFICER, UNIT)
    section = await service.client.get(f"/nominations/{draft}/sections/standing", headers=officer(service))
    answer = await service.client.put(
        f"/nominations/{draft}/sections/standing",
        json={"commended_before": False},
        headers={**officer(service), "If-Match": section.headers["ETag"]},
    )
    settled = await evaluated(service, draft, Role.UNIT_OFFICER, UNIT)

    asked = clause(doubtful, "single-award")
    assert (asked["outcome"], asked["missing"][0]["section"]) == ("needs-evidence", "standing")
    (award,) = doubtful["same_achievement"]["found"]
    assert (award["sameness"], award["decision_number"]) == ("alike", "45/QĐ-UBND")
    assert (answer.status_code, clause(settled, "single-award")["outcome"]) == (200, "passed")


async def test_a_declined_nomination_counts_no_more_and_its_unit_reads_why(
    service: ServiceUnderTest, review: Neighbour
) -> None:
    title = {"award_code": "CSTDCS", **OF_2025}
    declined, goes_on = await handed_over(service, **title), await handed_over(service, **title)
    case_id = uuid4()
    await review.tell(CaseAccepted(case_id=case_id, nomination_id=UUID(declined)), at=NOW)
    await service.settled()
    before = [json.loads(line)["id"] async for line in lines(service.pool, NOW)]
    fact = AwardDeclined(
        case_id=case_id, nomination_id=UUID(declined), award_code="CSTDCS", reasons=("other",), note="Chưa đủ."
    )
    await review.tell(fact, at=NOW)
    await service.settled()

    view = (await service.client.get(f"/nominations/{declined}", headers=officer(service))).json()
    (cap,) = (await service.client.get("/caps", headers=officer(service))).json()["caps"]

    assert (view["status"], view["declined"]["reasons"]) == ("accepted", ["other"])
    assert (cap["award_code"], cap["handed_over"]) == ("CSTDCS", 1)
    assert sorted(before) == sorted([declined, goes_on])
    assert [json.loads(line)["id"] async for line in lines(service.pool, NOW)] == [goes_on]


async def test_the_flag_of_the_government_is_counted_over_the_agency_and_the_flags_of_its_units(
    service: ServiceUnderTest,
) -> None:
    flag: dict[str, Any] = {"subject_kind": "collective", "award_code": "CTDCP", "received_on": "2022-02-01"}
    flag |= {"period": {"first_day": "2021-01-01", "last_day": "2021-12-31"}}
    flag |= {"results": {"led_state_cluster": False, "led_long_movement": False}}
    for number, unit in enumerate((UNIT, UNIT, OTHER_UNIT, OTHER_UNIT, OTHER_UNIT)):
        subject = {"kind": "collective", "name": f"Tập thể {number}"}
        entry = {"subject": subject, "decision": {"award_code": "CTDT", "year": 2021}}
        answer = await service.client.post("/history", json=entry, headers=officer(service, unit))
        assert answer.status_code == 201, answer.text
    await handed_over(service, OTHER_UNIT, **flag, name="Tập thể 3")
    draft = await written(service, **flag, name="Tập thể 0")

    found = await evaluated(service, draft, Role.UNIT_OFFICER, UNIT)

    cap = clause(found, "cap")
    assert cap["values"]["unit_year.ctdt_eligible"] == 5
    assert cap["values"]["unit_year.ctdcp_nominated"] == 2
    assert (found["cap"]["handed_over"], found["cap"]["drafting"]) == (1, 0)
    assert (cap["outcome"], cap["status"], cap["consequence"]) == ("failed", "verified", "asks")


async def test_a_question_that_only_a_human_answers_is_answered_on_its_section_and_erased_with_the_rest(
    service: ServiceUnderTest,
) -> None:
    draft = await written(service, award_code="LDTT", **OF_2025)
    address = f"/nominations/{draft}/sections/judgements"
    section = await service.client.get(address, headers=officer(service))
    asked = clause(await evaluated(service, draft, Role.UNIT_OFFICER, UNIT), "judgement")
    said = {"judged_ldtt_spirit": True, "words_ldtt_spirit": "Tận tụy với học sinh vùng bãi."}
    sent = {**officer(service), "If-Match": section.headers["ETag"]}

    answer = await service.client.put(address, json=said, headers=sent)

    assert section.json()["values"] == {"judged_ldtt_spirit": None, "words_ldtt_spirit": None}
    assert (asked["outcome"], asked["missing"][0]["section"]) == ("needs-evidence", "judgements")
    assert answer.status_code == 200, answer.text
    found = await evaluated(service, draft, Role.UNIT_OFFICER, UNIT)
    assert clause(found, "judgement")["outcome"] == "passed"
    assert "vùng bãi" not in json.dumps(found, ensure_ascii=False)
    kept = "SELECT private::text LIKE '%vùng bãi%' FROM nominations WHERE nomination_id = $1"
    assert await service.pool.fetchval(kept, UUID(draft)) is True
    assert (await erase(service, [draft]))[0] == 200
    assert await service.pool.fetchval(kept, UUID(draft)) is False

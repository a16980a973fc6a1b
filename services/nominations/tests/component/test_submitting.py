"""Handing over under the rules: what refuses, what asks for a reason, what is kept, and how caps hold."""

import asyncio
from typing import Any
from uuid import uuid4

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.nominations.tests.builders import AGENCY, NOW, UNIT
from services.nominations.tests.component.test_erasing import erase
from services.nominations.tests.component.test_life import body, head, officer

TITLE: dict[str, Any] = {"award_code": "CSTDCS", "period": {"first_day": "2022-01-01", "last_day": "2022-12-31"}}
OF_2023: dict[str, Any] = {**TITLE, "received_on": "2023-02-01"}
PENALISED: dict[str, Any] = {
    "standing": {"discipline": "warning", "discipline_decided_on": "2026-03-02", "open_case": "none"}
}


async def endorsed(service: ServiceUnderTest, count: int = 1, **changes: object) -> list[str]:
    written = {"nominations": [body(**changes) for _ in range(count)]}
    answer = await service.client.post("/nominations", json=written, headers=officer(service))
    assert answer.status_code == 201, answer.text
    ids: list[str] = answer.json()["nomination_ids"]
    await service.client.post("/nominations/endorse", json={"nomination_ids": ids}, headers=head(service))
    return ids


async def submit(service: ServiceUnderTest, ids: list[str], **more: object) -> tuple[int, dict[str, Any]]:
    answer = await service.client.post(
        "/nominations/submit", json={"nomination_ids": ids, **more}, headers=officer(service)
    )
    return answer.status_code, answer.json()


async def seen(service: ServiceUnderTest, nomination_id: str) -> dict[str, Any]:
    answer = await service.client.get(
        f"/nominations/{nomination_id}/evaluation", headers=service.signed_in(Role.SECRETARIAT, AGENCY)
    )
    found: dict[str, Any] = answer.json()
    return found


async def forty_advanced_workers_of_2022(service: ServiceUnderTest, count: int = 40) -> None:
    for _ in range(count):
        person_id = uuid4()
        await service.pool.execute(
            """
            INSERT INTO persons (person_id, cluster_id, unit, kind, is_unit, created_at)
            VALUES ($1, $1, $2, 'individual', false, $3)
            """,
            person_id,
            UNIT,
            NOW,
        )
        await service.pool.execute(
            """
            INSERT INTO history (entry_id, person_id, unit, unit_then, award_code, year, status, source, version,
                created_at, changed_at)
            VALUES ($1, $1, $2, $2, 'LDTT', 2022, 'in-force', 'entered', 1, $3, $3)
            """,
            person_id,
            UNIT,
            NOW,
        )


async def test_a_cap_of_the_law_refuses_what_is_above_it_with_the_numbers(service: ServiceUnderTest) -> None:
    await forty_advanced_workers_of_2022(service)
    ids = await endorsed(service, 8, **OF_2023)

    together = await submit(service, ids[:7])
    six = await submit(service, ids[:6])
    seventh = await submit(service, ids[6:7])
    caps = (await service.client.get("/caps", headers=officer(service))).json()["caps"]

    assert (together[0], six[0], seventh[0]) == (409, 200, 409)
    assert seventh[1]["type"] == "/problems/rules-refuse"
    (clause,) = seventh[1]["findings"]
    assert (clause["row"], clause["status"], clause["consequence"]) == ("A.CSTDCS.ratio", "verified", "refuses")
    assert "7, vượt tối đa 6 (15 % của 40)" in clause["sentence"]
    assert [(each["award_code"], each["year"], each["handed_over"], each["drafting"]) for each in caps] == [
        ("CSTDCS", 2022, 6, 2)
    ]


async def test_two_who_hand_in_at_once_do_not_pass_a_cap_together(service: ServiceUnderTest) -> None:
    await forty_advanced_workers_of_2022(service)
    ids = await endorsed(service, 9, **OF_2023)
    await submit(service, ids[:5])

    answers = await asyncio.gather(*(submit(service, [each]) for each in ids[5:]))

    assert sorted(status for status, _ in answers) == [200, 409, 409, 409]
    assert await service.pool.fetchval("SELECT count(1) FROM nominations WHERE status = 'submitted'") == 6


async def test_what_is_not_verified_is_handed_over_with_a_reason_that_the_agency_reads(
    service: ServiceUnderTest,
) -> None:
    (nomination_id,) = await endorsed(service, **PENALISED)

    without = await submit(service, [nomination_id])
    handed_over = await submit(service, [nomination_id], reason="Đã hết thời hạn, quyết định gửi kèm.")
    found = await seen(service, nomination_id)

    assert (without[0], without[1]["type"], handed_over[0]) == (409, "/problems/reason-wanted", 200)
    assert [each["consequence"] for each in without[1]["findings"]] == ["asks"]
    assert found["submitted"]["reason"] == "Đã hết thời hạn, quyết định gửi kèm."
    assert found["submitted"]["despite"] == ["C2.counted-anew"]
    assert found["submitted"]["groups"] == found["groups"]


async def test_what_was_found_and_said_goes_with_the_personal_data(service: ServiceUnderTest) -> None:
    first, second = await endorsed(service, 2, **PENALISED)
    await submit(service, [first, second], reason="Đã hết thời hạn.")

    await erase(service, [first])
    kept = await service.pool.fetchval("SELECT count(1) FROM kept_findings")
    await erase(service, [second])

    rows = await service.pool.fetch("SELECT digest, reason FROM submissions")
    assert [tuple(row) for row in rows] == [(None, None), (None, None)]
    assert (kept, await service.pool.fetchval("SELECT count(1) FROM kept_findings")) == (1, 0)


async def test_the_law_of_the_day_on_paper_is_applied_and_stays_when_it_was_submitted(
    service: ServiceUnderTest,
) -> None:
    (nomination_id,) = await endorsed(service, received_on="2025-03-03")
    await submit(service, [nomination_id])

    found = await seen(service, nomination_id)

    law = {"day": "2025-03-03", "chosen_by": "dossier", "regime": "B"}
    assert {name: found["law"][name] for name in law} == law
    assert {name: found["submitted"]["law"][name] for name in law} == law

"""Sections through HTTP: two people write one draft, and nobody overwrites the other."""

from typing import Any

from chassis.testing import ServiceUnderTest
from services.nominations.tests.builders import NOW
from services.nominations.tests.component.test_life import created, head, officer, submitted


async def read(service: ServiceUnderTest, nomination_id: str, section: str) -> tuple[str, dict[str, Any]]:
    answer = await service.client.get(f"/nominations/{nomination_id}/sections/{section}", headers=officer(service))
    assert answer.status_code == 200, answer.text
    return answer.headers["ETag"], answer.json()["values"]


async def write(
    service: ServiceUnderTest, nomination_id: str, section: str, etag: str, **values: object
) -> tuple[int, dict[str, Any]]:
    address = f"/nominations/{nomination_id}/sections/{section}"
    answer = await service.client.put(address, json=values, headers={**officer(service), "If-Match": etag})
    return answer.status_code, answer.json()


async def test_two_sections_are_written_from_one_reading_and_one_section_only_once(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)
    subject, _ = await read(service, nomination_id, "subject")
    standing, _ = await read(service, nomination_id, "standing")

    first = await write(service, nomination_id, "subject", subject, position="Giáo viên")
    other = await write(service, nomination_id, "standing", standing, discipline="none", open_case="inspection")
    late = await write(service, nomination_id, "subject", subject, position="Hiệu trưởng")

    assert (first[0], other[0], late[0]) == (200, 200, 412)
    assert (await read(service, nomination_id, "subject"))[1]["position"] == "Giáo viên"
    whole = (await service.client.get(f"/nominations/{nomination_id}", headers=officer(service))).json()
    assert whole["dossier"]["standing"]["open_case"] == "inspection"
    assert whole["sections"]["subject"] < whole["sections"]["standing"]


async def test_a_wrong_field_is_named_in_vietnamese_and_nothing_is_written(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)
    etag, before = await read(service, nomination_id, "results")

    status, problem = await write(service, nomination_id, "results", etag, grade_2026="superb")

    assert (status, [flaw["pointer"] for flaw in problem["errors"]]) == (422, ["/grade_2026"])
    assert problem["errors"][0]["detail"].startswith("Phải là một trong")
    assert await read(service, nomination_id, "results") == (etag, before)


async def test_code_that_does_not_count_sections_makes_every_one_count_as_changed(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)
    etag, _ = await read(service, nomination_id, "subject")
    _, edited = await write(service, nomination_id, "subject", etag, position="Giáo viên")
    await service.pool.execute("UPDATE nominations SET version = version + 1")

    status, _ = await write(service, nomination_id, "subject", f'"{edited["version"]}"', position="Hiệu trưởng")

    assert status == 412


async def test_the_head_s_endorsement_is_no_change_of_a_section_and_an_edit_drops_it(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)
    etag, _ = await read(service, nomination_id, "subject")
    _, edited = await write(service, nomination_id, "subject", etag, position="Giáo viên")
    await service.client.post("/nominations/endorse", json={"nomination_ids": [nomination_id]}, headers=head(service))

    now = f'"{edited["version"]}"'
    same = await write(service, nomination_id, "subject", now, position="Giáo viên")
    changed = await write(service, nomination_id, "subject", now, position="Hiệu trưởng")

    assert (same[1]["status"], changed[0], changed[1]["status"]) == ("endorsed", 200, "draft")


async def test_the_day_of_receipt_is_told_and_the_private_groups_are_not(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)
    for section, values in (
        ("award", {"received_on": "2026-09-28"}),
        ("standing", {"open_case": "audit", "open_case_note": "Kiểm toán thường kỳ"}),
    ):
        etag, _ = await read(service, nomination_id, section)
        assert (await write(service, nomination_id, section, etag, **values))[0] == 200
    ids = {"nomination_ids": [nomination_id]}
    await service.client.post("/nominations/endorse", json=ids, headers=head(service))
    await service.client.post("/nominations/submit", json=ids, headers=officer(service))
    await service.relayed()

    sent = (await service.facts())[-1]
    assert sent.data["received_on"] == "2026-09-28"
    assert not {"standing", "results", "priority", "deed_place"} & set(sent.data)
    parts = [row["body"] for row in await service.pool.fetch("SELECT body::text AS body FROM personal")]
    assert len(parts) == 1
    assert "Kiểm toán" not in parts[0]


async def test_a_submitted_section_is_closed_and_a_day_to_come_is_refused(service: ServiceUnderTest) -> None:
    (sent,) = await submitted(service)
    _, (draft,) = await created(service)

    closed = await write(service, sent, "subject", '"1"', position="Giáo viên")
    tomorrow = await write(service, draft, "award", '"1"', received_on=f"{NOW.year + 1}-01-01")

    assert (closed[0], tomorrow[0], tomorrow[1]["errors"][0]["pointer"]) == (409, 422, "/received_on")


async def test_the_form_is_answered_as_a_schema_and_an_award_for_nobody_is_not(service: ServiceUnderTest) -> None:
    known = await service.client.get("/forms/TTLDXS/collective", headers=officer(service))
    wrong = await service.client.get("/forms/TTLDXS/individual", headers=officer(service))

    assert known.json()["$defs"]["ResultsSection"]["properties"]["cstdcs"]["title"]
    assert wrong.status_code == 404

"""A workbook through HTTP: checked, given back with marks, its valid rows taken over as drafts."""

import asyncio
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from httpx import Response

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.nominations.tests.builders import AGENCY, NOW, OTHER_UNIT, UNIT
from services.nominations.tests.workbooks import person, table

WEEK = timedelta(days=7)
TERMS = {"commendation_kind": "merit", "receiving_agency": AGENCY}
MIXED = table(
    person(1),
    person(2, "Trần Văn An", award="Bằng khen"),
    person(3, "Lê Thị Bình", award="CSTĐCS"),
)


def officer(service: ServiceUnderTest, unit: str = UNIT) -> dict[str, str]:
    return service.signed_in(Role.UNIT_OFFICER, unit)


async def upload(service: ServiceUnderTest, content: bytes, name: str = "danh-sach.xlsx", **changes: str) -> Response:
    headers = {key: value for key, value in officer(service).items() if key.lower() != "content-type"}
    return await service.client.post(
        "/imports", files={"file": (name, content)}, data={**TERMS, **changes}, headers=headers
    )


async def accept(service: ServiceUnderTest, import_id: str, unit: str = UNIT, rows: str = "valid") -> Response:
    return await service.client.post(
        f"/imports/{import_id}/accept", json={"rows": rows}, headers=officer(service, unit)
    )


async def test_a_workbook_is_checked_and_nothing_becomes_a_nomination_yet(service: ServiceUnderTest) -> None:
    answer = await upload(service, MIXED)

    assert answer.status_code == 201, answer.text
    report = answer.json()["report"]
    assert report["summary"] == {"rows": 3, "valid": 2, "invalid": 1, "errors": 1, "warnings": 0, "normalised": 1}
    assert [finding["class"] for finding in report["findings"]] == ["ambiguous-award", "award-spelling"]
    nominations = await service.client.get("/nominations", headers=officer(service))
    assert nominations.json()["nominations"] == []


async def test_the_report_can_be_read_again(service: ServiceUnderTest) -> None:
    checked = (await upload(service, MIXED)).json()

    again = await service.client.get(f"/imports/{checked['import_id']}", headers=officer(service))

    assert again.json() == checked


async def test_the_valid_rows_become_one_list_of_drafts(service: ServiceUnderTest) -> None:
    checked = (await upload(service, MIXED, first_day="2026-01-01", last_day="2026-12-31")).json()

    taken = await accept(service, checked["import_id"])

    assert taken.status_code == 200, taken.text
    list_id = taken.json()["list_id"]
    lines = (await service.client.get(f"/nominations?list_id={list_id}", headers=officer(service))).json()[
        "nominations"
    ]
    assert [(line["place"], line["name"], line["award_code"], line["status"]) for line in lines] == [
        (1, "Nguyễn Thị Hường", "BKT", "draft"),
        (2, "Lê Thị Bình", "CSTDCS", "draft"),
    ]
    first = await service.client.get(f"/nominations/{lines[0]['nomination_id']}", headers=officer(service))
    assert {name: value for name, value in first.json()["dossier"].items() if value is not None} == {
        "subject_kind": "individual",
        "award_code": "BKT",
        "commendation_kind": "merit",
        "period": {"first_day": "2026-01-01", "last_day": "2026-12-31"},
        "simplified": False,
        "receiving_agency": AGENCY,
        "name": "Nguyễn Thị Hường",
        "born": "1985",
        "position": "Giáo viên",
        "workplace": "Trường THCS Phố Hiến",
        "achievement": "Có nhiều sáng kiến trong giảng dạy.",
        "initiative_ids": [],
    }


async def test_rows_are_accepted_once(service: ServiceUnderTest) -> None:
    checked = (await upload(service, MIXED)).json()
    taken = (await accept(service, checked["import_id"])).json()

    again = await accept(service, checked["import_id"])

    assert again.status_code == 409
    assert (again.json()["type"], again.json()["detail"]) == ("/problems/already-accepted", taken["list_id"])
    shown = await service.client.get(f"/imports/{checked['import_id']}", headers=officer(service))
    assert shown.json()["list_id"] == taken["list_id"]


async def test_the_same_list_again_is_told_and_never_doubled_silently(service: ServiceUnderTest) -> None:
    year = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
    both = [(await upload(service, MIXED, **year)).json() for _ in range(2)]
    list_id = (await accept(service, both[0]["import_id"])).json()["list_id"]

    again = await service.client.get(f"/imports/{both[1]['import_id']}", headers=officer(service))
    answers = [await accept(service, both[1]["import_id"], rows=rows) for rows in ("valid", "new", "repeated-too")]

    assert (both[0]["repeats"], both[1]["repeats"]) == ([], [])
    [repeat] = again.json()["repeats"]
    assert (repeat["list_id"], repeat["unit"], repeat["same_file"], repeat["rows"]) == (list_id, UNIT, True, 2)
    assert repeat["since"].startswith("2026-11-23T08:30:00")
    found = [each for each in again.json()["report"]["findings"] if each["class"] == "already-nominated"]
    assert [(each["row"], each["column"], each["severity"]) for each in found] == [
        (2, "B", "warning"),
        (4, "B", "warning"),
    ]
    assert again.json()["report"]["summary"]["warnings"] == 2
    assert [(answer.status_code, answer.json().get("type")) for answer in answers] == [
        (409, "/problems/rows-repeat"),
        (409, "/problems/no-valid-rows"),
        (200, None),
    ]


async def test_new_rows_are_taken_without_those_that_stand(service: ServiceUnderTest) -> None:
    await accept(service, (await upload(service, MIXED)).json()["import_id"])
    longer = table(person(1), person(2, "Phạm Văn Mới"), person(3, born=1990))

    checked = (await upload(service, longer, name="bo-sung.xlsx")).json()
    taken = (await accept(service, checked["import_id"], rows="new")).json()

    assert [(each["rows"], each["same_file"]) for each in checked["repeats"]] == [(1, False)]
    shown = await service.client.get(f"/nominations?list_id={taken['list_id']}", headers=officer(service))
    names = [line["name"] for line in shown.json()["nominations"]]
    assert names == ["Phạm Văn Mới", "Nguyễn Thị Hường"]


@pytest.mark.parametrize(
    ("changes", "withdrawn"),
    [({"first_day": "2025-01-01", "last_day": "2025-12-31"}, False), ({}, True)],
    ids=["another period", "withdrawn since"],
)
async def test_another_period_or_what_was_withdrawn_repeats_nothing(
    service: ServiceUnderTest, changes: dict[str, str], withdrawn: bool
) -> None:
    year = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
    await accept(service, (await upload(service, MIXED, **year)).json()["import_id"])
    if withdrawn:
        await service.pool.execute("UPDATE nominations SET status = 'withdrawn'")

    checked = (await upload(service, MIXED, **{**year, **changes})).json()

    assert [(each["rows"], each["same_file"]) for each in checked["repeats"]] == [(0, True)]
    assert (await accept(service, checked["import_id"])).status_code == 200


async def test_two_imports_accepted_at_once_are_not_both_taken(service: ServiceUnderTest) -> None:
    both = [(await upload(service, MIXED)).json()["import_id"] for _ in range(2)]

    answers = await asyncio.gather(*(accept(service, each) for each in both))

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_the_marked_workbook_comes_back(service: ServiceUnderTest) -> None:
    checked = (await upload(service, MIXED, name="Danh sách đề nghị.xlsx")).json()

    marked = await service.client.get(f"/imports/{checked['import_id']}/workbook", headers=officer(service))

    assert marked.status_code == 200
    assert "filename*=UTF-8''Danh%20s%C3%A1ch" in marked.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    assert book.sheetnames == ["Lỗi cần sửa", "Danh sách"]
    assert book["Danh sách"]["F3"].comment is not None


async def test_another_unit_sees_no_import(service: ServiceUnderTest) -> None:
    checked = (await upload(service, MIXED)).json()
    stranger = officer(service, OTHER_UNIT)

    shown = await service.client.get(f"/imports/{checked['import_id']}", headers=stranger)
    workbook = await service.client.get(f"/imports/{checked['import_id']}/workbook", headers=stranger)
    taken = await accept(service, checked["import_id"], OTHER_UNIT)

    assert (shown.status_code, workbook.status_code, taken.status_code) == (404, 404, 404)


async def test_a_file_that_is_no_workbook_is_refused_with_reason_and_remedy(service: ServiceUnderTest) -> None:
    answer = await upload(service, b"Ho ten;Chuc vu\nA;B\n")

    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "/problems/workbook-not-excel")
    assert problem["title"] == "Đây là tệp văn bản (như .csv), không phải bảng tính Excel."
    assert problem["detail"].startswith("Hãy mở tệp bằng Excel")
    assert [flaw["pointer"] for flaw in problem["errors"]] == ["/file"]


async def test_fifty_megabytes_are_refused_while_they_stream(service: ServiceUnderTest) -> None:
    answer = await upload(service, b"\0" * (50 * 1024 * 1024))

    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


async def test_an_agency_that_receives_nothing_from_the_unit_is_refused_before_the_file_is_kept(
    service: ServiceUnderTest,
) -> None:
    answer = await upload(service, MIXED, receiving_agency="01@2025-07-01")

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/unknown-agency")
    assert [flaw["pointer"] for flaw in answer.json()["errors"]] == ["/receiving_agency"]
    assert await service.pool.fetchval("SELECT count(1) FROM imports") == 0


async def test_an_ad_hoc_list_without_deed_dates_has_no_valid_row(service: ServiceUnderTest) -> None:
    checked = (await upload(service, MIXED, commendation_kind="ad-hoc")).json()

    taken = await accept(service, checked["import_id"])

    assert checked["report"]["summary"]["valid"] == 0
    assert (taken.status_code, taken.json()["type"]) == (409, "/problems/no-valid-rows")


async def test_an_expired_import_is_gone(service: ServiceUnderTest) -> None:
    checked = (await upload(service, MIXED)).json()
    await service.pool.execute("UPDATE imports SET created_at = created_at - $1::interval, expires_at = $2", WEEK, NOW)

    shown = await service.client.get(f"/imports/{checked['import_id']}", headers=officer(service))
    taken = await accept(service, checked["import_id"])

    assert (shown.status_code, taken.status_code) == (404, 404)


async def test_a_repeated_upload_with_one_key_is_one_import(service: ServiceUnderTest) -> None:
    headers = {**officer(service), "Idempotency-Key": "upload-1"}

    async def once() -> dict[str, Any]:
        answer = await service.client.post("/imports", files={"file": ("a.xlsx", MIXED)}, data=TERMS, headers=headers)
        found: dict[str, Any] = answer.json()
        return found

    first, second = await once(), await once()

    assert first == second
    assert await service.pool.fetchval("SELECT count(1) FROM imports") == 1


async def test_the_template_is_offered(service: ServiceUnderTest) -> None:
    answer = await service.client.get("/imports/template", headers=officer(service))

    assert answer.status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames == ["Danh sách", "Danh mục"]

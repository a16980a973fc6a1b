"""Evidence through HTTP: taken in, shown to those who may see it, given out, taken out, erased, collected."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from httpx import Response

from chassis.process import utc_now
from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from nominations.entrypoints import evidence_clock
from nominations.entrypoints.vault import Vault
from services.nominations.tests import papers
from services.nominations.tests.builders import AGENCY, OTHER_UNIT, UNIT
from services.nominations.tests.component.test_erasing import erase, everything
from services.nominations.tests.component.test_life import created, head, officer

NAME = "Báo cáo của bà Hường.pdf"
PLAIN, ACTIVE = papers.pdf(), papers.active_pdf()


async def upload(
    service: ServiceUnderTest,
    nomination_id: str,
    content: bytes = PLAIN,
    name: str = NAME,
    part: str = "achievement-report",
) -> Response:
    return await service.client.post(
        f"/nominations/{nomination_id}/evidence",
        params={"part": part},
        content=content,
        headers={**officer(service), "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


async def page(service: ServiceUnderTest, nomination_id: str, role: Role = Role.UNIT_OFFICER, unit: str = UNIT) -> Any:
    answer = await service.client.get(f"/nominations/{nomination_id}/evidence", headers=service.signed_in(role, unit))
    return answer.json() if answer.status_code == 200 else answer.status_code


async def given(
    service: ServiceUnderTest, nomination_id: str, file_id: str, role: Role = Role.UNIT_OFFICER, unit: str = UNIT
) -> Response:
    return await service.client.get(
        f"/nominations/{nomination_id}/evidence/{file_id}", headers=service.signed_in(role, unit)
    )


async def handed_over(service: ServiceUnderTest, list_id: str) -> Response:
    """Submitted although parts of the dossier are still lacking."""
    return await service.client.post(
        f"/lists/{list_id}/submit", json={"reason": "Bản giấy nộp sau."}, headers=officer(service)
    )


def objects(folder: Path) -> int:
    return sum(1 for each in (folder / "evidence").rglob("*") if each.is_file())


async def swept(service: ServiceUnderTest, vault: Vault) -> None:
    await evidence_clock.turn(service.process.dispatcher, vault)


async def test_an_unknown_part_is_refused_before_the_file_is_read(service: ServiceUnderTest, tmp_path: Path) -> None:
    _, (nomination_id,) = await created(service)

    refused = await upload(service, nomination_id, content=b"no file at all", part="so-do")

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/unknown-part")
    assert "Tờ trình (submission)" in refused.json()["detail"]
    assert objects(tmp_path) == 0


async def test_a_file_is_kept_shown_and_given_out_as_an_attachment(
    service: ServiceUnderTest, vault: Vault, tmp_path: Path
) -> None:
    _, (nomination_id,) = await created(service)

    kept = await upload(service, nomination_id, ACTIVE)

    assert kept.status_code == 201, kept.text
    [line] = (await page(service, nomination_id))["files"]
    assert (line["name"], line["part"], line["media_type"], line["state"]) == (NAME, "achievement-report", "application/pdf", "unscanned")  # fmt: skip  # noqa: E501
    assert line["removed"] == ["attachment", "links", "media", "outside", "script"]
    assert (line["original_size_bytes"], line["original_digest"] != line["digest"]) == (len(ACTIVE), True)
    answer = await given(service, nomination_id, kept.json()["file_id"])
    assert answer.headers["content-disposition"].endswith(f"filename*=UTF-8''{quote(NAME)}")
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-security-policy"].startswith("sandbox; ")
    assert (answer.headers["content-type"], answer.headers["x-content-type-options"]) == ("application/pdf", "nosniff")
    assert len(answer.content) == line["size_bytes"]
    assert b"TAN-CONG" not in answer.content
    assert list((tmp_path / "evidence-incoming").iterdir()) == []


async def test_the_same_bytes_lie_once_and_the_same_file_is_one_row(service: ServiceUnderTest, tmp_path: Path) -> None:
    _, (first, second) = await created(service, 2)

    one, again = [(await upload(service, first)).json() for _ in range(2)]
    other = [await upload(service, first, part="other"), await upload(service, second, name="tệp khác.pdf")]

    assert one == again
    assert [answer.status_code for answer in other] == [201, 201]
    assert objects(tmp_path) == 1
    assert await service.pool.fetchval("SELECT count(1) FROM evidence_files") == 3


async def test_a_refused_file_leaves_nothing_and_says_why(service: ServiceUnderTest, tmp_path: Path) -> None:
    _, (nomination_id,) = await created(service)

    answer = await upload(service, nomination_id, papers.photo("JPEG"), name="ảnh.png")
    nameless = await service.client.post(
        f"/nominations/{nomination_id}/evidence?part=other",
        headers={**officer(service), "Content-Disposition": "inline"},
    )

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/file-type-disagrees")
    assert "filetype thấy ảnh JPEG, bộ nhận dạng libmagic thấy ảnh JPEG" in answer.json()["title"]
    assert (nameless.status_code, nameless.json()["type"]) == (422, "/problems/file-name-missing")
    assert (await page(service, nomination_id))["files"] == []
    assert objects(tmp_path) == 0


async def test_too_large_a_file_is_refused_by_its_word_and_while_it_streams(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)

    async def endless() -> Any:
        for _ in range(60):
            yield bytes(1024 * 1024)

    said = await upload(service, nomination_id, bytes(50 * 1024 * 1024 + 700_000))
    unsaid = await service.client.post(
        f"/nominations/{nomination_id}/evidence?part=other",
        content=endless(),
        headers={**officer(service), "Content-Disposition": "attachment; filename=a.pdf"},
    )

    assert (said.status_code, said.json()["detail"]) == (
        413,
        "Mỗi tệp không quá 50 MB; tệp này nặng từ 50,7 MB trở lên.",
    )
    assert (unsaid.status_code, unsaid.json()["type"]) == (413, "/problems/evidence-too-large")


async def test_nobody_else_sees_it_and_the_agency_only_once_it_was_handed_over(service: ServiceUnderTest) -> None:
    list_id, (nomination_id,) = await created(service)
    file_id = (await upload(service, nomination_id)).json()["file_id"]
    secretariat = (Role.SECRETARIAT, AGENCY)

    async def both(role: Role, unit: str) -> tuple[int, int]:
        shown = await page(service, nomination_id, role, unit)
        served = await given(service, nomination_id, file_id, role, unit)
        return shown if isinstance(shown, int) else 200, served.status_code

    before = await both(*secretariat)
    await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))
    await handed_over(service, list_id)

    assert before == (404, 404)
    assert [await both(role, unit) for role, unit in (secretariat, (Role.UNIT_HEAD, UNIT))] == [(200, 200)] * 2
    assert await both(Role.SUPERVISOR, "34@2025-07-01") == (404, 404)
    assert await both(Role.UNIT_OFFICER, OTHER_UNIT) == (403, 403)


async def test_a_new_file_needs_a_new_endorsement_and_after_submission_nothing_changes(
    service: ServiceUnderTest,
) -> None:
    list_id, (nomination_id,) = await created(service)
    await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))

    file_id = (await upload(service, nomination_id)).json()["file_id"]
    submitting = await handed_over(service, list_id)
    await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))
    await handed_over(service, list_id)
    late = await upload(service, nomination_id, ACTIVE)
    removing = await service.client.delete(f"/nominations/{nomination_id}/evidence/{file_id}", headers=officer(service))

    assert (submitting.status_code, submitting.json()["type"]) == (409, "/problems/nothing-to-do")
    assert (late.status_code, late.json()["type"]) == (409, "/problems/not-editable")
    assert (removing.status_code, removing.json()["type"]) == (409, "/problems/not-editable")
    assert (await page(service, nomination_id))["is_open"] is False


async def test_the_bytes_go_when_the_last_row_that_uses_them_went(
    service: ServiceUnderTest, vault: Vault, tmp_path: Path
) -> None:
    _, (first, second) = await created(service, 2)
    file_id = (await upload(service, first)).json()["file_id"]
    await upload(service, second)

    removed = await service.client.delete(f"/nominations/{first}/evidence/{file_id}", headers=officer(service))
    again = await service.client.delete(f"/nominations/{first}/evidence/{file_id}", headers=officer(service))
    await swept(service, vault)
    still = objects(tmp_path)
    await erase(service, [second])
    await swept(service, vault)

    assert (removed.json(), again.status_code) == ({"count": 1}, 404)
    assert (still, objects(tmp_path)) == (1, 0)
    assert await service.pool.fetchval("SELECT count(1) FROM evidence_objects") == 0


async def test_an_erasure_leaves_neither_name_nor_bytes(
    service: ServiceUnderTest, vault: Vault, tmp_path: Path
) -> None:
    list_id, (nomination_id,) = await created(service)
    await upload(service, nomination_id)
    await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))
    await handed_over(service, list_id)
    before = await everything(service)

    await erase(service, [nomination_id], Role.SECRETARIAT, AGENCY)
    await swept(service, vault)

    assert NAME in before
    assert NAME not in await everything(service)
    assert objects(tmp_path) == 0
    assert (await page(service, nomination_id))["files"] == []


async def test_what_is_released_and_claimed_again_stays(
    service: ServiceUnderTest, vault: Vault, tmp_path: Path
) -> None:
    _, (nomination_id,) = await created(service)
    file_id = (await upload(service, nomination_id)).json()["file_id"]
    await service.client.delete(f"/nominations/{nomination_id}/evidence/{file_id}", headers=officer(service))

    file_id = (await upload(service, nomination_id)).json()["file_id"]
    await swept(service, vault)

    assert (await given(service, nomination_id, file_id)).content == PLAIN
    assert objects(tmp_path) == 1


async def test_old_objects_that_nobody_ever_claimed_are_collected_and_others_are_not(
    service: ServiceUnderTest, vault: Vault, tmp_path: Path
) -> None:
    _, (nomination_id,) = await created(service)
    await upload(service, nomination_id)
    await vault.store.put("f" * 64, papers.written(tmp_path, "restored", b"x"), 1)
    tomorrow = utc_now() + timedelta(days=2)

    await evidence_clock.collect(service.process.dispatcher, vault, tomorrow - timedelta(days=2))
    young = objects(tmp_path)
    await evidence_clock.collect(service.process.dispatcher, vault, tomorrow)

    assert (young, objects(tmp_path)) == (2, 1)
    assert await vault.store.has("f" * 64) is False


async def test_an_upload_that_broke_off_before_its_row_is_collected_after_a_day(
    service: ServiceUnderTest, vault: Vault, tmp_path: Path
) -> None:
    await service.pool.execute("INSERT INTO evidence_objects VALUES ($1, $2, false)", "e" * 64, service.clock())
    await vault.store.put("e" * 64, papers.written(tmp_path, "half", b"x"), 1)

    await swept(service, vault)
    young = objects(tmp_path)
    service.clock.forward(timedelta(days=1, seconds=1))
    await swept(service, vault)

    assert (young, objects(tmp_path)) == (1, 0)


async def test_a_row_whose_bytes_are_gone_says_so(service: ServiceUnderTest, vault: Vault) -> None:
    _, (nomination_id,) = await created(service)
    file_id = (await upload(service, nomination_id)).json()["file_id"]
    [line] = (await page(service, nomination_id))["files"]
    await vault.store.delete([line["digest"]])

    answer = await given(service, nomination_id, file_id)

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/file-not-served")
    assert "không còn trong kho" in answer.json()["detail"]


async def test_a_repeated_upload_with_one_key_is_one_file(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)
    headers = {
        **officer(service),
        "Content-Disposition": "attachment; filename=a.pdf",
        "Idempotency-Key": "evidence-1",
    }

    answers = [
        await service.client.post(f"/nominations/{nomination_id}/evidence?part=other", content=PLAIN, headers=headers)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["Idempotency-Replayed"] == "true"

"""Erasing personal data: who may, what goes, what stays, and what nobody can do afterwards."""

import re
from typing import Any

import pytest

from chassis.testing import ServiceUnderTest
from contracts.nominations import NominationSubmitted, PersonalErased
from contracts.roles import Role
from services.nominations.tests.builders import AGENCY, OTHER_UNIT, UNIT
from services.nominations.tests.component.test_imports import accept, upload
from services.nominations.tests.component.test_life import body, created, head, officer, submitted
from services.nominations.tests.workbooks import person, table

WHY = "person-asked"
NAME, FOLDED = "Nguyễn Thị Hường", "nguyen thi huong"
PERSONAL = (NAME, FOLDED, "1985", "THCS", "sáng kiến")


async def erase(
    service: ServiceUnderTest, ids: list[str], role: Role = Role.OPERATOR, unit: str | None = None, reason: str = WHY
) -> tuple[int, dict[str, Any]]:
    answer = await service.client.post(
        "/nominations/erase-personal",
        json={"nomination_ids": ids, "reason": reason},
        headers=service.signed_in(role, unit, sub="9f0c1d5e-0000-4000-8000-00000000000e"),
    )
    return answer.status_code, answer.json()


async def everything(service: ServiceUnderTest) -> str:
    """Every row of every table of the service, as text."""
    tables = await service.pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    rows = [await service.pool.fetch(f"SELECT t::text AS line FROM {each['tablename']} AS t") for each in tables]
    values = await service.pool.fetch("SELECT convert_from(value, 'utf8') AS line FROM outbox WHERE value IS NOT NULL")
    return "\n".join(row["line"] for table_rows in [*rows, values] for row in table_rows)


def found(word: str, text: str) -> bool:
    """Whether it stands there by itself: four digits also come up inside ids, digests and fractions of a second."""
    return re.search(rf"(?<![\w.-]){word}(?![\w-])", text) is not None


async def test_every_trace_of_the_person_goes_and_each_part_is_told(service: ServiceUnderTest) -> None:
    ids = await submitted(service, 2)
    before = await everything(service)

    status, erased = await erase(service, ids[:1])

    assert (status, erased) == (200, {"count": 1, "facts": 1})
    await erase(service, ids[1:])
    after = await everything(service)
    assert [word for word in PERSONAL if not found(word, before)] == []
    assert [word for word in PERSONAL if found(word, after)] == []
    await service.relayed()
    facts = await service.facts()
    parts = {each.subject: each.id for each in facts if each.type == NominationSubmitted.TYPE}
    told = {each.subject: each.fact for each in facts if each.type == PersonalErased.TYPE}
    assert told == {
        nomination_id: PersonalErased(nomination_id=nomination_id, fact_id=fact_id, reason=WHY)
        for nomination_id, fact_id in parts.items()
    }


async def test_what_a_draft_holds_beside_the_wire_goes_too(service: ServiceUnderTest) -> None:
    private = {
        "deed_place": "Cầu Wyqplace",
        "results": {"household_duties": "Góp Wyqduties"},
        "standing": {"open_case": "press", "open_case_note": "Báo Wyqnote"},
    }
    answer = await service.client.post(
        "/nominations", json={"nominations": [body(**private)]}, headers=officer(service)
    )
    before = await everything(service)

    assert (await erase(service, answer.json()["nomination_ids"]))[0] == 200
    after = await everything(service)
    assert [word for word in ("Wyqplace", "Wyqduties", "Wyqnote", "press") if not found(word, before)] == []
    assert [word for word in ("Wyqplace", "Wyqduties", "Wyqnote", "press") if found(word, after)] == []


async def test_the_same_again_does_nothing_and_who_did_it_is_kept(service: ServiceUnderTest) -> None:
    ids = await submitted(service)
    await erase(service, ids)

    assert await erase(service, ids) == (200, {"count": 0, "facts": 0})
    done = await service.pool.fetch(
        "SELECT actor_role, actor_sub FROM command_log WHERE command = 'ErasePersonal' ORDER BY done_at"
    )
    assert [tuple(row) for row in done] == [("operator", "9f0c1d5e-0000-4000-8000-00000000000e")] * 2


@pytest.mark.parametrize(
    ("role", "unit", "draft", "handed_over"),
    [
        (Role.OPERATOR, None, 200, 200),
        (Role.UNIT_HEAD, UNIT, 200, 403),
        (Role.UNIT_HEAD, OTHER_UNIT, 403, 403),
        (Role.SECRETARIAT, AGENCY, 403, 200),
        (Role.SECRETARIAT, "34@2025-07-01", 403, 403),
        (Role.UNIT_OFFICER, UNIT, 403, 403),
        (Role.CHAIRMAN, AGENCY, 403, 403),
        (Role.SUPERVISOR, AGENCY, 403, 403),
    ],
)
async def test_whoever_holds_a_nomination_may_have_it_erased_and_nobody_else(
    service: ServiceUnderTest, role: Role, unit: str | None, draft: int, handed_over: int
) -> None:
    _, drafts = await created(service)
    sent = await submitted(service)

    assert (await erase(service, drafts, role, unit))[0] == draft
    assert (await erase(service, sent, role, unit))[0] == handed_over


async def test_one_that_is_refused_or_unknown_or_a_word_of_ones_own_refuses_all(service: ServiceUnderTest) -> None:
    sent = await submitted(service)
    _, drafts = await created(service)

    foreign = await erase(service, [*sent, *drafts], Role.SECRETARIAT, AGENCY)
    unknown = await erase(service, [*sent, "00000000-0000-4000-8000-0000000000ff"])
    unfounded = await erase(service, sent, reason="because")

    assert [(status, problem["type"].rpartition("/")[2]) for status, problem in (foreign, unknown, unfounded)] == [
        (403, "not-yours-to-erase"),
        (404, "not-found"),
        (422, "unknown-reason"),
    ]
    assert NAME in await everything(service)


async def test_a_private_draft_is_emptied_without_a_fact(service: ServiceUnderTest) -> None:
    _, ids = await created(service)

    assert await erase(service, ids, Role.UNIT_HEAD, UNIT) == (200, {"count": 1, "facts": 0})

    await service.relayed()
    assert await service.facts() == []
    assert NAME not in await everything(service)


async def test_the_unit_reads_that_it_was_erased_and_can_write_nothing_more(service: ServiceUnderTest) -> None:
    list_id, ids = await created(service)
    await erase(service, ids)

    page = (await service.client.get("/nominations", headers=officer(service))).json()
    shown = await service.client.get(f"/nominations/{ids[0]}", headers=officer(service))
    edit = await service.client.put(
        f"/nominations/{ids[0]}", json=body(), headers={**officer(service), "If-Match": shown.headers["etag"]}
    )
    endorse = await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))
    explain = {"nomination_ids": ids, "reason": "Bà Hường xin thôi"}
    reasoned = await service.client.post("/nominations/withdraw", json=explain, headers=officer(service))
    plain = await service.client.post("/nominations/withdraw", json={"nomination_ids": ids}, headers=officer(service))

    assert [line["name"] for line in page["nominations"]] == [None]
    assert {"name", "born", "workplace", "achievement"} & {k for k, v in shown.json()["dossier"].items() if v} == set()
    assert [each.status_code for each in (edit, endorse, reasoned, plain)] == [409, 409, 409, 200]


async def test_the_units_workbooks_and_a_title_with_the_name_go_too(service: ServiceUnderTest) -> None:
    workbook = table(person(1, NAME))
    kept = await upload(service, workbook, "de-nghi.xlsx")
    taken = (await upload(service, workbook, f"Đề nghị khen {NAME.upper()}.xlsx")).json()["import_id"]
    list_id = (await accept(service, taken)).json()["list_id"]
    page = await service.client.get(f"/nominations?list_id={list_id}", headers=officer(service))
    ids = [line["nomination_id"] for line in page.json()["nominations"]]
    assert len(ids) == 1

    await erase(service, ids)

    gone = await service.client.get(f"/imports/{kept.json()['import_id']}/workbook", headers=officer(service))
    titled = await service.client.get(f"/lists/{list_id}", headers=officer(service))
    assert (gone.status_code, titled.json()["title"]) == (404, "")
    assert await service.pool.fetchval("SELECT count(1) FROM imports") == 0

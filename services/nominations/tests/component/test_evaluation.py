"""Holding a nomination against the rules, through HTTP and on the command line."""

import json
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path
from typing import Any

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from nominations.entrypoints.open_cases import lines
from services.nominations.tests.builders import AGENCY, NOW, OTHER_UNIT, UNIT
from services.nominations.tests.component.test_life import body, created, officer, submitted


async def asked(service: ServiceUnderTest, nomination_id: str, role: Role, unit: str) -> tuple[int, dict[str, Any]]:
    answer = await service.client.get(f"/nominations/{nomination_id}/evaluation", headers=service.signed_in(role, unit))
    return answer.status_code, answer.json()


async def test_a_draft_is_held_against_todays_rules_clause_by_clause(service: ServiceUnderTest) -> None:
    _, (nomination_id,) = await created(service)

    status, found = await asked(service, nomination_id, Role.UNIT_OFFICER, UNIT)

    assert status == 200
    assert (found["law"]["regime"], found["law"]["chosen_by"], found["law"]["day"]) == ("C2", "today", "2026-11-23")
    findings = [each for group in found["groups"] for each in group["findings"]]
    assert sum(found["counts"].values()) == len(findings) > 5
    lacking = [field["section"] for each in findings for field in each["missing"]]
    assert "evidence" in lacking
    assert body()["name"] not in json.dumps(found, ensure_ascii=False)


async def test_an_agency_sees_it_once_it_is_handed_over_and_no_other_ever(service: ServiceUnderTest) -> None:
    _, (draft,) = await created(service)
    (sent,) = await submitted(service)
    statuses = {
        (role, unit, each): (await asked(service, nomination_id, role, unit))[0]
        for each, nomination_id in (("draft", draft), ("sent", sent))
        for role, unit in ((Role.SECRETARIAT, AGENCY), (Role.SECRETARIAT, OTHER_UNIT), (Role.UNIT_HEAD, OTHER_UNIT))
    }

    assert statuses == {
        (Role.SECRETARIAT, AGENCY, "draft"): 404,
        (Role.SECRETARIAT, AGENCY, "sent"): 200,
        (Role.SECRETARIAT, OTHER_UNIT, "draft"): 404,
        (Role.SECRETARIAT, OTHER_UNIT, "sent"): 404,
        (Role.UNIT_HEAD, OTHER_UNIT, "draft"): 403,
        (Role.UNIT_HEAD, OTHER_UNIT, "sent"): 403,
    }


async def test_what_is_undecided_is_printed_by_id_and_without_a_name(service: ServiceUnderTest) -> None:
    _, drafts = await created(service, 2)
    sent = await submitted(service)
    withdrawn = {"nomination_ids": drafts[:1]}
    await service.client.post("/nominations/withdraw", json=withdrawn, headers=officer(service))

    printed = [line async for line in lines(service.pool, NOW)]

    assert sorted(json.loads(line)["id"] for line in printed) == sorted([drafts[1], *sent])
    assert body()["name"] not in "".join(printed)


async def test_the_titles_that_the_register_holds_of_the_same_person_are_counted(service: ServiceUnderTest) -> None:
    named = {"name": body()["name"], "identity": "033085001234"}
    for year in (2020, 2021):
        entry = {"subject": {"kind": "individual", **named}, "decision": {"award_code": "CSTDCS", "year": year}}
        assert (await service.client.post("/history", json=entry, headers=officer(service))).status_code == 201
    period = {"first_day": "2021-01-01", "last_day": "2021-12-31"}
    draft = {**body(award_code="CSTDT", received_on="2021-12-01"), **named, "period": period}
    made = await service.client.post("/nominations", json={"nominations": [draft]}, headers=officer(service))

    _, found = await asked(service, made.json()["nomination_ids"][0], Role.UNIT_OFFICER, UNIT)

    (run,) = (each for group in found["groups"] for each in group["findings"] if each["row"] == "A.CSTDT.run")
    assert (run["outcome"], run["consequence"], run["status"]) == ("failed", "refuses", "verified")
    assert run["sentence"].startswith("Mới có 2 lần liên tục Chiến sĩ thi đua cơ sở (2020, 2021), cần 3")


OVERLAY = """
[[overlay]]
row = "{row}"
status = "parameter"
citation = ""
source = ""
note = "Thử tỷ lệ khác."
[overlay.value]
percent = 10
"""


async def test_a_changed_ratio_lists_exactly_the_nominations_that_it_concerns(
    service: ServiceUnderTest, tmp_path: Path
) -> None:
    title = {"award_code": "CSTDCS", "period": {"first_day": "2024-01-01", "last_day": "2024-12-31"}}
    on_paper = {"received_on": "2025-03-03"}
    written = [body(**title, **on_paper), body(**title), body(**on_paper), body()]
    answer = await service.client.post("/nominations", json={"nominations": written}, headers=officer(service))
    of_2025, of_today, *_ = answer.json()["nomination_ids"]
    printed = "\n".join([line async for line in lines(service.pool, NOW)])

    found = {row: await affected(tmp_path, row, printed) for row in ("B.CSTDCS.ratio", "C2.CSTDCS.ratio")}

    assert found == {"B.CSTDCS.ratio": [of_2025], "C2.CSTDCS.ratio": [of_today]}


async def affected(folder: Path, row: str, printed: str) -> list[str]:
    """What `python -m rulebook impact` lists under another value of a row."""
    (folder / "overlay.toml").write_text(OVERLAY.format(row=row))
    arguments = ("-m", "rulebook", "impact", "--json", "--under", str(folder / "overlay.toml"), "-")
    process = await create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE)
    told, _ = await process.communicate(printed.encode())
    return [each["dossier"] for each in json.loads(told)]

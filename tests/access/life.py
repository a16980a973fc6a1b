"""What is in the system before anybody asks: drafts, a list, a checked workbook, cases, a decision, an award."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from audit.service_layer.closing import Closing
from contracts.roles import Role
from services.audit.tests.builders import a_sequencer
from services.audit.tests.several_logs import NEXT, SIGNERS
from services.nominations.tests.builders import dossier
from services.nominations.tests.papers import pdf
from services.nominations.tests.workbooks import person, table
from tests.access.system import BEHIND, System

UNIT, AGENCY, FOREIGN = "11953@2025-07-01", "33@2025-07-01", "11977@2025-07-01"
NAME = "Hoàng Thị Mẫu Đơn"
AWARDED_NAME = "Lương Thế Sao Mai"
PARTS = ("submission", "achievement-report", "minutes")
PAST: dict[str, dict[str, Any]] = {
    "subject": {"kind": "individual", "name": NAME, "born": "1985"},
    "decision": {"award_code": "LDTT", "year": 2024, "decision_number": "5/QĐ-UBND"},
}
INITIATIVE = {
    "title": "Sáng kiến mẫu",
    "kind": "initiative",
    "level": "base",
    "year": 2025,
    "authors": [{"kind": "individual", "name": NAME, "born": "1985"}],
}
ISSUED = "review.award-issued.v1"


async def live(system: System) -> None:
    """Make one thing of each kind, and remember its id."""
    things = system.things
    await _ask(system, Role.OPERATOR, "notifications", "/recipients", _recipients())
    draft = await _created(system, "Danh sách mẫu", NAME, NAME)
    things |= {"nomination_id": draft["nomination_ids"][0], "list_id": draft["list_id"]}
    things["import_id"] = (await _uploaded(system))["import_id"]
    things["file_id"] = await _attached(system, things["nomination_id"])
    things |= await _registered(system)
    things["untouched_id"] = (await _created(system, None, NAME))["nomination_ids"][0]
    sent = (await _created(system, None, NAME, AWARDED_NAME))["nomination_ids"]
    things["submitted_file_id"] = await _attached(system, sent[0])
    await _ask(system, Role.UNIT_HEAD, "nominations", "/nominations/endorse", {"nomination_ids": sent})
    await _ask(
        system,
        Role.UNIT_OFFICER,
        "nominations",
        "/nominations/submit",
        {"nomination_ids": sent, "reason": "Bổ sung sau"},
    )
    await system.settled()
    things["submitted_id"], things["awarded_id"] = sent
    things |= await _decided(system)
    things |= {"path": "app.css", "section": "subject", "award": "BKT", "subject_kind": "individual"}
    things["tile"] = "entries/000.p/1"
    await system.settled()
    await a_sequencer().turn(system.services["audit"].process.dispatcher)
    things["fact_id"] = await _recorded(system)
    await _looked_at(system)
    things |= {f"{service}_commit": await _committed(system, service) for service in BEHIND}
    things["log"] = await _closed(system)


async def _decided(system: System) -> dict[str, str]:
    """One case stays with the secretariat; the other becomes an award."""
    found = (await _ask(system, Role.SECRETARIAT, "review", "/cases"))["cases"]
    cases = {case["nomination_id"]: case["case_id"] for case in found}
    ids = {"case_ids": [cases[system.things["awarded_id"]]]}
    await _ask(system, Role.SECRETARIAT, "review", "/cases/accept", ids)
    verdict = {"case_id": ids["case_ids"][0], "yes": 15, "no": 0}
    council = {"held_on": "2026-11-23", "seats": 15, "verdicts": [verdict]}
    await _ask(system, Role.SECRETARIAT, "review", "/cases/record-verdicts", council)
    asking = {"case_ids": [cases[system.things["submitted_id"]]], "bodies": [UNIT], "due_on": "2099-12-01"}
    asked = await _ask(system, Role.SECRETARIAT, "review", "/opinions/ask", asking)
    joined = await _ask(system, Role.SECRETARIAT, "review", "/colleagues/join", {"name": "Lương Ngọc Diệp"})
    await _ask(system, Role.SECRETARIAT, "review", "/cases/assign", {"case_ids": asking["case_ids"], **joined})
    issued = await _ask(system, Role.CHAIRMAN, "review", "/decisions", ids)
    return {
        "case_id": cases[system.things["submitted_id"]],
        "decision_id": issued["decision_id"],
        "award_id": issued["award_ids"][0],
        "colleague_id": joined["colleague_id"],
        "opinion_id": asked["opinion_ids"][0],
    }


async def _registered(system: System) -> dict[str, str]:
    """An earlier award, twice by name and year alone, a list of such, an initiative; and the question that arises."""
    entry = await _ask(system, Role.UNIT_OFFICER, "nominations", "/history", PAST)
    earlier = {**PAST, "decision": {"award_code": "LDTT", "year": 2023}}
    await _ask(system, Role.UNIT_OFFICER, "nominations", "/history", earlier)
    other = {**PAST, "subject": {**PAST["subject"], "name": "Trần Thị Sẽ Quên"}}
    forgotten = await _ask(system, Role.UNIT_OFFICER, "nominations", "/history", other)
    initiative = await _ask(system, Role.UNIT_OFFICER, "nominations", "/initiatives", INITIATIVE)
    found = await _ask(system, Role.UNIT_OFFICER, "nominations", "/matches")
    question = found["questions"][0]
    headings = ("TT", "Họ và tên", "Năm sinh", "Danh hiệu", "Số quyết định", "Năm")
    rows = table((1, NAME, 1985, "Lao động tiên tiến", "6/QĐ-UBND", 2022), headings=headings)
    return {
        "entry_id": entry["entry_id"],
        "forgotten_entry_id": forgotten["entry_id"],
        "initiative_id": initiative["initiative_id"],
        "person_id": question["first"]["person_id"],
        "other_person_id": question["second"]["person_id"],
        "history_import_id": (await _uploaded(system, "/history-imports", rows))["import_id"],
    }


async def _recorded(system: System) -> str:
    pool = system.services["audit"].pool
    return str(await pool.fetchval("SELECT fact_id FROM entries WHERE type = $1", ISSUED))


async def _looked_at(system: System) -> None:
    path = f"/supervision/cases/{system.things['case_id']}/look"
    await _ask(system, Role.SUPERVISOR, "audit", path, {})


async def _closed(system: System) -> str:
    """The record's first log is closed; the name of the second, which has shown a checkpoint."""
    dispatcher = system.services["audit"].process.dispatcher
    opened = await Closing(writer=a_sequencer(), following=NEXT).run(dispatcher)
    await replace(a_sequencer(SIGNERS[NEXT]), shard=opened).turn(dispatcher)
    return opened.name


async def _committed(system: System, service: str) -> str:
    """The commitment to somebody who did something there."""
    pool = system.services[service].pool
    return str(await pool.fetchval("SELECT actor_commit FROM command_log ORDER BY done_at LIMIT 1"))


async def _created(system: System, title: str | None, *names: str) -> dict[str, Any]:
    written = [dossier(name=name).model_dump(mode="json") for name in names]
    body = {"nominations": written, "list_title": title}
    return await _ask(system, Role.UNIT_OFFICER, "nominations", "/nominations", body)


async def _uploaded(system: System, path: str = "/imports", content: bytes = b"") -> dict[str, Any]:
    answer = await system.client.post(
        f"{system.urls['nominations']}{path}",
        headers=system.person(Role.UNIT_OFFICER, UNIT),
        data={"commendation_kind": "merit", "receiving_agency": AGENCY},
        files={"file": ("danh-sach.xlsx", content or table(person(1)))},
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def _attached(system: System, nomination_id: str) -> str:
    """A file for each part that the dossier needs; returns the last one's id."""
    file_id = ""
    for part in PARTS:
        answer = await system.client.post(
            f"{system.urls['nominations']}/nominations/{nomination_id}/evidence",
            params={"part": part},
            content=pdf(),
            headers={
                **system.person(Role.UNIT_OFFICER, UNIT),
                "Content-Disposition": "attachment; filename=minh-chung.pdf",
            },
        )
        assert answer.status_code == 201, answer.text
        file_id = answer.json()["file_id"]
    return file_id


async def _ask(system: System, role: Role, service: str, path: str, body: object | None = None) -> dict[str, Any]:
    unit = UNIT if role in (Role.UNIT_OFFICER, Role.UNIT_HEAD) else AGENCY
    headers = system.person(role, unit) | {"Idempotency-Key": str(uuid4())}
    method = "GET" if body is None else "POST"
    answer = await system.client.request(method, f"{system.urls[service]}{path}", json=body, headers=headers)
    assert answer.is_success, answer.text
    return dict(answer.json())


def _recipients() -> dict[str, Any]:
    officer = {"person_id": f"unit-officer-of-{UNIT}", "roles": ["unit-officer"], "unit": UNIT, "email": "a@x.vn"}
    return {"recipients": [officer]}

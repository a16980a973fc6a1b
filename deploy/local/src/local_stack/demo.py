"""`make demo`: a unit's Excel list to awards on the public record, then a check of all of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from directory.loading import load_movements
from local_stack import demo_checks, layout, topic_reader
from local_stack.api import Api, until
from local_stack.demo_checks import Outcome
from local_stack.systems import System
from local_stack.troubles import CheckFailed

SIZES: Final = (200, 5)
AGENCY: Final = "33@2025-07-01"
SEATS: Final = 15
PAGE: Final = 1_000
# The second time it is the same people's same achievement again, and the rules ask why.
AGAIN: Final = "Danh sách mẫu, chạy lại để xem thử."
LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Desk:
    """The four people of the story."""

    officer: Api
    head: Api
    secretariat: Api
    chairman: Api


def run(system: System, rows: int, say: Callable[[str], None]) -> int:
    """Play the story, then check it; raises Trouble at the first thing that isn't as it should be."""
    began, now = time.monotonic(), datetime.now(LOCAL)
    say(f"Theo dõi trên trang · watch it live: {layout.PUBLIC_URL}\n")
    ends = topic_reader.ends(system.state, "review.facts")
    with (
        Api(system.token("officer")) as officer,
        Api(system.token("head")) as head,
        Api(system.token("secretariat")) as secretariat,
        Api(system.token("chairman")) as chairman,
    ):
        outcome = _play(Desk(officer, head, secretariat, chairman), rows, now.date(), say)
        demo_checks.check(system, outcome, ends, now, say)
    say(f"\n✓ Xong sau {time.monotonic() - began:.0f} giây · done")
    if system.keeps_every_trace:
        say(f"  một hồ sơ · one of them, traced:\n    make trace ID={outcome.nomination_ids[0]}")
    return 0


def _play(desk: Desk, rows: int, today: date, say: Callable[[str], None]) -> Outcome:
    list_id = _import(desk.officer, rows, today, say)
    desk.head.command("nominations", f"/lists/{list_id}/endorse", {})
    say("✓ thủ trưởng xác nhận · endorsed by the head")
    desk.officer.command("nominations", f"/lists/{list_id}/submit", {"reason": AGAIN})
    say("✓ đơn vị nộp · submitted")
    cases = until(f"{rows} hồ sơ ở Hội đồng · cases", lambda: _cases(desk.secretariat, list_id, rows))
    case_ids = [case["case_id"] for case in cases]
    say(f"✓ {len(cases)} hồ sơ đến thường trực Hội đồng · cases opened")
    desk.secretariat.command("review", "/cases/accept", {"case_ids": case_ids})
    say("✓ thường trực tiếp nhận · accepted")
    verdicts = [{"case_id": case_id, "yes": SEATS - 1, "no": 1, "blank": 0} for case_id in case_ids]
    session = {"held_on": today.isoformat(), "seats": SEATS, "verdicts": verdicts}
    counted = desk.secretariat.command("review", "/cases/record-verdicts", session)
    say(f"✓ Hội đồng thông qua {counted['approved']} hồ sơ · approved by the council")
    issued = desk.chairman.command("review", "/decisions", {"case_ids": case_ids})
    say(f"✓ Chủ tịch ban hành quyết định {issued['symbol']}, {len(issued['award_ids'])} khen thưởng · issued")
    return Outcome(
        decision_id=issued["decision_id"],
        symbol=issued["symbol"],
        award_ids=[UUID(award_id) for award_id in issued["award_ids"]],
        nomination_ids=[UUID(case["nomination_id"]) for case in cases],
    )


def _import(officer: Api, rows: int, today: date, say: Callable[[str], None]) -> str:
    name = f"danh-sach-{rows}.xlsx"
    content = (files("local_stack") / name).read_bytes()
    fields = {
        "receiving_agency": AGENCY,
        "movement_id": str(load_movements()[0].id),
        "commendation_kind": "campaign",
        "first_day": f"{today.year}-01-01",
        "last_day": f"{today.year}-12-31",
    }
    imported = officer.upload("nominations", "/imports", name, content, fields)
    say(f"✓ tải danh sách {name}: import {imported['import_id']}")
    # The same list every time: the choice that a clerk is asked for is made here.
    wanted = {"rows": "repeated-too"}
    accepted = officer.command("nominations", f"/imports/{imported['import_id']}/accept", wanted)
    say(f"✓ {accepted['count']} dòng hợp lệ thành hồ sơ · valid rows became nominations")
    if accepted["count"] != rows:
        raise CheckFailed(f"{accepted['count']} of {rows} rows valid")
    return str(accepted["list_id"])


def _cases(secretariat: Api, list_id: str, rows: int) -> list[dict[str, Any]] | None:
    found: list[dict[str, Any]] = []
    query: dict[str, str | int] = {"status": "opened", "limit": PAGE}
    while True:
        page = secretariat.get("review", "/cases", **query)
        found += [case for case in page["cases"] if case["list_id"] == list_id]
        if not page["after"]:
            return found if len(found) == rows else None
        query["after"] = page["after"]

"""The rehearsal: back up, go on, erase, restore, be told, recover, go on; nothing that was erased comes back."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from contracts.envelope import parse
from tests.end_to_end.rehearsal import Rehearsal, until
from tests.end_to_end.stack import Stack, state_folder

SERVICES = ("nominations", "review", "notifications", "audit", "portal")
TELLING = SERVICES[:4]
MARK = "Đặng Thị Bí Mật Kín"
MARKED_ID = "Bí Mật Kín"


@pytest.fixture
def state() -> Iterator[Path]:
    with state_folder("restore") as folder:
        yield folder


def test_a_restored_system_says_so_recovers_and_goes_on_without_what_was_erased(state: Path) -> None:
    stack = Stack(state)
    there = Rehearsal(stack)
    with stack.up():
        first = submitted(there, MARK, "Phạm Văn Trước")
        until("cases of the first list", lambda: len(cases(there)) == 2)
        backup = stack.run("backup", str(state / "kept"))
        assert backup.returncode == 0, backup.stdout + backup.stderr
        went_on(there, first)
        assert "make stop" in stack.run("restore", str(state / "kept")).stderr
    restored = stack.run("restore", str(state / "kept"))
    assert restored.returncode == 0, restored.stdout + restored.stderr

    with stack.rising():
        for service in TELLING:
            says_so(there, service)
        refused = there.ask("officer", "nominations", "/nominations", {"nominations": [dossier("Không Được")]})
        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/database-behind")
        seen = {topic: there.topic("audit", topic) for topic in ("nominations.facts", "review.facts")}

        recovered = stack.run("recover")

        assert recovered.returncode == 0, recovered.stdout + recovered.stderr
        stack.wait_until_up()
        came_back(there, seen)
        nowhere(there)
        the_record_refuses(there)


def says_so(there: Rehearsal, service: str) -> None:
    wanted = f"run `python -m {service} recover`"
    until(f"{service} says: {wanted}", lambda: there.checks(service).get("standing", "").endswith(wanted))


def submitted(there: Rehearsal, *names: str) -> list[str]:
    body = {"nominations": [dossier(name) for name in names], "list_title": "Danh sách diễn tập"}
    made = there.command("officer", "nominations", "/nominations", body)
    there.command("head", "nominations", f"/lists/{made['list_id']}/endorse", {})
    there.command("officer", "nominations", f"/lists/{made['list_id']}/submit", {})
    ids: list[str] = made["nomination_ids"]
    return ids


def dossier(name: str) -> dict[str, str]:
    return {
        "subject_kind": "individual",
        "award_code": "BKT",
        "commendation_kind": "merit",
        "receiving_agency": "33@2025-07-01",
        "name": name,
    }


def cases(there: Rehearsal, status: str = "opened") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = there.ask("secretariat", "review", f"/cases?status={status}").json()["cases"]
    return found


def went_on(there: Rehearsal, first: list[str]) -> None:
    """After the backup: a second list, a step of the first, and an erasure."""
    ids = [case["case_id"] for case in cases(there)]
    there.command("secretariat", "review", "/cases/accept", {"case_ids": ids})
    submitted(there, "Trần Thị Sau")
    until("the late case", lambda: cases(there))
    erase = {"nomination_ids": first[:1], "reason": "person-asked"}
    there.command("secretariat", "nominations", "/nominations/erase-personal", erase)
    until("erased at the portal", lambda: there.rows("portal", "SELECT 1 FROM personal WHERE erased_at IS NOT NULL"))
    until("all of it recorded", lambda: recorded(there) == entries(there))


def told(there: Rehearsal) -> dict[str, list[tuple[bytes, bytes | None]]]:
    return {name: there.topic("audit", f"{name}.facts") for name in TELLING}


def recorded(there: Rehearsal) -> int:
    return int(there.rows("audit", "SELECT size FROM checkpoints ORDER BY number DESC LIMIT 1")[0]["size"])


def came_back(there: Rehearsal, seen: dict[str, list[tuple[bytes, bytes | None]]]) -> None:
    """State is as it was told, new work goes its way, and on the topics no fact has two bodies and no gap."""
    until("the consumers", lambda: {case["status"] for case in cases(there, "accepted")} == {"accepted"})
    assert len(cases(there, "accepted")) == 2
    assert len(cases(there)) == 1
    submitted(there, "Lê Văn Mới")
    until("a new case", lambda: len(cases(there)) == 2)
    facts = told(there)
    for name, records in facts.items():
        assert_gapless(records)
        assert_prefix(seen.get(f"{name}.facts", []), records)
    opened = [json.loads(value or b"")["data"] for _, value in facts["review"] if b"case-opened" in (value or b"")]
    assert len({fact["submission_id"] for fact in opened}) == len({fact["case_id"] for fact in opened}) == 4


def assert_gapless(records: list[tuple[bytes, bytes | None]]) -> None:
    """First occurrences of each subject are 1, 2, 3 …, and a place that is taken is taken by the same bytes."""
    places: dict[UUID, dict[int, bytes]] = defaultdict(dict)
    for _, value in records:
        fact = parse(value or b"")
        assert places[fact.subject].setdefault(fact.seq, fact.value) == fact.value
    for of_subject in places.values():
        assert list(of_subject) == list(range(1, len(of_subject) + 1))


def assert_prefix(before: list[tuple[bytes, bytes | None]], after: list[tuple[bytes, bytes | None]]) -> None:
    assert set(before) <= set(after)


def nowhere(there: Rehearsal) -> None:
    """The erased value lies in no table, and its record on the topic of parts ends with a tombstone."""
    for service in SERVICES:
        forgets(there, service)
    latest = dict(there.topic("nominations", "nominations.personal"))
    assert [value for value in latest.values() if value is not None and MARKED_ID in value.decode()] == []
    assert len([value for value in latest.values() if value is None]) == 1


def forgets(there: Rehearsal, service: str) -> None:
    until(f"{service} has forgotten", lambda: MARKED_ID not in there.dumped(service))


def the_record_refuses(there: Rehearsal) -> None:
    """It has appended again, by chance in the old order or in another one; then it states nothing any more.

    Either way nobody was ever told of two trees of one size.
    """
    until("the record signs or refuses", lambda: refuses(there) or recorded(there) >= entries(there))
    heads: dict[int, set[bytes]] = defaultdict(set)
    for _, value in there.topic("audit", "audit.checkpoints"):
        _, size, root, *_ = (value or b"").split(b"\n")
        heads[int(size)].add(root)
    assert all(len(roots) == 1 for roots in heads.values())


def refuses(there: Rehearsal) -> bool:
    return "does not extend the signed" in there.checks("audit").get("sequencer", "")


def entries(there: Rehearsal) -> int:
    return sum(len(facts) for facts in told(there).values())

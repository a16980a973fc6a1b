"""The rehearsal: back up, go on, erase, restore, be told, recover, go on; nothing that was erased comes back."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from contracts.envelope import parse
from contracts.registry import PRODUCERS
from tests.end_to_end.everywhere import places_of
from tests.end_to_end.marked import MARKS, Life
from tests.end_to_end.rehearsal import Rehearsal, until
from tests.end_to_end.stack import Stack, state_folder

PARTS_OF = ("nominations", "review")
HELD_BY_NOMINATIONS = {
    f"nominations.{column}" for column in ("personal.search", "nominations.dossier", "imports.content")
}
UNTIL_COMPACTED = {f"topic {owner}.personal" for owner in PARTS_OF}
ERASED_PARTS = 7  # two submissions and a request; a return, a refusal, a question and its answer
# An entry of the register is no fact: its erasure is told to nobody, and is done again by hand (docs/backup.md).
TOLD_MARKS = {mark: words for mark, words in MARKS.items() if not mark.startswith("entry")}


@pytest.fixture
def state() -> Iterator[Path]:
    with state_folder("restore") as folder:
        yield folder


def test_a_restored_system_says_so_recovers_and_goes_on_without_what_was_erased(state: Path) -> None:
    stack = Stack(state)
    there = Rehearsal(stack)
    with stack.up():
        life = Life(stack)
        life.lived()
        submitted(there, "Đặng Thị Đầu", "Phạm Văn Trước")
        until("cases of the first list", lambda: len(cases(there)) == 2)
        until("the marks", lambda: left(there) >= {*HELD_BY_NOMINATIONS, "portal.personal.search"})
        backup = stack.run("backup", str(state / "kept"))
        assert backup.returncode == 0, backup.stdout + backup.stderr
        went_on(there, life.nomination_id)
        assert "make stop" in stack.run("restore", str(state / "kept")).stderr
    restored = stack.run("restore", str(state / "kept"))
    assert restored.returncode == 0, restored.stdout + restored.stderr

    with stack.rising():
        for service in PRODUCERS:
            says_so(there, service)
        refused = there.ask("officer", "nominations", "/nominations", {"nominations": [dossier("Không Được")]})
        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/database-behind")
        seen = {topic: there.topic("audit", topic) for topic in ("nominations.facts", "review.facts")}
        assert left(there) >= HELD_BY_NOMINATIONS
        assert sorted(tombstones(there).values()) == [1] * ERASED_PARTS

        recovered = stack.run("recover")

        assert recovered.returncode == 0, recovered.stdout + recovered.stderr
        stack.wait_until_up()
        came_back(there, seen)
        nowhere(there)
        told_again(there)
        the_record_signs_on(there)


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


def went_on(there: Rehearsal, marked: str) -> None:
    """After the backup: a second list, a step of the first, and an erasure."""
    ids = [case["case_id"] for case in cases(there)]
    there.command("secretariat", "review", "/cases/accept", {"case_ids": ids})
    submitted(there, "Trần Thị Sau")
    until("the late case", lambda: cases(there))
    erase = {"nomination_ids": [marked], "reason": "person-asked"}
    there.command("secretariat", "nominations", "/nominations/erase-personal", erase)
    nowhere(there)
    until("the tombstones", lambda: len(tombstones(there)) == ERASED_PARTS)
    until("all of it recorded", lambda: recorded(there) == entries(there))


def told(there: Rehearsal) -> dict[str, list[tuple[bytes, bytes | None]]]:
    return {name: there.topic("audit", f"{name}.facts") for name in PRODUCERS}


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
    assert len({fact["submission_id"] for fact in opened}) == len({fact["case_id"] for fact in opened}) == 7


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
    """No mark lies anywhere, in any form, but where compaction alone removes it."""
    until("all forgotten", lambda: not left(there))


def left(there: Rehearsal) -> set[str]:
    return {place for places in places_of(there.stack, TOLD_MARKS).values() for place in places} - UNTIL_COMPACTED


def told_again(there: Rehearsal) -> None:
    """Each erased part got one tombstone more, and it is the last word on it."""
    until("a second tombstone each", lambda: sorted(tombstones(there).values()) == [2] * ERASED_PARTS)
    latest = {key: value for records in parts(there) for key, value in records}
    assert {key for key, value in latest.items() if value is None} == set(tombstones(there))


def tombstones(there: Rehearsal) -> Counter[bytes]:
    return Counter(key for records in parts(there) for key, value in records if value is None)


def parts(there: Rehearsal) -> list[list[tuple[bytes, bytes | None]]]:
    return [there.topic(owner, f"{owner}.personal") for owner in PARTS_OF]


def the_record_signs_on(there: Rehearsal) -> None:
    """It has every entry where it was, and states what came since; nobody was ever told of two trees of one size."""
    until("the record signs", lambda: recorded(there) >= entries(there))
    heads: dict[int, set[bytes]] = defaultdict(set)
    for _, value in there.topic("audit", "audit.checkpoints"):
        _, size, root, *_ = (value or b"").split(b"\n")
        heads[int(size)].add(root)
    assert all(len(roots) == 1 for roots in heads.values())


def entries(there: Rehearsal) -> int:
    return sum(len(facts) for facts in told(there).values())

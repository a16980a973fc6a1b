"""A person's data is erased on the composed system, searched for everywhere, and every proof still verifies."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from tests.end_to_end.desk import Desk, until
from tests.end_to_end.everywhere import Found, kafka_admin, leaves_of, places_of
from tests.end_to_end.facts import Fact, facts_about
from tests.end_to_end.leaves import leaks, people_at_work
from tests.end_to_end.marked import FOLDED, MARKS, NAME, OTHER, TYPED, Life
from tests.end_to_end.stack import Stack, state_folder
from tlog import proof
from tlog.policy import Policy

LAG_SECONDS = 3
NAME_LIES_IN = {
    "nominations.nominations.dossier",
    "nominations.lists.title",
    "nominations.imports.content",
    "nominations.imports.report",
    "nominations.imports.file_name",
    "nominations.personal.body",
    "nominations.personal.search",
    "portal.personal.body",
    "portal.personal.search",
    "topic nominations.personal",
}
LIES_IN = {
    "name": NAME_LIES_IN,
    "born": {"nominations.nominations.dossier", "nominations.imports.content", "portal.personal.body"},
    "position": {"nominations.nominations.dossier", "portal.personal.search", "topic nominations.personal"},
    "workplace": {"nominations.nominations.dossier", "portal.personal.search", "topic nominations.personal"},
    "achievement": {"nominations.nominations.dossier", "portal.personal.search", "topic nominations.personal"},
    "remark": {"nominations.imports.content", "nominations.imports.report"},
    "phone": {"nominations.imports.content", "nominations.imports.report"},
    "identity": {"nominations.imports.content", "nominations.imports.report"},
    "return": {"nominations.personal.body", "review.personal.body", "portal.personal.body", "topic review.personal"},
    "withdrawal": {"nominations.personal.body", "portal.personal.body", "topic nominations.personal"},
    "refusal": {"review.personal.body", "portal.personal.body", "topic review.personal"},
    "letter": {"portal.dead_letter.value", "topic nominations.personal"},
    "file": {"nominations.evidence_files.name", "evidence"},
    "reason": {"nominations.submissions.reason"},
    "question": {"review.personal.body", "portal.personal.body", "topic review.personal"},
    "opinion": {"review.personal.body", "portal.personal.body", "topic review.personal"},
    "entry": {"nominations.persons.name", "nominations.persons.folded", "nominations.persons.workplace"},
    "entry-born": {"nominations.persons.born"},
}


@pytest.fixture
def state() -> Iterator[Path]:
    with state_folder("erasure") as folder:
        yield folder


def test_an_erased_person_is_found_nowhere_and_every_proof_still_verifies(state: Path) -> None:
    stack = Stack(state, {"PERSONAL_COMPACTION_LAG_SECONDS": str(LAG_SECONDS)})
    with stack.up():
        life = Life(stack)
        life.lived()
        facts = facts_about(stack, life.nomination_id)
        asyncio.run(_broken_part_and_quick_cleaner(stack, facts))
        until("all marks where they must lie", lambda: _lies_everywhere(places_of(stack, MARKS)) or None)
        assert NAME in life.register(FOLDED)

        portal = _process(stack, "portal")
        portal.send_signal(signal.SIGSTOP)
        erased = life.secretariat.post(
            "nominations",
            "/nominations/erase-personal",
            {"nomination_ids": [life.nomination_id], "reason": "person-asked"},
        )
        assert erased == {"count": 1, "facts": 3}
        portal.send_signal(signal.SIGCONT)
        gone = life.head.post("nominations", f"/history/{life.entry_id}/erase-personal", {"reason": "person-asked"})
        assert gone == {"count": 1}

        _wait_until_found_nowhere(stack)
        _assert_shown_as_erased(life)
        _assert_proven(life.officer, facts)
        told = [fact for fact in facts_about(stack, life.nomination_id) if "personal-erased" in fact.type]
        # two submissions and a request; a return, a refusal, a question and its answer
        assert len(told) == 7
        _assert_proven(life.officer, told)

        _rebuild(portal)
        assert places_of(stack, MARKS) == {}
        _assert_shown_as_erased(life)
        _assert_no_leaf_tells_of_anybody(stack)


def _lies_everywhere(found: Found) -> bool:
    return all(places <= found.get(mark, frozenset()) for mark, places in LIES_IN.items())


def _wait_until_found_nowhere(stack: Stack) -> None:
    left: list[Found] = []

    def nothing() -> bool:
        left[:] = [places_of(stack, MARKS)]
        return left == [{}]

    try:
        until("nothing found anywhere", nothing)
    except AssertionError as error:
        raise AssertionError(f"{error}; still: {left}") from None


async def _broken_part_and_quick_cleaner(stack: Stack, facts: list[Fact]) -> None:
    """A record that no holder can keep, under the id of a fact; and a broker that cleans every half second."""
    submitted = next(fact for fact in facts if fact.type.endswith("nomination-submitted.v1"))
    async with AIOKafkaProducer(**kafka_admin(stack)) as producer:
        broken = b'{"body":{"name":"Wyqletter"},"salt":"00"}'
        await producer.send_and_wait("nominations.personal", key=submitted.id.encode(), value=broken)
    admin: Any = AIOKafkaAdminClient(**kafka_admin(stack))
    await admin.start()
    try:
        quick = ConfigResource(ConfigResourceType.BROKER, "1", configs={"log.cleaner.backoff.ms": "500"})
        answers = await admin.alter_configs([quick])
        assert [resource[0] for answer in answers for resource in answer.resources] == [0], answers
    finally:
        await admin.close()


def _assert_no_leaf_tells_of_anybody(stack: Stack) -> None:
    """Of the people in dossiers and of those at work: neither what was typed, nor who they are, nor a plain hash."""
    leaves = leaves_of(stack)
    assert {"nominations", "review", "notifications"} <= {json.loads(leaf)["type"].partition(".")[0] for leaf in leaves}
    assert leaks(leaves, {what: text for what, text in {**TYPED, **people_at_work()}.items() if text}) == []


def _process(stack: Stack, service: str) -> psutil.Process:
    recorded = json.loads((stack.state / "run" / f"{service}.pid").read_text())
    return psutil.Process(recorded["pid"])


def _assert_shown_as_erased(life: Life) -> None:
    page = life.officer.get("portal", f"/nominations/{life.nomination_id}").text
    assert NAME not in page
    assert "đã xóa" in page
    assert page.count("Xóa dữ liệu cá nhân") >= 5
    assert NAME not in life.register()
    assert "(tên đã xóa)" in life.register()
    assert f"/nominations/{life.nomination_id}" not in life.register(FOLDED)
    assert OTHER in life.register(OTHER)
    assert life.officer.get("nominations", f"/imports/{life.import_id}/workbook").status_code == 404


def _assert_proven(reader: Desk, facts: list[Fact]) -> None:
    """Each fact's own bytes are the record's entry, and a proof leads from them to a signed checkpoint."""
    policy = Policy.of_log(reader.get("audit", "/log/key").text.strip())
    for fact in facts:
        raw = until(f"the proof of {fact.type}", partial(_proof, reader, fact))
        entry = reader.get("audit", f"/log/entries/{fact.id}").content
        assert entry == fact.value
        proof.verify(raw, entry, policy)


def _proof(reader: Desk, fact: Fact) -> bytes | None:
    answer = reader.get("audit", f"/log/proofs/{fact.id}")
    return answer.content if answer.status_code == 200 else None


def _rebuild(portal: psutil.Process) -> None:
    argv = [sys.executable, "-m", "portal", "rebuild"]
    done = subprocess.run(argv, env=portal.environ(), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr

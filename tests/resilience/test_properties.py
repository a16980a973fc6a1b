"""Each property refuses a world in which exactly its fault was planted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from tests.resilience.evidence import Evidence, Part, Published
from tests.resilience.properties import PROPERTIES, commands, mail, mirrors, personal, record, spine, violations
from tests.resilience.small_world import CASE, PART, SIGNER, named, world
from tlog import checkpoint
from tlog.checkpoint import Checkpoint

T = TypeVar("T")
EMPTY: Mapping[str, Mapping[str, bytes]] = {"nominations": {}, "review": {}}


def without(items: Sequence[T], place: int) -> list[T]:
    return [*items[:place], *items[place + 1 :]]


def facts(evidence: Evidence, service: str, change: Callable[[list[Published]], list[Published]]) -> Evidence:
    return replace(evidence, facts={**evidence.facts, service: change(list(evidence.facts[service]))})


def spined(evidence: Evidence, service: str, **changes: Any) -> Evidence:
    return replace(evidence, spines={**evidence.spines, service: replace(evidence.spines[service], **changes)})


def recorded(evidence: Evidence, **changes: Any) -> Evidence:
    return replace(evidence, record=replace(evidence.record, **changes))


def rows(evidence: Evidence, table: str, place: int, **changes: Any) -> Evidence:
    changed = [dict(row) for row in evidence.rows[table]]
    changed[place] |= changes
    return replace(evidence, rows={**evidence.rows, table: changed})


def held(evidence: Evidence, holder: str, parts: Mapping[str, Part]) -> Evidence:
    return replace(evidence, holders={**evidence.holders, holder: parts})


def swapped(found: list[Published]) -> list[Published]:
    return [found[1], found[0], *found[2:]]


def forked(evidence: Evidence) -> Evidence:
    """The log signs a second tree of the same size."""
    note = checkpoint.sign(Checkpoint(SIGNER.name, evidence.record.next_index, b"\x01" * 32), SIGNER)
    return recorded(evidence, shown=[*evidence.record.shown, note])


def another_root(evidence: Evidence) -> Evidence:
    (row,) = evidence.record.checkpoints
    return recorded(evidence, checkpoints=[{**row, "root": b"\x02" * 32}])


def with_entry_changed(evidence: Evidence) -> Evidence:
    entries = [dict(entry) for entry in evidence.record.entries]
    entries[3]["value"] = entries[3]["value"].replace(b"seq", b"Seq")
    return recorded(evidence, entries=entries)


def with_foreign_body(evidence: Evidence) -> Evidence:
    again = replace(evidence.facts["review"][0], value=b"{}", offset=99)
    return facts(evidence, "review", lambda found: [*found, again])


def with_proof_of_another(evidence: Evidence) -> Evidence:
    proofs = dict(evidence.record.proofs)
    proofs[named("endorsed")] = proofs[named("opened")]
    return recorded(evidence, proofs=proofs)


def mailed_again(evidence: Evidence) -> Evidence:
    return replace(evidence, mails=[*evidence.mails, evidence.mails[0]])


def with_two_mails_of_one_act(evidence: Evidence) -> Evidence:
    """An act made two facts; each is in the inbox, and each was mailed."""
    again = named("award again")
    award = [row for row in evidence.rows["notifications.message"] if row["fact_id"] == named("award")]
    messages = [*evidence.rows["notifications.message"], *({**row, "fact_id": again} for row in award)]
    told = facts(evidence, "review", lambda found: [*found, replace(found[4], id=again)])
    return replace(told, rows={**told.rows, "notifications.message": messages})


PLANTED: list[tuple[str, Callable[[Evidence], list[str]], Callable[[Evidence], Evidence]]] = [
    (
        "a fact that never reached its topic",
        commands.acknowledged_have_their_facts,
        lambda e: facts(e, "review", lambda found: without(found, 1)),
    ),
    (
        "a command done twice",
        commands.acknowledged_have_their_facts,
        lambda e: facts(e, "review", lambda found: [*found, replace(found[1], id=named("again"), seq=4)]),
    ),
    (
        "a refused command that left a fact",
        commands.acknowledged_have_their_facts,
        lambda e: replace(e, acknowledged=[*e.acknowledged[:3], replace(e.acknowledged[3], status=409)]),
    ),
    (
        "a draft that is gone",
        commands.drafts_are_there,
        lambda e: replace(e, rows={**e.rows, "nominations.nominations": []}),
    ),
    ("one id with two bodies", spine.repeats_are_equal, with_foreign_body),
    ("order swapped", spine.first_occurrences_are_in_order, lambda e: facts(e, "review", swapped)),
    (
        "a gap",
        spine.first_occurrences_are_in_order,
        lambda e: facts(e, "review", lambda found: without(found, 1)),
    ),
    (
        "a key on two partitions",
        spine.first_occurrences_are_in_order,
        lambda e: facts(e, "review", lambda found: [found[0], replace(found[1], partition=1), *found[2:]]),
    ),
    (
        "a number that was never told",
        spine.sequences_are_on_the_topics,
        lambda e: spined(e, "review", sequences={**e.spines["review"].sequences, CASE: 9}),
    ),
    ("an outbox row left", spine.nothing_is_left_over, lambda e: spined(e, "review", outbox=[{"id": 1}])),
    ("a parked fact", spine.nothing_is_left_over, lambda e: spined(e, "review", parked=[{"seq": 2}])),
    ("a dead letter", spine.nothing_is_left_over, lambda e: spined(e, "review", letters=[{"error_class": "X"}])),
    ("an inbox that is behind", spine.inboxes_are_at_the_end, lambda e: spined(e, "nominations", inbox={})),
    (
        "a position before the end",
        spine.positions_are_at_the_end,
        lambda e: spined(e, "review", positions={("nominations.facts", 0): 1}),
    ),
    (
        "a fact missing in the record",
        record.each_fact_once,
        lambda e: recorded(e, entries=without(e.record.entries, 2)),
    ),
    (
        "a fact twice in the record",
        record.each_fact_once,
        lambda e: recorded(e, entries=[*e.record.entries, e.record.entries[0]]),
    ),
    ("other bytes in the record", record.each_fact_once, with_entry_changed),
    ("a gap that audit saw", record.no_anomalies, lambda e: recorded(e, anomalies=[{"kind": "gap", "entry_index": 3}])),
    ("a missing proof", record.proofs_verify, lambda e: recorded(e, proofs={})),
    ("a proof of another fact", record.proofs_verify, with_proof_of_another),
    ("an entry no checkpoint covers", record.proofs_verify, lambda e: recorded(e, next_index=e.record.next_index + 1)),
    ("a fork", record.checkpoints_are_consistent, forked),
    ("a checkpoint of another tree", record.checkpoints_are_consistent, another_root),
    ("a checkpoint never shown", record.checkpoints_are_consistent, lambda e: recorded(e, shown=[])),
    (
        "a step missing",
        mirrors.steps_are_the_facts,
        lambda e: replace(e, projections={**e.projections, "step": without(e.projections["step"], 0)}),
    ),
    (
        "a step twice",
        mirrors.steps_are_the_facts,
        lambda e: replace(e, projections={**e.projections, "step": [*e.projections["step"], e.projections["step"][0]]}),
    ),
    (
        "a row that a rebuild does not make",
        mirrors.projections_equal_a_rebuild,
        lambda e: replace(e, rebuilt={**e.rebuilt, "award": []}),
    ),
    (
        "a case in another state",
        mirrors.cases_follow_their_facts,
        lambda e: rows(e, "review.cases", 0, status="accepted"),
    ),
    (
        "a submission without a case",
        mirrors.cases_follow_their_facts,
        lambda e: facts(e, "review", lambda found: without(found, 0)),
    ),
    (
        "a mirror that missed a fact",
        mirrors.nominations_follow_their_facts,
        lambda e: rows(e, "nominations.nominations", 0, status="submitted"),
    ),
    (
        "a number skipped",
        mirrors.decisions_are_numbered,
        lambda e: rows(e, "review.decisions", 0, number=2),
    ),
    (
        "somebody not told",
        mail.everybody_was_told,
        lambda e: replace(e, rows={**e.rows, "notifications.message": e.rows["notifications.message"][1:]}),
    ),
    (
        "a second mail about one act",
        mail.everybody_was_told,
        with_two_mails_of_one_act,
    ),
    (
        "a message without its end",
        mail.each_message_has_its_end,
        lambda e: facts(e, "notifications", lambda found: without(found, 0)),
    ),
    ("a mail that never arrived", mail.each_mail_arrives, lambda e: replace(e, mails=e.mails[1:])),
    ("a mail twice for no reason", mail.repeats_are_explained, mailed_again),
    (
        "a mail nobody wrote",
        mail.each_mail_arrives,
        lambda e: replace(e, mails=[*e.mails, replace(e.mails[0], message_id="<other@thidua.example>")]),
    ),
    ("a personal part lost on its topic", personal.parts_open_their_commitments, lambda e: replace(e, personal=EMPTY)),
    ("a personal part lost by a reader", personal.parts_open_their_commitments, lambda e: held(e, "portal", {})),
    (
        "a personal part of another",
        personal.parts_open_their_commitments,
        lambda e: held(e, "portal", {named("submitted"): (PART.salt, {"name": "Trần Văn Nam"})}),
    ),
    (
        "a personal part that no fact commits to",
        personal.parts_open_their_commitments,
        lambda e: held(e, "review", {named("opened"): (PART.salt, PART.body)}),
    ),
    (
        "a command that left nobody's name",
        personal.each_command_is_logged_once,
        lambda e: replace(e, logged={**e.logged, "review": 2}),
    ),
    (
        "a command logged twice",
        personal.each_command_is_logged_once,
        lambda e: replace(e, logged={**e.logged, "review": 4}),
    ),
]


def test_in_a_sound_world_everything_holds() -> None:
    assert violations(world()) == []


@pytest.mark.parametrize(("fault", "holds", "plant"), PLANTED, ids=[fault for fault, _, _ in PLANTED])
def test_a_property_refuses_its_fault(
    fault: str, holds: Callable[[Evidence], list[str]], plant: Callable[[Evidence], Evidence]
) -> None:
    assert holds(plant(world())), fault


def test_a_mail_that_came_again_over_a_death_is_explained() -> None:
    again = mailed_again(world())
    explained = replace(again, caught={(again.mails[0].fingerprint, 1)})

    assert mail.repeats_are_explained(explained) == []
    assert mail.repeats(explained) == 1
    assert mail.repeats_are_explained(mailed_again(explained)) != []


def test_every_property_is_refused_by_some_fault() -> None:
    assert set(PROPERTIES.values()) == {holds for _, holds, _ in PLANTED}

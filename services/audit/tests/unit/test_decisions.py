from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain import decisions
from audit.domain.errors import OtherLog, RecordDamaged
from audit.domain.model import Arrival, Known, Signed, Tree, Verdict, evolve
from contracts.audit import AnomalyFound, AnomalyKind
from services.audit.tests.builders import NOW, ORIGIN, SIGNER, a_fact, arrival
from tlog.tree import CompactRange, leaf_hash

ONE, TWO = UUID(int=1), UUID(int=2)
REPUBLISH = timedelta(minutes=10)


def knowing(*facts: bytes) -> Known:
    known = Known(leaf_hashes={}, last_seq={}, taken=set())
    for fact in facts:
        evolve(known, arrival(fact))
    return known


def verdict_on(fact: bytes, *before: bytes) -> Verdict:
    return decisions.judge(knowing(*before), arrival(fact))


def test_the_next_of_its_stream_is_unremarkable() -> None:
    assert verdict_on(a_fact(ONE, 1)) is Verdict.NEXT
    assert verdict_on(a_fact(ONE, 2), a_fact(ONE, 1)) is Verdict.NEXT


def test_the_same_bytes_again_are_a_repeat_wherever_the_stream_is() -> None:
    first = a_fact(ONE, 1)

    assert verdict_on(first, first, a_fact(ONE, 2)) is Verdict.REPEAT


def test_a_jump_is_a_gap_also_at_first_sight() -> None:
    assert verdict_on(a_fact(ONE, 3), a_fact(ONE, 1)) is Verdict.GAP
    assert verdict_on(a_fact(ONE, 2)) is Verdict.GAP


def test_what_fills_a_gap_is_late() -> None:
    assert verdict_on(a_fact(ONE, 2), a_fact(ONE, 1), a_fact(ONE, 3)) is Verdict.LATE


def test_a_late_fact_does_not_move_its_stream_back() -> None:
    assert verdict_on(a_fact(ONE, 4), a_fact(ONE, 1), a_fact(ONE, 3), a_fact(ONE, 2)) is Verdict.NEXT


def test_two_facts_in_one_place_are_a_fork() -> None:
    assert verdict_on(a_fact(ONE, 1), a_fact(ONE, 1)) is Verdict.FORK


def test_one_id_with_two_bodies_is_a_fork_in_any_stream() -> None:
    first = a_fact(ONE, 1, fact_id=TWO)

    assert verdict_on(a_fact(ONE, 1, fact_id=TWO, unit="01@unknown"), first) is Verdict.FORK
    assert verdict_on(a_fact(TWO, 1, fact_id=TWO), first) is Verdict.FORK


def test_both_bodies_of_a_fork_are_known_as_repeats_afterwards() -> None:
    first, second = a_fact(ONE, 1, fact_id=TWO), a_fact(ONE, 1, fact_id=TWO, unit="01@unknown")

    assert verdict_on(first, first, second) is Verdict.REPEAT
    assert verdict_on(second, first, second) is Verdict.REPEAT


def test_streams_of_two_sources_do_not_touch_each_other() -> None:
    assert verdict_on(a_fact(ONE, 1, source="review"), a_fact(ONE, 1)) is Verdict.NEXT


def test_a_batch_is_judged_in_its_order_each_event_after_those_before_it() -> None:
    facts = [a_fact(ONE, 1), a_fact(ONE, 3), a_fact(ONE, 2), a_fact(TWO, 1)]
    arrivals = [arrival(facts[place], offset=offset) for offset, place in enumerate((0, 0, 1, 2, 3, 1))]

    batch = decisions.take(knowing(), arrivals)

    assert [each.value for each in batch.appended] == facts
    assert [(each.kind, each.place, each.expected_seq) for each in batch.anomalies] == [
        (AnomalyKind.GAP, 1, 2),
        (AnomalyKind.LATE, 2, 4),
    ]
    assert batch.repeats == 2


@given(st.lists(st.tuples(st.sampled_from([ONE, TWO]), st.integers(min_value=1, max_value=4)), max_size=12))
def test_whatever_comes_each_fact_is_appended_once_and_gapless_streams_are_unremarkable(
    places: list[tuple[UUID, int]],
) -> None:
    facts = {place: a_fact(*place) for place in places}
    arrivals = [arrival(facts[place]) for place in places]

    batch = decisions.take(knowing(), arrivals)

    assert [each.value for each in batch.appended] == list(facts.values())
    assert batch.repeats == len(places) - len(facts)
    in_order = all(
        [seq for subject, seq in facts if subject == stream] == list(range(1, 1 + sum(s == stream for s, _ in facts)))
        for stream in (ONE, TWO)
    )
    assert (not batch.anomalies) == in_order


def test_a_report_names_the_place_and_nobody() -> None:
    fact = a_fact(ONE, 5)
    (anomaly,) = decisions.take(knowing(a_fact(ONE, 1)), [arrival(fact, offset=7)]).anomalies

    assert decisions.report(anomaly, TWO) == AnomalyFound(
        anomaly_id=TWO,
        kind=AnomalyKind.GAP,
        about_source="/services/nominations",
        about_subject=ONE,
        about_fact_id=arrival(fact).fact_id,
        expected_seq=2,
        seen_seq=5,
        topic="nominations.facts",
        partition=0,
        offset=7,
    )


def a_tree(size: int, signed_size: int | None) -> Tree:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    if signed_size is None:
        return Tree(range=CompactRange().grown(leaves).range, signed=None)
    root = CompactRange().grown(leaves[:signed_size]).range.root()
    signed = Signed(
        number=1, size=signed_size, root=root, note=SIGNER.sign(signed_size, root), vkey=SIGNER.vkey, signed_at=NOW
    )
    return Tree(range=CompactRange().grown(leaves).range, signed=signed)


@pytest.mark.parametrize(
    ("tree", "waited", "is_due"),
    [
        (a_tree(0, None), timedelta(), True),
        (a_tree(5, None), timedelta(), True),
        (a_tree(5, 5), timedelta(), False),
        (a_tree(5, 4), timedelta(), True),
        (a_tree(5, 5), REPUBLISH - timedelta(microseconds=1), False),
        (a_tree(5, 5), REPUBLISH, True),
    ],
)
def test_a_signature_is_due_when_the_tree_grew_or_the_clock_struck(tree: Tree, waited: timedelta, is_due: bool) -> None:
    assert decisions.is_signature_due(tree, NOW + waited, REPUBLISH) is is_due


def test_a_tree_that_grew_from_the_signed_one_may_be_signed() -> None:
    decisions.check_growth(a_tree(0, None), [])
    decisions.check_growth(a_tree(3, None), [])
    decisions.check_growth(a_tree(2, 1), [leaf_hash(b"1")])
    decisions.check_growth(a_tree(2, 2), [])


@pytest.mark.parametrize("tree", [a_tree(2, 1), a_tree(1, 1), a_tree(3, 2)])
def test_a_tree_that_did_not_is_never_signed(tree: Tree) -> None:
    other = Tree(range=CompactRange().grown([leaf_hash(b"x")] * tree.range.size).range, signed=tree.signed)

    with pytest.raises(RecordDamaged):
        decisions.check_growth(other, [leaf_hash(b"x")] if tree.range.size > 1 else [])


def test_a_tree_smaller_than_the_signed_one_is_never_signed() -> None:
    shrunken = Tree(range=a_tree(1, None).range, signed=a_tree(2, 2).signed)

    assert decisions.is_signature_due(shrunken, NOW, REPUBLISH)
    with pytest.raises(RecordDamaged, match="a tree of 1 where 2 leaves were signed"):
        decisions.spans_of_growth(shrunken)
    with pytest.raises(RecordDamaged):
        decisions.check_growth(shrunken, [])


def test_one_record_is_one_log() -> None:
    signed = a_tree(2, 2).signed

    decisions.check_origin(signed, ORIGIN)
    decisions.check_origin(None, "other.example")
    with pytest.raises(OtherLog, match=ORIGIN):
        decisions.check_origin(signed, "other.example")


def test_an_arrival_hashes_like_a_leaf() -> None:
    fact = a_fact(ONE, 1)

    assert isinstance(arrival(fact), Arrival)
    assert arrival(fact).leaf_hash == leaf_hash(fact)

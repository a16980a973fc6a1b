"""By what an entry is found is a function of its bytes, and the verifier's own function says the same."""

import json
from datetime import UTC, datetime

import pytest

from audit.domain.listing import Listed, listed, listed_event
from contracts.canonical import timestamp
from contracts.envelope import NotACloudEvent, parse
from shared.tlog.tests.builders import mutations
from tests.contract.examples import event_bytes
from tests.contract.facts import FACTS
from verifier import verify

CASE, NOMINATION = "019a0000-0000-7000-8000-000000000002", "019a0000-0000-7000-8000-000000000001"
TIME, TYPE = "2026-11-23T01:02:03.456789Z", "review.case-opened.v1"
AN_EVENT = {"id": "1", "seq": 1, "subject": CASE, "time": TIME, "type": TYPE}


def entry(**changed: object) -> bytes:
    return json.dumps({**AN_EVENT, "data": {}} | changed).encode()


def as_the_verifier_says(row: Listed) -> dict[str, str]:
    return {
        "time": "" if row.time is None else timestamp(row.time),
        "type": row.type,
        "unit": row.unit,
        "case": row.case_id,
        "nomination": row.nomination_id,
    }


ODD = [
    entry(),
    entry(data={"case_id": "c", "nomination_id": NOMINATION, "proposing_unit": "1@unknown"}, actorunit="2@unknown"),
    entry(data={}, actorunit="2@unknown"),
    entry(type="notifications.message-delivered.v1"),
    entry(type="review.case-later.v9", data={"case_id": None}),
    entry(data={"case_id": 5, "nomination_id": True, "proposing_unit": ["x"]}),
    entry(data={"case_id": "a b", "nomination_id": "đ", "proposing_unit": "x\u0000"}),
    entry(data={"case_id": "x" * 200, "nomination_id": "x" * 201}),
    entry(data={"case_id": "x\n", "proposing_unit": ""}),
    entry(data="no object"),
    entry(type=7, subject=None),
    entry().replace(b'"data": {}', b'"data": {"case_id": "first", "case_id": "second"}'),
    entry(data={"case_id": 10**30}),
    b"no json",
    b"[]",
    b"",
]


@pytest.mark.parametrize("bytes_", ODD)
def test_odd_entries_are_listed_as_the_verifier_lists_them(bytes_: bytes) -> None:
    row = verify.row_of(0, bytes_)

    assert as_the_verifier_says(listed(bytes_)) == {name: row[name] for name in as_the_verifier_says(listed(b""))}


@pytest.mark.parametrize("wire_type", sorted(FACTS))
def test_every_released_fact_is_listed_as_the_verifier_lists_it(wire_type: str) -> None:
    value = event_bytes(FACTS[wire_type])
    row = verify.row_of(0, value)

    assert as_the_verifier_says(listed(value)) == {name: row[name] for name in as_the_verifier_says(listed(b""))}
    assert listed(value).type == wire_type


def test_every_mutation_of_an_event_lists_something_and_never_fails() -> None:
    for mutated in mutations(entry(data={"case_id": "c", "proposing_unit": "1@unknown"})):
        listed(mutated)


def test_an_event_that_was_read_is_listed_as_its_bytes_are() -> None:
    read = 0
    for value in [*map(event_bytes, FACTS.values()), *mutations(event_bytes(FACTS[TYPE]))]:
        try:
            event = parse(value)
        except NotACloudEvent:
            continue
        assert listed_event(event) == listed(value)
        read += 1

    assert read > len(FACTS)


def test_the_words_of_a_fact() -> None:
    assert listed(ODD[1]) == Listed(
        time=datetime(2026, 11, 23, 1, 2, 3, 456789, UTC),
        type="review.case-opened.v1",
        unit="1@unknown",
        case_id="c",
        nomination_id=NOMINATION,
    )
    assert listed(entry()).case_id == CASE


def test_a_time_that_is_no_moment_counts_as_absent() -> None:
    assert listed(entry(time="2026-13-23T01:02:03.456789Z")).time is None
    assert listed(entry(time="2026-11-23")).time is None

"""Golden bytes: every released type has an example, decodes it, and makes the same bytes again."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import create_model

from contracts.canonical import canonical_bytes
from contracts.commitment import actor_commitment, commitment
from contracts.envelope import Attributes, Envelope, parse, render
from contracts.fact import Fact, personal_fields
from contracts.nominations import NominationSubmitted
from contracts.personal import parse_personal
from contracts.registry import FACTS
from contracts.review import CaseOpened
from tests.contract import examples, released
from tests.contract.facts import FACTS as FIXED

TYPES = sorted(FACTS)
WITH_PERSONAL_PART = [name for name in TYPES if personal_fields(FACTS[name])]


def attributes_of(envelope: Envelope[Fact]) -> Attributes:
    return Attributes(**{name: getattr(envelope, name) for name in Attributes.__dataclass_fields__})


def reencoded(value: bytes) -> bytes:
    """Read as a consumer does, write as a producer does."""
    envelope = parse(value)
    return render(FACTS[envelope.type].model_validate(envelope.data), attributes_of(envelope))


def test_every_released_type_has_an_example_and_every_example_a_type() -> None:
    expected = {examples.event_path(name) for name in TYPES} | {
        examples.personal_path(name) for name in WITH_PERSONAL_PART
    }

    assert set(examples.FOLDER.iterdir()) == expected


@pytest.mark.parametrize("wire_type", TYPES)
def test_an_example_decodes_and_encodes_to_the_same_bytes(wire_type: str) -> None:
    golden = examples.event_path(wire_type).read_bytes()

    assert reencoded(golden) == golden


@pytest.mark.parametrize("wire_type", TYPES)
def test_a_producer_still_makes_the_golden_bytes(wire_type: str) -> None:
    assert examples.event_bytes(FIXED[wire_type]) == examples.event_path(wire_type).read_bytes()


def unfilled(wire_type: str, data: Mapping[str, object]) -> set[str]:
    return set(FACTS[wire_type].model_fields) - personal_fields(FACTS[wire_type]) - set(data)


def test_an_example_of_a_type_not_yet_released_fills_every_public_field() -> None:
    kept = {path.name for release in released.releases() for path in (release / "examples").iterdir()}
    new = [wire_type for wire_type in TYPES if f"{wire_type}.json" not in kept]

    gaps = {name: unfilled(name, parse(examples.event_path(name).read_bytes()).data) for name in new}

    assert [name for name, fields in gaps.items() if fields] == []


def test_a_field_that_an_example_leaves_out_is_found() -> None:
    data = dict(parse(examples.event_path(CaseOpened.TYPE).read_bytes()).data)
    del data["earlier_case_id"]

    assert unfilled(CaseOpened.TYPE, data) == {"earlier_case_id"}


@pytest.mark.parametrize("wire_type", TYPES)
def test_unknown_fields_and_attributes_are_tolerated(wire_type: str) -> None:
    golden = examples.event_path(wire_type).read_bytes()
    event = json.loads(golden)
    later = {**event, "laterattribute": "x", "data": {**event["data"], "later_field": {"a": [1]}}}

    assert reencoded(canonical_bytes(later)) == golden


@pytest.mark.parametrize("wire_type", WITH_PERSONAL_PART)
def test_a_personal_record_decodes_to_the_same_bytes_and_opens_its_commitment(wire_type: str) -> None:
    golden = examples.personal_path(wire_type).read_bytes()
    envelope = parse(examples.event_path(wire_type).read_bytes())

    record = parse_personal(golden)

    assert record.value() == golden == examples.personal_bytes(FIXED[wire_type])
    assert commitment(record.salt, canonical_bytes(record.body)) == envelope.personal_commit
    assert set(record.body) == personal_fields(FACTS[wire_type])


@pytest.mark.parametrize("wire_type", TYPES)
def test_event_and_personal_record_together_are_the_whole_fact(wire_type: str) -> None:
    public = FACTS[wire_type].model_validate(parse(examples.event_path(wire_type).read_bytes()).data)
    record = examples.personal_path(wire_type)

    whole = public.with_personal(parse_personal(record.read_bytes()).body) if record.exists() else public

    assert whole == FIXED[wire_type]


@pytest.mark.parametrize("wire_type", TYPES)
def test_no_personal_field_lies_in_an_event(wire_type: str) -> None:
    event = examples.event_path(wire_type).read_text()
    record = examples.personal_path(wire_type)

    leaked = (
        [text for text in json.loads(record.read_bytes())["body"].values() if text in event] if record.exists() else []
    )

    assert leaked == []


def test_the_actor_of_an_example_can_be_shown() -> None:
    envelope = parse(examples.event_path(NominationSubmitted.TYPE).read_bytes())

    assert envelope.actor_commit == actor_commitment(examples.ACTOR_SALT, examples.ACTOR_SUB)


def test_an_example_that_exists_is_never_written_again(tmp_path: Path) -> None:
    examples.write_missing(tmp_path)
    kept = examples.event_path(NominationSubmitted.TYPE, tmp_path)
    kept.write_bytes(b"released")

    assert examples.write_missing(tmp_path) == []
    assert kept.read_bytes() == b"released"


def test_a_contract_that_lost_a_field_no_longer_makes_the_golden_bytes() -> None:
    golden = examples.event_path(NominationSubmitted.TYPE).read_bytes()
    kept = {name: (field.annotation, field) for name, field in NominationSubmitted.model_fields.items()}
    del kept["list_id"]
    forgetful = create_model("Forgetful", __base__=Fact, **kept)  # type: ignore[call-overload]
    envelope = parse(golden)

    assert render(forgetful.model_validate(envelope.data), attributes_of(envelope)) != golden

"""The committed JSON Schemas are those of the registry, and the golden examples obey them."""

import json
from collections.abc import Mapping

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from contracts.canonical import Json
from contracts.nominations import NominationSubmitted
from contracts.registry import FACTS
from tests.contract import examples, schemas

SCHEMAS = schemas.all_schemas()


def faults(schema: Mapping[str, Json], instance: object) -> list[str]:
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(instance)]


def test_the_committed_schemas_are_those_of_the_registry() -> None:
    committed = {path.name: path.read_text() for path in schemas.FOLDER.iterdir()}

    assert committed == {name: schemas.text_of(schema) for name, schema in SCHEMAS.items()}, "run `make schemas`"


@pytest.mark.parametrize("wire_type", sorted(FACTS))
def test_an_example_obeys_its_schema(wire_type: str) -> None:
    event = json.loads(examples.event_path(wire_type).read_bytes())

    assert faults(SCHEMAS[f"{wire_type}.schema.json"], event) == []


@pytest.mark.parametrize("wire_type", sorted(name for name in FACTS if f"{name}.personal.schema.json" in SCHEMAS))
def test_a_personal_example_obeys_its_schema(wire_type: str) -> None:
    record = json.loads(examples.personal_path(wire_type).read_bytes())

    assert faults(SCHEMAS[f"{wire_type}.personal.schema.json"], record) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("award_code", "not a code"),
        ("subject_kind", "robot"),
        ("submitted_on", "23/11/2026"),
        ("nomination_id", 7),
    ],
)
def test_a_schema_refuses_wrong_data(field: str, value: object) -> None:
    event = json.loads(examples.event_path(NominationSubmitted.TYPE).read_bytes())
    event["data"][field] = value

    assert len(faults(SCHEMAS[f"{NominationSubmitted.TYPE}.schema.json"], event)) == 1


@pytest.mark.parametrize("attribute", ["seq", "subject", "actorrole", "data"])
def test_a_schema_refuses_an_event_without_an_attribute(attribute: str) -> None:
    event = json.loads(examples.event_path(NominationSubmitted.TYPE).read_bytes())
    del event[attribute]

    assert len(faults(SCHEMAS[f"{NominationSubmitted.TYPE}.schema.json"], event)) == 1

"""A released type changes by additions alone, in both directions, and its golden bytes stay."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.nominations import NominationSubmitted
from tests.contract import examples, released, schemas
from tests.contract.compatibility import objections

CURRENT = schemas.all_schemas()
RELEASED = [schema for release in released.releases() for schema in sorted((release / "schemas").iterdir())]
KEPT_EXAMPLES = [example for release in released.releases() for example in sorted((release / "examples").iterdir())]

Schema = dict[str, Any]


def named(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.name}"


@pytest.mark.parametrize("path", RELEASED, ids=named)
def test_a_released_schema_may_be_followed_by_the_current_one(path: Path) -> None:
    assert path.name in CURRENT, "a released type is gone"
    assert objections(json.loads(path.read_text()), CURRENT[path.name]) == []


@pytest.mark.parametrize("path", KEPT_EXAMPLES, ids=named)
def test_a_released_example_is_unchanged(path: Path) -> None:
    assert (examples.FOLDER / path.name).read_bytes() == path.read_bytes()


def submitted() -> Schema:
    return copy.deepcopy(schemas.event_schema(NominationSubmitted))


def data(schema: Schema) -> Schema:
    properties: Schema = schema["properties"]["data"]["properties"]
    return properties


def remove_a_field(schema: Schema) -> None:
    del data(schema)["list_id"]


def rename_a_field(schema: Schema) -> None:
    data(schema)["prize_code"] = data(schema).pop("award_code")
    schema["properties"]["data"]["required"].remove("award_code")


def retype_a_field(schema: Schema) -> None:
    data(schema)["simplified"] = {"type": "string"}


def require_a_new_field(schema: Schema) -> None:
    data(schema)["urgency"] = {"type": "string"}
    schema["properties"]["data"]["required"].append("urgency")


def require_an_optional_field(schema: Schema) -> None:
    schema["properties"]["data"]["required"].append("list_id")


def no_longer_require_a_field(schema: Schema) -> None:
    schema["properties"]["data"]["required"].remove("simplified")


def add_a_value_to_an_enum(schema: Schema) -> None:
    schema["$defs"]["SubjectKind"]["enum"].append("ship")


def remove_a_value_from_an_enum(schema: Schema) -> None:
    schema["$defs"]["SubjectKind"]["enum"].remove("household")


def widen_a_pattern(schema: Schema) -> None:
    data(schema)["award_code"]["pattern"] = "^.*$"


def drop_a_format(schema: Schema) -> None:
    del data(schema)["submitted_on"]["format"]


def rename_the_type(schema: Schema) -> None:
    schema["properties"]["type"]["const"] = "nominations.nomination-handed-in.v1"


@pytest.mark.parametrize(
    "change",
    [
        remove_a_field,
        rename_a_field,
        retype_a_field,
        require_a_new_field,
        require_an_optional_field,
        no_longer_require_a_field,
        add_a_value_to_an_enum,
        remove_a_value_from_an_enum,
        widen_a_pattern,
        drop_a_format,
        rename_the_type,
    ],
)
def test_an_incompatible_change_is_refused(change: Callable[[Schema], None]) -> None:
    changed = submitted()
    change(changed)

    assert objections(submitted(), changed) != []


def add_an_optional_field(schema: Schema) -> None:
    data(schema)["urgency"] = {"type": "string"}


def add_an_optional_field_to_a_part(schema: Schema) -> None:
    schema["$defs"]["Period"]["properties"]["label"] = {"type": "string"}


def reword_a_description(schema: Schema) -> None:
    schema["description"] = "Said better."


@pytest.mark.parametrize("change", [add_an_optional_field, add_an_optional_field_to_a_part, reword_a_description])
def test_an_addition_passes(change: Callable[[Schema], None]) -> None:
    changed = submitted()
    change(changed)

    assert objections(submitted(), changed) == []


def test_a_kept_release_is_never_overwritten(tmp_path: Path) -> None:
    released.begin("0.0.1", tmp_path).rename(tmp_path / "0.0.1")

    with pytest.raises(FileExistsError):
        released.begin("0.0.1", tmp_path)

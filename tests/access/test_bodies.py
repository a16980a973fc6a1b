"""Nothing that is sent becomes something else: what the OpenAPI document refuses in a body, the command refuses.

The models decode leniently by themselves: false is 0 to them, and 0 is the first of January 1970.
"""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Annotated, Any, get_args

import pytest
from fastapi import params
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import BaseModel, StrictInt, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from contracts.vocabulary import Day, Moment
from tests.access.system import BEHIND

ODD: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 1.5, 1e9,
    "", "0", "1", "yes", "1700000000", "2026-11-23T00:00:00Z", [], {}, [1],
)  # fmt: skip


def bodies(service: str) -> Iterator[type[BaseModel]]:
    """The models of JSON bodies, and those within them."""
    for route in import_module(f"{service}.bootstrap").service().router.api_routes():
        field = route.body_field
        if field is not None and not isinstance(field.field_info, params.Form):
            yield from _models(field.field_info.annotation)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        for field in kind.model_fields.values():
            yield from _models(field.annotation)
    for part in get_args(kind):
        yield from _models(part)


def mistaken(kind: Any) -> list[object]:
    """The odd values that a type takes against its own JSON Schema."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    schema = Draft202012Validator(adapter.json_schema(), format_checker=FormatChecker())
    return [value for value in ODD if not schema.is_valid(value) and _takes(adapter, value)]


def _takes(adapter: TypeAdapter[Any], value: object) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def _type_of(field: FieldInfo) -> Any:
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


@pytest.mark.parametrize("service", BEHIND)
def test_a_command_takes_no_value_that_its_schema_refuses(service: str) -> None:
    fields = {
        f"{model.__name__}.{name}": _type_of(field)
        for model in bodies(service)
        for name, field in model.model_fields.items()
    }

    assert len(fields) >= 5
    assert {name: values for name, kind in fields.items() if (values := mistaken(kind))} == {}


def test_what_pydantic_turns_into_something_else_is_found() -> None:
    assert mistaken(int) == [True, False, "0", "1", "1700000000"]
    assert mistaken(date) == [0, "0", "2026-11-23T00:00:00Z"]
    assert [mistaken(kind) for kind in (StrictInt, Day, Moment | None)] == [[], [], []]

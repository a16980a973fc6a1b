"""JSON Schemas of what lies on the topics: one per released type for the event, one for its personal record.

Generated from the registry of contracts. Objects stay open: readers tolerate unknown fields. No schema admits
null: an absent attribute is omitted on the wire.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter
from typing_extensions import TypeForm

from contracts.canonical import MAX_INTEGER, Json
from contracts.envelope import source_of
from contracts.fact import Fact, personal_fields
from contracts.registry import FACTS, producer_of
from contracts.vocabulary import Hex64, UnitKey
from tests.architecture.repository import ROOT

FOLDER = ROOT / "shared" / "contracts" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
OPTIONAL_ATTRIBUTES = frozenset({"actorunit", "actorcommit", "personalcommit"})
# Names that pydantic makes out of the field's own name say nothing.
NOISE = frozenset({"title", "default"})


def event_schema(fact_type: type[Fact]) -> dict[str, Json]:
    """The whole CloudEvent of one type."""
    public = _without(_model_schema(fact_type), personal_fields(fact_type))
    definitions = public.pop("$defs", {})
    properties = {**_attributes(fact_type), "data": public}
    if not personal_fields(fact_type):
        del properties["personalcommit"]
    return {
        "$schema": DIALECT,
        "title": fact_type.TYPE,
        "description": _first_line(fact_type),
        "type": "object",
        "properties": properties,
        "required": [name for name in sorted(properties) if name not in OPTIONAL_ATTRIBUTES],
        **({"$defs": definitions} if definitions else {}),
    }


def personal_schema(fact_type: type[Fact]) -> dict[str, Json]:
    """The personal record beside a fact of one type."""
    public = frozenset(fact_type.model_fields) - personal_fields(fact_type)
    body = _without(_model_schema(fact_type), public)
    return {
        "$schema": DIALECT,
        "title": f"{fact_type.TYPE} personal record",
        "description": "Keyed by the fact's id; null erases.",
        "type": "object",
        "properties": {"body": body, "salt": _hex64()},
        "required": ["body", "salt"],
    }


def all_schemas(registry: Mapping[str, type[Fact]] = FACTS) -> dict[str, dict[str, Json]]:
    """Every schema by its file name."""
    events = {f"{name}.schema.json": event_schema(fact_type) for name, fact_type in registry.items()}
    personal = {
        f"{name}.personal.schema.json": personal_schema(fact_type)
        for name, fact_type in registry.items()
        if personal_fields(fact_type)
    }
    return events | personal


def text_of(document: Mapping[str, Json]) -> str:
    """A document as it is committed."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_all(folder: Path = FOLDER) -> None:
    """Write every schema and remove those of types that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {name: text_of(schema) for name, schema in all_schemas().items()}
    for stale in set(folder.glob("*.schema.json")) - {folder / name for name in texts}:
        stale.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text)


def _attributes(fact_type: type[Fact]) -> dict[str, Json]:
    """CloudEvents 1.0.2 §3 and the extensions of this wire."""
    return {
        "specversion": {"const": "1.0", "type": "string"},
        "id": {"type": "string", "format": "uuid", "description": "UUIDv7; the key of the personal record."},
        "source": {"const": source_of(producer_of(fact_type)), "type": "string"},
        "type": {"const": fact_type.TYPE, "type": "string"},
        "subject": {
            "type": "string",
            "format": "uuid",
            "description": f"The aggregate: data.{fact_type.SUBJECT}.",
        },
        "time": {"type": "string", "format": "date-time", "description": "UTC, six decimals, Z."},
        "datacontenttype": {"const": "application/json", "type": "string"},
        "seq": {
            "type": "integer",
            "minimum": 1,
            "maximum": MAX_INTEGER,
            "description": "1, 2, 3 … without gaps per source and subject.",
        },
        "actorrole": {"type": "string", "pattern": "^[a-z][a-z-]*$"},
        "actorunit": _schema_of(UnitKey),
        "actorcommit": {**_hex64(), "description": "Commitment to the person's OIDC sub."},
        "personalcommit": {**_hex64(), "description": "Commitment to the personal part."},
    }


def _model_schema(fact_type: type[Fact]) -> dict[str, Json]:
    schema = _cleaned(fact_type.model_json_schema(mode="serialization"))
    assert isinstance(schema, dict)
    return {name: value for name, value in schema.items() if name != "description"}


def _without(schema: dict[str, Json], fields: frozenset[str]) -> dict[str, Json]:
    """Leave out fields, and the definitions that only they used."""
    properties, required = schema["properties"], schema.get("required", [])
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    kept = {name: value for name, value in properties.items() if name not in fields}
    definitions = schema.get("$defs", {})
    assert isinstance(definitions, dict)
    used = {name: value for name, value in definitions.items() if f"#/$defs/{name}" in json.dumps(kept)}
    return {
        "type": "object",
        "properties": kept,
        "required": [name for name in required if name not in fields],
        **({"$defs": used} if used else {}),
    }


def _cleaned(schema: Json) -> Json:
    """Drop noise, and the null branch of optional fields: an absent value is omitted."""
    match schema:
        case dict() if (branch := _only_branch(schema.get("anyOf"))) is not None:
            return _cleaned({**{name: value for name, value in schema.items() if name != "anyOf"}, **branch})
        case dict():
            return {name: _property(name, value) for name, value in schema.items() if not _is_noise(name, value)}
        case list():
            return [_cleaned(item) for item in schema]
        case _:
            return schema


def _only_branch(branches: Json) -> dict[str, Json] | None:
    match branches:
        case [dict() as branch, {"type": "null"}]:
            return branch
        case _:
            return None


def _property(name: str, value: Json) -> Json:
    if name == "properties" and isinstance(value, dict):
        return {field: _cleaned(item) for field, item in value.items()}
    return _cleaned(value)


def _is_noise(name: str, value: Json) -> bool:
    return name in NOISE and not isinstance(value, dict)


def _schema_of(annotation: TypeForm[object]) -> dict[str, Json]:
    schema = _cleaned(TypeAdapter(annotation).json_schema())
    assert isinstance(schema, dict)
    return schema


def _hex64() -> dict[str, Json]:
    return _schema_of(Hex64)


def _first_line(fact_type: type[Fact]) -> str:
    return (fact_type.__doc__ or "").strip().splitlines()[0]

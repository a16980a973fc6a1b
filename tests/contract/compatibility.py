"""May this schema follow that one? Both ways: old readers meet new events, new readers meet old events.

jsoncompat judges shape; it overlooks patterns and formats, so that a change of either is refused here.
"""

import json
from collections.abc import Iterator

import jsoncompat

from contracts.canonical import Json

TEXTUAL_RULES = ("pattern", "format", "const")
# What a reader does not check says nothing about compatibility.
PROSE = frozenset({"description", "title", "$schema"})


def objections(released: dict[str, Json], current: dict[str, Json]) -> list[str]:
    """Why the current schema of a released type may not take the released one's place."""
    old, new = _bare(released), _bare(current)
    forward = jsoncompat.check_compat(json.dumps(old), json.dumps(new), "serializer")
    backward = jsoncompat.check_compat(json.dumps(_closed(old)), json.dumps(new), "deserializer")
    return [
        *([] if forward else ["old consumers cannot read every new event"]),
        *([] if backward else ["new consumers cannot read every old event"]),
        *_changed_rules(old, new),
    ]


def _changed_rules(old: Json, new: Json) -> list[str]:
    then, now = dict(_rules(old)), dict(_rules(new))
    return [f"{path} was {rule!r}, is {now.get(path)!r}" for path, rule in then.items() if now.get(path) != rule]


def _rules(schema: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    match schema:
        case dict():
            yield from ((f"{path}/{name}", schema[name]) for name in TEXTUAL_RULES if isinstance(schema.get(name), str))
            for name, value in schema.items():
                yield from _rules(value, f"{path}/{name}")
        case list():
            for index, value in enumerate(schema):
                yield from _rules(value, f"{path}/{index}")
        case _:
            return


def _closed(schema: Json) -> Json:
    """What an old producer really sent: no field beyond those it knew."""
    match schema:
        case dict():
            closed = {name: _closed(value) for name, value in schema.items()}
            return {**closed, "additionalProperties": False} if schema.get("type") == "object" else closed
        case list():
            return [_closed(item) for item in schema]
        case _:
            return schema


def _bare(schema: Json) -> Json:
    match schema:
        case dict():
            return {name: _bare(value) for name, value in schema.items() if not _is_prose(name, value)}
        case list():
            return [_bare(item) for item in schema]
        case _:
            return schema


def _is_prose(name: str, value: Json) -> bool:
    """A field may be called `title`; its schema is an object, prose is text."""
    return name in PROSE and isinstance(value, str)

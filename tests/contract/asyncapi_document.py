"""AsyncAPI 3 documents, one per service: what it sends and what it receives, on which topic.

Made from the registry of contracts, the service's declaration and the table of topics; not from FastStream's
handlers, whose decoding is bypassed.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from chassis.service import Service
from contracts.canonical import Json
from contracts.envelope import CONTENT_TYPE, PERSONAL_CONTENT_TYPE
from contracts.fact import Fact, personal_fields
from contracts.registry import FACTS, producer_of
from tests.architecture.repository import ROOT, SERVICES
from tests.contract import schemas

Document = dict[str, Json]

TOPICS = ROOT / "deploy" / "kafka" / "topics.toml"
NOTICE: Document = {
    "type": "object",
    "description": "Where a dead letter lies and of which kind its error is; never its bytes.",
    "properties": {
        "topic": {"type": "string"},
        "partition": {"type": "integer", "minimum": 0},
        "offset": {"type": "integer", "minimum": 0},
        "ce_id": {"type": "string", "format": "uuid"},
        "error_class": {"type": "string"},
        "group": {"type": "string"},
        "at": {"type": "string", "format": "date-time"},
    },
    "required": ["topic", "partition", "offset", "error_class", "group", "at"],
}
CHECKPOINT: Document = {"type": "string", "description": "A signed checkpoint of the log (c2sp.org/tlog-checkpoint)."}
FACT_HEADERS: Document = {
    "type": "object",
    "properties": {
        "content-type": {"const": CONTENT_TYPE},
        "ce_id": {"type": "string", "format": "uuid"},
        "ce_type": {"type": "string"},
        "traceparent": {"type": "string"},
    },
    "required": ["content-type", "ce_id", "ce_type"],
}


def declared(name: str) -> Service:
    """The service as its bootstrap declares it."""
    service: Service = import_module(f"{name}.bootstrap").service()
    return service


def document(service: Service) -> Document:
    """The whole document of one service."""
    sent = _sent(service.name)
    received = _received(service)
    carried = {topic: sorted({*sent.get(topic, {}), *received.get(topic, {})}) for topic in sorted({*sent, *received})}
    return {
        "asyncapi": "3.0.0",
        "info": _info(service.name),
        "defaultContentType": CONTENT_TYPE,
        "channels": {topic: _channel(topic, names) for topic, names in carried.items()},
        "operations": {**_operations("send", sent), **_operations("receive", received)},
        "components": {"messages": {**_messages(sent), **_messages(received)}},
    }


def write_all() -> None:
    for name in SERVICES:
        (ROOT / "services" / name / "asyncapi.json").write_text(schemas.text_of(document(declared(name))))


Traffic = dict[str, dict[str, Document]]
"""Messages by name, by topic."""


def _sent(name: str) -> Traffic:
    own = {topic for topic, row in _topics().items() if row["owner"] == name}
    facts = [fact_type for fact_type in FACTS.values() if producer_of(fact_type) == name]
    traffic = {
        f"{name}.facts": _facts(facts),
        f"{name}.personal": _personal_records(facts),
        f"{name}.dead-letters": {f"{name}.dead-letter": _message("Place of a dead letter", NOTICE)},
        f"{name}.checkpoints": {f"{name}.checkpoint": _message("Checkpoint", CHECKPOINT, "text/plain")},
    }
    return {topic: messages for topic, messages in traffic.items() if topic in own and messages}


def _received(service: Service) -> Traffic:
    handled = _handled(service)
    facts = {f"{source}.facts": _facts(_of(source, handled)) for source in service.facts_from}
    personal = {
        f"{source}.personal": _personal_records(_of(source, FACTS.values())) for source in service.personal_from
    }
    return {topic: messages for topic, messages in {**facts, **personal}.items() if messages}


def _handled(service: Service) -> Iterable[type[Fact]]:
    """A recorder takes every fact there is."""
    return FACTS.values() if service.recorder else service.handlers().types().values()


def _of(source: str, types: Iterable[type[Fact]]) -> list[type[Fact]]:
    return [fact_type for fact_type in types if producer_of(fact_type) == source]


def _facts(types: Iterable[type[Fact]]) -> dict[str, Document]:
    return {fact_type.TYPE: _fact(fact_type) for fact_type in types}


def _fact(fact_type: type[Fact]) -> Document:
    schema = _inlined(schemas.event_schema(fact_type))
    message = _message(str(schema.pop("description")), schema, CONTENT_TYPE)
    key: Document = {"type": "string", "format": "uuid", "description": "The subject."}
    return {**message, "headers": FACT_HEADERS, "bindings": {"kafka": {"key": key, "bindingVersion": "0.5.0"}}}


def _personal_records(types: Iterable[type[Fact]]) -> dict[str, Document]:
    key: Document = {"type": "string", "format": "uuid", "description": "The fact's id."}
    binding: Document = {"kafka": {"key": key, "bindingVersion": "0.5.0"}}
    return {
        f"{fact_type.TYPE}.personal": {
            **_message("Personal record; null erases", _record(fact_type)),
            "bindings": binding,
        }
        for fact_type in types
        if personal_fields(fact_type)
    }


def _record(fact_type: type[Fact]) -> Document:
    return _inlined(schemas.personal_schema(fact_type))


def _message(summary: str, payload: Document, content_type: str = PERSONAL_CONTENT_TYPE) -> Document:
    return {"summary": summary, "contentType": content_type, "payload": payload}


def _messages(traffic: Traffic) -> Document:
    return {name: {"name": name, **body} for bodies in traffic.values() for name, body in bodies.items()}


def _operations(action: str, traffic: Traffic) -> Document:
    return {
        f"{action}-{topic}": {
            "action": action,
            "channel": {"$ref": f"#/channels/{topic}"},
            "messages": [{"$ref": f"#/channels/{topic}/messages/{name}"} for name in sorted(bodies)],
        }
        for topic, bodies in traffic.items()
    }


def _channel(topic: str, names: list[str]) -> Document:
    return {
        "address": topic,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {"kafka": _topic_binding(topic)},
    }


def _topic_binding(topic: str) -> Document:
    row = _topics()[topic]
    config, partitions = row["config"], row["partitions"]
    assert isinstance(config, dict)
    numbers: Document = {"retention.ms": int(str(config["retention.ms"]))} if "retention.ms" in config else {}
    return {
        "topic": topic,
        "partitions": partitions,
        "topicConfiguration": {"cleanup.policy": [config["cleanup.policy"]], **numbers},
        "bindingVersion": "0.5.0",
    }


def _info(name: str) -> Document:
    project = tomllib.loads((ROOT / "services" / name / "pyproject.toml").read_text())["project"]
    return {
        "title": name,
        "version": project["version"],
        "description": project["description"],
        "license": {"name": project["license"]},
    }


@cache
def _topics() -> dict[str, Document]:
    return {row["name"]: row for row in tomllib.loads(TOPICS.read_text())["topic"]}


def _inlined(schema: Document) -> Document:
    """Put definitions where they are used: a document may not point into a payload's own definitions."""
    definitions = schema.get("$defs", {})
    assert isinstance(definitions, dict)
    body = {name: value for name, value in schema.items() if name not in {"$defs", "$schema"}}
    inlined = _resolved(body, definitions)
    assert isinstance(inlined, dict)
    return inlined


def _resolved(schema: Json, definitions: Document) -> Json:
    match schema:
        case {"$ref": str(reference)}:
            return _resolved(definitions[reference.removeprefix("#/$defs/")], definitions)
        case dict():
            return {name: _resolved(value, definitions) for name, value in schema.items()}
        case list():
            return [_resolved(item, definitions) for item in schema]
        case _:
            return schema

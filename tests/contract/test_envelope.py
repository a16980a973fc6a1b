"""What is no event of this wire is refused, and the refusal names the attribute, never its value."""

import json
from uuid import UUID

import pytest

from contracts.canonical import canonical_bytes
from contracts.envelope import NotACloudEvent, parse
from contracts.nominations import NominationSubmitted
from tests.contract import examples

EVENT = json.loads(examples.event_path(NominationSubmitted.TYPE).read_bytes())
ID = EVENT["id"]

WRONG: list[tuple[str, object]] = [
    ("specversion", "0.3"),
    ("id", ID.upper()),
    ("id", ID.replace("-", "")),
    ("id", f"urn:uuid:{ID}"),
    ("id", f"{ID}\n"),
    ("subject", 7),
    ("source", ""),
    ("type", "nominations.x.v0"),
    ("type", "nominations.x.v1\n"),
    ("seq", 0),
    ("seq", 2**53 + 1),
    ("seq", True),
    ("seq", "1"),
    ("time", "2026-11-23T08:30:00Z"),
    ("time", "2026-13-23T08:30:00.000000Z"),
    ("time", "2026-11-23T08:30:00.000000+07:00"),
    ("time", "٢٠٢٦-11-23T08:30:00.000000Z"),
    ("actorrole", None),
    ("actorunit", None),
    ("actorunit", ""),
    ("actorcommit", "AB" * 32),
    ("personalcommit", None),
    ("data", []),
    ("data", None),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_an_attribute_in_another_form_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(NotACloudEvent, match=rf"^{name}\b"):
        parse(json.dumps({**EVENT, name: value}, ensure_ascii=False).encode())


@pytest.mark.parametrize("name", ["specversion", "id", "source", "type", "subject", "seq", "time", "actorrole", "data"])
def test_an_attribute_that_is_missing_is_refused_by_name(name: str) -> None:
    with pytest.raises(NotACloudEvent, match=rf"^{name}\b"):
        parse(canonical_bytes({key: value for key, value in EVENT.items() if key != name}))


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"[]",
        b"{",
        json.dumps(EVENT).encode("utf-16"),
        json.dumps({**EVENT, "data": {"x": float("nan")}}).encode(),
        json.dumps({**EVENT, "data": {"x": "\ud800"}}).encode(),
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_json_object_in_utf_8_is_refused(value: bytes) -> None:
    with pytest.raises(NotACloudEvent):
        parse(value)


def test_absent_attributes_read_as_none() -> None:
    optional = ("actorunit", "actorcommit", "personalcommit")

    envelope = parse(canonical_bytes({key: value for key, value in EVENT.items() if key not in optional}))

    assert (envelope.actor_unit, envelope.actor_commit, envelope.personal_commit) == (None, None, None)
    assert envelope.subject == UUID(EVENT["subject"])

"""An independent reader, the CloudEvents project's own SDK, understands every example as a CloudEvent 1.0."""

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_structured_event
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat

from contracts.canonical import canonical_bytes
from contracts.envelope import CONTENT_TYPE, parse
from contracts.registry import FACTS
from tests.contract import examples


@pytest.mark.parametrize("wire_type", sorted(FACTS))
def test_the_sdk_reads_an_example_from_its_kafka_record(wire_type: str) -> None:
    value = examples.event_path(wire_type).read_bytes()
    ours = parse(value)
    headers = {
        "content-type": CONTENT_TYPE.encode(),
        "ce_id": str(ours.id).encode(),
        "ce_type": ours.type.encode(),
    }

    event = from_structured_event(KafkaMessage(headers=headers, key=str(ours.subject).encode(), value=value))

    assert (event.get_specversion(), event.get_id(), event.get_source()) == ("1.0", str(ours.id), ours.source)
    assert (event.get_type(), event.get_subject(), event.get_time()) == (
        ours.type,
        str(ours.subject),
        ours.time,
    )
    assert (event.get_extension("seq"), event.get_extension("actorrole")) == (ours.seq, ours.actor_role)
    assert (event.get_datacontenttype(), event.get_data()) == ("application/json", ours.data)


def test_the_sdk_refuses_what_is_no_cloudevent() -> None:
    with pytest.raises(CloudEventValidationError):
        JSONFormat().read(None, canonical_bytes({"specversion": "1.0", "data": {}}))

"""Each service's AsyncAPI document is committed, is what its code says, and is valid for the reference parser."""

import copy
import json
from pathlib import Path

import pytest

from contracts.registry import FACTS
from tests.architecture.repository import ROOT, SERVICES
from tests.contract import asyncapi_document, reference_parser, schemas


def committed(name: str) -> Path:
    return ROOT / "services" / name / "asyncapi.json"


@pytest.mark.parametrize("name", SERVICES)
def test_the_committed_document_is_what_the_code_says(name: str) -> None:
    current = asyncapi_document.document(asyncapi_document.declared(name))

    assert committed(name).read_text() == schemas.text_of(current), "run `make schemas`"


def test_every_released_type_is_sent_by_one_service() -> None:
    documents = [json.loads(committed(name).read_text()) for name in SERVICES]

    sent = [
        reference["$ref"].rsplit("/", 1)[1]
        for document in documents
        for operation in document["operations"].values()
        for reference in operation["messages"]
        if operation["action"] == "send" and operation["channel"]["$ref"].endswith(".facts")
    ]

    assert sorted(sent) == sorted(FACTS)


def test_the_reference_parser_reads_every_document() -> None:
    outcome = reference_parser.check(committed(name) for name in SERVICES)

    assert outcome.exit_code == 0, outcome.output
    assert outcome.output.count("AsyncAPI 3.0.0") == len(SERVICES)


@pytest.mark.parametrize("fault", ["dangling reference", "unknown action", "no address book"])
def test_the_reference_parser_finds_a_planted_fault(tmp_path: Path, fault: str) -> None:
    document = copy.deepcopy(asyncapi_document.document(asyncapi_document.declared("review")))
    operations = document["operations"]
    assert isinstance(operations, dict)
    operation = operations["send-review.facts"]
    assert isinstance(operation, dict)
    if fault == "dangling reference":
        operation["channel"] = {"$ref": "#/channels/nowhere"}
    elif fault == "unknown action":
        operation["action"] = "shout"
    else:
        del document["info"]
    planted = tmp_path / "asyncapi.json"
    planted.write_text(schemas.text_of(document))

    assert reference_parser.check([planted]).exit_code == 1

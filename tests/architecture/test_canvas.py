"""A service's README lists the commands and events that its code handles."""

import pytest

from chassis.service import Service
from tests.architecture.canvas import differences
from tests.architecture.repository import ROOT, SERVICES
from tests.contract.asyncapi_document import declared

CANVAS = """# review

## Commands
| command | does |
|---|---|
| `AcceptCases` | see `POST /cases/accept` |

## Events in
- `nominations.nomination-submitted.v1`: opens a case

## Events out
- `review.case-opened.v1`
"""
COMMANDS = {"AcceptCases"}
EVENTS = {"nominations.nomination-submitted.v1"}


def handled(service: Service) -> set[str]:
    """Wire types of the tables; a recorder takes whole topics."""
    recorded = {f"{source}.facts" for source in service.facts_from} if service.recorder else set()
    return recorded | set(service.handlers().types())


@pytest.mark.parametrize("name", SERVICES)
def test_the_canvas_lists_what_the_code_handles(name: str) -> None:
    service = declared(name)
    readme = (ROOT / "services" / name / "README.md").read_text()

    assert differences(name, readme, {command.__name__ for command in service.commands}, handled(service)) == []


def test_an_equal_canvas_passes() -> None:
    assert differences("review", CANVAS, COMMANDS, EVENTS) == []


def test_a_command_that_the_canvas_lacks_is_found() -> None:
    assert differences("review", CANVAS, {*COMMANDS, "CloseCases"}, EVENTS) == [
        "review: CloseCases is handled, the canvas does not list it under Commands"
    ]


def test_a_command_that_only_the_canvas_knows_is_found() -> None:
    assert differences("review", CANVAS, set(), EVENTS) == [
        "review: canvas lists AcceptCases under Commands, no handler does"
    ]


def test_an_event_that_only_the_canvas_knows_is_found() -> None:
    assert differences("review", CANVAS, COMMANDS, set()) == [
        "review: canvas lists nominations.nomination-submitted.v1 under Events in, no handler does"
    ]


def test_a_canvas_without_sections_lists_nothing() -> None:
    assert differences("review", "# review\n", COMMANDS, set()) == [
        "review: AcceptCases is handled, the canvas does not list it under Commands"
    ]

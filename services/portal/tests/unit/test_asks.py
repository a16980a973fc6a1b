"""Above a refusal stands what it asks for: mending, patience, somebody else, or nothing that the form could give."""

import pytest

from portal.adapters.clients.transport import Problem, Refused
from portal.entrypoints.asks import Asks
from portal.entrypoints.faults import faults_of
from portal.entrypoints.forms import Fault, blank

FLAW = {"pointer": "/from", "detail": "Phải là ngày."}


def refused(status: int, slug: str, *flaws: dict[str, str]) -> Refused:
    document = {"type": f"/problems/{slug}", "title": "Chưa được", "errors": flaws}
    return Refused(status, Problem.model_validate(document))


@pytest.mark.parametrize(
    ("error", "asks"),
    [
        (refused(409, "not-yet-listed"), Asks.PATIENCE),
        (refused(404, "not-yet-proven"), Asks.PATIENCE),
        (refused(429, "too-many-requests"), Asks.PATIENCE),
        (refused(403, "foreign-agency"), Asks.ANOTHER),
        (refused(409, "case-ended"), Asks.NOTHING),
        (refused(404, "nothing-found"), Asks.NOTHING),
        (refused(422, "too-many-facts"), Asks.MENDING),
        (refused(422, "invalid-request", FLAW), Asks.MENDING),
        (refused(409, "reason-wanted", FLAW), Asks.MENDING),
    ],
    ids=lambda each: each.slug if isinstance(each, Refused) else each.name,
)
def test_a_refusal_asks_for_what_helps(error: Refused, asks: Asks) -> None:
    assert blank().with_errors(faults_of(error)).asks is asks


def test_what_can_be_mended_is_said_first() -> None:
    waiting = Fault(text="Xin chờ.", asks=Asks.PATIENCE)

    assert blank().with_errors([waiting, Fault(text="Nhập ngày.", field="from")]).asks is Asks.MENDING
    assert blank().with_errors([waiting]).asks is Asks.PATIENCE


def test_each_has_a_heading_of_its_own() -> None:
    assert len({each.heading for each in Asks}) == len({each.icon for each in Asks}) == len(Asks)

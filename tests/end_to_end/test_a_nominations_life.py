"""A nomination's life told once, on the composed system: what a newcomer does with `make up` and `make demo`."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from contracts import registry
from contracts.audit import ShardClosed
from local_stack import layout
from tests.end_to_end import demonstrated
from tests.end_to_end.everywhere import leaves_of
from tests.end_to_end.leaves import leaks
from tests.end_to_end.stack import Stack, state_folder
from tests.observability import sources


@pytest.fixture
def state() -> Iterator[Path]:
    with state_folder("life") as folder:
        yield folder


def test_a_list_of_200_becomes_awards_and_all_of_it_is_there_after_a_restart(state: Path) -> None:
    stack = Stack(state)

    with stack.up():
        demo = stack.run("demo")
        assert demo.returncode == 0, demo.stdout + demo.stderr
        nomination = re.search(r"make trace ID=(\S+)", demo.stdout)
        assert nomination is not None, demo.stdout
        trace = stack.run("trace", nomination.group(1))
        before = httpx.get(stack.register).text
        status = stack.run("status")
        letters = stack.run("run", "review", "dead-letters", "list")
        metrics = [stack.managed(service, "/metrics").text for service in layout.SERVICE_PORTS]
        no_letter = stack.run("run", "portal", "dead-letters", "show", "1")
        demonstrated.supervised(stack)
        leaves = leaves_of(stack)

    for service in layout.SERVICE_PORTS:
        assert service in trace.stdout, trace.stdout + trace.stderr
        assert re.search(rf"^{service} .* ✓$", status.stdout, re.MULTILINE), status.stdout + status.stderr
    assert (status.returncode, letters.returncode, letters.stdout) == (0, 0, "[]\n"), letters.stderr
    assert (no_letter.returncode, no_letter.stderr) == (1, "no dead letter 1\n")
    # The portal tells nothing of its own.
    assert {each.partition(".")[0] for each in demonstrated.types_of(leaves)} == {*registry.PRODUCERS}
    assert ShardClosed.TYPE in demonstrated.types_of(leaves)
    assert leaks(leaves, demonstrated.words(200)) == []
    assert asked_for() <= set().union(*map(sources.families_shown, metrics))
    with stack.up():
        after = httpx.get(stack.register).text
    assert total(before) == total(after) == 200


def asked_for() -> set[str]:
    """What alerts, dashboards and service levels ask the five services for."""
    return sources.families({name for each in sources.expressions().values() for name in sources.metrics_in(each)})


def total(page: str) -> int:
    """The number of awards that the register says it has."""
    found = re.search(r'id="results-title"[^>]*>\s*(\d+) ', page)
    assert found is not None, page[:2000]
    return int(found.group(1))

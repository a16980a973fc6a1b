"""Each proof that Go's tree library tries has the verdict here that it has there."""

from collections import Counter

import pytest

from shared.tlog.tests.probes import CONSISTENCY, INCLUSION, TRIVIAL, Probe
from tlog.errors import NotVerified
from tlog.tree import EMPTY_ROOT, verify_consistency, verify_inclusion


def includes(probe: Probe) -> bool:
    try:
        verify_inclusion(probe.first, probe.start, probe.size, probe.proof, probe.root)
    except NotVerified:
        return False
    return True


def extends(probe: Probe) -> bool:
    try:
        verify_consistency(probe.start, probe.size, probe.proof, probe.first, probe.root)
    except NotVerified:
        return False
    return True


@pytest.mark.parametrize("probe", INCLUSION, ids=str)
def test_an_inclusion_proof_is_judged_as_go_does(probe: Probe) -> None:
    assert includes(probe) == probe.is_expected_here


@pytest.mark.parametrize("probe", CONSISTENCY, ids=str)
def test_a_consistency_proof_is_judged_as_go_does(probe: Probe) -> None:
    assert extends(probe) == probe.is_expected_here


def test_the_probes_are_all_there_and_three_of_them_alone_are_judged_otherwise() -> None:
    verdicts = [Counter(probe.is_valid for probe in probes) for probes in (INCLUSION, CONSISTENCY)]
    otherwise = [probe for probe in INCLUSION + CONSISTENCY if probe.is_expected_here != probe.is_valid]

    assert verdicts == [Counter({True: 6, False: 92}), Counter({True: 8, False: 89})]
    assert [(probe.start, probe.size) for probe in otherwise] == [(0, 0), (0, 1), (1, 1)]
    assert not any(len(root) == 32 for probe in otherwise for root in (probe.first, probe.root))


def test_where_nothing_is_to_be_proved_the_roots_are_looked_at_all_the_same() -> None:
    """Go's library after v0.0.2 refuses what begins with the empty tree; witnesses must accept it (tlog-witness)."""
    other = bytes(32)

    assert extends(Probe(TRIVIAL, 0, 0, EMPTY_ROOT, EMPTY_ROOT, (), True))
    assert extends(Probe(TRIVIAL, 0, 1, EMPTY_ROOT, other, (), True))
    assert extends(Probe(TRIVIAL, 1, 1, other, other, (), True))
    assert not extends(Probe(TRIVIAL, 0, 0, EMPTY_ROOT, other, (), True))
    assert not extends(Probe(TRIVIAL, 0, 1, other, other, (), True))
    assert not extends(Probe(TRIVIAL, 1, 1, EMPTY_ROOT, other, (), True))

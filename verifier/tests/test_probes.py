"""Each proof that Go's tree library tries has its verdict from the verifier too, which reads hashes as text."""

from base64 import b64encode

import pytest

from shared.tlog.tests.probes import CONSISTENCY, INCLUSION, Probe
from verifier import verify
from verifier.verify import Checkpoint, Refused, check_consistency, check_inclusion


def read(octets: bytes) -> bytes:
    return verify.hash_of(b64encode(octets).decode())


def includes(probe: Probe) -> bool:
    try:
        proof = [read(each) for each in probe.proof]
        check_inclusion(read(probe.first), probe.start, probe.size, proof, read(probe.root))
    except Refused:
        return False
    return True


def extends(probe: Probe) -> bool:
    try:
        old, new = (Checkpoint("log.example", size, read(root)) for size, root in (
            (probe.start, probe.first), (probe.size, probe.root),
        ))  # fmt: skip
        check_consistency(old, new, [read(each) for each in probe.proof])
    except Refused:
        return False
    return True


@pytest.mark.parametrize("probe", INCLUSION, ids=str)
def test_the_verifier_judges_an_inclusion_proof_as_go_does(probe: Probe) -> None:
    assert includes(probe) == probe.is_expected_here


@pytest.mark.parametrize("probe", CONSISTENCY, ids=str)
def test_the_verifier_judges_a_consistency_proof_as_go_does(probe: Probe) -> None:
    assert extends(probe) == probe.is_expected_here


def test_the_empty_tree_has_one_root_and_begins_every_tree() -> None:
    empty, other, one = (Checkpoint("log.example", size, root) for size, root in (
        (0, verify.EMPTY_ROOT), (0, bytes(32)), (1, bytes(32)),
    ))  # fmt: skip

    check_consistency(empty, empty, [])
    check_consistency(empty, one, [])
    for old, new in ((empty, other), (other, empty), (other, one), (other, other)):
        with pytest.raises(Refused):
            check_consistency(old, new, [])

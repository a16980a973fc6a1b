from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.tests import reference, vectors
from shared.tlog.tests.builders import VKEY, mutations, proved
from tlog import policy, proof
from tlog.checkpoint import Checkpoint
from tlog.errors import Malformed, NotVerified, TlogError
from tlog.policy import Policy
from tlog.proof import Proof

WITNESSED = policy.parse(f"log {vectors.LOG_VKEY}\nwitness w1 {vectors.WITNESS_VKEY}\nquorum w1\n".encode())
ENTRIES = [b"one", b"two", b"three", b"four", b"five"]


def test_the_published_proof_verifies() -> None:
    checkpoint = proof.verify(vectors.LOG_PROOF_7_OF_15, b"eit", WITNESSED)

    assert checkpoint == Checkpoint(vectors.LOG_NAME, 15, b64decode(vectors.LOG_ROOTS[15]))


def test_the_published_proof_is_made() -> None:
    made = Proof(
        index=7,
        hashes=tuple(vectors.LOG_INCLUSION_7_OF_15),
        checkpoint=vectors.LOG_PROOF_7_OF_15.split(b"\n\n", 1)[1],
    )

    assert made.format() == vectors.LOG_PROOF_7_OF_15
    assert proof.parse(vectors.LOG_PROOF_7_OF_15) == made


def test_every_mutation_of_the_published_proof_is_refused() -> None:
    for mutated in mutations(vectors.LOG_PROOF_7_OF_15):
        with pytest.raises(TlogError):
            proof.verify(mutated, b"eit", WITNESSED)


@given(st.integers(min_value=1, max_value=40), st.data())
def test_an_entry_is_proved_with_the_logs_key_alone(size: int, data: st.DataObject) -> None:
    entries = [str(number).encode() for number in range(size)]
    index = data.draw(st.integers(min_value=0, max_value=size - 1))

    checkpoint = proof.verify(proved(index, entries), entries[index], Policy.of_log(VKEY))

    assert (checkpoint.size, checkpoint.root) == (size, reference.root(entries))


def test_a_proof_holds_for_no_other_entry_and_no_other_log() -> None:
    raw = proved(2, ENTRIES)

    for entry in (b"two", b"three\n", b""):
        with pytest.raises(NotVerified):
            proof.verify(raw, entry, Policy.of_log(VKEY))
    with pytest.raises(NotVerified):
        proof.verify(raw, b"three", Policy.of_log(vectors.LOG_VKEY))


def test_a_proof_with_an_index_outside_the_tree_is_refused() -> None:
    raw = proved(2, ENTRIES).replace(b"index 2\n", b"index 5\n")

    with pytest.raises(NotVerified, match="not in a tree"):
        proof.verify(raw, b"three", Policy.of_log(VKEY))


def test_extra_octets_are_carried_and_vouched_for_by_nobody() -> None:
    plain = proof.parse(proved(2, ENTRIES))
    made = Proof(index=plain.index, hashes=plain.hashes, checkpoint=plain.checkpoint, extra=b"\0\1")

    assert proof.parse(made.format()) == made
    assert proof.verify(made.format(), b"three", Policy.of_log(VKEY)).size == len(ENTRIES)


@given(st.binary(max_size=4), st.integers(min_value=0, max_value=400))
def test_whatever_is_read_is_written_the_same(octets: bytes, place: int) -> None:
    raw = vectors.LOG_PROOF_7_OF_15
    raw = raw[:place] + octets + raw[place + len(octets) :]
    try:
        read = proof.parse(raw)
    except Malformed:
        return
    assert read.format() == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"c2sp.org/tlog-proof@v1\n\n",
        b"c2sp.org/tlog-proof@v2\nindex 0\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 00\n\nnote",
        b"c2sp.org/tlog-proof@v1\n0\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 0",
        b"c2sp.org/tlog-proof@v1\nindex -1\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 0\nindex 0\n\nnote",
        b"c2sp.org/tlog-proof@v1\nextra QQ==\nextra QQ==\nindex 0\n\nnote",
        b"c2sp.org/tlog-proof@v1\nextra QQ\nindex 0\n\nnote",
        b"c2sp.org/tlog-proof@v1\nextra QQ==\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 0\nQUFB\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 0\n\xff\n\nnote",
        b"c2sp.org/tlog-proof@v1\r\nindex 0\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 0\nnote\n",
    ],
)
def test_a_proof_of_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        proof.parse(raw)

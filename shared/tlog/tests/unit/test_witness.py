from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.tests import vectors
from shared.tlog.tests.builders import SIGNER, mutations, signed
from tlog import checkpoint, note, witness
from tlog.errors import Malformed, NotVerified, TlogError
from tlog.tree import verify_consistency
from tlog.witness import AddCheckpoint, format_size, parse, parse_size, place_of

OLD_ROOT = b64decode(vectors.LOG_ROOTS[5])
LATER = vectors.LOG_PROOF_7_OF_15.split(b"\n\n", 1)[1]
REQUEST = AddCheckpoint(old=5, proof=tuple(vectors.LOG_CONSISTENCY_5_TO_15), checkpoint=LATER)
hashes = st.lists(st.binary(min_size=32, max_size=32), max_size=witness.MAX_PROOF)
LINE = note.format_signatures([SIGNER.sign("x\n")])


def test_the_published_proof_is_asked_for_and_holds() -> None:
    read = parse(REQUEST.format())

    assert read == REQUEST
    stated = checkpoint.stated(read.checkpoint)
    verify_consistency(read.old, stated.size, read.proof, OLD_ROOT, stated.root)


@given(st.integers(min_value=0, max_value=2**63 - 1), hashes)
def test_a_request_reads_as_it_was_written(old: int, proof: list[bytes]) -> None:
    asked = AddCheckpoint(old=old, proof=tuple(proof), checkpoint=signed([b"one"]))

    assert parse(asked.format()) == asked


def test_no_mutation_of_a_request_brings_another_tree_under_the_old_one() -> None:
    """A changed old size is the one thing that the body alone cannot show: it is compared with what is stored."""
    known, log = {5: OLD_ROOT}, note.Ed25519Verifier.parse(vectors.LOG_VKEY)
    accepted = []
    for mutated in mutations(REQUEST.format()):
        try:
            read = parse(mutated)
            stated = checkpoint.verify(read.checkpoint, log)
            verify_consistency(read.old, stated.size, read.proof, known.get(read.old, b""), stated.root)
        except TlogError:
            continue
        accepted.append(note.parse(read.checkpoint).text)

    # A witness ignores signatures of keys that it does not know, so a changed cosignature changes nothing.
    assert set(accepted) == {note.parse(LATER).text}


@given(st.binary(max_size=4), st.integers(min_value=0, max_value=300))
def test_whatever_is_read_is_written_the_same(octets: bytes, place: int) -> None:
    raw = REQUEST.format()
    raw = raw[:place] + octets + raw[place + len(octets) :]
    try:
        read = parse(raw)
    except Malformed:
        return
    assert read.format() == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"old 0\n\n",
        b"old 0\n" + LATER,
        b"0\n\n" + LATER,
        b"old 00\n\n" + LATER,
        b"old -1\n\n" + LATER,
        b"old 0 \n\n" + LATER,
        b"old 0\r\n\r\n" + LATER,
        b"old 0\nQUFB\n\n" + LATER,
        b"old 0\nold 0\n\n" + LATER,
        b"old 0\n\xff\n\n" + LATER,
        AddCheckpoint(old=1, proof=(bytes(32),) * 64, checkpoint=LATER).format(),
    ],
)
def test_a_request_of_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse(raw)


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_size_reads_as_it_was_written(size: int) -> None:
    assert parse_size(format_size(size)) == size


@pytest.mark.parametrize(
    "raw", [b"", b"7", b"7\n\n", b"07\n", b"-7\n", b" 7\n", b"7\r\n", b"\xff\n", b"9223372036854775808\n"]
)
def test_a_size_of_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse_size(raw)


def test_signature_lines_read_as_they_were_written() -> None:
    assert note.format_signatures(note.parse_signatures(LINE * 2)) == LINE * 2


@pytest.mark.parametrize(
    "raw", [b"", b"\n", LINE[:-1], LINE + b"\n", b"\n" + LINE, LINE[1:], LINE.replace(b" ", b"\t"), b"\xff\n"]
)
def test_lines_that_are_no_signatures_are_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        note.parse_signatures(raw)


def test_every_mutation_of_a_signature_line_is_refused_with_its_note() -> None:
    raw = signed([b"one"])
    text = note.parse(raw).text
    for mutated in mutations(note.format_signatures(note.parse(raw).signatures)):
        with pytest.raises((Malformed, NotVerified)):
            note.verify(
                text.encode() + b"\n" + note.format_signatures(note.parse_signatures(mutated)), [SIGNER.verifier()]
            )


def test_a_log_has_its_place_at_a_witness() -> None:
    assert place_of(vectors.SUNLIGHT_ORIGIN) == "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"

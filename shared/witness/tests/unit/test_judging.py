"""What a witness answers, in the order of the specification."""

from dataclasses import replace

import pytest

from shared.tlog.tests import reference
from shared.tlog.tests.builders import SIGNER, signed
from shared.witness.tests.builders import ENTRIES, LOG, asking, proof
from tlog import checkpoint, note
from tlog.checkpoint import Checkpoint
from tlog.note import Ed25519Signer, Ed25519Verifier, Note
from witness.judging import Behind, Forked, Head, Refused, read

OTHER = Ed25519Signer.of_seed("other.example", bytes(32))
FORK = [b"x", *ENTRIES[1:]]
ANOTHER_LOGS = checkpoint.sign(Checkpoint(OTHER.name, 6, bytes(32)), OTHER)


def head(size: int, entries: list[bytes] = ENTRIES) -> Head:
    return Head(size, reference.root(entries[:size]))


def extended(text: str) -> bytes:
    return Note(f"{text}more\n", (SIGNER.sign(f"{text}more\n"),)).format()


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 1), (0, 7), (1, 2), (5, 15), (7, 8), (8, 8), (8, 40), (39, 40)])
def test_what_extends_the_last_tree_passes(old: int, new: int) -> None:
    read(asking(old, new).format(), [LOG]).judge(head(old))


def test_what_is_cosigned_is_made_of_what_was_read_and_of_the_logs_signatures_alone() -> None:
    text = note.parse(signed(ENTRIES)).text
    raw = Note(text, (OTHER.sign(text), SIGNER.sign(text))).format()

    asked = read(replace(asking(0, 40), checkpoint=raw).format(), [LOG])

    assert asked.log_lines == Note(text, (SIGNER.sign(text),))


SIX = asking(3, 6)
REFUSALS = {
    "no request": (b"x", 400),
    "a note that is none": (replace(SIX, checkpoint=b"x").format(), 400),
    "an old size beyond the new": (replace(SIX, old=7).format(), 400),
    "extensions": (replace(SIX, checkpoint=extended(note.parse(SIX.checkpoint).text)).format(), 400),
    "another log": (
        replace(SIX, checkpoint=checkpoint.sign(Checkpoint(OTHER.name, 6, bytes(32)), OTHER)).format(),
        404,
    ),
    "a signature that fails": (SIX.format().replace(b"\n6\n", b"\n7\n"), 403),
    "nobody's signature": (
        replace(SIX, checkpoint=Note(note.parse(SIX.checkpoint).text, (OTHER.sign("x\n"),)).format()).format(),
        403,
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_request_that_cannot_be_judged_is_refused_by_its_status(case: str) -> None:
    raw, status = REFUSALS[case]

    with pytest.raises(Refused) as refused:
        read(raw, [LOG])

    assert refused.value.status == status


def test_a_log_with_two_keys_may_sign_with_either() -> None:
    older = Ed25519Signer.of_seed(SIGNER.name, bytes(32)).verifier()

    read(SIX.format(), [older, LOG]).judge(head(3))
    with pytest.raises(Refused, match="nobody known"):
        read(SIX.format(), [older])


@pytest.mark.parametrize(("known", "old"), [(0, 3), (2, 3), (4, 3), (6, 3), (6, 0), (40, 3)])
def test_another_old_size_than_the_one_that_was_cosigned_is_told_which(known: int, old: int) -> None:
    with pytest.raises(Behind) as behind:
        read(asking(old, 6).format(), [LOG]).judge(head(known))

    assert (behind.value.status, behind.value.size) == (409, known)


def test_another_root_of_the_size_that_was_cosigned_is_a_fork() -> None:
    with pytest.raises(Forked, match="two trees of 6 entries"):
        read(replace(asking(6, 6, FORK), old=6).format(), [LOG]).judge(head(6))


@pytest.mark.parametrize("old", [0, 3])
def test_it_is_one_from_another_old_size_too_though_the_answer_is_first_which_one(old: int) -> None:
    with pytest.raises(Behind) as behind:
        read(asking(old, 6, FORK).format(), [LOG]).judge(head(6))

    assert (behind.value.status, behind.value.size, behind.value.fork) == (409, 6, "two trees of 6 entries")


def test_an_empty_tree_has_one_root() -> None:
    empty = replace(SIX, old=0, proof=(), checkpoint=checkpoint.sign(Checkpoint(SIGNER.name, 0, bytes(32)), SIGNER))

    for known, status in ((Head(), 422), (head(3), 409)):
        with pytest.raises(Refused) as refused:
            read(empty.format(), [LOG]).judge(known)
        assert refused.value.status == status


def test_a_longer_tree_that_does_not_extend_is_a_fork() -> None:
    for request in (asking(3, 6, FORK), replace(SIX, proof=()), replace(SIX, proof=(*SIX.proof, bytes(32)))):
        with pytest.raises(Forked, match="do not extend"):
            read(request.format(), [LOG]).judge(head(3))


def test_from_the_empty_tree_no_proof_belongs() -> None:
    with pytest.raises(Refused) as refused:
        read(replace(asking(0, 6), proof=proof(3, ENTRIES[:6])).format(), [LOG]).judge(Head())

    assert (type(refused.value), refused.value.status) == (Refused, 422)


def test_a_witness_without_logs_knows_none() -> None:
    with pytest.raises(Refused) as refused:
        read(SIX.format(), list[Ed25519Verifier]())

    assert refused.value.status == 404

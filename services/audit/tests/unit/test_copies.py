"""What lies outside the database decides whether it may sign."""

import pytest

from audit.domain.decisions import check_copies, copy_of
from audit.domain.errors import NoCopy, StatedElsewhere
from audit.domain.model import Copy
from services.audit.tests.builders import ORIGIN, SIGNER
from tlog.checkpoint import Checkpoint
from tlog.note import Note, private_form

ROOT, OTHER = bytes(32), bytes([1]) * 32
LOG = SIGNER.verifier
SHOWN = SIGNER.sign(5, ROOT)


def lying(size: int, root: bytes = ROOT, place: str = "here") -> Copy:
    return copy_of(place, SIGNER.sign(size, root), LOG)


def test_a_copy_is_what_it_states() -> None:
    assert lying(5) == Copy(
        place="here", stated=Checkpoint(ORIGIN, 5, ROOT), is_signed=True, trouble="not signed by the log"
    )


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        (None, "nothing there"),
        (b"", "not a text, a blank line and signature lines"),
        (SIGNER.sign(5, ROOT)[:-1], "not a text, a blank line and signature lines"),
        (
            type(SIGNER)("other.example", private_form("other.example", bytes(32))).sign(5, ROOT),
            "the checkpoint of another log, other.example",
        ),
    ],
)
def test_what_is_no_checkpoint_of_this_log_tells_nothing(raw: bytes | None, trouble: str) -> None:
    assert copy_of("here", raw, LOG) == Copy(place="here", trouble=trouble)


@pytest.mark.parametrize("copy", [lying(5), lying(4), lying(0)], ids=["equal", "behind", "empty"])
def test_a_copy_that_the_database_knows_lets_it_sign(copy: Copy) -> None:
    check_copies(SHOWN, [copy], {(5, ROOT), (4, ROOT), (0, ROOT)})


@pytest.mark.parametrize(
    "copy", [lying(6), lying(5, OTHER), lying(3)], ids=["ahead", "another tree of that size", "another smaller tree"]
)
def test_a_signed_tree_that_the_database_does_not_know_forbids_it(copy: Copy) -> None:
    with pytest.raises(StatedElsewhere, match=f"here has a signed tree of {copy.stated.size if copy.stated else 0}"):
        check_copies(SHOWN, [lying(5), copy], {(5, ROOT), (4, ROOT)})
    with pytest.raises(StatedElsewhere, match="python -m audit recover"):
        check_copies(None, [copy], set())


def test_one_copy_that_tells_is_enough() -> None:
    check_copies(SHOWN, [Copy(place="there", trouble="Input/output error"), lying(5)], {(5, ROOT)})


def test_when_none_tells_the_refusal_names_each_and_what_to_do() -> None:
    copies = [Copy(place="the file", trouble="nothing there"), Copy(place="the folder", trouble="Input/output error")]

    with pytest.raises(NoCopy) as refused:
        check_copies(SHOWN, copies, {(5, ROOT)})

    assert "the file: nothing there; the folder: Input/output error" in str(refused.value)
    assert "python -m audit keep --size 5" in str(refused.value)


def test_before_anything_was_shown_nothing_needs_to_be_there() -> None:
    check_copies(None, [Copy(place="the file", trouble="nothing there")], set())


def test_a_checkpoint_that_the_log_did_not_sign_neither_forbids_nor_vouches() -> None:
    forged = copy_of("here", SIGNER.sign(5, ROOT).replace(b"\n5\n", b"\n9\n"), LOG)

    check_copies(SHOWN, [forged, lying(5)], {(5, ROOT)})
    with pytest.raises(NoCopy, match="here: not signed by the log"):
        check_copies(SHOWN, [forged], {(5, ROOT)})


def test_what_an_older_key_of_the_log_signed_vouches_where_the_database_knows_it() -> None:
    older = type(SIGNER)(ORIGIN, private_form(ORIGIN, bytes(32))).sign(5, ROOT)

    check_copies(SHOWN, [copy_of("here", older, LOG)], {(5, ROOT)})


def test_cosigned_notes_are_read_too() -> None:
    raw = SIGNER.sign(5, ROOT)
    text = raw.decode().rpartition("\n\n")[0] + "\n"

    assert copy_of("here", raw + Note(text, ()).format()[len(text) + 1 :], LOG) == lying(5)

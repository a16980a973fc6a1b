import pytest

from audit.adapters.signer import LogSigner
from audit.domain.errors import OtherLog
from services.audit.tests.builders import ORIGIN, SIGNER, SKEY
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.errors import Malformed
from tlog.note import Ed25519Verifier
from tlog.tree import EMPTY_ROOT


def test_what_it_signs_verifies_with_its_vkey() -> None:
    note = SIGNER.sign(0, EMPTY_ROOT)

    assert checkpoint.verify(note, Ed25519Verifier.parse(SIGNER.vkey)) == Checkpoint(ORIGIN, 0, EMPTY_ROOT)


def test_it_refuses_the_key_of_another_log() -> None:
    with pytest.raises(OtherLog, match=r"other\.example/log"):
        LogSigner("other.example/log", SKEY)


def test_it_refuses_what_is_no_key_without_showing_it() -> None:
    with pytest.raises(Malformed) as refusal:
        LogSigner(ORIGIN, SKEY[:-4] + "AAA=")

    assert SKEY[-40:-4] not in str(refusal.value)


def test_the_private_key_does_not_show() -> None:
    assert SKEY.rsplit("+", 1)[1] not in repr(vars(SIGNER)) + repr(SIGNER)

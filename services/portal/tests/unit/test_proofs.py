"""The portal believes a proof when the record's key vouches for it, and nothing else."""

from portal.adapters.clients.record import ProofState, checked
from services.portal.tests.builders import known
from tlog.checkpoint import Checkpoint, sign
from tlog.note import Ed25519Signer
from tlog.proof import Proof
from tlog.tree import leaf_hash

ORIGIN = "thidua.example/so"
SIGNER = Ed25519Signer.of_seed(ORIGIN, b"1" * 32)
KEY = str(SIGNER.verifier())
ENTRY = b'{"id":"1"}'


def proof_of(entry: bytes, signer: Ed25519Signer = SIGNER) -> bytes:
    """A tree of one leaf."""
    signed = sign(Checkpoint(ORIGIN, 1, leaf_hash(entry)), signer)
    return Proof(index=0, hashes=(), checkpoint=signed).format()


def test_a_true_proof_is_verified_and_says_where_the_entry_lies() -> None:
    found = checked(known("f"), ENTRY, proof_of(ENTRY), KEY)

    assert (found.state, found.index, found.size, found.origin) == (ProofState.VERIFIED, 0, 1, ORIGIN)
    assert found.leaf_hex == found.root_hex == leaf_hash(ENTRY).hex()


def test_another_entry_a_foreign_key_and_nonsense_are_broken() -> None:
    stranger = Ed25519Signer.of_seed(ORIGIN, b"2" * 32)

    states = [
        checked(known("f"), ENTRY + b" ", proof_of(ENTRY), KEY).state,
        checked(known("f"), ENTRY, proof_of(ENTRY, stranger), KEY).state,
        checked(known("f"), ENTRY, b"nonsense", KEY).state,
    ]

    assert states == [ProofState.BROKEN] * 3


def test_a_proof_of_a_later_log_is_believed_for_that_logs_key() -> None:
    later = Ed25519Signer.of_seed(f"{ORIGIN}/2027", b"3" * 32)
    signed = sign(Checkpoint(later.name, 1, leaf_hash(ENTRY)), later)
    raw = Proof(index=0, hashes=(), checkpoint=signed).format()

    assert checked(known("f"), ENTRY, raw, KEY).state is ProofState.BROKEN
    assert checked(known("f"), ENTRY, raw, KEY, str(later.verifier())).origin == f"{ORIGIN}/2027"

from base64 import b64decode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.tests import vectors
from shared.tlog.tests.builders import mutations
from tlog import note
from tlog.checkpoint import Checkpoint
from tlog.cosignature import CosignatureSigner, CosignatureVerifier, private_form, time_of
from tlog.encoding import MAX_INTEGER
from tlog.errors import Malformed, TlogError
from tlog.note import Ed25519Signer, Ed25519Verifier

WITNESS = CosignatureSigner.of_seed("witness.example.com/w1", vectors.WITNESS_SEED)
TEXT = Checkpoint(vectors.LOG_NAME, 15, b64decode(vectors.LOG_ROOTS[15])).format()


def test_a_whole_note_with_a_cosignature_verifies() -> None:
    raw = vectors.LOG_PROOF_7_OF_15.split(b"\n\n", 1)[1]
    known = [Ed25519Verifier.parse(vectors.LOG_VKEY), CosignatureVerifier.parse(vectors.WITNESS_VKEY)]

    verified = note.verify(raw, known)

    assert verified.format() == raw
    assert time_of(verified.signatures[1].octets) == vectors.WITNESS_TIME
    assert WITNESS.cosign(TEXT, vectors.WITNESS_TIME) == verified.signatures[1]


@pytest.mark.parametrize(
    ("phrase", "vkey", "root", "payload"), vectors.SUNLIGHT_COSIGNATURES, ids=["witness", "mirror"]
)
def test_cosigning_gives_the_published_cosignature(phrase: bytes, vkey: str, root: str, payload: str) -> None:
    verifier = CosignatureVerifier.parse(vkey)
    signer = CosignatureSigner.of_seed(verifier.name, sha256(phrase).digest())
    text = f"{vectors.SUNLIGHT_ORIGIN}\n300\n{root}\n"

    cosignature = signer.cosign(text, vectors.SUNLIGHT_TIME)

    assert str(signer.verifier()) == vkey
    assert cosignature.line() == f"— {verifier.name} {payload}"
    assert verifier.accepts(text, cosignature.octets)


def test_the_seed_of_the_published_witness_is_the_published_one() -> None:
    phrase, *_ = vectors.SUNLIGHT_COSIGNATURES[0]

    assert sha256(phrase).hexdigest() == "14731ce6be532a0bcc9170c0352dc3c2477dde5f86324cd30fe00ad7d430df30"


@given(st.integers(min_value=0, max_value=MAX_INTEGER))
def test_a_cosignature_tells_its_time(seconds: int) -> None:
    cosignature = WITNESS.cosign(TEXT, seconds)

    assert time_of(cosignature.octets) == seconds
    assert WITNESS.verifier().accepts(TEXT, cosignature.octets)


def test_no_cosignature_holds_for_another_text_time_or_form() -> None:
    octets = WITNESS.cosign(TEXT, vectors.WITNESS_TIME).octets
    flipped = [octets[:at] + bytes([octets[at] ^ 1]) + octets[at + 1 :] for at in range(len(octets))]

    assert not any(WITNESS.verifier().accepts(TEXT, other) for other in [*flipped, octets[:-1], octets + b"\0", b""])
    assert not WITNESS.verifier().accepts(TEXT + "extension\n", octets)


@pytest.mark.parametrize("seconds", [-1, MAX_INTEGER + 1])
def test_a_time_outside_the_specification_is_not_signed(seconds: int) -> None:
    with pytest.raises(ValueError, match="a time of"):
        WITNESS.cosign(TEXT, seconds)


def test_a_time_outside_the_specification_is_not_accepted() -> None:
    key = Ed25519PrivateKey.from_private_bytes(vectors.WITNESS_SEED)
    last, beyond = (
        seconds.to_bytes(8) + key.sign(f"cosignature/v1\ntime {seconds}\n{TEXT}".encode())
        for seconds in (MAX_INTEGER, MAX_INTEGER + 1)
    )

    assert WITNESS.verifier().accepts(TEXT, last)
    assert not WITNESS.verifier().accepts(TEXT, beyond)


def test_a_log_and_a_witness_do_not_share_a_kind_of_key() -> None:
    log = Ed25519Signer.of_seed(WITNESS.name, vectors.WITNESS_SEED)

    assert log.verifier().public_key == WITNESS.verifier().public_key
    assert log.verifier().key_id != WITNESS.verifier().key_id
    with pytest.raises(Malformed):
        Ed25519Verifier.parse(vectors.WITNESS_VKEY)
    with pytest.raises(Malformed):
        CosignatureVerifier.parse(vectors.LOG_VKEY)


@pytest.mark.parametrize(("name", "seed"), [("a b", bytes(32)), ("a", bytes(31))])
def test_a_witness_needs_a_proper_name_and_seed(name: str, seed: bytes) -> None:
    with pytest.raises(TlogError):
        CosignatureSigner.of_seed(name, seed)


def test_a_private_key_of_a_witness_reads_as_it_was_written_and_no_mutation_of_it_does() -> None:
    written = private_form(WITNESS.name, vectors.WITNESS_SEED)

    assert CosignatureSigner.parse(written).verifier() == WITNESS.verifier()
    for mutated in mutations(written.encode()):
        with pytest.raises((Malformed, UnicodeDecodeError)):
            CosignatureSigner.parse(mutated.decode())
    with pytest.raises(Malformed):
        Ed25519Signer.parse(written)

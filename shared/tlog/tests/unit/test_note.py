from base64 import b64decode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.tests import vectors
from shared.tlog.tests.builders import SEED, SIGNER, mutations
from tlog import note
from tlog.encoding import encode_base64
from tlog.errors import Malformed, NotVerified, TlogError
from tlog.note import Ed25519Signer, Ed25519Verifier, Note

TEXT = "một dòng\n"
RAW = Note(TEXT, (SIGNER.sign(TEXT),)).format()
OTHER = Ed25519Signer.of_seed("other.example", bytes(32))
lines = st.text(alphabet=st.characters(min_codepoint=0x20, exclude_categories=["Cs"]), max_size=20)
texts = st.lists(lines, min_size=1, max_size=5).map(lambda parts: "\n".join(parts) + "\n")


@pytest.mark.parametrize(
    ("vkey", "raw"),
    [(vectors.C2SP_VKEY, vectors.C2SP_NOTE), (vectors.SUMDB_VKEY, vectors.SUMDB_NOTE)],
    ids=["c2sp", "sumdb"],
)
def test_a_published_note_verifies(vkey: str, raw: bytes) -> None:
    verified = note.verify(raw, [Ed25519Verifier.parse(vkey)])

    assert verified.format() == raw


def test_signing_gives_the_published_signature() -> None:
    signer = Ed25519Signer.parse(vectors.GO_SKEY)

    assert str(signer.verifier()) == vectors.GO_VKEY
    assert Note(vectors.GO_TEXT, (signer.sign(vectors.GO_TEXT),)).format().decode() == (
        f"{vectors.GO_TEXT}\n{vectors.GO_LINE}"
    )


def test_a_private_key_reads_as_it_was_written() -> None:
    seed = b64decode(vectors.GO_SKEY.split("+", 4)[4])[1:]

    assert note.private_form("PeterNeumann", seed) == vectors.GO_SKEY
    assert Ed25519Signer.parse(note.private_form(SIGNER.name, SEED)).verifier() == SIGNER.verifier()


def test_a_note_keeps_the_signatures_of_known_keys_only() -> None:
    raw = f"{vectors.GO_TEXT}\n{vectors.GO_LINE}{vectors.GO_SECOND_LINE}".encode()
    both = [Ed25519Verifier.parse(vectors.GO_VKEY), Ed25519Verifier.parse(vectors.GO_SECOND_VKEY)]

    assert note.verify(raw, both).format() == raw
    assert note.verify(raw, both[1:]).format().decode() == f"{vectors.GO_TEXT}\n{vectors.GO_SECOND_LINE}"


def test_a_note_that_nobody_known_has_signed_is_refused() -> None:
    with pytest.raises(NotVerified, match="nobody known"):
        note.verify(vectors.C2SP_NOTE, [Ed25519Verifier.parse(vectors.GO_VKEY)])


def test_a_known_signature_that_fails_refuses_the_note_beside_a_good_one() -> None:
    forged = OTHER.sign("another text\n")
    raw = Note(TEXT, (SIGNER.sign(TEXT), forged)).format()

    assert note.verify(raw, [SIGNER.verifier()]).text == TEXT
    with pytest.raises(NotVerified, match=r"other\.example"):
        note.verify(raw, [SIGNER.verifier(), OTHER.verifier()])


def test_only_the_first_signature_of_a_key_counts() -> None:
    good, bad = SIGNER.sign(TEXT), SIGNER.sign("another text\n")

    assert note.verify(Note(TEXT, (good, bad)).format(), [SIGNER.verifier()]).signatures == (good,)
    with pytest.raises(NotVerified):
        note.verify(Note(TEXT, (bad, good)).format(), [SIGNER.verifier()])


def test_every_mutation_of_a_signed_note_is_refused() -> None:
    for mutated in mutations(RAW):
        with pytest.raises(TlogError):
            note.verify(mutated, [SIGNER.verifier()])


@given(texts)
def test_a_signed_note_reads_as_it_was_written(text: str) -> None:
    raw = Note(text, (SIGNER.sign(text), OTHER.sign(text))).format()

    assert note.parse(raw).format() == raw
    assert note.verify(raw, [SIGNER.verifier(), OTHER.verifier()]).text == text


@given(st.integers(min_value=0, max_value=len(RAW) - 1), st.binary(max_size=3))
def test_whatever_is_read_is_written_the_same(place: int, octets: bytes) -> None:
    raw = RAW[:place] + octets + RAW[place + len(octets) :]
    try:
        read = note.parse(raw)
    except Malformed:
        return
    assert read.format() == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"text\n",
        b"text\n\n",
        b"text\n\n\n",
        RAW.removesuffix(b"\n"),
        RAW.replace(b"\n\n", b"\n"),
        RAW.replace("— ".encode(), b"-- "),
        RAW.replace("— ".encode(), "—".encode()),
        RAW.replace(TEXT.encode(), b"a\tb\n"),
        RAW.replace(TEXT.encode(), b"a\0b\n"),
        RAW.replace(TEXT.encode(), b"a\r\n"),
        RAW.replace(TEXT.encode(), b"\xff\n"),
        RAW.replace(b" log.example/thidua ", b"  "),
        RAW.replace(b"log.example/thidua", b"log+example"),
        RAW.replace(b"log.example/thidua", b"log example"),
        b"text\n\n" + "— name QUFBQQ==\n".encode(),
        b"text\n\n" + "— name QUFBQUE=\n".encode() * 101,
    ],
)  # fmt: skip
def test_a_note_of_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        note.parse(raw)


def test_a_hundred_signatures_are_read() -> None:
    assert len(note.parse(b"text\n\n" + "— name QUFBQUE=\n".encode() * 100).signatures) == 100


@pytest.mark.parametrize(
    "vkey", [vectors.C2SP_VKEY, vectors.GO_VKEY, vectors.GO_SECOND_VKEY, vectors.SUMDB_VKEY, vectors.LOG_VKEY]
)
def test_a_vkey_reads_as_it_was_written(vkey: str) -> None:
    assert str(Ed25519Verifier.parse(vkey)) == vkey


@pytest.mark.parametrize("vkey", vectors.GO_REFUSED_VKEYS)
def test_a_vkey_of_a_wrong_length_or_algorithm_is_refused_though_its_id_is_right(vkey: str) -> None:
    with pytest.raises(Malformed):
        Ed25519Verifier.parse(vkey)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_vkey_of_another_length_is_refused_though_all_else_is_right(size: int) -> None:
    described = b"\x01" + bytes(size)
    key_id = sha256(b"name\n" + described).hexdigest()[:8]

    with pytest.raises(Malformed, match="32 bytes"):
        Ed25519Verifier.parse(f"name+{key_id}+{encode_base64(described)}")


def test_every_mutation_of_a_vkey_is_refused() -> None:
    for mutated in mutations(vectors.GO_VKEY.encode()):
        with pytest.raises((Malformed, UnicodeDecodeError)):
            Ed25519Verifier.parse(mutated.decode())


def test_every_part_of_a_vkey_is_refused() -> None:
    whole = vectors.GO_VKEY
    parts = {whole[start:end] for start in range(len(whole)) for end in range(start, len(whole) + 1)} - {whole}
    for part in parts:
        with pytest.raises(Malformed):
            Ed25519Verifier.parse(part)


def test_every_mutation_of_a_private_key_is_refused() -> None:
    for mutated in mutations(vectors.GO_SKEY.encode()):
        with pytest.raises((Malformed, UnicodeDecodeError)):
            Ed25519Signer.parse(mutated.decode())


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\ud800b"])
def test_a_key_needs_a_proper_name(name: str) -> None:
    with pytest.raises(Malformed):
        Ed25519Signer.of_seed(name, SEED)
    with pytest.raises(Malformed):
        Ed25519Verifier(name=name, public_key=bytes(32))


def test_a_seed_has_32_bytes() -> None:
    with pytest.raises(Malformed):
        Ed25519Signer.of_seed("log.example", bytes(31))


@pytest.mark.parametrize("text", ["", "no end", "a\tb\n"])
def test_a_text_that_no_note_can_carry_is_not_signed(text: str) -> None:
    with pytest.raises(ValueError, match="whole lines"):
        SIGNER.sign(text)


def test_two_known_keys_with_one_name_and_id_are_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="two known keys"):
        note.verify(RAW, [SIGNER.verifier(), SIGNER.verifier()])

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.tests import vectors
from shared.tlog.tests.builders import SIGNER, mutations, signed
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.encoding import MAX_INTEGER
from tlog.errors import Malformed, NotVerified, TlogError
from tlog.note import Ed25519Signer, Ed25519Verifier, Note

ROOT = b64decode(vectors.LOG_ROOTS[15])
TEXT = f"{vectors.LOG_NAME}\n15\n{vectors.LOG_ROOTS[15]}\n"


@pytest.mark.parametrize("size", vectors.LOG_SIGNATURES)
def test_signing_gives_the_published_checkpoint(size: int) -> None:
    statement = Checkpoint(vectors.LOG_NAME, size, b64decode(vectors.LOG_ROOTS[size]))
    signature = vectors.LOG_SIGNATURES[size]

    raw = checkpoint.sign(statement, Ed25519Signer.parse(vectors.LOG_SKEY))

    assert raw.decode() == f"{statement.format()}\n— {vectors.LOG_NAME} {signature}\n"
    assert checkpoint.verify(raw, Ed25519Verifier.parse(vectors.LOG_VKEY)) == statement


def test_a_published_checkpoint_verifies_only_under_its_keys_name() -> None:
    with pytest.raises(NotVerified, match=r"go\.sum database tree"):
        checkpoint.verify(vectors.SUMDB_NOTE, Ed25519Verifier.parse(vectors.SUMDB_VKEY))


@given(
    st.text(alphabet=st.characters(min_codepoint=0x20, exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.integers(min_value=0, max_value=MAX_INTEGER),
    st.binary(min_size=32, max_size=32),
)
def test_a_checkpoint_reads_as_it_was_written(origin: str, size: int, root: bytes) -> None:
    statement = Checkpoint(origin, size, root)

    assert checkpoint.parse(statement.format()) == statement


def test_extension_lines_are_read_and_kept() -> None:
    assert checkpoint.parse(f"{TEXT}một dòng\n").extensions == ("một dòng",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "origin\n15\n",
        TEXT.removesuffix("\n"),
        f"{TEXT}\n",
        f"{TEXT}extension without an end",
        f"\n{TEXT}",
        f"{TEXT}\nextension\n",
        TEXT.replace("15", "015"),
        TEXT.replace("15", "-15"),
        TEXT.replace("15", " 15"),
        TEXT.replace("=", ""),
        TEXT.replace("=", "=="),
        TEXT.replace(vectors.LOG_ROOTS[15], "QUFB"),
    ],
)
def test_a_checkpoint_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        checkpoint.parse(text)


def test_what_is_stated_is_read_whoever_signed_it() -> None:
    assert checkpoint.stated(Note(TEXT, (SIGNER.sign("another text\n"),)).format()).format() == TEXT


@pytest.mark.parametrize("raw", [b"", TEXT.encode(), Note("no tree\n", (SIGNER.sign("no tree\n"),)).format()])
def test_what_is_no_signed_checkpoint_states_nothing(raw: bytes) -> None:
    with pytest.raises(Malformed):
        checkpoint.stated(raw)


def test_every_mutation_of_a_signed_checkpoint_is_refused() -> None:
    for mutated in mutations(signed([b"one", b"two"])):
        with pytest.raises(TlogError):
            checkpoint.verify(mutated, SIGNER.verifier())


def test_a_checkpoint_of_another_origin_is_refused_though_the_key_is_right() -> None:
    text = Checkpoint("other.example", 15, ROOT).format()
    raw = Note(text, (SIGNER.sign(text),)).format()

    with pytest.raises(NotVerified, match=r"other\.example"):
        checkpoint.verify(raw, SIGNER.verifier())


@pytest.mark.parametrize(
    "statement",
    [
        Checkpoint("other.example", 15, ROOT),
        Checkpoint(SIGNER.name, -1, ROOT),
        Checkpoint(SIGNER.name, MAX_INTEGER + 1, ROOT),
        Checkpoint(SIGNER.name, 15, ROOT[:31]),
        Checkpoint(SIGNER.name, 15, ROOT, ("",)),
        Checkpoint(SIGNER.name, 15, ROOT, ("a\nb",)),
    ],
)
def test_no_checkpoint_is_signed_that_would_not_read_the_same(statement: Checkpoint) -> None:
    with pytest.raises(ValueError, match=r"origin|decimal|hash|reads as"):
        checkpoint.sign(statement, SIGNER)

from dataclasses import replace

import pytest

from shared.tlog.tests import vectors
from shared.tlog.tests.builders import SIGNER, VKEY, mutations, signed
from tlog import note, policy
from tlog.cosignature import CosignatureSigner
from tlog.errors import Malformed, NotVerified
from tlog.note import Ed25519Signer, Note
from tlog.policy import Policy

WITNESSES = [CosignatureSigner.of_seed(f"w{number}.example", bytes([number]) * 32) for number in range(4)]
W0, W1, W2, W3 = (str(witness.verifier()) for witness in WITNESSES)
TWO_OF_THREE = f"""
# giám sát
log {VKEY} https://log.example/
witness\tw0  {W0} https://w0.example/
witness w1 {W1}
witness w2 {W2}
 \tgroup some 2 w0 w1 w2
quorum some
"""
NESTED = f"""log {VKEY}
witness w0 {W0}
witness w1 {W1}
witness w2 {W2}
witness w3 {W3}
group left any w0 w1
group right all w2 w3
group both all left right
quorum both
"""
RAW = signed([b"one", b"two"])
TEXT = note.parse(RAW).text


def cosigned_by(*numbers: int) -> bytes:
    """The log's checkpoint with the cosignatures of these witnesses."""
    cosignatures = [WITNESSES[number].cosign(TEXT, 1_700_000_000) for number in numbers]
    return Note(TEXT, (SIGNER.sign(TEXT), *cosignatures)).format()


@pytest.mark.parametrize(
    ("text", "numbers", "is_enough"),
    [
        (TWO_OF_THREE, (0,), False),
        (TWO_OF_THREE, (0, 2), True),
        (TWO_OF_THREE, (2, 1, 0), True),
        (TWO_OF_THREE, (0, 0), False),
        (TWO_OF_THREE, (0, 3), False),
        (NESTED, (0, 1), False),
        (NESTED, (2, 3), False),
        (NESTED, (1, 2), False),
        (NESTED, (1, 2, 3), True),
        (f"log {VKEY}\nquorum none\n", (), True),
        (f"log {VKEY}\nwitness w {W1}\nquorum w\n", (0,), False),
        (f"log {VKEY}\nwitness w {W1}\nquorum w\n", (1,), True),
    ],
)
def test_a_checkpoint_is_good_when_the_quorum_has_cosigned(
    text: str, numbers: tuple[int, ...], is_enough: bool
) -> None:
    trusted = policy.parse(text.encode())

    if is_enough:
        assert trusted.verify(cosigned_by(*numbers)).size == 2
    else:
        with pytest.raises(NotVerified, match="too few"):
            trusted.verify(cosigned_by(*numbers))


def test_witnesses_without_the_log_are_not_enough() -> None:
    cosignatures = tuple(WITNESSES[number].cosign(TEXT, 1) for number in (0, 1, 2))

    with pytest.raises(NotVerified, match="no known log"):
        policy.parse(TWO_OF_THREE.encode()).verify(Note(TEXT, cosignatures).format())


def test_a_listed_log_that_signs_under_anothers_origin_is_not_enough() -> None:
    other = Ed25519Signer.of_seed("other.example", bytes(32))
    raw = Note(TEXT, (other.sign(TEXT),)).format()

    with pytest.raises(NotVerified, match="no known log"):
        Policy((SIGNER.verifier(), other.verifier())).verify(raw)


def test_a_bad_cosignature_of_a_listed_witness_refuses_the_checkpoint() -> None:
    bad = WITNESSES[2].cosign("another text\n", 1)
    raw = Note(TEXT, (*note.parse(cosigned_by(0, 1)).signatures, bad)).format()

    with pytest.raises(NotVerified, match=r"w2\.example"):
        policy.parse(TWO_OF_THREE.encode()).verify(raw)


def test_any_listed_log_is_accepted() -> None:
    trusted = policy.parse(f"log {vectors.LOG_VKEY}\nlog {VKEY}\nquorum none\n".encode())

    assert trusted.verify(RAW).origin == SIGNER.name


def test_names_are_compared_octet_by_octet() -> None:
    text = f"log {VKEY}\nwitness \xe2 {W0}\nwitness \xe3 {W1}\nquorum \xe3\n".encode("latin-1")

    assert policy.parse(text).verify(cosigned_by(1)).size == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"log {VKEY}\n",
        f"log {VKEY}\nquorum none",
        f"log {VKEY}\nquorum none\nquorum none\n",
        f"log {VKEY}\nquorum w\n",
        f"log {VKEY}\nquorum\n",
        f"log {VKEY}\nquorum none none\n",
        f"log {VKEY}\nlog {VKEY}\nquorum none\n",
        f"log {W0}\nquorum none\n",
        f"log {VKEY} url url\nquorum none\n",
        f"log {VKEY}\r\nquorum none\n",
        f"wintess w {W0}\nquorum none\n",
        f"witness w {VKEY}\nquorum w\n",
        f"witness none {W0}\nquorum none\n",
        f"witness w {W0}\nwitness w {W1}\nquorum w\n",
        f"witness w {W0}\nwitness v {W0}\nquorum w\n",
        f"quorum w\nwitness w {W0}\n",
        f"witness w {W0}\ngroup g 0 w\nquorum g\n",
        f"witness w {W0}\ngroup g 2 w\nquorum g\n",
        f"witness w {W0}\ngroup g 01 w\nquorum g\n",
        f"witness w {W0}\ngroup g any\nquorum g\n",
        f"witness w {W0}\ngroup g any none\nquorum g\n",
        f"witness w {W0}\ngroup g any g\nquorum g\n",
        f"witness w {W0}\ngroup g any w w\nquorum g\n",
        f"witness w {W0}\ngroup g any w\ngroup h any w\nquorum g\n",
        f"witness w {W0}\ngroup w any w\nquorum w\n",
        f"witness w {W0}\nwitness v {W1}\ngroup g any w\ngroup g any v\nquorum g\n",
        f"# a comment\r\nlog {VKEY}\nquorum none\n",
    ],
)
def test_a_policy_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        policy.parse(text.encode())


def test_the_refusal_names_the_line() -> None:
    with pytest.raises(Malformed, match="line 3: missing is not defined before"):
        policy.parse(f"log {VKEY}\n\nquorum missing\n".encode())


@pytest.mark.parametrize("text", [TWO_OF_THREE, NESTED, f"log {VKEY}\nlog {vectors.LOG_VKEY} u\nquorum none\n"])
def test_a_policy_reads_as_it_was_written(text: str) -> None:
    commented = f"# Whom we trust.\n{text}\n \t# and nobody else\n".replace(" ", "\t ")

    for raw in (text.encode(), commented.encode()):
        assert policy.parse(raw).format() == raw
    assert policy.parse(commented.encode()) == policy.parse(text.encode())


@pytest.mark.parametrize("text", [TWO_OF_THREE, NESTED])
def test_a_policy_that_was_made_or_changed_has_one_spelling_that_reads_the_same(text: str) -> None:
    changed = replace(policy.parse(text.encode()), quorum="none")

    assert changed.format().endswith(b"\nquorum none\n")
    assert policy.parse(changed.format()) == changed
    assert replace(policy.parse(changed.format())).format() == changed.format()


def test_addresses_are_kept_by_name() -> None:
    read = policy.parse(TWO_OF_THREE.encode())

    assert read.urls == {VKEY: "https://log.example/", "w0": "https://w0.example/"}


PLAIN = f"log {VKEY}\nwitness w0 {W0}\nwitness w1 {W1}\ngroup some 2 w0 w1\nquorum some\n".encode()


def test_no_mutation_of_a_policy_trusts_more_unless_it_says_so() -> None:
    """What still reads lists no other key and is content with no fewer witnesses; a smaller number says that it is."""
    whole, wider = policy.parse(PLAIN), []
    for mutated in mutations(PLAIN):
        try:
            read = policy.parse(mutated)
        except Malformed:
            continue
        if not (set(read.logs) <= set(whole.logs) and _enough(read) <= _enough(whole)):
            wider.append(mutated)

    assert wider == [PLAIN.replace(b"some 2", b"some 1")]


def _enough(read: Policy) -> set[tuple[int, ...]]:
    """Which of the first three witnesses together are enough."""
    found = set()
    for chosen in [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]:
        try:
            read.verify(cosigned_by(*chosen))
        except NotVerified:
            continue
        found.add(chosen)
    return found

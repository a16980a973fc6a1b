"""One fact with its proof, policy and openings, offline."""

import hmac
from pathlib import Path

import pytest

from shared.tlog.tests import vectors
from shared.tlog.tests.builders import SIGNER, VKEY, mutations
from tlog.cosignature import CosignatureSigner
from tlog.note import Ed25519Signer, Note, parse
from verifier import verify
from verifier.tests.logs import POLICY, entry, note_of, run

WITNESS = CosignatureSigner.of_seed("witness.example", bytes(32))


@pytest.fixture
def fact(tmp_path: Path) -> Path:
    (tmp_path / "it.tlog-proof").write_bytes(vectors.LOG_PROOF_7_OF_15)
    (tmp_path / "it.entry").write_bytes(b"eit")
    (tmp_path / "trusted").write_text(f"log {vectors.LOG_VKEY}\nwitness w {vectors.WITNESS_VKEY}\nquorum w\n")
    return tmp_path


def checked(folder: Path, *more: str | Path) -> tuple[int, dict[str, object]]:
    named = (folder / "it.tlog-proof", folder / "it.entry", "--policy", folder / "trusted")
    return run(folder, "bundle", *named, *more)


def test_the_published_proof_is_verified_with_its_witness(fact: Path) -> None:
    code, answer = checked(fact)

    assert (code, answer["index"], answer["size"], answer["origin"]) == (0, 7, 15, vectors.LOG_NAME)
    assert answer["signed_by"] == [f"{vectors.LOG_NAME}+33d7b496", "witness.example.com/w1+a0059f11"]


def test_every_mutation_of_a_proof_and_of_an_entry_is_refused(fact: Path) -> None:
    trusted = verify.parse_policy((fact / "trusted").read_bytes())
    for proof in mutations(vectors.LOG_PROOF_7_OF_15):
        with pytest.raises(verify.Refused):
            verify.check_fact(trusted, proof, b"eit")
    for entry_ in mutations(b"eit"):
        (fact / "it.entry").write_bytes(entry_)
        assert checked(fact)[0] == 1, entry_


def test_a_policy_that_wants_another_witness_or_log_refuses(fact: Path) -> None:
    other = f"log {vectors.LOG_VKEY}\nwitness w {WITNESS.verifier()}\nquorum w\n"
    for policy in (other, POLICY):
        (fact / "trusted").write_text(policy)
        assert checked(fact)[0] == 1


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "quorum none\n",
        f"log {VKEY}\n",
        f"log {VKEY}\nquorum none",
        f"log {VKEY}\nlog {VKEY}\nquorum none\n",
        f"log {VKEY}\nquorum w\n",
        f"log {VKEY}\nquorum none\nquorum none\n",
        f"log {VKEY}\nwitness none {WITNESS.verifier()}\nquorum none\n",
        f"log {VKEY}\nwitness w {VKEY}\nquorum w\n",
        f"log {VKEY}\nwitness w {WITNESS.verifier()}\ngroup g 2 w\nquorum g\n",
        f"log {VKEY}\nwitness w {WITNESS.verifier()}\ngroup g any w w\nquorum g\n",
        f"log {VKEY}\ngroup g any g\nquorum g\n",
        f"log {vectors.GO_REFUSED_VKEYS[0]}\nquorum none\n",
        f"log {vectors.GO_REFUSED_VKEYS[1]}\nquorum none\n",
    ],
)
def test_a_policy_of_another_form_is_refused(policy: str) -> None:
    with pytest.raises(verify.Refused):
        verify.parse_policy(policy.encode())


def test_a_quorum_of_two_of_three_counts_witnesses_once(tmp_path: Path) -> None:
    witnesses = [CosignatureSigner.of_seed(f"w{number}.example", bytes([number]) * 32) for number in range(3)]
    lines = "".join(f"witness w{number} {each.verifier()}\n" for number, each in enumerate(witnesses))
    trusted = verify.parse_policy(f"log {VKEY}\n{lines}group g 2 w0 w1 w2\nquorum g\n".encode())
    text = parse(note_of([entry(1)])).text

    def cosigned(*numbers: int) -> bytes:
        lines = [SIGNER.sign(text), *(witnesses[number].cosign(text, 1_700_000_000) for number in numbers)]
        return Note(text, tuple(lines)).format()

    assert trusted.verify(cosigned(0, 2)).size == 1
    for numbers in ((), (1,), (1, 1)):
        with pytest.raises(verify.Refused, match="too few"):
            trusted.verify(cosigned(*numbers))
    alone = Note(text, (Ed25519Signer.of_seed("other.example", bytes(32)).sign(text),)).format()
    with pytest.raises(verify.Refused, match="no log of the policy"):
        trusted.verify(alone)


OPENING = b'{"body":{"name":"\xc4\x90\xe1\xbb\x97 An"},"salt":"' + b"ab" * 32 + b'"}'


def test_an_opening_is_held_against_the_commitments_of_the_fact() -> None:
    body = '{"name":"Đỗ An"}'.encode()
    commitment = hmac.new(b"\xab" * 32, body, "sha256").hexdigest()

    assert verify.check_opening(OPENING, {"personalcommit": commitment}) == "personalcommit"
    assert verify.check_opening(OPENING, {"actorcommit": commitment, "personalcommit": "x"}) == "actorcommit"
    for mutated in mutations(OPENING):
        with pytest.raises(verify.Refused):
            verify.check_opening(mutated, {"personalcommit": commitment})
    for no_text in (b'"\\ud800"', b"NaN", b"[" * 100_000):
        with pytest.raises(verify.Refused, match="not an opening"):
            verify.check_opening(OPENING.replace(b'"\xc4\x90\xe1\xbb\x97 An"', no_text), {"personalcommit": commitment})
    with pytest.raises(verify.Refused, match="no commitment"):
        verify.check_opening(OPENING, {"personalcommit": "0" * 64})

"""The demo's check of a proof can fail: another fact, another entry, another key."""

import pytest

from local_stack.demo_checks import mails_about, verified_size
from local_stack.systems import Remaining, measured
from local_stack.topic_reader import Record
from local_stack.troubles import CheckFailed
from tlog import checkpoint, proof
from tlog.checkpoint import Checkpoint
from tlog.note import Ed25519Signer
from tlog.policy import Policy
from tlog.proof import Proof
from tlog.tree import leaf_hash, node_hash

SIGNER = Ed25519Signer.of_seed("thidua.example/so-cong-khai", bytes(range(32)))
POLICY = Policy.of_log(str(SIGNER.verifier()))
AWARD = Record(b'{"id":"award"}', {"id": "award"})
OTHER = Record(b'{"id":"other"}', {"id": "other"})


def proof_of_award() -> bytes:
    leaves = leaf_hash(OTHER.value), leaf_hash(AWARD.value)
    signed = checkpoint.sign(Checkpoint(origin=SIGNER.name, size=2, root=node_hash(*leaves)), SIGNER)
    return Proof(index=1, hashes=(leaves[0],), checkpoint=signed).format()


def test_a_true_proof_gives_the_size_of_its_tree() -> None:
    assert verified_size(AWARD, proof_of_award(), AWARD.value, POLICY) == 2


def test_an_entry_that_is_not_the_fact_of_the_topic_fails() -> None:
    with pytest.raises(CheckFailed, match="not what lies on the topic"):
        verified_size(AWARD, proof_of_award(), AWARD.value + b" ", POLICY)


def test_a_proof_of_another_fact_fails() -> None:
    with pytest.raises(CheckFailed, match="proof of other"):
        verified_size(OTHER, proof_of_award(), OTHER.value, POLICY)


def test_a_proof_under_another_key_fails() -> None:
    stranger = Ed25519Signer.of_seed("thidua.example/so-cong-khai", bytes(32))

    with pytest.raises(CheckFailed, match="proof of award"):
        verified_size(AWARD, proof_of_award(), AWARD.value, Policy.of_log(str(stranger.verifier())))


def test_one_act_is_one_mail_to_a_person() -> None:
    facts = [AWARD, OTHER]

    assert mails_about(facts, ["…/inbox/award", "…/inbox/third"]) == 1
    assert mails_about(facts, []) == 0
    with pytest.raises(CheckFailed, match="2 mails"):
        mails_about(facts, ["…/inbox/award", "…/inbox/other"])


def test_a_truncated_proof_fails() -> None:
    with pytest.raises(CheckFailed, match="proof of award"):
        verified_size(AWARD, proof_of_award()[: len(proof.HEADER) + 20], AWARD.value, POLICY)


METRICS = """\
# TYPE outbox_rows gauge
outbox_rows{service="review"} 3.0
outbox_rows{service="audit"} 7.0
dead_letters{service="review"} 1.0
parked_facts{service="review"} 2.0
measured_timestamp_seconds{service="review"} 1.7952e+09
"""


def test_what_remains_is_read_from_what_the_process_measures_of_this_service() -> None:
    assert measured(METRICS, "review") == Remaining(at=1795200000.0, outbox=3, dead_letters=1, parked=2)


def test_a_service_that_has_not_looked_yet_is_not_taken_for_drained() -> None:
    with pytest.raises(CheckFailed, match="audit does not measure"):
        measured(METRICS, "audit")

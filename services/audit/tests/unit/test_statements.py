"""Every bit of what a log has stated is held to: flipped, it is a flaw that names its checkpoint."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from audit.domain import decisions
from audit.domain.model import Shard, Signed
from audit.domain.statements import Stated, flaws_of, flaws_of_link
from contracts.envelope import Attributes, render, source_of
from contracts.roles import Role
from services.audit.tests.builders import LOG, NOW, ORIGIN, SIGNER, a_fact
from services.audit.tests.several_logs import NEXT, SIGNERS
from tlog import checkpoint
from tlog.cosignature import CosignatureSigner
from tlog.policy import Policy

SHARD = Shard(last_checkpoint=7)
SIZE, ROOT = 300, bytes(range(32))
NOTE = SIGNER.sign(SIZE, ROOT)
WITNESS, STRANGER = (CosignatureSigner.of_seed(f"{name}.example", name[:1].encode() * 32) for name in ("one", "two"))
TRUSTED = Policy((LOG,), {"one": WITNESS.verifier()})


def line(witness: CosignatureSigner) -> str:
    return witness.cosign(checkpoint.stated(NOTE).format(), 1_760_000_000).line()


LINES = [line(WITNESS), line(STRANGER)]
STATED = Stated(
    number=7, size=SIZE, root=ROOT, note=NOTE, vkey=SIGNER.vkey, lines=LINES,
    shown=NOTE + "".join(f"{each}\n" for each in LINES).encode(),
)  # fmt: skip


def flipped(octets: bytes) -> Iterator[bytes]:
    for place, octet in enumerate(octets):
        for bit in range(8):
            yield octets[:place] + bytes([octet ^ 1 << bit]) + octets[place + 1 :]


def flipped_text(text: str) -> Iterator[str]:
    return (octets.decode("utf-8", "replace") for octets in flipped(text.encode()))


def one_bit_off() -> dict[str, Iterator[Stated]]:
    assert STATED.shown is not None
    return {
        "note": (replace(STATED, note=each) for each in flipped(NOTE)),
        "shown": (replace(STATED, shown=each) for each in flipped(STATED.shown)),
        "root": (replace(STATED, root=each) for each in flipped(ROOT)),
        "size": (replace(STATED, size=SIZE ^ 1 << bit) for bit in range(63)),
        "vkey": (replace(STATED, vkey=each) for each in flipped_text(SIGNER.vkey)),
        "line of a witness that is known": (replace(STATED, lines=[each, LINES[1]]) for each in flipped_text(LINES[0])),
        # Its name and key id aside: with others it is a witness's that nobody knows.
        "signature of a line that came too late": (
            replace(STATED, shown=NOTE, lines=[LINES[0][:-90] + each]) for each in flipped_text(LINES[0][-90:])
        ),
        "line of one that is not": (replace(STATED, lines=[LINES[0], each]) for each in flipped_text(LINES[1])),
    }


def test_what_is_as_it_was_signed_has_no_flaw() -> None:
    assert flaws_of(STATED, SHARD, TRUSTED) == []
    assert flaws_of(replace(STATED, shown=None), SHARD, TRUSTED) == []
    assert flaws_of(replace(STATED, shown=NOTE), SHARD, TRUSTED) == []  # the lines came too late
    assert flaws_of(replace(STATED, note=STATED.shown or b"", lines=[]), SHARD, TRUSTED) == []  # as a restore enters it


@pytest.mark.parametrize("what", one_bit_off())
def test_each_bit_counts(what: str) -> None:
    changed = list(one_bit_off()[what])
    assert len(changed) >= 63
    for stated in changed:
        (flaw,) = flaws_of(stated, SHARD, TRUSTED)
        assert flaw.startswith("checkpoint 7"), flaw


def test_another_key_than_the_logs_is_a_flaw_even_where_it_has_signed() -> None:
    other = SIGNERS[NEXT]
    of_other = replace(STATED, note=other.sign(SIZE, ROOT), vkey=other.vkey, lines=[], shown=None)

    assert flaws_of(of_other, Shard(origin=NEXT), TRUSTED) == []  # a log that the policy does not name
    assert flaws_of(of_other, Shard(origin=f"{ORIGIN}/2028"), TRUSTED) == [
        f"checkpoint 7: it states 300 entries of {NEXT}, its row another tree"
    ]
    (flaw,) = flaws_of(of_other, Shard(origin=NEXT), Policy((replace(other.verifier, public_key=LOG.public_key),)))
    assert flaw.endswith("which is not the log's key")


def closing(signed: Stated) -> bytes:
    """Entry 0 of the next log, made as it is made when a log is closed."""
    assert signed.shown is not None
    fact = decisions.close(SHARD, UUID(int=1), signed.vkey, signed.shown, NEXT)
    attributes = Attributes(
        id=UUID(int=2), source=source_of("audit"), type=fact.TYPE, subject=UUID(int=1), seq=1, time=NOW,
        actor_role=Role.SERVICE,
    )  # fmt: skip
    return render(fact, attributes)


AFTER = decisions.successor(
    SHARD, NEXT, Signed(number=7, size=SIZE, root=ROOT, note=NOTE, vkey=SIGNER.vkey, signed_at=NOW)
)


def test_the_next_log_begins_with_the_last_word_of_the_one_before() -> None:
    entry = closing(STATED)

    assert flaws_of_link(SHARD, STATED, AFTER, entry) == []
    for last in (replace(STATED, shown=NOTE), replace(STATED, vkey=SIGNERS[NEXT].vkey)):
        (flaw,) = flaws_of_link(SHARD, last, AFTER, entry)
        assert flaw == f"entry 0 of {NEXT}: it closes with another checkpoint than 7, the last one of the log before"
    for gone in ((None, entry), (STATED, None), (replace(STATED, shown=None), entry)):
        (flaw,) = flaws_of_link(SHARD, gone[0], AFTER, gone[1])
        assert flaw.endswith("is gone")
    for other in (a_fact(UUID(int=3)), b"{}", b"\xff"):
        assert flaws_of_link(SHARD, STATED, AFTER, other) == [f"entry 0 of {NEXT}: not the closing of a log"]

"""A log that tests make as they need it, and the requests that it sends."""

from functools import partial

from shared.tlog.tests import reference
from shared.tlog.tests.builders import SIGNER, signed
from tlog.cosignature import CosignatureSigner
from tlog.tree import consistency_spans, span_root
from tlog.witness import AddCheckpoint

WITNESS = CosignatureSigner.of_seed("witness.example/thanh-tra", bytes(range(32)))
LOG = SIGNER.verifier()
ENTRIES = [str(number).encode() for number in range(40)]


def proof(old: int, entries: list[bytes]) -> tuple[bytes, ...]:
    lookup = partial(reference.node, entries)
    return tuple(span_root(span, lookup) for span in consistency_spans(old, len(entries)))


def asking(old: int, new: int, entries: list[bytes] = ENTRIES) -> AddCheckpoint:
    """The honest request from one size to another."""
    return AddCheckpoint(old=old, proof=proof(old, entries[:new]), checkpoint=signed(entries[:new]))

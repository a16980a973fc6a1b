"""Makes mutations and small logs for the tests."""

from collections.abc import Iterator
from functools import partial

from shared.tlog.tests import reference
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.note import Ed25519Signer
from tlog.proof import Proof
from tlog.tree import inclusion_spans, span_root

SEED = bytes(range(32, 64))
SIGNER = Ed25519Signer.of_seed("log.example/thidua", SEED)
VKEY = str(SIGNER.verifier())


def mutations(raw: bytes) -> Iterator[bytes]:
    """Each byte as each of the 255 others, removed and doubled; each cut-off end and beginning."""
    for place, octet in enumerate(raw):
        for other in range(256):
            if other != octet:
                yield raw[:place] + bytes([other]) + raw[place + 1 :]
        yield raw[:place] + raw[place + 1 :]
        yield raw[: place + 1] + raw[place:]
        yield raw[:place]
        if place:
            yield raw[place:]
    yield raw + b"\n"


def signed(entries: list[bytes]) -> bytes:
    """A log's checkpoint over these entries."""
    return checkpoint.sign(Checkpoint(SIGNER.name, len(entries), reference.root(entries)), SIGNER)


def proved(index: int, entries: list[bytes]) -> bytes:
    """A proof of one entry of a log."""
    lookup = partial(reference.node, entries)
    hashes = tuple(span_root(span, lookup) for span in inclusion_spans(index, len(entries)))
    return Proof(index=index, hashes=hashes, checkpoint=signed(entries)).format()

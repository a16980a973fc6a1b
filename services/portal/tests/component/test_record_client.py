"""The portal's side of the record, which is one log or several: whose key it takes for which proof."""

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from portal.adapters.clients.record import ProofState, Record
from portal.adapters.clients.transport import Neighbour
from services.portal.tests.builders import known
from tlog.checkpoint import Checkpoint, sign
from tlog.note import Ed25519Signer
from tlog.proof import Proof
from tlog.tree import leaf_hash

ENTRY = b'{"id":"1"}'
FACT = known("fact")
FIRST = Ed25519Signer.of_seed("log.example/so", b"1" * 32)
LATER = Ed25519Signer.of_seed("log.example/so/2027", b"2" * 32)


def note_of(signer: Ed25519Signer) -> bytes:
    return sign(Checkpoint(signer.name, 1, leaf_hash(ENTRY)), signer)


def put(folder: Path, **files: bytes) -> None:
    """What the record answers; two underscores stand for a slash."""
    for name, content in files.items():
        path = folder / "log" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def listed(*signers: Ed25519Signer) -> bytes:
    logs = [{"path": "" if signer is FIRST else "2027", "vkey": str(signer.verifier())} for signer in signers]
    return json.dumps({"logs": logs}).encode()


def prove_in(folder: Path, signer: Ed25519Signer) -> None:
    proof = Proof(index=0, hashes=(), checkpoint=note_of(signer)).format()
    put(folder, **{f"entries__{FACT}": ENTRY, f"proofs__{FACT}": proof})


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Record(
            neighbour=Neighbour(name="audit", url=f"http://127.0.0.1:{server.server_port}"), clock=lambda: 1_000.0
        )
        server.shutdown()


async def test_a_record_that_lists_no_logs_has_one_key(record: Record, tmp_path: Path) -> None:
    put(tmp_path, key=f"{FIRST.verifier()}\n".encode(), checkpoint=note_of(FIRST))
    prove_in(tmp_path, FIRST)

    shown = await record.checkpoint()

    assert shown is not None
    assert (shown.origin, await record.key()) == (FIRST.name, str(FIRST.verifier()))
    assert (await record.prove(FACT)).state is ProofState.VERIFIED


async def test_the_newest_log_is_shown_and_each_proof_is_held_against_its_own(record: Record, tmp_path: Path) -> None:
    put(tmp_path, shards=listed(FIRST, LATER), **{"2027__checkpoint": note_of(LATER)})

    shown = await record.checkpoint()

    assert shown is not None
    assert (shown.origin, shown.address) == (LATER.name, "/log/2027/checkpoint")
    for signer in (FIRST, LATER):
        prove_in(tmp_path, signer)
        assert (await record.prove(FACT)).origin == signer.name


async def test_a_log_that_was_begun_a_moment_ago_is_known_at_once(record: Record, tmp_path: Path) -> None:
    put(tmp_path, shards=listed(FIRST))
    prove_in(tmp_path, FIRST)
    assert (await record.prove(FACT)).state is ProofState.VERIFIED

    put(tmp_path, shards=listed(FIRST, LATER))
    prove_in(tmp_path, LATER)

    assert (await record.prove(FACT)).state is ProofState.VERIFIED
    put(tmp_path, shards=listed(FIRST))
    prove_in(tmp_path, Ed25519Signer.of_seed("other.example", b"3" * 32))
    assert (await record.prove(FACT)).state is ProofState.BROKEN

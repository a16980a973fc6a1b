"""The record in the hands of programs that others wrote for c2sp.org's logs: they find it right, or say that it is not.

tlog-scales (Python) reads checkpoint, tiles and bundles and makes the proofs itself. Tessera's `fsck` (Go) is asked
where it is installed: `go install github.com/transparency-dev/tessera/cmd/fsck@v1.0.4`, its path in TESSERA_FSCK.
"""

import asyncio
import os
import shutil
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from tlog_scales import tiles
from tlog_scales.backend import make_backend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey, VkeySet
from tlog_scales.tlog import Checkpoint, InclusionProofInvalid

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.envelope import parse
from local_stack.ports import choose_free
from services.audit.tests.builders import ORIGIN, SIGNER
from services.audit.tests.component.test_process import PATIENCE_SECONDS, answer_of, process, proof_of, send
from shared.witness.tests.builders import WITNESS
from shared.witness.tests.running import witness
from tlog import proof
from tlog.encoding import encode_base64

FSCK = os.environ.get("TESSERA_FSCK")
FEW, MANY = 500, 1_020


class OtherHands:
    """tlog-scales at one place of the log; `head` is the newest checkpoint, whose signature it has verified."""

    def __init__(self, where: str) -> None:
        self.reader = TilesReader(make_backend(where))
        self.head: Checkpoint = self.reader.get_checkpoint()
        self.head.verify(Vkey.from_string(SIGNER.vkey))

    def entries(self) -> list[bytes]:
        """Every entry, each proved; raises what tlog-scales raises."""
        assert self.reader.calculate_root_hash() == self.head.root_hash
        return [self.entry(index) for index in range(self.head.size)]

    def entry(self, index: int) -> bytes:
        entry: bytes = self.reader.get_entry(index)
        proof = self.reader.get_inclusion_proof(index, self.head.size)
        proof.check(tiles.leaf_hash(entry), self.head.root_hash)
        return entry

    def proof_file(self, index: int) -> bytes:
        """The proof of an entry as it is written (c2sp.org/tlog-proof)."""
        hashes = self.reader.get_inclusion_proof(index, self.head.size).node_hashes
        lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *map(encode_base64, hashes), "", self.head.serialize()]
        return "\n".join(lines).encode()

    def check_extends(self, older: "OtherHands") -> None:
        proof = self.reader.get_consistency_proof(older.head.size, self.head.size)
        proof.check(older.head.root_hash, self.head.root_hash)


async def grown(address: str, size: int) -> OtherHands:
    """The log there, once it has so many entries."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        await answer_of(address)
        while True:
            try:
                there = await asyncio.to_thread(OtherHands, address)
            except RuntimeError:  # nothing is signed yet
                there = None
            if there is not None and there.head.size == size:
                return there
            await asyncio.sleep(0.1)


async def fsck(where: str, folder: Path) -> tuple[int | None, str]:
    """Ask Tessera's own check about a whole log."""
    (folder / "key").write_text(SIGNER.vkey)
    # A worker that has found a flaw ends: with one alone, the program would wait for it for ever.
    words = ["--ui=false", "--N=8", f"--storage_url={where}/", f"--public_key={folder / 'key'}", f"--origin={ORIGIN}"]
    child = await asyncio.create_subprocess_exec(str(FSCK), *words, stdout=PIPE, stderr=STDOUT)
    try:
        said, _ = await asyncio.wait_for(child.communicate(), PATIENCE_SECONDS)
    finally:
        if child.returncode is None:
            child.kill()
    return child.returncode, said.decode()


async def test_another_program_proves_every_entry_over_http_and_in_the_folder(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    (port,) = choose_free(1)
    address, folder = f"http://127.0.0.1:{port}/log", tmp_path / "log"
    with witness(tmp_path / "witness", log=SIGNER.vkey) as url:
        (tmp_path / "policy").write_text(f"log {SIGNER.vkey}\nwitness w {WITNESS.verifier()} {url}\nquorum w\n")
        places = {"LOG_WITNESS_POLICY": str(tmp_path / "policy"), "LOG_FOLDER": str(folder)}
        async with process(audit, port, **places):
            facts = await send(nominations, FEW)
            older = await grown(address, FEW)
            facts += await send(nominations, MANY - FEW)
            served = await grown(address, MANY)
            assert sorted(await asyncio.to_thread(served.entries)) == sorted(facts)
            ours = await proof_of(port, parse(facts[-1]).id)
            assert await asyncio.to_thread(served.proof_file, proof.parse(ours).index) == ours
            await asyncio.to_thread(served.check_extends, older)
    kept = OtherHands(str(folder))
    signers = VkeySet(Vkey.from_string(SIGNER.vkey), Vkey.from_string(str(WITNESS.verifier())))

    assert sorted(kept.entries()) == sorted(facts)
    assert {vkey.name for vkey, _ in signers.verify(kept.head.signatures, kept.head)} == {ORIGIN, WITNESS.name}


async def test_another_program_finds_a_flipped_bit(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    (port,), folder = choose_free(1), tmp_path / "log"
    async with process(audit, port, LOG_FOLDER=str(folder)):
        await send(nominations, 300)
        await grown(f"http://127.0.0.1:{port}/log", 300)
    assert len(OtherHands(str(folder)).entries()) == 300

    for path in ("tile/entries/000", "tile/entries/001.p/44", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"):
        with pytest.raises((InclusionProofInvalid, AssertionError)):
            OtherHands(with_a_flipped_bit(folder, path, tmp_path / "changed")).entries()
    with pytest.raises((InvalidSignature, ValueError)):  # what was flipped in the root may be no base64 any more
        OtherHands(with_a_flipped_bit(folder, "checkpoint", tmp_path / "changed"))


def with_a_flipped_bit(folder: Path, path: str, copy: Path) -> str:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    octets = bytearray((copy / path).read_bytes())
    octets[30] ^= 1
    (copy / path).write_bytes(octets)
    return str(copy)


@pytest.mark.skipif(FSCK is None, reason="TESSERA_FSCK does not say where Tessera's fsck is")
async def test_tessera_finds_the_log_whole_and_a_flipped_bit(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    (port,), folder = choose_free(1), tmp_path / "log"
    address = f"http://127.0.0.1:{port}/log"
    async with process(audit, port, LOG_FOLDER=str(folder)):
        await send(nominations, MANY)
        await grown(address, MANY)
        over_http = await fsck(address, tmp_path)

    for code, said in (over_http, await fsck(f"file://{folder}", tmp_path)):
        assert (code, f"with size {MANY}" in said) == (0, True), said
    for path in ("checkpoint", "tile/entries/000", "tile/0/000", f"tile/0/003.p/{MANY % 256}", "tile/1/000.p/3"):
        code, said = await fsck(f"file://{with_a_flipped_bit(folder, path, tmp_path / 'changed')}", tmp_path)
        assert (code, "fsck failed" in said, "Successfully" in said) == (0, True, False), said

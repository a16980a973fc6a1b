"""What a witness shows to the world, held against what this log signed; a real witness, and a log that was set back."""

import asyncio
from pathlib import Path

import httpx

from audit.service_layer.watching import Watch
from chassis.testing import ServiceUnderTest, left_behind
from services.audit.tests.builders import LOG, SIGNER, a_sequencer
from services.audit.tests.integration.test_witnesses import Crew, gauge, grow, sequencer
from tlog import checkpoint
from tlog.tree import EMPTY_ROOT


async def test_a_tree_that_a_witness_saw_and_this_log_never_signed_is_kept_and_calls_somebody(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        crew = Crew(tmp_path / "witnesses", client)
        watch = Watch(logs=[LOG], clients=crew.asked().clients, seconds=5, evidence=tmp_path / "kept")
        with crew.run("w1"):
            await grow(audit, sequencer(audit, crew, tmp_path / "a"), 2)
            await watch.look(audit.pool)
            assert gauge("record_witness_contradicts", witness="w1") == 0
            assert not (tmp_path / "kept").exists()
            async with left_behind(audit) as older:
                await grow(audit, sequencer(audit, crew, tmp_path / "a"), 1)
                for _ in range(2):
                    await watch.look(older.pool)

    assert gauge("record_witness_contradicts", witness="w1") == 1
    (kept,) = (tmp_path / "kept").iterdir()
    assert checkpoint.verify(kept.read_bytes(), LOG).size == 3


async def test_a_view_without_the_witnesss_own_signature_contradicts_too(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    note = SIGNER.sign(0, EMPTY_ROOT)

    async def show(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(note)}\r\n\r\n".encode() + note)
        writer.close()

    async with httpx.AsyncClient(trust_env=False) as client:
        crew = Crew(tmp_path / "witnesses", client)
        server = await asyncio.start_server(show, "127.0.0.1", crew.ports["w0"])
        asked = crew.asked().clients[:1]
        watch = Watch(logs=[LOG], clients=asked, seconds=5, evidence=tmp_path / "kept")
        await a_sequencer().turn(audit.process.dispatcher)

        await watch.look(audit.pool)
        server.close()

    assert gauge("record_witness_contradicts", witness="w0") == 1
    assert [path.read_bytes() for path in (tmp_path / "kept").iterdir()] == [note]

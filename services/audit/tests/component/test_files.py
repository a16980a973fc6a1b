"""The log as static files over HTTP: a stranger rebuilds every hash from what is served, and finds what may be kept."""

from uuid import UUID

import pytest

from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import SIGNER, a_fact, a_sequencer, append
from services.audit.tests.integration.test_sequencing import tamper
from tlog import checkpoint
from tlog.note import Ed25519Verifier
from tlog.tiles import Tile, decode_entries, decode_hashes, new_files
from tlog.tree import CompactRange, leaf_hash


async def filled(audit: ServiceUnderTest, count: int) -> list[bytes]:
    facts = [a_fact(UUID(int=number)) for number in range(count)]
    for start in range(0, count, 300):
        await append(audit, *facts[start : start + 300])
    await a_sequencer().turn(audit.process.dispatcher)
    return facts


async def content(audit: ServiceUnderTest, tile: Tile) -> bytes:
    answer = await audit.client.get(f"/log/{tile.path()}")
    assert answer.status_code == 200, answer.text
    return answer.content


async def test_a_stranger_rebuilds_the_tree_from_what_is_served(audit: ServiceUnderTest) -> None:
    facts = await filled(audit, 520)
    stated = checkpoint.verify((await audit.client.get("/log/checkpoint")).content, Ed25519Verifier.parse(SIGNER.vkey))

    files = {tile: await content(audit, tile) for tile in new_files(0, stated.size)}

    entries = [entry for tile in files if tile.level is None for entry in decode_entries(files[tile], tile.width)]
    hashes = [each for tile in files if tile.level == 0 for each in decode_hashes(files[tile], tile.width)]
    assert entries == facts
    assert hashes == [leaf_hash(entry) for entry in entries]
    assert CompactRange().grown(hashes).range.root() == stated.root
    tops = decode_hashes(files[Tile(1, 0, 2)], 2)
    assert tops == [CompactRange().grown(hashes[at : at + 256]).range.root() for at in (0, 256)]


@pytest.mark.parametrize("path", ["0/000", "0/002.p/8", "entries/001", "1/000.p/2"])
async def test_a_file_never_changes_and_may_be_kept(audit: ServiceUnderTest, path: str) -> None:
    await filled(audit, 520)

    answer = await audit.client.get(f"/log/tile/{path}")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_partial_files_of_every_smaller_size_are_still_served(audit: ServiceUnderTest) -> None:
    facts = await filled(audit, 300)

    for width in (1, 17, 44):
        assert (
            await content(audit, Tile(None, 1, width))
            == (await content(audit, Tile(None, 1, 44)))[: sum(2 + len(fact) for fact in facts[256 : 256 + width])]
        )
        assert len(await content(audit, Tile(0, 0, width))) == 32 * width


@pytest.mark.parametrize(
    "path",
    [
        "0/001",
        "0/001.p/45",
        "0/002.p/1",
        "1/000",
        "1/000.p/2",
        "2/000.p/1",
        "entries/001",
        "0/000.p/0",
        "0/000.p/256",
        "0/x000/000",
        "64/000",
        "0/0",
        "data/000",
        "0/000/",
        "entries/999999999999999999999",
        "0/" + "x999/" * 40 + "999",
    ],
)
async def test_what_no_published_tree_has_is_not_there(audit: ServiceUnderTest, path: str) -> None:
    await filled(audit, 300)

    answer = await audit.client.get(f"/log/tile/{path}")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-served")
    assert answer.headers["cache-control"] == "no-store"


async def test_entries_that_are_not_published_yet_are_not_served(audit: ServiceUnderTest) -> None:
    await filled(audit, 3)
    await append(audit, a_fact(UUID(int=3)))
    await audit.process.dispatcher.tick(a_sequencer().integrate)

    assert (await audit.client.get("/log/tile/0/000.p/4")).status_code == 404
    assert (await audit.client.get("/log/tile/0/000.p/3")).status_code == 200


async def test_an_entry_whose_bytes_were_changed_is_not_served(audit: ServiceUnderTest) -> None:
    facts = await filled(audit, 3)
    await append(audit, a_fact(UUID(int=3)))
    (fact_id, young) = (row["fact_id"] for row in await audit.pool.fetch("SELECT * FROM entries WHERE index IN (1, 3)"))
    assert (await audit.client.get(f"/log/entries/{fact_id}")).content == facts[1]
    assert (await audit.client.get(f"/log/entries/{young}")).status_code == 200
    await tamper(audit, "entries", "UPDATE entries SET value = 'forged' WHERE index = 1")

    answer = await audit.client.get(f"/log/entries/{fact_id}")

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/record-damaged")
    await tamper(audit, "entries", f"UPDATE entries SET value = decode('{facts[1].hex()}', 'hex') WHERE index = 1")


async def test_a_bundle_whose_bytes_were_changed_is_not_served(audit: ServiceUnderTest) -> None:
    facts = await filled(audit, 3)
    await tamper(audit, "entries", "UPDATE entries SET value = 'forged' WHERE index = 1")

    answer = await audit.client.get("/log/tile/entries/000.p/3")

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/record-damaged")
    await tamper(audit, "entries", f"UPDATE entries SET value = decode('{facts[1].hex()}', 'hex') WHERE index = 1")

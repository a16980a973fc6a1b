"""Every kind of change to what is stored is found by a pass, and named; a record that is whole has no flaw."""

from pathlib import Path
from uuid import UUID

import pytest

from audit.service_layer.checking import Inspection
from chassis.metrics import REGISTRY
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import a_fact, append
from services.audit.tests.integration.test_sequencing import tamper
from services.audit.tests.outside import an_outside, take_turn

SIZE = 300


async def no_rest(_seconds: float) -> None:
    return None


async def inspected(audit: ServiceUnderTest, folder: Path) -> list[str]:
    inspection = Inspection(folder=an_outside(audit, folder).folder, rest_seconds=0)
    await inspection.whole_pass(audit.pool, no_rest)
    assert REGISTRY.get_sample_value("record_flaws", {"service": "audit", "log": "1"}) == len(inspection.flaws)
    return inspection.flaws


@pytest.fixture
async def kept(audit: ServiceUnderTest, tmp_path: Path) -> Path:
    await append(audit, *(a_fact(UUID(int=number)) for number in range(SIZE)))
    await take_turn(audit, an_outside(audit, tmp_path))
    return tmp_path


async def test_a_whole_record_has_no_flaw(audit: ServiceUnderTest, kept: Path) -> None:
    assert await inspected(audit, kept) == []


async def test_an_empty_record_has_no_flaw(audit: ServiceUnderTest, tmp_path: Path) -> None:
    assert await inspected(audit, tmp_path) == []


CHANGES = {
    "an entry": (
        "entries",
        "UPDATE entries SET value = decode('{flipped}', 'hex') WHERE index = 7",
        "UPDATE entries SET value = decode('{whole}', 'hex') WHERE index = 7",
        ["tile/entries/000: entry 7 is not what tile/0/000 has the hash of"],
    ),
    "a hash": (
        "tile_hashes",
        "UPDATE tile_hashes SET hash = sha256('x') WHERE level = 0 AND position = 270",
        "UPDATE tile_hashes SET hash = leaf_hash FROM entries WHERE index = 270 AND level = 0 AND position = 270",
        [
            "tile/entries/001.p/44: entry 270 is not what tile/0/001.p/44 has the hash of",
            "checkpoint: the hashes of 300 entries lead to another root",
            "{folder}/log/tile/0/001.p/44 is not what the database has of it",
        ],
    ),
    "a hash above": (
        "tile_hashes",
        "UPDATE tile_hashes SET hash = sha256(hash) WHERE level = 1",
        "UPDATE tile_hashes SET hash = decode('{above}', 'hex') WHERE level = 1",
        [
            "tile/0/000: its root is not hash 0 of tile 0 of level 1",
            "checkpoint: the hashes of 300 entries lead to another root",
            "{folder}/log/tile/1/000.p/1 is not what the database has of it",
        ],
    ),
    "a hash that is gone": (
        "tile_hashes",
        "DELETE FROM tile_hashes WHERE level = 1",
        "INSERT INTO tile_hashes (level, position, hash) VALUES (1, 0, decode('{above}', 'hex'))",
        ["tile/1/000 lacks hash 0", "tile/1/000.p/1 has 0 hashes"],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_in_the_database_is_found_and_named(audit: ServiceUnderTest, kept: Path, change: str) -> None:
    table, damage, repair, flaws = CHANGES[change]
    value = await audit.pool.fetchval("SELECT value FROM entries WHERE index = 7")
    above = await audit.pool.fetchval("SELECT hash FROM tile_hashes WHERE level = 1")
    words = {"whole": value.hex(), "flipped": (value[:-3] + b"?" + value[-2:]).hex(), "above": above.hex()}
    await tamper(audit, table, damage.format(**words))

    found = await inspected(audit, kept)
    await tamper(audit, table, repair.format(**words))

    assert found == [flaw.replace("{folder}", str(kept)) for flaw in flaws]
    assert await inspected(audit, kept) == []


@pytest.mark.parametrize("path", ["tile/entries/000", "tile/entries/001.p/44", "tile/0/000", "tile/1/000.p/1"])
async def test_a_flipped_bit_in_the_folder_is_found_and_named(audit: ServiceUnderTest, kept: Path, path: str) -> None:
    file = kept / "log" / path
    octets = file.read_bytes()
    file.write_bytes(octets[:20] + bytes([octets[20] ^ 4]) + octets[21:])

    assert await inspected(audit, kept) == [f"{file} is not what the database has of it"]


async def test_a_full_file_that_is_gone_and_a_checkpoint_that_is_none_are_found(
    audit: ServiceUnderTest, kept: Path
) -> None:
    (kept / "log/tile/0/000").unlink()
    assert await inspected(audit, kept) == [f"{kept}/log/tile/0/000 is not what the database has of it"]
    (kept / "log/checkpoint").write_bytes(b"x")
    assert len(await inspected(audit, kept)) == 1

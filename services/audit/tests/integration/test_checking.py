"""Every kind of change to what is stored is found by a pass, and named; a record that is whole has no flaw."""

from pathlib import Path
from uuid import UUID

import pytest

from audit.domain.errors import RecordDamaged
from audit.service_layer.checking import Inspection
from chassis.metrics import REGISTRY
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import LOG, a_fact, append
from services.audit.tests.integration.test_sequencing import tamper
from services.audit.tests.outside import an_outside, take_turn
from services.audit.tests.several_logs import NEXT, close, shards, turn
from tlog.policy import Policy

SIZE = 300


async def no_rest(_seconds: float) -> None:
    return None


async def inspected(audit: ServiceUnderTest, folder: Path) -> list[str]:
    inspection = Inspection(folder=an_outside(audit, folder).folder, trusted=Policy((LOG,)), rest_seconds=0)
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


@pytest.mark.parametrize("path", ["tile/entries/000", "tile/entries/001.p/44", "tile/0/000", "tile/1/000.p/1"])
async def test_a_file_that_is_gone_is_found_and_named(audit: ServiceUnderTest, kept: Path, path: str) -> None:
    (kept / "log" / path).unlink()

    assert await inspected(audit, kept) == [f"{kept}/log/{path} is not what the database has of it"]


async def test_a_narrow_file_may_go_when_the_full_one_is_there(audit: ServiceUnderTest, kept: Path) -> None:
    held = (kept / "log/checkpoint").read_bytes()
    await append(audit, *(a_fact(UUID(int=number)) for number in range(SIZE, 600)))
    await take_turn(audit, an_outside(audit, kept))
    assert not (kept / "log/tile/entries/001.p/44").exists()
    (kept / "log/checkpoint").write_bytes(held)

    assert await inspected(audit, kept) == []


async def test_a_checkpoint_of_the_folder_that_was_never_shown_is_found(audit: ServiceUnderTest, kept: Path) -> None:
    file = kept / "log/checkpoint"
    whole = file.read_bytes()
    never = f"the published folder {kept}/log: checkpoint: this log has never shown it"
    for changed in (whole.replace(b"\n300\n", b"\n301\n"), whole[:-5] + b"A" + whole[-4:]):
        file.write_bytes(changed)
        assert await inspected(audit, kept) == [never]
    file.write_bytes(b"x")
    (flaw,) = await inspected(audit, kept)
    assert flaw.startswith(f"the published folder {kept}/log: checkpoint: ")


async def test_a_folder_that_claims_more_than_was_published_is_told_and_not_overwritten(
    audit: ServiceUnderTest, kept: Path
) -> None:
    file, outside = kept / "log/checkpoint", an_outside(audit, kept)
    changed = file.read_bytes().replace(b"\n300\n", b"\n310\n")
    file.write_bytes(changed)

    with pytest.raises(RecordDamaged, match="states 310 entries, where 300 were published"):
        await take_turn(audit, outside)

    assert file.read_bytes() == changed


STATEMENTS = {
    "a note as it was shown": ("publications", "note", "checkpoint 1 as it was shown: not what was signed"),
    "a note as it was signed": (
        "checkpoints",
        "note",
        "checkpoint 1: the signature of log.example/thidua does not hold",
    ),
    "a root": (
        "checkpoints",
        "root",
        "checkpoint 1: it states 300 entries of log.example/thidua, its row another tree",
    ),
}


async def flip(audit: ServiceUnderTest, table: str, column: str, number: int) -> None:
    """One bit of a column; done twice it is as it was."""
    changed = f"{column} = set_byte({column}, 30, get_byte({column}, 30) # 1)"
    await tamper(audit, table, f"UPDATE {table} SET {changed} WHERE number = {number}")


@pytest.mark.parametrize("change", STATEMENTS)
async def test_a_flipped_bit_of_a_checkpoint_is_found_and_named(
    audit: ServiceUnderTest, kept: Path, change: str
) -> None:
    table, column, flaw = STATEMENTS[change]
    # An old one: nobody asks for it any more.
    await append(audit, a_fact(UUID(int=SIZE)))
    await take_turn(audit, an_outside(audit, kept))
    await flip(audit, table, column, 1)

    found = await inspected(audit, kept)
    await flip(audit, table, column, 1)

    assert found == [flaw]
    assert await inspected(audit, kept) == []


async def test_the_newest_checkpoint_too_without_an_end_to_the_pass(audit: ServiceUnderTest, kept: Path) -> None:
    await tamper(audit, "publications", "UPDATE publications SET note = 'x'")

    first, *_ = await inspected(audit, kept)

    assert first.startswith("checkpoint 1 as it was shown: ")


async def test_a_log_that_does_not_begin_with_the_end_of_the_one_before_is_found(
    audit: ServiceUnderTest, kept: Path
) -> None:
    await close(audit, kept)
    await turn(audit, kept)
    _, opened = await shards(audit)
    folder = an_outside(audit, kept).folder.of(opened)
    inspection = Inspection(folder=folder, trusted=Policy((LOG,)), rest_seconds=0, shard=opened)
    await inspection.whole_pass(audit.pool, no_rest)
    assert inspection.flaws == []

    last = opened.after_checkpoint
    await flip(audit, "publications", "note", last)
    await inspection.whole_pass(audit.pool, no_rest)
    await flip(audit, "publications", "note", last)

    assert inspection.flaws == [
        f"entry 0 of {NEXT}: it closes with another checkpoint than {last}, the last one of the log before"
    ]

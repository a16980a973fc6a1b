"""What lies outside the database: the kept checkpoint and the folder of files, through every interruption."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from audit.domain.errors import NoCopy, RecordDamaged, StatedElsewhere
from audit.service_layer.outside import Outside
from chassis.testing import ServiceUnderTest, left_behind
from services.audit.tests import full_check
from services.audit.tests.builders import SIGNER, a_fact, a_sequencer, append
from services.audit.tests.faults import Call, File, synced
from services.audit.tests.outside import an_outside, take_turn
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.note import Ed25519Verifier
from tlog.tiles import Tile

LOG = Ed25519Verifier.parse(SIGNER.vkey)


async def grow(audit: ServiceUnderTest, outside: Outside, count: int) -> None:
    await append(audit, *(a_fact(uuid4()) for _ in range(count)))
    await take_turn(audit, outside)


def stated(raw: bytes | None) -> Checkpoint:
    assert raw is not None
    return checkpoint.verify(raw, LOG)


def check_folder(outside: Outside) -> int:
    return full_check.check_folder(outside.folder)


async def test_the_folder_holds_the_whole_log_after_every_turn(audit: ServiceUnderTest, tmp_path: Path) -> None:
    outside, sizes = an_outside(audit, tmp_path), []
    for count in (0, 1, 2, 254, 1, 3, 600):
        await grow(audit, outside, count)
        sizes.append(check_folder(outside))

    assert sizes == [0, 1, 3, 257, 258, 261, 861]
    assert stated(outside.kept.read()).size == 861


async def test_a_partial_file_goes_only_when_the_full_one_is_stated(audit: ServiceUnderTest, tmp_path: Path) -> None:
    outside = an_outside(audit, tmp_path)
    await grow(audit, outside, 5)
    await grow(audit, outside, 5)
    assert outside.folder.content(Tile(None, 0, 5)) is not None
    assert outside.folder.content(Tile(None, 0, 10)) is not None

    await grow(audit, outside, 300)

    assert outside.folder.content(Tile(None, 0, 5)) is None
    assert not (tmp_path / "log" / "tile" / "0" / "000.p").exists()
    assert (tmp_path / "log" / "tile" / "0" / "001.p" / "54").exists()


async def test_an_empty_folder_is_filled_by_the_next_turn(audit: ServiceUnderTest, tmp_path: Path) -> None:
    await grow(audit, an_outside(audit, tmp_path / "one"), 300)
    await audit.relayed()
    elsewhere = an_outside(audit, tmp_path / "two")

    await take_turn(audit, elsewhere)

    assert check_folder(elsewhere) == 300
    assert stated(elsewhere.kept.read()).size == 300


@pytest.mark.parametrize("path", ["log/checkpoint.new", "log/tile/entries/000.p/7.new", "log/tile/0/000.p/7.new"])
async def test_a_write_that_fails_is_done_by_the_next_turn(audit: ServiceUnderTest, tmp_path: Path, path: str) -> None:
    outside = an_outside(audit, tmp_path)
    await grow(audit, outside, 4)
    (tmp_path / path).mkdir(parents=True)

    with pytest.raises(IsADirectoryError):
        await grow(audit, outside, 3)
    assert check_folder(outside) == 4
    (tmp_path / path).rmdir()
    await take_turn(audit, outside)

    assert check_folder(outside) == 7


async def test_a_first_checkpoint_that_was_signed_and_shown_to_nobody_is_shown(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    await append(audit, a_fact(UUID(int=1)))
    await audit.process.dispatcher.tick(a_sequencer().integrate)
    await audit.process.dispatcher.tick(a_sequencer().sign)

    await take_turn(audit, (outside := an_outside(audit, tmp_path)))

    assert check_folder(outside) == stated(outside.kept.read()).size == 1


async def test_what_cannot_be_kept_outside_is_shown_to_nobody(audit: ServiceUnderTest, tmp_path: Path) -> None:
    outside = an_outside(audit, tmp_path)
    await grow(audit, outside, 4)
    blocked = tmp_path / "kept" / "last-signed.new"
    blocked.mkdir()

    for _ in range(3):
        with pytest.raises(IsADirectoryError):
            await grow(audit, outside, 1)
    assert await audit.pool.fetchval("SELECT count(1) FROM publications") == 1
    blocked.rmdir()
    await take_turn(audit, outside)

    assert check_folder(outside) == stated(outside.kept.read()).size == 7


async def test_a_file_that_was_changed_is_found_before_it_is_stated_again(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    outside = an_outside(audit, tmp_path)
    await grow(audit, outside, 4)
    (tmp_path / "log/tile/entries/000.p").joinpath("6").write_bytes(b"forged")

    with pytest.raises(RecordDamaged, match=r"entries/000\.p/6 is not what the database has"):
        await grow(audit, outside, 2)

    assert check_folder(outside) == 4


async def test_a_database_that_was_set_back_does_not_sign(audit: ServiceUnderTest, tmp_path: Path) -> None:
    outside = an_outside(audit, tmp_path)
    await grow(audit, outside, 2)
    async with left_behind(audit) as older:
        await grow(audit, outside, 1)
        with pytest.raises(StatedElsewhere, match="a signed tree of 3 entries"):
            await a_sequencer(outside=outside).turn(older.dispatcher)
        (tmp_path / "kept" / "last-signed").unlink()
        with pytest.raises(StatedElsewhere, match="the published folder"):
            await a_sequencer(outside=outside).turn(older.dispatcher)

        assert await older.pool.fetchval("SELECT max(size) FROM checkpoints") == 2


async def test_without_any_file_the_topic_tells_and_the_files_are_made_again(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    await append(audit, a_fact(UUID(int=1)))
    await a_sequencer().turn(audit.process.dispatcher)
    await audit.relayed()

    await grow(audit, outside := an_outside(audit, tmp_path), 1)

    assert check_folder(outside) == stated(outside.kept.read()).size == 2


async def test_without_any_file_and_with_an_empty_topic_nothing_is_signed(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    await append(audit, a_fact(UUID(int=1)))
    await a_sequencer().turn(audit.process.dispatcher)

    outside = an_outside(audit, tmp_path)
    with pytest.raises(NoCopy, match=r"last-signed: nothing there.*log: nothing there.*checkpoints: nothing there"):
        await grow(audit, outside, 1)
    assert outside.kept.read() is None
    assert outside.folder.read() is None
    await outside.kept.keep(await audit.pool.fetchval("SELECT note FROM checkpoints"))
    await take_turn(audit, outside)

    assert check_folder(outside) == 2


async def test_the_kept_file_never_goes_back(audit: ServiceUnderTest, tmp_path: Path) -> None:
    kept = an_outside(audit, tmp_path).kept
    await kept.keep(SIGNER.sign(5, bytes(32)))

    await kept.keep(SIGNER.sign(4, bytes(32)))

    assert stated(kept.read()).size == 5


@pytest.mark.parametrize(
    ("fault", "folders"),
    [
        (File(path="kept/last-signed", folder="kept", call=Call.FOLDER_NOT_SYNCED), ["kept"]),
        (
            File(path=r"tile/0/000\.p/4", folder=r"tile/0/000\.p", call=Call.FOLDER_NOT_SYNCED),
            ["log/tile/0/000.p", "log/tile/0", "log/tile", "log"],
        ),
    ],
    ids=["kept", "tile"],
)
async def test_a_name_that_was_not_made_to_last_is_before_anything_states_it(
    audit: ServiceUnderTest, tmp_path: Path, fault: File, folders: list[str]
) -> None:
    outside = an_outside(audit, tmp_path)
    with fault.failing() as struck, pytest.raises(OSError, match="Input/output error"):
        await grow(audit, outside, 4)
    assert struck

    with synced() as paths:
        await take_turn(audit, outside)

    assert {str(tmp_path / folder) for folder in folders} <= set(paths)

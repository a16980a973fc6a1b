"""A record restored to before a log was closed: it is closed again by the very fact, and the next one goes on."""

import shutil
from base64 import b64encode
from pathlib import Path

import pytest

from chassis.taking_back import NotTakenBack
from chassis.testing import Neighbour, ServiceUnderTest, left_behind
from services.audit.tests.builders import SKEY
from services.audit.tests.restored import goes_on, lived, mixed, recover, taken
from services.audit.tests.several_logs import NEXT, close, turn, writer
from tlog.note import private_form

NEXT_KEY = private_form(NEXT, b"2" * 32)
BOTH = {"LOG_SIGNING_KEY": SKEY, "LOG_NEXT_SIGNING_KEY": NEXT_KEY}
NEW_ALONE = {"LOG_SIGNING_KEY": NEXT_KEY}


async def an_hour_with_a_closing(audit: ServiceUnderTest, nominations: Neighbour, folder: Path) -> None:
    """Twelve entries, the closing, six entries of the next log."""
    await lived(audit, nominations, folder, mixed(2, 3), at_once=6)
    await taken(audit, nominations, mixed(3, 4))
    await shown_with_a_line_of_its_own(audit, folder)
    await close(audit, folder)
    await turn(audit, folder)
    await lived(audit, nominations, folder, mixed(4, 5), at_once=6)


async def shown_with_a_line_of_its_own(audit: ServiceUnderTest, folder: Path) -> None:
    """A tree with a cosignature that the log's last word about it lacks."""
    sequencer, dispatcher = writer(audit, folder), audit.process.dispatcher
    await dispatcher.tick(sequencer.integrate)
    await dispatcher.tick(sequencer.sign)
    line = f"— witness.example/w {b64encode(bytes(76)).decode()}"
    query = "INSERT INTO cosignatures (number, line, received_at) SELECT max(number), $1, now() FROM checkpoints"
    await audit.pool.execute(query, line)
    await sequencer.turn(dispatcher)
    await audit.relayed()


@pytest.mark.parametrize("keys", [BOTH, NEW_ALONE], ids=["both keys", "the old key destroyed"])
async def test_the_log_is_closed_again_by_the_very_fact(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path, keys: dict[str, str]
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await an_hour_with_a_closing(audit, nominations, tmp_path)

        report = await recover(older, tmp_path, keys)

        assert report.taken_back == {"entries": 18, "checkpoints": 4, "closed_logs": 1}
        assert (report.recalled_facts, report.lost) == (1, {})
        await goes_on(audit, older, tmp_path, 25)


async def test_a_log_that_began_and_ended_within_the_hour_is_known_by_the_fact_about_its_end(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    async with left_behind(audit) as older:
        await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
        await an_hour_with_a_closing(audit, nominations, tmp_path)

        await recover(older, tmp_path, NEW_ALONE)

        await goes_on(audit, older, tmp_path, 25)


async def test_without_the_folder_a_quiet_hour_is_put_in_order_by_trying(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await an_hour_with_a_closing(audit, nominations, tmp_path)
        shutil.rmtree(tmp_path / "log")

        await recover(older, tmp_path, BOTH)

        await goes_on(audit, older, tmp_path, 25)


async def test_a_byte_changed_in_the_next_logs_folder_leaves_the_old_one_open(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await an_hour_with_a_closing(audit, nominations, tmp_path)
        path = tmp_path / "log" / "2027" / "tile" / "entries" / "000.p" / "7"
        path.write_bytes(path.read_bytes().replace(b'"seq":4', b'"seq":5', 1))

        with pytest.raises(NotTakenBack, match=r"another tree than the signed one of 7: .* entry 1 is not what"):
            await recover(older, tmp_path, BOTH)

        assert await older.pool.fetchval("SELECT count(*) FROM shards") == 1


async def test_a_next_log_whose_key_is_not_there_is_refused(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await an_hour_with_a_closing(audit, nominations, tmp_path)

        with pytest.raises(NotTakenBack, match=f"the record is that of {NEXT}"):
            await recover(older, tmp_path)

        assert await older.pool.fetchval("SELECT next_index FROM sequencer") == 6

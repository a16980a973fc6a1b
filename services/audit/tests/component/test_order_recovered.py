"""A record restored from an hour ago, whose partitions interleave otherwise: it comes to the tree that was signed."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from audit.domain.errors import RecordDamaged
from audit.service_layer.event_handlers import record
from audit.service_layer.files import Files
from chassis.taking_back import NotTakenBack
from chassis.testing import Neighbour, ServiceUnderTest, left_behind
from services.audit.tests.builders import ORIGIN, a_fact, deliveries
from services.audit.tests.component.test_process import run
from services.audit.tests.full_check import check_folder
from services.audit.tests.outside import an_outside
from services.audit.tests.restored import goes_on, lived, mixed, read_again, recover, taken
from services.audit.tests.several_logs import turn, writer
from tlog.tiles import Tile


async def test_the_published_order_is_taken_again(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 4), at_once=6)
    async with left_behind(audit) as older:
        audit.clock.forward(timedelta(hours=1))
        await lived(audit, nominations, tmp_path, mixed(4, 14), at_once=20)

        report = await recover(older, tmp_path)

        assert (report.taken_back, report.lost) == ({"entries": 60, "checkpoints": 3}, {})
        await goes_on(audit, older, tmp_path, 78)
        assert check_folder(an_outside(audit, tmp_path).folder) == 79


async def test_without_any_copy_of_the_order_it_refuses_and_by_chance_alone_it_stays_silent(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await lived(audit, nominations, tmp_path, mixed(2, 12), at_once=60)
        shutil.rmtree(tmp_path / "log")

        with pytest.raises(NotTakenBack, match=f"{ORIGIN} has stated 66 entries, and the order of those from 6 on"):
            await recover(older, tmp_path)
        assert await older.pool.fetchval("SELECT count(*) FROM checkpoints") == 1
        report = await recover(older, tmp_path, accepting=True)

        assert report.taken_back == {"entries": 0, "checkpoints": 1}
        await read_again(audit, older, 66)
        await older.dispatcher.tick(lambda uow, now: record(deliveries(a_fact(UUID(int=9))), uow, now))
        with pytest.raises(RecordDamaged, match="does not extend the signed 66"):
            await writer(audit, tmp_path).turn(older.dispatcher)


async def test_a_few_entries_beyond_the_folder_are_put_in_order_by_trying(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await lived(audit, nominations, tmp_path, mixed(2, 4), at_once=4)
        (tmp_path / "log" / "checkpoint").unlink()
        for bundle in (tmp_path / "log" / "tile" / "entries" / "000.p").iterdir():
            if int(bundle.name) > 10:
                bundle.unlink()

        report = await recover(older, tmp_path)

        assert report.taken_back == {"entries": 12, "checkpoints": 3}
        await goes_on(audit, older, tmp_path, 18)


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        (Tile(None, 0, 18), lambda old: old.replace(b'"seq":2', b'"seq":9', 1), "entry 6 is not what"),
        (Tile(None, 0, 18), lambda old: old[:-1], "not 18 whole entries"),
    ],
    ids=["a byte of an entry", "a byte short"],
)
async def test_a_folder_that_contradicts_what_was_signed_is_refused(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path, file: Tile, change: object, told: str
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await lived(audit, nominations, tmp_path, mixed(2, 4), at_once=12)
        path = tmp_path / "log" / file.path()
        path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]

        with pytest.raises(NotTakenBack, match=told):
            await recover(older, tmp_path)

        assert await older.pool.fetchval("SELECT next_index FROM sequencer") == 6
        assert await older.comparison.trouble() is not None


async def test_a_database_that_held_something_else_is_refused(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await lived(audit, nominations, tmp_path, mixed(2, 3), at_once=6)
        await older.pool.execute("UPDATE tree SET hashes = ARRAY[hashes[2], hashes[1]]")

        with pytest.raises(NotTakenBack, match="lead to another tree than the signed one of 12"):
            await recover(older, tmp_path)


async def test_an_anomaly_is_told_once(audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path) -> None:
    stream = UUID(int=1)
    await lived(audit, nominations, tmp_path, [a_fact(stream, 1)], at_once=1)
    async with left_behind(audit) as older:
        await lived(audit, nominations, tmp_path, [a_fact(stream, 5), a_fact(UUID(int=2))], at_once=1)
        await audit.settled()
        anomalies = "SELECT anomaly_id, kind, entry_index, expected_seq FROM anomalies"
        before = await audit.pool.fetch(anomalies)

        report = await recover(older, tmp_path)

        assert report.lost == {}
        assert await older.pool.fetch(anomalies) == before != []
        assert await older.pool.fetchval("SELECT count(*) FROM outbox WHERE subject IS NOT NULL") == 0


async def test_a_process_that_stops_leaves_the_whole_order_in_the_folder(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    await taken(audit, nominations, mixed(2, 3))
    await writer(audit, tmp_path).turn(audit.process.dispatcher)
    folder, context = an_outside(audit, tmp_path).folder, audit.process.context()
    context.stopping.set()

    await Files(folder=folder, rest_seconds=0).run(context)

    assert check_folder(folder) == 12


async def test_a_statement_that_never_reached_the_topic_is_taken_from_the_folder_and_goes_there(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await taken(audit, nominations, mixed(2, 3))
        await turn(audit, tmp_path)
        assert await older.comparison.trouble() is None

        report = await recover(older, tmp_path)

        assert report.taken_back == {"entries": 6, "checkpoints": 1}
        shown = await older.pool.fetchval("SELECT note FROM publications ORDER BY number DESC LIMIT 1")
        owed = await older.pool.fetch("SELECT topic, key, value FROM outbox")
        assert [tuple(row) for row in owed] == [(f"{audit.prefix}audit.checkpoints", ORIGIN, shown)]


async def test_the_verb_says_what_to_do_and_what_it_did(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    await lived(audit, nominations, tmp_path, mixed(1, 2), at_once=6)
    async with left_behind(audit) as older:
        await lived(audit, nominations, tmp_path, mixed(2, 12), at_once=60)
        kept = {"DATABASE_URL": older.url, "LOG_KEPT_CHECKPOINT": str(tmp_path / "kept" / "last-signed")}

        code, out, err = await run(audit, "recover", **kept, LOG_FOLDER=str(tmp_path / "nothing"))
        assert (code, out) == (1, "")
        assert err.startswith(f"not recovered: {ORIGIN} has stated 66 entries")
        assert "Copy tile/ of this log" in err
        assert "Traceback" not in err
        code, out, err = await run(audit, "recover", **kept, LOG_FOLDER=str(tmp_path / "log"))

        assert (code, json.loads(out)["taken_back"]) == (0, {"entries": 60, "checkpoints": 1}), err

"""A fault at every write of the record, then the next process by the same path, then one full check of everything.

Each row begins two entries before the edge of a tile and crosses it (254 + 3).
"""

from collections.abc import AsyncIterator

import pytest

from audit.service_layer.event_handlers import PART_RECORDS
from local_stack.test_run import KafkaForTests, PostgresForTests
from services.audit.tests.conftest import a_record
from services.audit.tests.faults import Call, File, Statement
from services.audit.tests.log_under_faults import Log, log_under_faults
from tests.resilience.proxy import Moment

NEVER, UNHEARD = Moment.BEFORE, Moment.AFTER
ENTRIES, INDEX, HASHES = (f'COPY "{table}"' for table in ("entries", "listing", "tile_hashes"))
COUNTS, LISTED, TREE = r"^\s*UPDATE sequencer", r"^\s*UPDATE listed", r"^\s*UPDATE tree"
ANOMALIES, BEHIND = r"^\s*INSERT INTO anomalies", r"^\s*INSERT INTO listing"
AGAIN = r"^\s*INSERT INTO repeats"
SIGNED, COSIGNED = r"^\s*INSERT INTO checkpoints", r"^\s*INSERT INTO cosignatures"
SHOWN, TOLD = r"^\s*INSERT INTO publications", r"^\s*INSERT INTO outbox"
POSITION, COMMIT = r"^\s*UPDATE position", r"^COMMIT"


def copied(table: str, what: str) -> dict[str, Statement]:
    """A COPY has two ends: what never begins, what never ends, and what is done but unheard."""
    return {
        f"{what}: never reach the database": lost(f"^{table}", NEVER),
        f"{what}: on their way, and cut off": lost(f"^end of {table}", NEVER),
        f"{what}: done but unheard": lost(f"^end of {table}", UNHEARD),
    }


def lost(text: str, moment: Moment, given: str = "") -> Statement:
    return Statement(text=text, moment=moment, given=given)


TABLE = {
    # sequence: positions, entries and counts in one transaction
    "sequence, position: never reaches the database": lost(POSITION, NEVER),
    "sequence, position: done but unheard": lost(POSITION, UNHEARD),
    **copied(ENTRIES, "sequence, entries"),
    **copied(INDEX, "sequence, words of the index"),
    "sequence, how far the index is: never reaches the database": lost(LISTED, NEVER),
    "sequence, how far the index is: done but unheard": lost(LISTED, UNHEARD),
    "sequence, counts: never reach the database": lost(COUNTS, NEVER),
    "sequence, counts: done but unheard": lost(COUNTS, UNHEARD),
    "sequence, repeats: never reach the database": lost(AGAIN, NEVER),
    "sequence, repeats: done but unheard": lost(AGAIN, UNHEARD),
    "sequence, anomalies: never reach the database": lost(ANOMALIES, NEVER),
    "sequence, anomalies: done but unheard": lost(ANOMALIES, UNHEARD),
    "sequence, outbox: never reaches the database": lost(TOLD, NEVER, ANOMALIES),
    "sequence, outbox: done but unheard": lost(TOLD, UNHEARD, ANOMALIES),
    "sequence, commit: never reaches the database": lost(COMMIT, NEVER, ENTRIES),
    "sequence, commit: done but unheard": lost(COMMIT, UNHEARD, ENTRIES),
    # integrate
    **copied(HASHES, "hash, tiles"),
    "hash, tree: never reaches the database": lost(TREE, NEVER),
    "hash, tree: done but unheard": lost(TREE, UNHEARD),
    "hash, commit: never reaches the database": lost(COMMIT, NEVER, HASHES),
    "hash, commit: done but unheard": lost(COMMIT, UNHEARD, HASHES),
    # sign
    "sign, checkpoint: never reaches the database": lost(SIGNED, NEVER),
    "sign, checkpoint: done but unheard": lost(SIGNED, UNHEARD),
    "sign, commit: never reaches the database": lost(COMMIT, NEVER, SIGNED),
    "sign, commit: done but unheard": lost(COMMIT, UNHEARD, SIGNED),
    # keep
    **{f"keep, {call}": File(path="kept/last-signed", folder="kept", call=call) for call in Call},
    # cosign
    "cosign, lines: never reach the database": lost(COSIGNED, NEVER),
    "cosign, lines: done but unheard": lost(COSIGNED, UNHEARD),
    "cosign, commit: never reaches the database": lost(COMMIT, NEVER, COSIGNED),
    "cosign, commit: done but unheard": lost(COMMIT, UNHEARD, COSIGNED),
    # publish
    "publish, row: never reaches the database": lost(SHOWN, NEVER),
    "publish, row: done but unheard": lost(SHOWN, UNHEARD),
    "publish, outbox: never reaches the database": lost(TOLD, NEVER, SHOWN),
    "publish, outbox: done but unheard": lost(TOLD, UNHEARD, SHOWN),
    "publish, commit: never reaches the database": lost(COMMIT, NEVER, SHOWN),
    "publish, commit: done but unheard": lost(COMMIT, UNHEARD, SHOWN),
    # write files
    **{f"bundle, {call}": File(path=r"tile/entries/\d+", folder="tile/entries", call=call) for call in Call},
    **{f"tile, {call}": File(path=r"tile/0/\d+", folder="tile/0", call=call) for call in Call},
    **{f"tile above, {call}": File(path=r"tile/1/000\.p/\d+", folder=r"tile/1/000\.p", call=call) for call in Call},
    **{f"checkpoint in the folder, {call}": File(path="log/checkpoint", folder="log", call=call) for call in Call},
}


LISTED_BEHIND = {
    "entries without their words: done but unheard": lost(f"^end of {ENTRIES}", UNHEARD),
    "without their words, commit: never reaches the database": lost(COMMIT, NEVER, ENTRIES),
    "without their words, commit: done but unheard": lost(COMMIT, UNHEARD, ENTRIES),
    "words: never reach the database": lost(BEHIND, NEVER),
    "words: done but unheard": lost(BEHIND, UNHEARD),
    "how far the index is: never reaches the database": lost(LISTED, NEVER, BEHIND),
    "how far the index is: done but unheard": lost(LISTED, UNHEARD, BEHIND),
    "commit: never reaches the database": lost(COMMIT, NEVER, BEHIND),
    "commit: done but unheard": lost(COMMIT, UNHEARD, BEHIND),
}
"""A full part comes, as when the record catches up: it is appended first, and listed behind."""


@pytest.fixture(scope="module")
async def log(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Log]:
    folder = tmp_path_factory.mktemp("faults")
    async with a_record(kafka, postgres, folder) as audit, log_under_faults(audit, folder) as made:
        yield made


@pytest.mark.parametrize("fault", TABLE.values(), ids=TABLE)
async def test_whatever_write_fails_the_next_process_makes_it_good(log: Log, fault: Statement | File) -> None:
    log.tell_up_to_the_edge()
    await log.run_once()
    log.tell(1)
    log.tell_again()
    log.tell_a_gap_and_a_fork()

    await fault.strike(log.proxy, log.run_once())
    await log.run_once()  # nothing new comes: what was begun must be ended

    await log.check()


@pytest.mark.parametrize("fault", LISTED_BEHIND.values(), ids=LISTED_BEHIND)
async def test_so_it_is_while_the_record_catches_up(log: Log, fault: Statement) -> None:
    log.tell(PART_RECORDS)

    await fault.strike(log.proxy, log.run_once())
    await log.run_once()

    await log.check()
    assert await log.audit.pool.fetchval("SELECT next_index FROM listed") == len(log.held)

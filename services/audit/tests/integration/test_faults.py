"""A fault at every write of the record, then the next process by the same path, then one full check of everything.

Each row begins two entries before the edge of a tile and crosses it (254 + 3).
"""

from collections.abc import AsyncIterator

import pytest

from local_stack.test_run import KafkaForTests, PostgresForTests
from services.audit.tests.conftest import a_record
from services.audit.tests.faults import Call, File, Statement
from services.audit.tests.log_under_faults import Log, log_under_faults
from tests.resilience.proxy import Moment

NEVER, UNHEARD = Moment.BEFORE, Moment.AFTER
INDEX = r'^COPY "listing"'
ENTRIES, COUNTS = r'^COPY "entries"', r"^\s*UPDATE sequencer"
HASHES, TREE = r'^COPY "tile_hashes"', r"^\s*UPDATE tree"
SIGNED, COSIGNED = r"^\s*INSERT INTO checkpoints", r"^\s*INSERT INTO cosignatures"
SHOWN, TOLD = r"^\s*INSERT INTO publications", r"^\s*INSERT INTO outbox"
POSITION, COMMIT = r"^\s*UPDATE position", r"^COMMIT"


def lost(text: str, moment: Moment, given: str = "") -> Statement:
    return Statement(text=text, moment=moment, given=given)


TABLE = {
    # sequence: positions, entries and counts in one transaction
    "sequence, position: never reaches the database": lost(POSITION, NEVER),
    "sequence, position: done but unheard": lost(POSITION, UNHEARD),
    "sequence, entries: never reach the database": lost(ENTRIES, NEVER),
    "sequence, index: never reaches the database": lost(INDEX, NEVER),
    "sequence, counts: never reach the database": lost(COUNTS, NEVER),
    "sequence, counts: done but unheard": lost(COUNTS, UNHEARD),
    "sequence, commit: never reaches the database": lost(COMMIT, NEVER, ENTRIES),
    "sequence, commit: done but unheard": lost(COMMIT, UNHEARD, ENTRIES),
    # integrate
    "hash, tiles: never reach the database": lost(HASHES, NEVER),
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
    log.tell(3)

    await fault.strike(log.proxy, log.run_once())
    await log.run_once()  # nothing new comes: what was begun must be ended

    await log.check()

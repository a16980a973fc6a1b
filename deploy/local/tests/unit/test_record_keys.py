"""The record's keys under `make up`: whichever log is open, its key is there and that of the next one."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local_stack import record_keys
from local_stack.record_keys import FIRST, LOG_ORIGIN
from local_stack.state import State
from tlog.note import Ed25519Signer

NOVEMBER = datetime(2026, 11, 23, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 17, tzinfo=UTC)
"""In Vietnam."""


@pytest.fixture
def state(tmp_path: Path) -> State:
    """A record that began in November."""
    made = State(tmp_path, tmp_path)
    record_keys.log_signing_key(made)
    os.utime(made.secret_file("log-seed"), (NOVEMBER.timestamp(), NOVEMBER.timestamp()))
    return made


def signed(state: State, *logs: str) -> None:
    folder = state.folder("audit")
    for log in logs:
        (folder / "-".join(filter(None, ("last-signed", log)))).touch()
        (folder / f"last-signed-{log}.lock").touch()


@pytest.mark.parametrize(
    ("logs", "now", "opened", "next_one"),
    [
        ((), NOVEMBER, FIRST, "2027"),
        ((FIRST,), NOVEMBER, FIRST, "2027"),
        ((FIRST,), NEW_YEAR, FIRST, "2027"),
        ((FIRST,), datetime(2029, 5, 1, tzinfo=UTC), FIRST, "2029"),
        ((FIRST, "2027"), NOVEMBER, "2027", "2028"),
        ((FIRST, "2027"), NEW_YEAR, "2027", "2028"),
        ((FIRST, "2027", "2027-2"), NEW_YEAR, "2027-2", "2028"),
        ((FIRST, "2027", "2027-2", "2028"), NEW_YEAR, "2028", "2029"),
    ],
)
def test_the_open_log_and_the_next_one_have_their_keys(
    state: State, logs: tuple[str, ...], now: datetime, opened: str, next_one: str
) -> None:
    signed(state, *logs)

    found = record_keys.open_log(state)

    assert (found, record_keys.following(state, found, now)) == (opened, next_one)
    following = Ed25519Signer.parse(record_keys.next_signing_key(state, found, now))
    assert following.name == f"{LOG_ORIGIN}/{next_one}"
    assert record_keys.verifiers(state, now)[-1] == following.verifier()


def test_a_key_is_made_once_and_each_log_has_its_own(state: State) -> None:
    keys = [record_keys.log_signing_key(state, log) for log in (FIRST, "2027", "2028")]

    assert keys == [record_keys.log_signing_key(state, log) for log in (FIRST, "2027", "2028")]
    assert len({key.rpartition("+")[2] for key in keys}) == 3

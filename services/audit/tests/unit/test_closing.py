"""When a log is closed, which follows, and what may be its last word."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from audit.adapters.signer import LogKeys
from audit.domain import decisions
from audit.domain.errors import NotClosable, NotItsOpening, OtherLog
from audit.domain.model import FIRST, Shard, Signed
from contracts.canonical import canonical_bytes
from contracts.commitment import commitment
from services.audit.tests.builders import ORIGIN, SIGNER, a_fact
from tlog.note import private_form

MIDNIGHT = datetime(2026, 12, 31, 17, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BEGAN = Shard(opened_at=datetime(2026, 11, 23, tzinfo=UTC))
OF_2027 = Shard(number=2, origin=f"{ORIGIN}/2027", first_index=5, after_checkpoint=9, opened_at=MIDNIGHT)


def origin(name: str) -> str:
    return f"{ORIGIN}/{name}"


@pytest.mark.parametrize(
    ("shard", "name", "now", "due"),
    [
        (BEGAN, "2027", MIDNIGHT - SECOND, False),
        (BEGAN, "2027", MIDNIGHT, True),
        (BEGAN, "2027", MIDNIGHT + timedelta(days=400), True),
        (BEGAN, "2028", MIDNIGHT, False),
        (BEGAN, "2026", MIDNIGHT - SECOND, False),
        (BEGAN, "2027-2", MIDNIGHT, False),
        (FIRST, "2027", MIDNIGHT, False),
        (OF_2027, "2028", MIDNIGHT + timedelta(days=365), True),
        (OF_2027, "2028", MIDNIGHT + timedelta(days=365) - SECOND, False),
        (OF_2027, None, MIDNIGHT + timedelta(days=365), False),
    ],
)
def test_a_log_is_closed_with_the_year_of_its_successor(
    shard: Shard, name: str | None, now: datetime, due: bool
) -> None:
    assert decisions.is_closing_due(shard, None if name is None else origin(name), now) is due


@pytest.mark.parametrize(
    ("shard", "names", "following"),
    [
        (BEGAN, ["2028", "2027-2", "2027"], ["2027", "2027-2", "2028"]),
        (OF_2027, ["2026", "2027", "2027-10", "2027-2", "2028"], ["2027-2", "2027-10", "2028"]),
        (OF_2027, ["2027"], []),
    ],
)
def test_what_may_follow_a_log_is_later_than_it(shard: Shard, names: list[str], following: list[str]) -> None:
    assert decisions.later_origins(shard, [origin(name) for name in names]) == [origin(name) for name in following]


def test_a_log_whose_year_is_over_is_overdue() -> None:
    assert [decisions.is_overdue(shard, MIDNIGHT - SECOND) for shard in (BEGAN, OF_2027, FIRST)] == [False] * 3
    assert [decisions.is_overdue(shard, MIDNIGHT) for shard in (BEGAN, OF_2027, FIRST)] == [True, False, False]
    assert decisions.is_overdue(OF_2027, MIDNIGHT + timedelta(days=365))


def test_the_next_key_is_wanted_a_month_before_the_year_ends() -> None:
    for early, wanted in ((timedelta(days=32), False), (timedelta(days=30), True), (-SECOND, False)):
        assert decisions.is_next_key_wanted(None, MIDNIGHT - early) is wanted
        assert not decisions.is_next_key_wanted(origin("2027"), MIDNIGHT - early)


def signed(size: int) -> Signed:
    note = SIGNER.sign(size, bytes(32))
    return Signed(number=7, size=size, root=bytes(32), note=note, vkey=SIGNER.vkey, signed_at=MIDNIGHT)


@pytest.mark.parametrize(("shard", "next_index", "size"), [(FIRST, 3, 2), (FIRST, 0, 0), (OF_2027, 8, 8)])
def test_a_log_is_closed_only_over_all_that_it_has(shard: Shard, next_index: int, size: int) -> None:
    with pytest.raises(NotClosable):
        decisions.check_whole(shard, next_index, signed(size))


def test_the_closing_fact_holds_the_last_note_and_the_next_log_begins_behind_it() -> None:
    last = signed(3)
    decisions.check_whole(OF_2027, 8, last)

    fact = decisions.close(OF_2027, UUID(int=1), last.vkey, last.note, origin("2028"))
    opened = decisions.successor(OF_2027, origin("2028"), last)

    assert (fact.last_note.encode(), fact.origin, fact.number) == (last.note, ORIGIN, 2)
    assert (opened.number, opened.first_index, opened.after_checkpoint, opened.name) == (3, 8, 7, "2028")


def key(name: str) -> str:
    return private_form(name, bytes(32))


def test_the_keys_of_one_record_are_told_apart_by_their_logs() -> None:
    keys = LogKeys(ORIGIN, [key(origin("2028")), key(origin("2027"))])

    assert keys.later == [origin("2028"), origin("2027")]
    assert keys.of(origin("2027")).origin == origin("2027")
    with pytest.raises(OtherLog, match="the record is that of"):
        keys.of(None)


@pytest.mark.parametrize("name", ["other.example", f"{ORIGIN}2027", f"{ORIGIN}/27", f"{ORIGIN}/2027/x", "logxexample"])
def test_another_records_key_is_refused(name: str) -> None:
    with pytest.raises(OtherLog):
        LogKeys(ORIGIN, [key(name)])


def test_an_opening_is_that_of_this_fact() -> None:
    fact = a_fact(UUID(int=1))
    body, salt = {"name": "Nguyễn Thị Mẫu"}, bytes(32)
    opening = canonical_bytes({"body": body, "salt": salt.hex()})
    promised = commitment(salt, canonical_bytes(body))
    committed = fact.replace(b'"seq":1', f'"personalcommit":"{promised}","seq":1'.encode())

    assert decisions.opening_of(committed, opening) == opening
    for wrong in (b"", b"{}", opening.replace(b"00", b"01", 1)):
        with pytest.raises(NotItsOpening):
            decisions.opening_of(committed, wrong)
    with pytest.raises(NotItsOpening):
        decisions.opening_of(fact, opening)

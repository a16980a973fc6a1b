"""The index grows with the record, is filled behind it, and is what a stranger makes of the published files."""

import asyncio
import csv
from collections.abc import Awaitable
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from audit.service_layer import indexing
from audit.service_layer.event_handlers import PART_RECORDS, record
from chassis.testing import ServiceUnderTest
from contracts.canonical import timestamp
from services.audit.tests.builders import SIGNER, a_fact, append, deliveries
from services.audit.tests.cases import Teller, a_life
from services.audit.tests.concurrency import one_after_the_other
from services.audit.tests.integration.test_sequencing import tamper
from services.audit.tests.outside import an_outside, take_turn
from verifier import verify

Rows = list[tuple[str, ...]]


async def listed(audit: ServiceUnderTest) -> Rows:
    rows = await audit.pool.fetch("SELECT index, time, type, unit, case_id, nomination_id FROM listing ORDER BY index")
    return [(str(row["index"]), timestamp(row["time"]), *list(row)[2:]) for row in rows]


async def next_index(audit: ServiceUnderTest) -> int:
    return int(await audit.pool.fetchval("SELECT next_index FROM listed"))


async def forget(audit: ServiceUnderTest, where: str = "true") -> None:
    """As if entries had been appended by a release that knows no index."""
    await tamper(audit, "listing", f"DELETE FROM listing WHERE {where}")
    await audit.pool.execute("UPDATE listed SET next_index = coalesce((SELECT min(index) FROM entries), 0)")


async def test_the_index_is_what_the_verifier_rebuilds_from_the_published_files(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    await append(audit, *a_life(Teller()), *(a_fact(uuid4()) for _ in range(300)))
    outside = an_outside(audit, tmp_path)
    await take_turn(audit, outside)
    (tmp_path / "policy").write_text(f"log {SIGNER.vkey}\nquorum none\n")

    asked = verify.parser().parse_args(
        [
            *("rebuild-index", str(outside.folder.path), "--policy", str(tmp_path / "policy")),
            *("-o", str(tmp_path / "index")),
        ]
    )
    asked.run(asked)

    with (tmp_path / "index" / "entries.csv").open(newline="") as file:
        rebuilt = list(csv.DictReader(file))
    columns = ("index", "time", "type", "unit", "case", "nomination")
    assert await listed(audit) == [tuple(row[name] for name in columns) for row in rebuilt]
    assert len(rebuilt) == 309


async def test_an_entry_is_listed_in_the_transaction_that_appends_it(audit: ServiceUnderTest) -> None:
    await append(audit, *a_life(Teller()))
    assert (len(await listed(audit)), await next_index(audit)) == (9, 9)

    fact = a_fact(UUID(int=1))
    with pytest.raises(ZeroDivisionError):
        await audit.process.dispatcher.tick(lambda uow, now: _and_fail(record(deliveries(fact), uow, now)))

    assert (len(await listed(audit)), await next_index(audit)) == (9, 9)


async def test_a_full_part_is_appended_first_and_listed_behind(audit: ServiceUnderTest) -> None:
    subject = uuid4()
    await append(audit, *(a_fact(subject, seq=number + 1) for number in range(PART_RECORDS)))
    assert (len(await listed(audit)), await next_index(audit)) == (0, 0)

    await append(audit, *a_life(Teller()))
    assert ([int(row[0]) for row in await listed(audit)], await next_index(audit)) == (
        [PART_RECORDS + place for place in range(9)],
        0,
    )

    while await audit.process.dispatcher.tick(indexing.list_batch):
        pass
    whole = PART_RECORDS + 9
    assert ([int(row[0]) for row in await listed(audit)], await next_index(audit)) == (list(range(whole)), whole)


async def test_the_task_lists_when_the_record_has_caught_up_and_not_before(audit: ServiceUnderTest) -> None:
    await append(audit, *a_life(Teller()))
    await forget(audit)
    behind = indexing.ENTRIES_AT_ONCE + 1
    looks, looked_again = 0, asyncio.Event()

    def records_behind() -> int:
        nonlocal looks
        looks += 1
        if looks == 2:
            looked_again.set()
        return behind

    context = replace(audit.process.context(), behind=records_behind, stopping=asyncio.Event())
    task = asyncio.create_task(indexing.list_the_unlisted(context))
    try:
        await asyncio.wait_for(looked_again.wait(), 20)
        assert await next_index(audit) == 0

        behind = indexing.ENTRIES_AT_ONCE
        for _ in range(400):
            if await next_index(audit):
                break
            await asyncio.sleep(0.05)
        assert await next_index(audit) == 9
    finally:
        context.stopping.set()
        await task


async def _and_fail(work: Awaitable[None]) -> None:
    await work
    raise ZeroDivisionError


async def test_a_batch_of_repeats_lists_nothing(audit: ServiceUnderTest) -> None:
    fact = a_fact(UUID(int=1))
    await append(audit, fact)
    await append(audit, fact, fact)

    assert (len(await listed(audit)), await next_index(audit)) == (1, 1)


async def test_entries_of_before_are_listed_batch_by_batch_whenever_the_task_was_killed(
    audit: ServiceUnderTest,
) -> None:
    await append(audit, *a_life(Teller()))
    before = await listed(audit)
    await forget(audit)
    batch = partial(indexing.list_batch, at_once=2)

    counts = [await audit.process.dispatcher.tick(batch) for _ in range(6)]

    assert counts == [2, 2, 2, 2, 1, 0]
    assert (await listed(audit), await next_index(audit)) == (before, 9)


async def test_what_an_older_release_appended_between_is_listed_too(audit: ServiceUnderTest) -> None:
    life = a_life(Teller())
    await append(audit, *life[:6])
    await forget(audit, "index IN (2, 3)")
    await append(audit, *life[6:])
    assert (len(await listed(audit)), await next_index(audit)) == (7, 0)

    while await audit.process.dispatcher.tick(indexing.list_batch):
        pass

    assert ([int(row[0]) for row in await listed(audit)], await next_index(audit)) == (list(range(9)), 9)


async def test_whoever_lists_behind_waits_for_who_appends_and_finds_nothing_left(audit: ServiceUnderTest) -> None:
    life = a_life(Teller())
    await append(audit, *life[:4])

    _, left = await one_after_the_other(
        audit, lambda uow, now: record(deliveries(*life[4:]), uow, now), indexing.list_batch
    )

    assert left == 0
    assert ([int(row[0]) for row in await listed(audit)], await next_index(audit)) == (list(range(9)), 9)

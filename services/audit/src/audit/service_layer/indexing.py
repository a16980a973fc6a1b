"""Entries that were appended without their words are listed here: while the record caught up, or by an older release.

A batch is one transaction that moves `listed.next_index`: killed at any moment, the next process goes on there.
"""

from datetime import datetime

from audit.domain.listing import listed
from audit.service_layer.unit_of_work import UnitOfWork
from chassis import telemetry
from chassis.database import is_transient
from chassis.tasks import TaskContext

ENTRIES_AT_ONCE = 2_000
REST_SECONDS = 1.0


async def list_the_unlisted(context: TaskContext) -> None:
    """List batch after batch until nothing is left, and look again from time to time; who appends goes first."""
    while not context.stopping.is_set():
        try:
            is_catching_up = context.behind() > ENTRIES_AT_ONCE
            if not is_catching_up and await context.dispatcher.tick(list_batch) == ENTRIES_AT_ONCE:
                continue
        except Exception as error:
            if not is_transient(error):
                raise
            telemetry.log.warning("entries-not-listed", error=type(error).__name__)
        await context.rest(REST_SECONDS)


async def list_batch(uow: UnitOfWork, _now: datetime, at_once: int = ENTRIES_AT_ONCE) -> int:
    """List the next entries that are not listed, at most so many; returns how many."""
    first = await uow.listing.lock()
    entries = await uow.entries.values(first, at_once)
    if entries:
        await uow.listing.fill(first, [listed(entry) for entry in entries])
    return len(entries)

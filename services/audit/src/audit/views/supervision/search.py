"""Facts by time, type, unit and case, each with its proof. What is not found is not proved to be absent."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.views.proving import ShownLog, prove, shown_logs
from audit.views.supervision.asked import Order, Place, Wanted
from audit.views.supervision.completeness import first_unlisted
from audit.views.supervision.proven import ProvenFact, ShownCheckpoint, proven_fact, shown_checkpoint
from chassis.database import Connection, Row

NOT_PROVED = (
    "Mỗi sự kiện trả về đều kèm bằng chứng nằm trong sổ. Việc không tìm thấy KHÔNG chứng minh là không có:"
    " hãy tự dựng lại chỉ mục từ sổ bằng `verify.py rebuild-index`."
)
# A plan of its own for each question: a filter that was not given must not cost the index of one that was.
OWN_PLAN = "SET LOCAL plan_cache_mode = force_custom_plan"
FOUND = """
FROM listing JOIN entries ON entries.index = listing.index
WHERE listing.index < $1
    AND ($2::timestamptz IS NULL OR listing.time >= $2) AND ($3::timestamptz IS NULL OR listing.time < $3)
    AND ($4::text IS NULL OR listing.type = $4) AND ($5::text IS NULL OR (listing.unit = $5 AND listing.unit <> ''))
    AND ($6::text IS NULL OR (listing.case_id = $6 AND listing.case_id <> ''))
"""
_PAGE = f"""
SELECT entries.index, entries.fact_id, entries.source, entries.subject, entries.seq, entries.type, entries.value,
    listing.time, listing.unit, listing.case_id, listing.nomination_id
{FOUND}
    AND ($7::timestamptz IS NULL OR (listing.time, listing.index) > ($7, $8::bigint))
ORDER BY listing.time, listing.index LIMIT $9
"""
_QUERIES = {
    Order.OLDEST: _PAGE,
    Order.NEWEST: _PAGE.replace("listing.index) > (", "listing.index) < (").replace(
        "ORDER BY listing.time, listing.index", "ORDER BY listing.time DESC, listing.index DESC"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactList:
    """A page of facts under the checkpoints of their logs; `after` of the next page, null on the last one.

    `is_complete` is false while entries are still being listed, so that some may be missing here.
    """

    facts: list[ProvenFact]
    checkpoints: list[ShownCheckpoint]
    after: str | None
    is_complete: bool
    absence_is_proved: bool
    about_absence: str


async def facts_found(
    connection: Connection, wanted: Wanted, order: Order, after: Place | None, limit: int
) -> FactList:
    """One page; raises NothingSigned, RecordDamaged."""
    logs = await shown_logs(connection)
    rows = await rows_found(connection, logs[-1].past_index, wanted, order, after, limit + 1)
    return await fact_list(connection, logs, rows, limit)


async def rows_found(
    connection: Connection, size: int, wanted: Wanted, order: Order, after: Place | None, limit: int
) -> list[Row]:
    """Entries of the first `size` of the record, with their words."""
    await connection.execute(OWN_PLAN)
    return list(
        await connection.fetch(
            _QUERIES[order],
            size,
            wanted.since,
            wanted.until,
            wanted.type,
            wanted.unit,
            wanted.case_id,
            None if after is None else after.time,
            None if after is None else after.index,
            limit,
        )
    )


async def fact_list(connection: Connection, logs: Sequence[ShownLog], rows: Sequence[Row], limit: int) -> FactList:
    """A page of rows, of which one too many says that there is another page."""
    page = rows[:limit]
    last = Place(page[-1]["time"], page[-1]["index"]) if len(rows) > limit else None
    return FactList(
        facts=[proven_fact(each) for each in await prove(connection, logs, page)],
        checkpoints=[
            shown_checkpoint(log.shown) for log in logs if log is logs[-1] or any(log.covers(row) for row in page)
        ],
        after=None if last is None else str(last),
        is_complete=await first_unlisted(connection) >= logs[-1].past_index,
        absence_is_proved=False,
        about_absence=NOT_PROVED,
    )

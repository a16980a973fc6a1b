"""How much a filter finds, told before it is exported."""

from dataclasses import dataclass

from audit.views.supervision.asked import Wanted
from audit.views.supervision.completeness import listed_logs
from audit.views.supervision.search import FOUND, OWN_PLAN
from chassis.database import Connection

AT_MOST = 20_000
"""Facts in one bundle."""
_SIZE = f"""
SELECT count(*) AS fact_count, coalesce(sum(bytes), 0)::bigint AS entry_bytes
FROM (SELECT octet_length(entries.value) AS bytes {FOUND} LIMIT $7) AS found
"""  # noqa: S608 (the search's own condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many facts, and the bytes of their entries, before proofs are added and all is packed.

    Where `is_too_many`, both are only what was counted until then: one bundle holds at most `at_most` facts.
    """

    fact_count: int
    entry_bytes: int
    at_most: int
    is_too_many: bool


async def size_of(connection: Connection, wanted: Wanted) -> Size:
    """As the bundle would be now; raises NothingSigned, NotYetListed."""
    past_index = (await listed_logs(connection))[-1].past_index
    await connection.execute(OWN_PLAN)
    (row,) = await connection.fetch(
        _SIZE, past_index, wanted.since, wanted.until, wanted.type, wanted.unit, wanted.case_id, AT_MOST + 1
    )
    count = row["fact_count"]
    return Size(fact_count=count, entry_bytes=row["entry_bytes"], at_most=AT_MOST, is_too_many=count > AT_MOST)

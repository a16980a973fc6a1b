"""Whether the facts of a command have arrived, so that the next page shows what a person just did."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.database import Connection


async def latest_change(connection: Connection, case_ids: Sequence[UUID]) -> datetime | None:
    """When the last of the cases changed."""
    found = await connection.fetchval(
        "SELECT max(changed_at) FROM projection.review_case WHERE case_id = ANY($1::uuid[])", list(case_ids)
    )
    return found if isinstance(found, datetime) else None


async def all_changed(connection: Connection, case_ids: Sequence[UUID], since: datetime) -> bool:
    """Whether every one of the cases has changed since, or became an award."""
    waiting = await connection.fetchval(
        """
        SELECT count(1) FROM projection.review_case c
        WHERE c.case_id = ANY($1::uuid[]) AND c.changed_at <= $2
            AND NOT EXISTS (SELECT FROM projection.award a WHERE a.case_id = c.case_id)
        """,
        list(case_ids),
        since,
    )
    return not waiting


async def all_revoked(connection: Connection, award_ids: Sequence[UUID]) -> bool:
    """Whether every one of the awards is shown as revoked."""
    waiting = await connection.fetchval(
        "SELECT count(1) FROM projection.award WHERE award_id = ANY($1::uuid[]) AND revoked_on IS NULL", list(award_ids)
    )
    return not waiting

"""Units that facts name, for those who supervise to choose from."""

from chassis.database import Connection

_UNITS = """
SELECT DISTINCT unit FROM (
    SELECT proposing_unit AS unit FROM projection.nomination
    UNION ALL SELECT receiving_agency FROM projection.review_case
) AS named
WHERE unit IS NOT NULL ORDER BY unit LIMIT 2000
"""


async def units_named(connection: Connection) -> tuple[str, ...]:
    """Every unit that proposed, every agency that received."""
    return tuple(row["unit"] for row in await connection.fetch(_UNITS))

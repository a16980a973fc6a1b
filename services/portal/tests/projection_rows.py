"""Everything the projections hold, to compare one state with another."""

import orjson

from chassis.database import Connection

TABLES = ("nomination", "submission", "review_case", "opinion", "decision", "award", "step", "tally")

Rows = dict[str, list[str]]


async def rows_of(connection: Connection, schema: str = "projection") -> Rows:
    """Every row of every table, as sorted text."""
    found: Rows = {}
    for table in TABLES:
        rows = await connection.fetch(f"SELECT to_jsonb(each) AS row FROM {schema}.{table} AS each")
        found[table] = sorted(
            orjson.dumps(orjson.loads(row["row"]), option=orjson.OPT_SORT_KEYS).decode() for row in rows
        )
    return found


def _text(row: str) -> str:
    return orjson.dumps(orjson.loads(row), option=orjson.OPT_SORT_KEYS).decode()


async def clear(connection: Connection) -> None:
    for table in TABLES:
        await connection.execute(f"DELETE FROM projection.{table}")

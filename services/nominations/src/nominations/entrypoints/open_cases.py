"""`python -m nominations open-cases --json-lines`: what `python -m rulebook impact` reads, in the service's settings.

One dossier a line, for every nomination on which nothing was decided yet; ids alone, no name ever.
"""

import sys
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

from chassis.database import Pool, connect_pool, reading
from chassis.settings import ChassisSettings, SettingsError
from nominations.views.evaluation import undecided

OK, WRONG_USE = 0, 2


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json-lines", action="store_true", required=True, help="one dossier of the rulebook a line")


async def run(read: Callable[[], ChassisSettings]) -> int:
    """Print them, in the order of their ids."""
    try:
        settings = read()
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return WRONG_USE
    pool = await connect_pool(settings.database_url, application_name="nominations-open-cases", max_size=1)
    try:
        async for line in lines(pool, datetime.now(UTC)):
            sys.stdout.write(f"{line}\n")
    finally:
        await pool.close()
    return OK


async def lines(pool: Pool, now: datetime) -> AsyncIterator[str]:
    """Of one moment: what is handed in meanwhile comes next time."""
    async with reading(pool) as connection:
        async for dossier in undecided(connection, now):
            yield dossier.model_dump_json(exclude_none=True)

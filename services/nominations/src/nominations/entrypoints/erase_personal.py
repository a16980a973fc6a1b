"""`python -m nominations erase-personal`: for the operator, in the service's own environment."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from json import dumps
from typing import cast
from uuid import UUID, uuid4

from pydantic import ValidationError

from chassis import process
from chassis.actors import Actor
from chassis.database import connect_pool
from chassis.service import Service
from chassis.settings import ChassisSettings, SettingsError
from contracts.roles import Role
from nominations.domain.commands import Erased, ErasePersonal
from nominations.domain.errors import Refused

OK, FINDING, WRONG_USE = 0, 1, 2


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--by", required=True, metavar="SUB", help="who does it, as the issuer names them (`sub`)")
    parser.add_argument("--reason", required=True, metavar="CODE", help="a reason of the rulebook, as person-asked")
    parser.add_argument("nominations", nargs="+", type=UUID, metavar="NOMINATION")


async def run(service: Service, read: Callable[[], ChassisSettings], asked: Namespace) -> int:
    """Erase, and print how much; 1 when it is refused."""
    try:
        settings = read()
        command = ErasePersonal(nomination_ids=tuple(asked.nominations), reason=asked.reason)
    except (SettingsError, ValidationError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return WRONG_USE
    pool = await connect_pool(settings.database_url, application_name="nominations-operator", max_size=2)
    try:
        dispatcher = process.make_dispatcher(service, settings, pool)
        actor = Actor(role=Role.OPERATOR, sub=asked.by)
        erased = cast(Erased, await dispatcher.execute(command, actor, request_id=f"operator-{uuid4()}"))
    except Refused as error:
        print(f"{type(error).__name__}: {error}; nothing was changed", file=sys.stderr)  # noqa: T201
        return FINDING
    finally:
        await pool.close()
    print(dumps(erased.model_dump()))  # noqa: T201
    return OK

"""What time alone asks of nominations: to forget workbooks that have expired, and to name whom older rows are about."""

from datetime import datetime

from chassis.database import is_transient
from chassis.tasks import TaskContext
from chassis.telemetry import log
from nominations.service_layer.registers.persons import anchor_earlier
from nominations.service_layer.unit_of_work import UnitOfWork

EVERY_SECONDS = 3_600.0
TROUBLE_SECONDS = 2.0


async def forget_imports(context: TaskContext) -> None:
    """Once an hour, until the process stops; trouble of the database is waited out."""
    while not context.stopping.is_set():
        try:
            await context.dispatcher.tick(_forget)
            while await context.dispatcher.tick(anchor_earlier):
                pass
        except Exception as error:
            if not is_transient(error):
                raise
            log.warning("expired imports wait for the database", error_class=type(error).__name__)
            await context.rest(TROUBLE_SECONDS)
        else:
            await context.rest(EVERY_SECONDS)


async def _forget(uow: UnitOfWork, now: datetime) -> int:
    return await uow.imports.forget_expired(at=now) + await uow.history_imports.forget_expired(at=now)

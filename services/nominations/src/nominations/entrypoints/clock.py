"""What time alone asks of nominations: to forget workbooks that have expired."""

from datetime import datetime

from chassis.tasks import TaskContext
from nominations.service_layer.unit_of_work import UnitOfWork

EVERY_SECONDS = 3_600.0


async def forget_imports(context: TaskContext) -> None:
    """Once an hour, until the process stops."""
    while not context.stopping.is_set():
        await context.dispatcher.tick(_forget)
        await context.rest(EVERY_SECONDS)


async def _forget(uow: UnitOfWork, now: datetime) -> int:
    return await uow.imports.forget_expired(at=now)

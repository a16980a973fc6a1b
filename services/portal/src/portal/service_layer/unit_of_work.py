"""The projections that one batch of facts changes together."""

from chassis.database import Connection
from chassis.unit_of_work import UnitOfWork as ChassisUnitOfWork
from portal.adapters.repository import LIVE_SCHEMA, ProjectionRepository


class UnitOfWork(ChassisUnitOfWork):
    """Writes into `schema`; a rebuild subclasses it to write beside the live one."""

    schema = LIVE_SCHEMA

    def open(self, connection: Connection) -> None:
        self.projections = ProjectionRepository(connection, self.schema)

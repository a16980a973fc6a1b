"""The repositories that share a transaction with outbox and inbox."""

from chassis import unit_of_work
from chassis.database import Connection
from notifications.adapters.repository import MessageRepository, RecipientRepository, UnitsRepository


class UnitOfWork(unit_of_work.UnitOfWork):
    def open(self, connection: Connection) -> None:
        self.recipients = RecipientRepository(connection)
        self.units = UnitsRepository(connection)
        self.messages = MessageRepository(connection)

"""What one transaction of the record changes together."""

from audit.adapters.checkpoints import CheckpointRepository
from audit.adapters.repository import EntryRepository
from audit.adapters.tiles import TreeRepository
from chassis import unit_of_work
from chassis.database import Connection


class UnitOfWork(unit_of_work.UnitOfWork):
    """Entries, tree and checkpoints beside the outbox."""

    def open(self, connection: Connection) -> None:
        """Make the repositories of this transaction."""
        self.entries = EntryRepository(connection)
        self.tree = TreeRepository(connection)
        self.checkpoints = CheckpointRepository(connection)

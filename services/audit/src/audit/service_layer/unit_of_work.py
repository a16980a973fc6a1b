"""What one transaction of the record changes together."""

from functools import partial

from audit.adapters.checkpoints import CheckpointRepository
from audit.adapters.entry_listing import ListingRepository
from audit.adapters.looks import LookRepository
from audit.adapters.repository import EntryRepository
from audit.adapters.shards import ShardRepository
from audit.adapters.tiles import TreeRepository
from chassis import unit_of_work
from chassis.database import Connection


class UnitOfWork(unit_of_work.UnitOfWork):
    """Entries with their index, tree and checkpoints, and looks, beside the outbox."""

    def open(self, connection: Connection) -> None:
        """Make the repositories of this transaction."""
        self.entries = EntryRepository(connection)
        self.listing = ListingRepository(connection)
        self.looks = LookRepository(connection)
        self.tree = partial(TreeRepository, connection)
        self.checkpoints = CheckpointRepository(connection)
        self.shards = ShardRepository(connection)

"""The repositories that share one transaction with outbox and inbox."""

from chassis import unit_of_work
from chassis.database import Connection
from review.adapters.desk import DeskRepository
from review.adapters.opinions import OpinionRepository
from review.adapters.repository import AwardRepository, CaseRepository, DecisionRepository


class UnitOfWork(unit_of_work.UnitOfWork):
    def open(self, connection: Connection) -> None:
        self.cases = CaseRepository(connection)
        self.desk = DeskRepository(connection)
        self.opinions = OpinionRepository(connection)
        self.decisions = DecisionRepository(connection)
        self.awards = AwardRepository(connection)

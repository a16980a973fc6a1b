"""The repositories that share one transaction with outbox and inbox."""

from chassis import unit_of_work
from chassis.database import Connection
from nominations.adapters.evaluation import EvaluationRepository
from nominations.adapters.evidence.rows import EvidenceRepository
from nominations.adapters.imports import ImportRepository
from nominations.adapters.repeats import RepeatRepository
from nominations.adapters.repository import ListRepository, NominationRepository
from nominations.adapters.submissions import SubmissionRepository


class UnitOfWork(unit_of_work.UnitOfWork):
    def open(self, connection: Connection) -> None:
        self.nominations = NominationRepository(connection)
        self.lists = ListRepository(connection)
        self.imports = ImportRepository(connection)
        self.repeats = RepeatRepository(connection)
        self.evaluation = EvaluationRepository(connection)
        self.submissions = SubmissionRepository(connection)
        self.evidence = EvidenceRepository(connection)

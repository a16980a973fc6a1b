"""The repositories that share one transaction with outbox and inbox."""

from chassis import unit_of_work
from chassis.database import Connection
from nominations.adapters.evaluation import EvaluationRepository
from nominations.adapters.evidence.rows import EvidenceRepository
from nominations.adapters.history import HistoryRepository
from nominations.adapters.history_imports import HistoryImportRepository
from nominations.adapters.imports import ImportRepository
from nominations.adapters.initiatives import InitiativeRepository
from nominations.adapters.lists import ListRepository
from nominations.adapters.persons import PersonRepository
from nominations.adapters.repeats import RepeatRepository
from nominations.adapters.repository import NominationRepository
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
        self.persons = PersonRepository(connection)
        self.history = HistoryRepository(connection)
        self.history_imports = HistoryImportRepository(connection)
        self.initiatives = InitiativeRepository(connection)

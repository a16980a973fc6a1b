"""A whole list held against the rules: each clause once, with how many of the list it is met by, or not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from chassis.database import Connection
from directory import load_directory
from nominations.adapters.evaluation import EvaluationRepository
from nominations.domain import errors
from nominations.domain.evaluation import Alike
from nominations.views.evaluation import FindingView, finding_view
from rulebook import Finding, Outcome, load_law

AT_ONCE = 2_000
SHOWN = 50
SAID = frozenset({Outcome.FAILED, Outcome.NEEDS_EVIDENCE})


class ClauseOfList(BaseModel):
    """One sentence about some of the list; of many the ids of the first ones, in id order."""

    finding: FindingView
    count: int
    nomination_ids: list[UUID]


class ListEvaluation(BaseModel):
    """`counts`: findings by outcome; `clauses`: those that are not met or not told, what holds most back first."""

    list_id: UUID
    nominations: int
    counts: dict[Outcome, int]
    clauses: list[ClauseOfList]


@dataclass(slots=True)
class _Clause:
    finding: Finding
    count: int = 0
    nomination_ids: list[UUID] = field(default_factory=list)

    def add(self, nomination_id: UUID) -> None:
        self.count += 1
        if len(self.nomination_ids) < SHOWN:
            self.nomination_ids.append(nomination_id)


async def list_evaluation(connection: Connection, list_id: UUID, unit: str, now: datetime) -> ListEvaluation:
    """As of now; what was erased is left out. Raise UnknownList where the unit has no such list."""
    ids = await _ids(connection, list_id, unit)
    alike, found = Alike(load_law(), load_directory()), EvaluationRepository(connection)
    counts, clauses, asked = Counter[Outcome](), dict[tuple[str, str], _Clause](), 0
    for start in range(0, len(ids), AT_ONCE):
        for told in await found.told(ids[start : start + AT_ONCE], now):
            _, findings = alike.of(told)
            counts.update(finding.outcome for finding in findings)
            _tell(findings, told.nomination.nomination_id, clauses)
            asked += 1
    said = sorted(clauses.values(), key=lambda each: (not each.finding.refuses, -each.count))
    return ListEvaluation(
        list_id=list_id, nominations=asked, counts=dict(counts), clauses=[_shown(each) for each in said]
    )


def _tell(findings: Sequence[Finding], nomination_id: UUID, clauses: dict[tuple[str, str], _Clause]) -> None:
    for finding in findings:
        if finding.outcome in SAID:
            clauses.setdefault((finding.row, finding.sentence), _Clause(finding)).add(nomination_id)


def _shown(clause: _Clause) -> ClauseOfList:
    return ClauseOfList(finding=finding_view(clause.finding), count=clause.count, nomination_ids=clause.nomination_ids)


async def _ids(connection: Connection, list_id: UUID, unit: str) -> list[UUID]:
    if not await connection.fetchval("SELECT true FROM lists WHERE list_id = $1 AND unit = $2", list_id, unit):
        raise errors.UnknownList(list_id)
    rows = await connection.fetch(
        """
        SELECT nomination_id FROM nominations WHERE list_id = $1 AND dossier ->> 'name' IS NOT NULL
        ORDER BY nomination_id
        """,
        list_id,
    )
    return [row["nomination_id"] for row in rows]

"""What the registers know of the persons whom nominations name: for the evaluation, and for whoever reads a case.

A few queries whatever the number of nominations: persons are joined by their cluster, which is indexed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.database import Connection, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAward:
    """One earlier award that certainly is the subject's: by rule, or because a human confirmed it."""

    entry_id: UUID
    award_code: str
    award_name: str | None
    kind: str | None
    year: int
    period_first: date | None
    period_last: date | None
    decision_number: str | None
    decided_on: date | None
    issuing_body: str | None
    issuing_unit: str | None
    status: str
    """`in-force` or `revoked`."""
    source: str
    unit_then: str
    nomination_id: UUID | None
    """Ours, that it came of."""


@dataclass(frozen=True, slots=True)
class SpentFor:
    award_code: str
    year: int
    nomination_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedInitiative:
    """An initiative that the nomination names; spent for by others than this nomination."""

    initiative_id: UUID
    kind: str
    level: str
    year: int
    council: str | None
    decision_number: str | None
    decided_on: date | None
    is_author: bool
    """The subject is one of its authors, as far as that is certain."""
    spent_for: tuple[SpentFor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """`questions`: how many others may be the subject, and wait for a human's answer."""

    history: tuple[PastAward, ...] = ()
    initiatives: tuple[ClaimedInitiative, ...] = ()
    questions: int = 0


async def gather(connection: Connection, nomination_ids: Sequence[UUID]) -> dict[UUID, Gathered]:
    """By nomination; each that was asked about is there."""
    asked = list(nomination_ids)
    history = await _history(connection, asked)
    initiatives = await _initiatives(connection, asked)
    questions = await _questions(connection, asked)
    return {
        each: Gathered(
            history=tuple(history.get(each, ())),
            initiatives=tuple(initiatives.get(each, ())),
            questions=questions.get(each, 0),
        )
        for each in asked
    }


async def _history(connection: Connection, asked: list[UUID]) -> dict[UUID, list[PastAward]]:
    """Without what came of the nomination itself."""
    rows = await connection.fetch(
        """
        SELECT n.nomination_id AS asked_id, h.entry_id, h.award_code, h.award_name, h.kind, h.year, h.period_first,
            h.period_last, COALESCE(h.decision_number, d.number) AS decision_number, h.decided_on, h.issuing_body,
            COALESCE(h.issuing_unit, d.agency) AS issuing_unit, h.status, h.source, h.unit_then,
            h.nomination_id
        FROM nominations AS n JOIN persons AS mine ON mine.person_id = n.person_id
            JOIN persons AS p ON p.cluster_id = mine.cluster_id
            JOIN history AS h ON h.person_id = p.person_id
            LEFT JOIN known_decisions AS d ON d.decision_id = h.decision_id
        WHERE n.nomination_id = ANY($1::uuid[]) AND h.status <> 'withdrawn'
            AND h.nomination_id IS DISTINCT FROM n.nomination_id
        ORDER BY h.year, h.entry_id
        """,
        asked,
    )
    found: dict[UUID, list[PastAward]] = defaultdict(list)
    for row in rows:
        found[row["asked_id"]].append(PastAward(**{name: row[name] for name in _PAST}))
    return found


async def _initiatives(connection: Connection, asked: list[UUID]) -> dict[UUID, list[ClaimedInitiative]]:
    rows = await connection.fetch(
        """
        SELECT n.nomination_id AS asked_id, i.initiative_id, i.kind, i.level, i.year, i.council, i.decision_number,
            i.decided_on, u.award_code AS spent_code, u.year AS spent_year, u.nomination_id AS spent_id,
            EXISTS (SELECT FROM initiative_authors AS a JOIN persons AS p ON p.person_id = a.person_id
                    JOIN persons AS mine ON mine.cluster_id = p.cluster_id
                WHERE a.initiative_id = i.initiative_id AND mine.person_id = n.person_id) AS is_author
        FROM nominations AS n
            CROSS JOIN LATERAL jsonb_array_elements_text(n.private -> 'initiative_ids') AS named (id)
            JOIN initiatives AS i ON i.initiative_id = named.id::uuid AND i.withdrawn_at IS NULL
            LEFT JOIN initiative_uses AS u
                ON u.initiative_id = i.initiative_id AND u.nomination_id <> n.nomination_id
        WHERE n.nomination_id = ANY($1::uuid[]) AND n.private ? 'initiative_ids'
        ORDER BY i.year, i.initiative_id, u.award_code
        """,
        asked,
    )
    grouped: dict[tuple[UUID, UUID], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["asked_id"], row["initiative_id"]].append(row)
    found: dict[UUID, list[ClaimedInitiative]] = defaultdict(list)
    for (asked_id, _), uses in grouped.items():
        found[asked_id].append(_claimed(uses))
    return found


def _claimed(uses: Sequence[Row]) -> ClaimedInitiative:
    return ClaimedInitiative(
        **{name: uses[0][name] for name in _CLAIMED},
        spent_for=tuple(
            SpentFor(each["spent_code"], each["spent_year"], each["spent_id"])
            for each in uses
            if each["spent_id"] is not None
        ),
    )


async def _questions(connection: Connection, asked: list[UUID]) -> dict[UUID, int]:
    rows = await connection.fetch(
        """
        SELECT n.nomination_id, count(DISTINCT (l.first_id, l.second_id)) AS questions
        FROM nominations AS n JOIN persons AS mine ON mine.person_id = n.person_id
            JOIN persons AS p ON p.cluster_id = mine.cluster_id
            JOIN person_links AS l ON (l.first_id = p.person_id OR l.second_id = p.person_id)
        WHERE n.nomination_id = ANY($1::uuid[]) AND l.state = 'doubtful' GROUP BY n.nomination_id
        """,
        asked,
    )
    return {row["nomination_id"]: row["questions"] for row in rows}


_PAST = tuple(PastAward.__dataclass_fields__)
_CLAIMED = tuple(name for name in ClaimedInitiative.__dataclass_fields__ if name != "spent_for")

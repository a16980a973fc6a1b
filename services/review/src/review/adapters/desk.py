"""Who works on which case, and what was ticked: private to the agency; notes go with the nomination's personal data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection
from review.domain.commands import Tick
from review.domain.model import Colleague


@dataclass(frozen=True, slots=True)
class DeskRepository:
    connection: Connection

    async def join(self, colleague_id: UUID, agency: str, sub: str, name: str, *, at: datetime) -> UUID:
        """The id under which the person is known in the agency: the one of before, if there was one."""
        found = await self.connection.fetchval(
            """
            INSERT INTO colleagues (colleague_id, agency, sub, name, joined_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (agency, sub) DO UPDATE SET name = excluded.name RETURNING colleague_id
            """,
            colleague_id,
            agency,
            sub,
            name,
            at,
        )
        assert isinstance(found, UUID)  # noqa: S101 (an upsert returns its row)
        return found

    async def colleague(self, colleague_id: UUID) -> Colleague | None:
        agency = await self.connection.fetchval("SELECT agency FROM colleagues WHERE colleague_id = $1", colleague_id)
        return None if agency is None else Colleague(colleague_id=colleague_id, agency=agency)

    async def colleague_id_of(self, agency: str, sub: str) -> UUID | None:
        found = await self.connection.fetchval(
            "SELECT colleague_id FROM colleagues WHERE agency = $1 AND sub = $2", agency, sub
        )
        return found if isinstance(found, UUID) else None

    async def leave(self, colleague_id: UUID) -> int:
        """Forget a person: their cases are nobody's, their ticks say no more by whom. How many cases they had."""
        cases = await self.connection.fetchval("SELECT count(1) FROM assignments WHERE colleague_id = $1", colleague_id)
        await self.connection.execute("DELETE FROM colleagues WHERE colleague_id = $1", colleague_id)
        return int(cases or 0)

    async def assign(self, case_ids: Sequence[UUID], colleague_id: UUID, note: str | None, *, at: datetime) -> None:
        await self.connection.execute(
            """
            INSERT INTO assignments (case_id, colleague_id, note, assigned_at)
            SELECT case_id, $2, $3, $4 FROM unnest($1::uuid[]) AS wanted (case_id)
            ON CONFLICT (case_id) DO UPDATE
                SET colleague_id = excluded.colleague_id, note = excluded.note, assigned_at = excluded.assigned_at
            """,
            list(case_ids),
            colleague_id,
            note,
            at,
        )

    async def release(self, case_ids: Sequence[UUID]) -> None:
        await self.connection.execute("DELETE FROM assignments WHERE case_id = ANY($1::uuid[])", list(case_ids))

    async def tick(self, case_id: UUID, ticks: Sequence[Tick], by: UUID | None, *, at: datetime) -> None:
        """Set ticks, and take those without an outcome back."""
        kept = [tick for tick in ticks if tick.outcome is not None]
        await self.connection.execute(
            "DELETE FROM ticks WHERE case_id = $1 AND row_id = ANY($2::text[])",
            case_id,
            [tick.row for tick in ticks if tick.outcome is None],
        )
        await self.connection.execute(
            """
            INSERT INTO ticks AS known (case_id, row_id, outcome, note, ticked_by, ticked_at)
            SELECT $1, row_id, outcome, note, $5, $6
            FROM unnest($2::text[], $3::text[], $4::text[]) AS made (row_id, outcome, note)
            ON CONFLICT (case_id, row_id) DO UPDATE SET outcome = excluded.outcome, note = excluded.note,
                ticked_by = excluded.ticked_by, ticked_at = excluded.ticked_at
            WHERE (known.outcome, known.note) IS DISTINCT FROM (excluded.outcome, excluded.note)
            """,
            case_id,
            [tick.row for tick in kept],
            [tick.outcome for tick in kept],
            [tick.note for tick in kept],
            by,
            at,
        )

    async def forget_notes(self, nomination_id: UUID) -> None:
        """Destroy what was written about the nomination; who works on it and what was ticked stays."""
        for statement in _FORGET:
            await self.connection.execute(statement, nomination_id)


_FORGET = (
    """
    UPDATE assignments SET note = NULL FROM cases
    WHERE cases.case_id = assignments.case_id AND nomination_id = $1 AND note IS NOT NULL
    """,
    """
    UPDATE ticks SET note = NULL FROM cases
    WHERE cases.case_id = ticks.case_id AND nomination_id = $1 AND note IS NOT NULL
    """,
)

"""Every SQL statement that loads or saves the state of review. Many rows lock in id order, so that nobody deadlocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection
from contracts.review import CouncilDecided, DecisionIssued
from contracts.vocabulary import CommendationKind, SubjectKind
from review.domain.model import Award, AwardStatus, Case, CaseStatus, DecisionBook, Withdrawal


@dataclass(frozen=True, slots=True)
class CaseRepository:
    connection: Connection

    async def lock(self, case_ids: Sequence[UUID]) -> list[Case]:
        """The cases that exist, in id order, locked until the transaction ends."""
        rows = await self.connection.fetch(
            """
            SELECT case_id, nomination_id, submission_id, submission_seq, earlier_case_id, list_id, movement_id,
                proposing_unit, receiving_agency, subject_kind, award_code, commendation_kind, simplified,
                received_on, COALESCE(submitted_on, received_on) AS submitted_on,
                COALESCE(first_received_on, received_on) AS first_received_on, deed_at, status, withdrawal
            FROM cases WHERE case_id = ANY($1::uuid[]) ORDER BY case_id FOR UPDATE
            """,
            list(case_ids),
        )
        return [
            Case(
                case_id=row["case_id"],
                nomination_id=row["nomination_id"],
                submission_id=row["submission_id"],
                submission_seq=row["submission_seq"],
                earlier_case_id=row["earlier_case_id"],
                list_id=row["list_id"],
                movement_id=row["movement_id"],
                proposing_unit=row["proposing_unit"],
                receiving_agency=row["receiving_agency"],
                subject_kind=SubjectKind(row["subject_kind"]),
                award_code=row["award_code"],
                commendation_kind=CommendationKind(row["commendation_kind"]),
                simplified=row["simplified"],
                received_on=row["received_on"],
                submitted_on=row["submitted_on"],
                first_received_on=row["first_received_on"],
                deed_at=row["deed_at"],
                status=CaseStatus(row["status"]),
                withdrawal=Withdrawal(row["withdrawal"]),
            )
            for row in rows
        ]

    async def lock_latest(self, nomination_id: UUID) -> Case | None:
        """The nomination's latest case, locked until the transaction ends."""
        case_id = await self.connection.fetchval(
            "SELECT case_id FROM cases WHERE nomination_id = $1 ORDER BY submission_seq DESC LIMIT 1",
            nomination_id,
        )
        return None if case_id is None else (await self.lock([case_id]))[0]

    async def lock_subjects(self, nomination_id: UUID) -> list[UUID]:
        """Whatever facts of this service may be about: the nomination's cases, locked, opinions, awards."""
        cases = await self.connection.fetch(
            "SELECT case_id FROM cases WHERE nomination_id = $1 ORDER BY case_id FOR UPDATE", nomination_id
        )
        awards = await self.connection.fetch(
            """
            SELECT award_id FROM awards WHERE case_id = ANY($1::uuid[]) ORDER BY award_id FOR UPDATE
            """,
            [row["case_id"] for row in cases],
        )
        opinions = await self.connection.fetch(
            "SELECT opinion_id FROM opinions WHERE nomination_id = $1 ORDER BY opinion_id FOR UPDATE", nomination_id
        )
        subjects = (("case_id", cases), ("award_id", awards), ("opinion_id", opinions))
        return [row[name] for name, rows in subjects for row in rows]

    async def add(self, case: Case, *, at: datetime) -> None:
        await self.connection.execute(
            """
            INSERT INTO cases (case_id, nomination_id, submission_id, submission_seq, earlier_case_id, list_id,
                movement_id, proposing_unit, receiving_agency, subject_kind, award_code, commendation_kind,
                simplified, received_on, opened_at, status, withdrawal, changed_at, submitted_on, first_received_on,
                deed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $15, $18, $19, $20)
            """,
            case.case_id,
            case.nomination_id,
            case.submission_id,
            case.submission_seq,
            case.earlier_case_id,
            case.list_id,
            case.movement_id,
            case.proposing_unit,
            case.receiving_agency,
            case.subject_kind,
            case.award_code,
            case.commendation_kind,
            case.simplified,
            case.received_on,
            at,
            case.status,
            case.withdrawal,
            case.submitted_on,
            case.first_received_on,
            case.deed_at,
        )

    async def save(self, cases: Sequence[Case], *, at: datetime, reasons: Sequence[str] = ()) -> None:
        """Save status, withdrawal and day of receipt; reasons are those of the last step that gave any."""
        await self.connection.execute(
            """
            UPDATE cases SET status = changed.status, withdrawal = changed.withdrawal,
                received_on = changed.received_on, changed_at = $4,
                reasons = CASE WHEN cardinality($5::text[]) > 0 THEN $5::text[] ELSE cases.reasons END
            FROM unnest($1::uuid[], $2::text[], $3::text[], $6::date[])
                AS changed (case_id, status, withdrawal, received_on)
            WHERE cases.case_id = changed.case_id
            """,
            [case.case_id for case in cases],
            [case.status for case in cases],
            [case.withdrawal for case in cases],
            at,
            list(reasons),
            [case.received_on for case in cases],
        )

    async def add_verdicts(self, verdicts: Sequence[CouncilDecided]) -> None:
        """Store the counts of one session; its day, seats and id are the same in all of them."""
        session = verdicts[0]
        await self.connection.execute(
            """
            INSERT INTO verdicts (case_id, council_session_id, held_on, seats, yes, no, blank, threshold_percent,
                approved)
            SELECT case_id, $1, $2, $3, yes, no, blank, threshold_percent, approved
            FROM unnest($4::uuid[], $5::integer[], $6::integer[], $7::integer[], $8::integer[], $9::boolean[])
                AS counted (case_id, yes, no, blank, threshold_percent, approved)
            """,
            session.council_session_id,
            session.held_on,
            session.seats,
            [verdict.case_id for verdict in verdicts],
            [verdict.yes for verdict in verdicts],
            [verdict.no for verdict in verdicts],
            [verdict.blank for verdict in verdicts],
            [verdict.threshold_percent for verdict in verdicts],
            [verdict.approved for verdict in verdicts],
        )


@dataclass(frozen=True, slots=True)
class DecisionRepository:
    connection: Connection

    async def lock_book(self, agency: str, year: int) -> DecisionBook:
        """The agency's book of the year, made when new; the next taker waits until this transaction ends."""
        row = await self.connection.fetchrow(
            """
            INSERT INTO decision_books AS book (agency, year, last_number) VALUES ($1, $2, 0)
            ON CONFLICT (agency, year) DO UPDATE SET last_number = book.last_number
            RETURNING last_number, last_issued_on
            """,
            agency,
            year,
        )
        assert row is not None  # noqa: S101 (an upsert returns its row)
        return DecisionBook(
            agency=agency,
            year=year,
            last_number=row["last_number"],
            last_issued_on=row["last_issued_on"],
        )

    async def add(self, decision: DecisionIssued) -> None:
        """Store a decision and move its book on, in one statement: number and book cannot disagree."""
        await self.connection.execute(
            """
            WITH moved AS (
                UPDATE decision_books SET last_number = $4, last_issued_on = $6
                WHERE agency = $2 AND year = $3 AND last_number = $4 - 1
                RETURNING agency, year, last_number
            )
            INSERT INTO decisions (decision_id, agency, year, number, symbol, issued_on, award_count)
            SELECT $1, agency, year, last_number, $5, $6, $7 FROM moved
            """,
            decision.decision_id,
            decision.agency,
            decision.year,
            decision.number,
            decision.symbol,
            decision.issued_on,
            decision.award_count,
        )

    async def recall(self, decision: DecisionIssued) -> None:
        """Store a decision that a restored database lost; the book goes on behind the highest number."""
        await self.lock_book(decision.agency, decision.year)
        await self.connection.execute(
            """
            UPDATE decision_books
            SET last_number = GREATEST(last_number, $3), last_issued_on = GREATEST(last_issued_on, $4)
            WHERE agency = $1 AND year = $2
            """,
            decision.agency,
            decision.year,
            decision.number,
            decision.issued_on,
        )
        await self.connection.execute(
            """
            INSERT INTO decisions (decision_id, agency, year, number, symbol, issued_on, award_count)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            decision.decision_id,
            decision.agency,
            decision.year,
            decision.number,
            decision.symbol,
            decision.issued_on,
            decision.award_count,
        )


@dataclass(frozen=True, slots=True)
class AwardRepository:
    connection: Connection

    async def add(self, awards: Sequence[Award]) -> None:
        await self.connection.execute(
            """
            INSERT INTO awards (award_id, decision_id, case_id, nomination_id, agency, status)
            SELECT award_id, decision_id, case_id, nomination_id, agency, status
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[])
                AS issued (award_id, decision_id, case_id, nomination_id, agency, status)
            """,
            [award.award_id for award in awards],
            [award.decision_id for award in awards],
            [award.case_id for award in awards],
            [award.nomination_id for award in awards],
            [award.agency for award in awards],
            [award.status for award in awards],
        )

    async def lock(self, award_ids: Sequence[UUID]) -> list[Award]:
        """The awards that exist, in id order, locked until the transaction ends."""
        rows = await self.connection.fetch(
            """
            SELECT award_id, decision_id, case_id, nomination_id, agency, status
            FROM awards WHERE award_id = ANY($1::uuid[]) ORDER BY award_id FOR UPDATE
            """,
            list(award_ids),
        )
        return [
            Award(
                award_id=row["award_id"],
                decision_id=row["decision_id"],
                case_id=row["case_id"],
                nomination_id=row["nomination_id"],
                agency=row["agency"],
                status=AwardStatus(row["status"]),
            )
            for row in rows
        ]

    async def save_revoked(self, awards: Sequence[Award], on: date, reasons: Sequence[str]) -> None:
        """Save awards that were revoked together."""
        await self.connection.execute(
            """
            UPDATE awards SET status = changed.status, revoked_on = $3, reasons = $4
            FROM unnest($1::uuid[], $2::text[]) AS changed (award_id, status)
            WHERE awards.award_id = changed.award_id
            """,
            [award.award_id for award in awards],
            [award.status for award in awards],
            on,
            list(reasons),
        )

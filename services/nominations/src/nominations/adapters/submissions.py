"""What the rules said at each submission, kept beside the nomination."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from pydantic import TypeAdapter

from chassis.database import Connection
from nominations.domain.evaluation import LawDay, LawDayFrom
from rulebook import Finding

_FINDINGS = TypeAdapter(tuple[Finding, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One time that a nomination was handed over."""

    nomination_id: UUID
    submitted_at: datetime
    submitted_on: date
    law: LawDay
    digest: str | None
    despite: tuple[str, ...] = ()
    reason: str | None = None
    recalled: bool = False
    """Known by its fact alone: what was found and said then is lost."""


@dataclass(frozen=True, slots=True)
class SubmissionRepository:
    connection: Connection

    async def keep_findings(self, rendered: Mapping[str, str]) -> None:
        """By digest; those that are there are locked, so that no erasure takes them away meanwhile."""
        digests = sorted(rendered)
        await self.connection.execute(
            """
            INSERT INTO kept_findings (digest, findings)
            SELECT digest, findings::jsonb FROM unnest($1::text[], $2::text[]) AS kept (digest, findings)
            ORDER BY digest ON CONFLICT (digest) DO UPDATE SET digest = EXCLUDED.digest
            """,
            digests,
            [rendered[digest] for digest in digests],
        )

    async def add(self, submissions: Sequence[Submission]) -> None:
        await self.connection.copy_records_to_table(
            "submissions",
            columns=(
                "nomination_id",
                "submitted_at",
                "submitted_on",
                "law_on",
                "law_from",
                "digest",
                "despite",
                "reason",
                "recalled",
            ),
            records=[
                (
                    each.nomination_id,
                    each.submitted_at,
                    each.submitted_on,
                    each.law.day,
                    each.law.chosen_by,
                    each.digest,
                    list(each.despite),
                    each.reason,
                    each.recalled,
                )
                for each in submissions
            ],
        )

    async def repin(self, nomination_id: UUID, received_on: date) -> None:
        """The secretariat corrected the day of receipt of what was last handed over."""
        await self.connection.execute(
            """
            UPDATE submissions SET law_on = $2, law_from = 'repin'
            WHERE submission_id =
                (SELECT max(last.submission_id) FROM submissions AS last WHERE last.nomination_id = $1)
            """,
            nomination_id,
            received_on,
        )

    async def last(self, nomination_id: UUID) -> tuple[Submission, tuple[Finding, ...] | None] | None:
        """The last submission, with what was found then; without findings where they were erased or lost."""
        row = await self.connection.fetchrow(
            """
            SELECT submitted_at, submitted_on, law_on, law_from, submissions.digest, despite, reason, recalled,
                findings
            FROM submissions LEFT JOIN kept_findings ON kept_findings.digest = submissions.digest
            WHERE nomination_id = $1 ORDER BY submission_id DESC LIMIT 1
            """,
            nomination_id,
        )
        if row is None:
            return None
        submission = Submission(
            nomination_id=nomination_id,
            submitted_at=row["submitted_at"],
            submitted_on=row["submitted_on"],
            law=LawDay(day=row["law_on"], chosen_by=LawDayFrom(row["law_from"])),
            digest=row["digest"],
            despite=tuple(row["despite"]),
            reason=row["reason"],
            recalled=row["recalled"],
        )
        return submission, None if row["findings"] is None else restored(row["findings"])

    async def forget(self, nomination_ids: Collection[UUID]) -> None:
        """Empty what was found and said; findings that nobody else has are deleted."""
        rows = await self.connection.fetch(
            """
            UPDATE submissions AS emptied SET digest = NULL, reason = NULL FROM submissions AS former
            WHERE emptied.nomination_id = ANY($1::uuid[]) AND former.submission_id = emptied.submission_id
            RETURNING former.digest
            """,
            list(nomination_ids),
        )
        await self.connection.execute(
            """
            DELETE FROM kept_findings WHERE digest = ANY($1::text[])
                AND NOT EXISTS (SELECT FROM submissions WHERE submissions.digest = kept_findings.digest)
            """,
            sorted({row["digest"] for row in rows if row["digest"] is not None}),
        )


def rendered(findings: tuple[Finding, ...]) -> tuple[str, str]:
    """Digest and JSON of what is kept."""
    text = _FINDINGS.dump_json(findings).decode()
    return sha256(text.encode()).hexdigest(), text


def restored(text: str) -> tuple[Finding, ...]:
    return _FINDINGS.validate_json(text)

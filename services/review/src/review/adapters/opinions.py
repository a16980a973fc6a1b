"""Requests for the opinion of other bodies."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Connection
from contracts.review import Stance
from review.domain.model import Opinion, OpinionState


@dataclass(frozen=True, slots=True)
class OpinionRepository:
    connection: Connection

    async def add(self, opinions: Sequence[Opinion]) -> None:
        await self.connection.execute(
            """
            INSERT INTO opinions (opinion_id, case_id, nomination_id, agency, body, asked_on, due_on, state)
            SELECT opinion_id, case_id, nomination_id, agency, body, asked_on, due_on, state
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[])
                AS asked (opinion_id, case_id, nomination_id, agency, body, asked_on, due_on, state)
            """,
            [opinion.opinion_id for opinion in opinions],
            [opinion.case_id for opinion in opinions],
            [opinion.nomination_id for opinion in opinions],
            [opinion.agency for opinion in opinions],
            [opinion.body for opinion in opinions],
            [opinion.asked_on for opinion in opinions],
            [opinion.due_on for opinion in opinions],
            [opinion.state for opinion in opinions],
        )

    async def waiting(self, case_ids: Sequence[UUID]) -> frozenset[tuple[UUID, str]]:
        """Which bodies have not answered about which of the cases; whoever asks has locked those."""
        rows = await self.connection.fetch(
            "SELECT case_id, body FROM opinions WHERE case_id = ANY($1::uuid[]) AND state = 'asked'", list(case_ids)
        )
        return frozenset((row["case_id"], row["body"]) for row in rows)

    async def lock(self, opinion_ids: Sequence[UUID]) -> list[Opinion]:
        """The requests that exist, in id order, locked until the transaction ends."""
        rows = await self.connection.fetch(
            """
            SELECT opinion_id, case_id, nomination_id, agency, body, asked_on, due_on, state, stance, given_on, late
            FROM opinions WHERE opinion_id = ANY($1::uuid[]) ORDER BY opinion_id FOR UPDATE
            """,
            list(opinion_ids),
        )
        return [
            Opinion(
                opinion_id=row["opinion_id"],
                case_id=row["case_id"],
                nomination_id=row["nomination_id"],
                agency=row["agency"],
                body=row["body"],
                asked_on=row["asked_on"],
                due_on=row["due_on"],
                state=OpinionState(row["state"]),
                stance=None if row["stance"] is None else Stance(row["stance"]),
                given_on=row["given_on"],
                late=row["late"],
            )
            for row in rows
        ]

    async def save(self, opinions: Sequence[Opinion]) -> None:
        await self.connection.execute(
            """
            UPDATE opinions SET state = changed.state, stance = changed.stance, given_on = changed.given_on,
                late = changed.late
            FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::boolean[])
                AS changed (opinion_id, state, stance, given_on, late)
            WHERE opinions.opinion_id = changed.opinion_id
            """,
            [opinion.opinion_id for opinion in opinions],
            [opinion.state for opinion in opinions],
            [opinion.stance for opinion in opinions],
            [opinion.given_on for opinion in opinions],
            [opinion.late for opinion in opinions],
        )

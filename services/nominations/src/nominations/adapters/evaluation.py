"""Everything that the rules ask about nominations, gathered for one or for thousands with the same few statements."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection, Row
from contracts.local_time import local_date
from nominations.adapters import register_answers
from nominations.adapters.caps import CapRepository
from nominations.adapters.gathered import gather
from nominations.adapters.proposals import Proposals
from nominations.adapters.repository import NominationRepository
from nominations.domain.evaluation import (
    HANDED_OVER,
    NONE_YET,
    CappedYear,
    Counts,
    Gathered,
    LawDay,
    LawDayFrom,
    Told,
    capped_year,
    capped_years,
    law_day,
    unit_year,
)
from nominations.domain.model import Nomination
from rulebook import load_rulebook
from rulebook.dossier import UnitYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The counts of the capped titles, and how many of each are handed over together."""

    counts: Mapping[CappedYear, Counts]
    together: Mapping[CappedYear, int]


@dataclass(frozen=True, slots=True)
class EvaluationRepository:
    connection: Connection

    async def told(self, nomination_ids: Sequence[UUID], now: datetime) -> list[Told]:
        """The nominations that exist, in id order, each by itself, with what was gathered about it."""
        nominations = await NominationRepository(self.connection).read(nomination_ids)
        keys = capped_years(nominations, load_rulebook())
        counts = await CapRepository(self.connection).counts(keys)
        return await self._gathered(nominations, Counted(counts=counts, together={}), frozenset(), now)

    async def handed_over_together(self, nominations: Sequence[Nomination], now: datetime) -> list[Told]:
        """As they are while they are submitted: caps and contested subjects are locked, and each counts all of them."""
        book, caps = load_rulebook(), CapRepository(self.connection)
        keys = capped_years(nominations, book)
        await caps.lock(keys)
        await Proposals(self.connection).lock_contested([each.nomination_id for each in nominations])
        together = Counter(key for each in nominations if (key := capped_year(each, book)) is not None)
        counted = Counted(counts=await caps.counts(keys), together=together)
        return await self._gathered(nominations, counted, {each.nomination_id for each in nominations}, now)

    async def _gathered(
        self, nominations: Sequence[Nomination], counted: Counted, at_once: Collection[UUID], now: datetime
    ) -> list[Told]:
        """`at_once`: handed over together, each beside the others."""
        ids = [each.nomination_id for each in nominations]
        parts, submitted = await self._parts(ids), await self._submitted(ids)
        known = await gather(self.connection, ids)
        others = await Proposals(self.connection).beside(ids, at_once, local_date(now))
        return [
            Told(
                nomination=each,
                gathered=Gathered(
                    awards=register_answers.awards(known[each.nomination_id]),
                    initiatives=register_answers.initiatives(known[each.nomination_id]),
                    parts=parts.get(each.nomination_id),
                    unit_year=_unit_year(each, counted),
                    others=others.get(each.nomination_id, ()),
                    given=register_answers.given(known[each.nomination_id], others.get(each.nomination_id, ())),
                ),
                law=_law_day(each, submitted.get(each.nomination_id), local_date(now)),
                today=local_date(now),
                submitted_on=_submitted_on(each, submitted.get(each.nomination_id)),
            )
            for each in nominations
        ]

    async def _parts(self, nomination_ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
        """Dossier parts with a file; a nomination without any file is absent: it may be handed over on paper."""
        rows = await self.connection.fetch(
            """
            SELECT nomination_id, array_agg(DISTINCT part) AS parts FROM evidence_files
            WHERE nomination_id = ANY($1::uuid[]) AND state <> 'infected' GROUP BY nomination_id
            """,
            list(nomination_ids),
        )
        return {row["nomination_id"]: frozenset(row["parts"]) for row in rows}

    async def _submitted(self, nomination_ids: Sequence[UUID]) -> dict[UUID, Row]:
        """When each was last submitted, and under the law of which day; absent before this was kept."""
        rows = await self.connection.fetch(
            """
            SELECT DISTINCT ON (nomination_id) nomination_id, submitted_on, law_on, law_from FROM submissions
            WHERE nomination_id = ANY($1::uuid[]) ORDER BY nomination_id, submission_id DESC
            """,
            list(nomination_ids),
        )
        return {row["nomination_id"]: row for row in rows}

    async def undecided(self) -> list[UUID]:
        """Nominations that neither ended nor were withdrawn or declined, and of which no award came, in id order."""
        rows = await self.connection.fetch(
            """
            SELECT nomination_id FROM nominations WHERE status NOT IN ('closed', 'withdrawn') AND declined_at IS NULL
                AND nomination_id NOT IN (SELECT nomination_id FROM history WHERE nomination_id IS NOT NULL)
            ORDER BY nomination_id
            """
        )
        return [row["nomination_id"] for row in rows]


def _law_day(nomination: Nomination, submitted: Row | None, today: date) -> LawDay:
    """In the unit's hands the draft says it; afterwards it stands fixed, until the secretariat corrects it."""
    if submitted is None or nomination.status not in HANDED_OVER:
        return law_day(nomination.dossier, today)
    return LawDay(day=submitted["law_on"], chosen_by=LawDayFrom(submitted["law_from"]))


def _submitted_on(nomination: Nomination, submitted: Row | None) -> date | None:
    if submitted is None or nomination.status not in HANDED_OVER:
        return None
    day: date = submitted["submitted_on"]
    return day


def _unit_year(nomination: Nomination, counted: Counted) -> UnitYear:
    key = capped_year(nomination, load_rulebook())
    if key is None:
        return unit_year(nomination, None, NONE_YET)
    return unit_year(nomination, key, counted.counts[key], counted.together.get(key, 1))

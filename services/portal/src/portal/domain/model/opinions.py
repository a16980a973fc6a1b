"""What another body was asked about a case, folded from the facts of that one request."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from contracts import review
from contracts.envelope import Envelope
from contracts.fact import Fact


class OpinionState(StrEnum):
    """Where a request for another body's opinion stands."""

    ASKED = "asked"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What another body was asked and said; the words lie under the ids of the facts."""

    opinion_id: UUID
    case_id: UUID
    nomination_id: UUID
    body: str
    asked_on: date
    due_on: date
    state: OpinionState
    asked_fact_id: UUID
    stance: str | None = None
    given_on: date | None = None
    late: bool = False
    ended_fact_id: UUID | None = None


def opinion_after(state: Opinion | None, event: Envelope[Fact]) -> Opinion | None:
    """Fold one fact of the review service into its request for an opinion."""
    match event.fact:
        case review.OpinionAsked() as fact:
            return Opinion(
                opinion_id=fact.opinion_id,
                case_id=fact.case_id,
                nomination_id=fact.nomination_id,
                body=fact.body,
                asked_on=fact.asked_on,
                due_on=fact.due_on,
                state=OpinionState.ASKED,
                asked_fact_id=event.id,
            )
        case review.OpinionGiven() as fact if state is not None:
            said = replace(state, stance=fact.stance, given_on=fact.given_on, late=fact.late)
            return replace(said, state=OpinionState.GIVEN, ended_fact_id=event.id)
        case review.OpinionRequestWithdrawn() if state is not None:
            return replace(state, state=OpinionState.WITHDRAWN, ended_fact_id=event.id)
        case _:
            return state

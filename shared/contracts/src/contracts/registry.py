"""Every released type of fact, by its wire name."""

from collections.abc import Mapping
from types import MappingProxyType

from contracts import audit, nominations, notifications, review
from contracts.fact import Fact

PRODUCERS = ("nominations", "review", "notifications", "audit")

_RELEASED: tuple[type[Fact], ...] = (
    nominations.NominationEndorsed,
    nominations.NominationSubmitted,
    nominations.NominationWithdrawn,
    nominations.WithdrawalRequested,
    nominations.PersonalErased,
    nominations.ActorOpened,
    review.CaseOpened,
    review.CaseAccepted,
    review.CaseRepinned,
    review.CaseReturned,
    review.CaseClosed,
    review.WithdrawalRefused,
    review.CouncilDecided,
    review.DecisionIssued,
    review.AwardIssued,
    review.AwardDeclined,
    review.AwardRevoked,
    review.OpinionAsked,
    review.OpinionGiven,
    review.OpinionRequestWithdrawn,
    review.PersonalErased,
    review.ActorOpened,
    notifications.MessageDelivered,
    notifications.MessageFailed,
    notifications.ActorOpened,
    audit.AnomalyFound,
    audit.RecordViewed,
    audit.BundleExported,
    audit.ActorOpened,
    audit.ShardClosed,
)

FACTS: Mapping[str, type[Fact]] = MappingProxyType({fact.TYPE: fact for fact in _RELEASED})


def producer_of(fact_type: type[Fact]) -> str:
    """The service that owns a type: the first word of its wire name."""
    return fact_type.TYPE.split(".", 1)[0]

"""What a service makes again after a restore, in one piece: it is more than its facts say one by one."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from chassis.decoding import Delivery
from chassis.topic_reader import Lying

if TYPE_CHECKING:
    from chassis.settings import ChassisSettings


class NotTakenBack(Exception):
    """The service does not take back what it told, and nothing has changed; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What lies outside a restored database that it does not know."""

    facts: Sequence[Delivery]
    """The service's own, in the order of each subject."""
    records: Mapping[str, Sequence[Lying]]
    """Those of its other topics, by `OwnTopic.name`, in the order of each partition."""
    unread: Callable[[], AsyncIterator[Sequence[Delivery]]]
    """What the topics that it consumes hold from its positions on, in order per partition."""
    settings: "ChassisSettings"
    environ: Mapping[str, str]
    are_losses_accepted: bool
    """The operator knows that something can then never be made good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What was made again: how many of each kind, and the ids of the lost facts that are in the state by that."""

    counts: Mapping[str, int]
    facts: Set[UUID]


TakeBack: TypeAlias = Callable[[Any, Lost, datetime], Awaitable[TakenBack]]
"""Works in the unit of work of the recovery; raises NotTakenBack, then nothing has changed."""

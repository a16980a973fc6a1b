"""Facts of the audit service; each anomaly has a subject of its own."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from contracts.fact import Fact


class AnomalyKind(StrEnum):
    GAP = "gap"
    """A `seq` is missing before this one."""
    FORK = "fork"
    """Two different facts claim one (source, subject, seq), or one id."""
    LATE = "late"
    """A fact arrived after later ones of its subject."""


class AnomalyFound(Fact):
    """The record's keeper saw a stream of facts that is not gapless and in order."""

    TYPE: ClassVar[str] = "audit.anomaly-found.v1"
    SUBJECT: ClassVar[str] = "anomaly_id"

    anomaly_id: UUID
    kind: AnomalyKind
    about_source: str
    about_subject: UUID
    about_fact_id: UUID
    expected_seq: Annotated[int, Field(ge=1)]
    seen_seq: Annotated[int, Field(ge=1)]
    topic: str
    partition: Annotated[int, Field(ge=0)]
    offset: Annotated[int, Field(ge=0)]

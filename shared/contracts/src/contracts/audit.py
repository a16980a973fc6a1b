"""Facts of the audit service; each anomaly, look, export, opening and closing has a subject of its own."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from contracts.fact import Fact
from contracts.vocabulary import Hex64


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


class RecordViewed(Fact):
    """A supervisor opened the whole life of a case; who did is the event's own commitment."""

    TYPE: ClassVar[str] = "audit.record-viewed.v1"
    SUBJECT: ClassVar[str] = "look_id"

    look_id: UUID
    case_id: UUID


class ExportReason(StrEnum):
    """Why a supervisor took a bundle along, in their own word for it."""

    COMPLAINT = "complaint"  # khiếu nại
    DENUNCIATION = "denunciation"  # tố cáo
    INSPECTION = "inspection"  # thanh tra, kiểm tra
    MONITORING = "monitoring"  # giám sát thường xuyên
    OTHER = "other"


class BundleExported(Fact):
    """A supervisor took an evidence bundle along, of a case or of whatever facts they asked for."""

    TYPE: ClassVar[str] = "audit.bundle-exported.v1"
    SUBJECT: ClassVar[str] = "export_id"

    export_id: UUID
    case_id: UUID | None = None
    manifest_sha256: Hex64
    """Of the manifest's bytes, signature and all: whoever holds a bundle can find the fact about it."""
    fact_count: Annotated[int, Field(ge=0)]
    opening_count: Annotated[int, Field(ge=0)]
    """To how many of the facts the bundle says who did it."""
    reason: ExportReason | None = None
    """Always there where the bundle says who did something."""


class ActorOpened(Fact):
    """A supervisor was shown who stands behind a commitment to an actor of this service's facts."""

    TYPE: ClassVar[str] = "audit.actor-opened.v1"
    SUBJECT: ClassVar[str] = "opening_id"

    opening_id: UUID
    opened_commit: Hex64


class ShardClosed(Fact):
    """One log of the record has ended and the next one begins: these bytes are entry 0 of the next."""

    TYPE: ClassVar[str] = "audit.shard-closed.v1"
    SUBJECT: ClassVar[str] = "shard_id"

    shard_id: UUID
    number: Annotated[int, Field(ge=1)]
    """Of the closed log among those of the record."""
    origin: str
    vkey: str
    """The key that signed the last note (c2sp.org/signed-note)."""
    last_note: str
    """The last checkpoint of the closed log as it was shown, with its signatures; it is never signed again."""
    next_origin: str

"""What the portal asks for those who supervise: facts with proofs, the life of a case, findings, who did it."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from contracts.audit import BundleExported
from contracts.canonical import Json, canonical_bytes
from portal.adapters.clients.record import place_of
from portal.adapters.clients.transport import Answer, Asking, Neighbour, Streamed, answered

Words = Mapping[str, str]


class RecordedFact(Answer):
    """What is in clear of a fact; `time` as it is spelled in the record."""

    index: int
    fact_id: UUID
    source: str
    type: str
    time: str
    subject: UUID
    seq: int
    unit: str | None = None
    case_id: str | None = None
    nomination_id: str | None = None
    fact: Mapping[str, object] = {}

    @property
    def place(self) -> str:
        """Its name under `/log/entries/` and `/log/proofs/`: also of a fork the very body that is meant."""
        return place_of(self.fact_id, self.index)

    @property
    def service(self) -> str:
        return self.source.rpartition("/")[2]

    @property
    def happened_at(self) -> datetime:
        return datetime.fromisoformat(self.time)

    @property
    def actor_commit(self) -> str:
        """The commitment to who did it; empty where nobody did."""
        return str(self.fact.get("actorcommit") or "")

    @property
    def export_reason(self) -> str:
        """Why a bundle was taken along; empty where nobody said so, or none was."""
        data = self.fact.get("data")
        if self.type != BundleExported.TYPE or not isinstance(data, Mapping):
            return ""
        return str(data.get("reason") or "")

    @property
    def about(self) -> dict[str, str | int]:
        """What a page says of the event; the reader's browser holds the fact against it."""
        return {
            "id": str(self.fact_id),
            "type": self.type,
            "time": self.time,
            "subject": str(self.subject),
            "seq": self.seq,
        }


class FactsFound(Answer):
    facts: tuple[RecordedFact, ...] = ()
    after: str | None = None
    is_complete: bool = True


class Look(Answer):
    opened_at: datetime
    is_new: bool = True


class CaseLife(Answer):
    """A page of what the record tells of a case, and the look that this reader left in it."""

    case_id: UUID
    look: Look
    nomination_ids: tuple[str, ...] = ()
    other_case_ids: tuple[str, ...] = ()
    life: FactsFound


class Finding(Answer):
    says: str
    at: datetime
    unit: str | None = None
    case_id: str | None = None
    nomination_id: str | None = None
    value: int | None = None
    measure: str | None = None
    facts: tuple[RecordedFact, ...] = ()


class RepeatsOfDay(Answer):
    """How many records of a topic came to the record once more on a day, byte for byte the same."""

    topic: str
    day: date
    records: int

    @property
    def service(self) -> str:
        return self.topic.partition(".")[0]


class Findings(Answer):
    findings: tuple[Finding, ...] = ()
    after: int | None = None
    total: int = 0
    as_of: datetime
    tree_size: int = 0
    repeats: int = 0
    repeated: tuple[RepeatsOfDay, ...] = ()


class Size(Answer):
    """How many facts a bundle of a filter would hold, and the bytes of their entries; counted up to one too many."""

    fact_count: int
    entry_bytes: int
    at_most: int
    is_too_many: bool


class _Body(Answer):
    sub: str


class Opening(Answer):
    body: _Body
    salt: str


class OpenedActor(Answer):
    """Who stands behind a commitment, as the service says it."""

    actor_commit: str
    opening: Opening
    command: str
    actor_role: str
    actor_unit: str | None = None
    done_at: datetime

    @property
    def canonical_opening(self) -> bytes:
        """As `verify.py bundle --opening` reads it."""
        return canonical_bytes({"body": {"sub": self.opening.body.sub}, "salt": self.opening.salt})


def fits(opened: OpenedActor, commitment: str) -> bool:
    """Whether HMAC-SHA-256(salt, {"sub": …}) is the commitment that stands in the record."""
    body = canonical_bytes({"sub": opened.opening.body.sub})
    try:
        made = hmac.new(bytes.fromhex(opened.opening.salt), body, hashlib.sha256).hexdigest()
    except ValueError:
        return False
    return hmac.compare_digest(made, commitment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """The record's desk, and the services that know who did something."""

    record: Neighbour
    services: Mapping[str, Neighbour]

    async def facts(self, asking: Asking, wanted: Words) -> FactsFound:
        return answered(FactsFound, await self.record.read("/supervision/facts", asking, wanted))

    async def findings(self, asking: Asking, wanted: Words) -> Findings:
        return answered(Findings, await self.record.read("/supervision/findings", asking, wanted))

    async def look(self, asking: Asking, case_id: UUID, after: str = "") -> CaseLife:
        """Answered once the fact that somebody looked is committed; within ten minutes it is the same look."""
        path = f"/supervision/cases/{case_id}/look" + (f"?{urlencode({'after': after})}" if after else "")
        return answered(CaseLife, await self.record.command(path, asking, None))

    async def whole_life(self, asking: Asking, case_id: UUID) -> FactsFound:
        """All pages of a case's life as one, complete if each was; within ten minutes it is one look."""
        facts, after, is_complete = list[RecordedFact](), "", True
        while True:
            page = (await self.look(asking, case_id, after)).life
            facts += page.facts
            is_complete &= page.is_complete
            if page.after is None:
                return FactsFound(facts=tuple(facts), is_complete=is_complete)
            after = page.after

    async def size(self, asking: Asking, wanted: Words) -> Size:
        return answered(Size, await self.record.read("/supervision/exports/size", asking, wanted))

    async def export(self, asking: Asking, wanted: Json) -> Streamed:
        """The bundle of a case's whole life, or of what a filter finds (a ZIP), on its way."""
        return await self.record.stream_down("/supervision/exports", asking, wanted)

    async def open_actor(self, asking: Asking, service: str, commitment: str) -> OpenedActor:
        """Raises KeyError where no service has that name."""
        body: dict[str, Json] = {"actor_commit": commitment}
        return answered(OpenedActor, await self.services[service].command("/actors/open", asking, body))

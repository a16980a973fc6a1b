"""A record under test: its key, facts with any seq and id, and the full check of everything that is stored."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from audit.adapters.bundle_signer import BundleSigner
from audit.adapters.signer import LogSigner
from audit.domain.model import Arrival
from audit.service_layer.event_handlers import record
from audit.service_layer.outside import Outside
from audit.service_layer.sequencer import Sequencer
from chassis.database import Pool
from chassis.decoding import Delivery
from chassis.record import Record
from chassis.testing import ServiceUnderTest
from contracts.envelope import Attributes, parse, render, source_of
from contracts.nominations import NominationEndorsed
from contracts.roles import Role
from tlog.note import private_form
from tlog.tree import leaf_hash

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
ORIGIN = "log.example/thidua"
SKEY = private_form(ORIGIN, bytes(range(32)))
SIGNER = LogSigner(ORIGIN, SKEY)
LOG = SIGNER.verifier
BUNDLE_SKEY = private_form("bundles.example/desk", bytes(range(1, 33)))
BUNDLE_SIGNER = BundleSigner(BUNDLE_SKEY)
ENVIRON = {"LOG_ORIGIN": ORIGIN, "LOG_SIGNING_KEY": SKEY, "BUNDLE_SIGNING_KEY": BUNDLE_SKEY}
TYPE = NominationEndorsed.TYPE


def a_fact(
    subject: UUID,
    seq: int = 1,
    *,
    fact_id: UUID | None = None,
    unit: str = "11953@2025-07-01",
    source: str = "nominations",
) -> bytes:
    """The canonical bytes of a fact; its type is one of nominations', whatever the source."""
    fact = NominationEndorsed(nomination_id=subject, proposing_unit=unit)
    attributes = Attributes(
        id=fact_id or uuid4(),
        source=source_of(source),
        type=TYPE,
        subject=subject,
        seq=seq,
        time=NOW,
        actor_role=Role.SERVICE,
    )
    return render(fact, attributes)


def arrival(value: bytes, *, offset: int = 0) -> Arrival:
    """A fact as the rules see it."""
    read = parse(value)
    return Arrival(
        fact_id=read.id, stream=(read.source, read.subject), seq=read.seq, type=read.type,
        topic="nominations.facts", partition=0, offset=offset, value=value, leaf_hash=leaf_hash(value),
    )  # fmt: skip


def deliveries(*values: bytes) -> list[Delivery]:
    """Facts as the chassis hands them over."""
    plain = Record(topic="nominations.facts", partition=0, offset=0, key=None, headers=(), value=None)
    return [Delivery(replace(plain, offset=offset, value=value), parse(value)) for offset, value in enumerate(values)]


def a_sequencer(signer: LogSigner = SIGNER, outside: Outside | None = None) -> Sequencer:
    """The single writer of the tree; tests give it its turns."""
    return Sequencer(signer=signer, republish_after=timedelta(minutes=10), outside=outside)


async def append(audit: ServiceUnderTest, *facts: bytes) -> None:
    """Take facts in as one batch, without a topic."""
    await audit.process.dispatcher.tick(lambda uow, now: record(deliveries(*facts), uow, now))


async def values(pool: Pool) -> list[bytes]:
    """The bytes of every entry, in order."""
    return [row["value"] for row in await pool.fetch("SELECT value FROM entries ORDER BY index")]


def database_of(audit: ServiceUnderTest) -> str:
    return audit.process.settings.database_url.rsplit("/", 1)[1]

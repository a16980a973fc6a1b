"""After a restore: what the service's own topics tell is folded back in, erased again, and never told differently.

`Recovery.run` works in one transaction under the relay's lock: sequences move past what is on the topic, personal parts
come back from theirs, the service takes back what no single fact says, facts are folded in, every erasure is applied
again and its tombstone sent again. What cannot be folded is named.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from chassis import personal, published, tombstones
from chassis.authorship import SERVICE
from chassis.database import Connection, IntegrityViolation, connect, transaction
from chassis.decoding import Delivery, WrongBody, decode, read
from chassis.dispatch import Dispatcher
from chassis.inbox import Inbox
from chassis.own_topics import FACTS, OwnTopic, delivered, drop_records, drop_told, move_sequences, taken_by_others
from chassis.personal import OwnPart
from chassis.recalling import Heard, NotRecalled, in_order
from chassis.relay import LEADER_LOCK
from chassis.standing import Comparison
from chassis.taking_back import Lost
from chassis.topic_reader import Lying, reading_topic
from chassis.unit_of_work import UnitOfWork
from contracts.envelope import PERSONAL_CONTENT_TYPE, source_of
from contracts.personal import ERASED_SUFFIX, NotAPersonalRecord, PersonalRecord, parse_personal
from contracts.registry import FACTS as RELEASED

if TYPE_CHECKING:
    from chassis.service import Service
    from chassis.settings import ChassisSettings


_NOBODY = UUID(int=0)


class StillRelaying(Exception):
    """A relay of the service holds its lock: stop what runs first."""


class Forked(Exception):
    """Facts that wait in the outbox have the places of others on the topic; nothing was changed."""


@dataclass(slots=True, kw_only=True)
class Report:
    """What a recovery did. `lost`: subjects with facts on the topic that could not be folded into the state."""

    service: str
    unknown_facts: int = 0
    recalled_facts: int = 0
    personal_parts_recovered: int = 0
    erased_again: int = 0
    taken_back: Mapping[str, int] = field(default_factory=dict)
    """What the service made again beside its facts, by kind."""
    lost: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Recovery:
    """One recovery of one service's database."""

    service: "Service"
    dispatcher: Dispatcher
    comparison: Comparison
    settings: "ChassisSettings"
    environ: Mapping[str, str]
    are_losses_accepted: bool = False
    """Go on although the service says that something can then never be made good."""
    report: Report = field(init=False)
    _unknown: list[Delivery] = field(default_factory=list)
    _erasures: list[Delivery] = field(default_factory=list)

    async def run(self, database_url: str) -> Report:
        """Recover; raises StillRelaying, Forked, NotTakenBack, or what broker or database raise: nothing changed."""
        self.report = Report(service=self.service.name)
        lock = await connect(database_url, application_name=f"{self.service.name}-recover")
        try:
            if not await lock.fetchval("SELECT pg_try_advisory_lock($1)", LEADER_LOCK):
                raise StillRelaying
            async with transaction(self.dispatcher.pool) as connection:
                await self._recover(connection)
        finally:
            await lock.close()
        return self.report

    async def _recover(self, connection: Connection) -> None:
        # Topics are read while the transaction is open, however long they are.
        await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        await connection.execute("SET LOCAL statement_timeout = '10min'")
        uow = self.dispatcher.unit_of_work(connection, self.dispatcher.origin, SERVICE)
        await self._read_facts(connection)
        await self._recover_personal(connection)
        await self._take_back(connection, uow)
        await self._recall(connection, uow)
        await self._erase(connection, uow)
        # Stored answers may hold what was erased since, and nobody waits for them any more.
        await connection.execute("DELETE FROM idempotency_keys")
        await uow.outbox.flush(connection)

    async def _read_facts(self, connection: Connection) -> None:
        """The whole topic. Each batch moves the sequences on, so that a repeat further on is known by then."""
        async with reading_topic(self.comparison.make_reader, self.comparison.topic(FACTS)) as reader:
            async for lying in reader.since({}):
                unknown = await FACTS.unknown(connection, self.service.name, lying)
                told = self._delivered(lying)
                fresh = {each.envelope.id: each for each in self._delivered(unknown)}
                if taken := await taken_by_others(connection, list(fresh.values())):
                    raise Forked(taken)
                self._unknown += fresh.values()
                self._erasures += [each for each in told if each.envelope.type.endswith(ERASED_SUFFIX)]
                await move_sequences(connection, told)
                await drop_told(connection, told)
            await published.settle(connection, reader.ends)
        self.report.unknown_facts = len(self._unknown)

    def _delivered(self, records: Sequence[Lying]) -> list[Delivery]:
        deliveries = [delivered(each, self.service.name) for each in records]
        return [each for each in deliveries if each is not None]

    async def _recover_personal(self, connection: Connection) -> None:
        """The parts of facts that the database lost; those of what it knows it kept itself."""
        lost = {told.envelope.id for told in self._unknown if told.envelope.personal_commit is not None}
        if not lost:
            return
        latest: dict[UUID, PersonalRecord | None] = {}
        topic = f"{self.comparison.prefix}{self.service.name}.personal"
        async with reading_topic(self.comparison.make_reader, topic) as reader:
            async for lying in reader.since({}):
                # The last word on a fact holds: a tombstone behind its part, before compaction removes both.
                latest |= {fact_id: part for fact_id, part in map(_part, lying) if fact_id in lost}
        parts = {fact_id: part for fact_id, part in latest.items() if part is not None}
        subjects = {told.envelope.id: told.envelope.subject for told in self._unknown}
        own = [(OwnPart(subjects[fact_id], fact_id), parts[fact_id]) for fact_id in sorted(parts)]
        await personal.keep_own(connection, own)
        self.report.personal_parts_recovered = len(parts)

    async def _recall(self, connection: Connection, uow: UnitOfWork) -> None:
        """Fold the lost facts into the state, between those of others that it had heard by then."""
        heard = await self._hear(connection)
        foreign = [each for each in heard.deliveries if RELEASED.get(each.envelope.type) in self.service.recalled]
        own = [each for each in self._unknown if not each.envelope.type.endswith(ERASED_SUFFIX)]
        for delivery in in_order([*own, *foreign]):
            try:
                async with connection.transaction():
                    await self._recall_one(delivery, uow, heard)
            except (NotRecalled, WrongBody, IntegrityViolation):
                self._note_lost(delivery)
            else:
                self._note_recalled(delivery)
        await heard.inbox.save()

    def _note_lost(self, delivery: Delivery) -> None:
        if self._is_own(delivery):
            self.report.lost.setdefault(str(delivery.envelope.subject), []).append(delivery.envelope.type)

    def _note_recalled(self, delivery: Delivery) -> None:
        """A later fact that says it all makes good for the earlier ones."""
        if self._is_own(delivery):
            earlier = self.report.lost.pop(str(delivery.envelope.subject), [])
            self.report.recalled_facts += 1 + len(earlier)

    async def _recall_one(self, delivery: Delivery, uow: UnitOfWork, heard: Heard) -> None:
        fact_type = RELEASED.get(delivery.envelope.type)
        handler = None if fact_type is None else self.service.recalled.get(fact_type)
        if handler is None:
            raise NotRecalled
        if self._is_own(delivery):
            await handler(decode(delivery, RELEASED).envelope, uow, heard)
        elif not heard.has_passed(delivery.envelope):
            await handler(delivery.envelope, uow, heard)
            heard.passed(delivery.envelope)

    def _is_own(self, delivery: Delivery) -> bool:
        return delivery.envelope.source == source_of(self.service.name)

    async def _hear(self, connection: Connection) -> Heard:
        heard = Heard(Inbox(connection=connection, group=self.dispatcher.group))
        for topic in self.dispatcher.topics.values():
            if self.service.recalled and not topic.personal:
                await heard.listen(connection, self.comparison.make_reader, topic)
        return heard

    async def _erase(self, connection: Connection, uow: UnitOfWork) -> None:
        """Every erasure that was ever told, again: the backup may be older than any of them."""
        told = [each.envelope for each in self._erasures]
        erased = personal.erasures(told)
        await uow.personal.erase(erased)
        # Parts that wait since before the backup must not follow their tombstones.
        waiting = [str(fact_id) for fact_id in erased]
        await connection.execute("DELETE FROM outbox WHERE subject IS NULL AND key = ANY($1::text[])", waiting)
        await tombstones.expect_again(connection, erased)
        for fact_id in erased:
            uow.outbox.add_record("personal", str(fact_id), None, {"content-type": PERSONAL_CONTENT_TYPE})
        for envelope in told:
            if self.service.forget is not None:
                await self.service.forget(envelope, uow, self.dispatcher.now())
        self.report.erased_again = len(erased)

    async def _take_back(self, connection: Connection, uow: UnitOfWork) -> None:
        """What lies on the service's topics beside its facts, and what no single fact says."""
        records = {own.name: await self._unknown_of(connection, own) for own in self.service.own_topics if own != FACTS}
        if self.service.take_back is None:
            return
        lost = Lost(
            facts=tuple(self._unknown),
            records=records,
            unread=lambda: self._unread(connection),
            settings=self.settings,
            environ=self.environ,
            are_losses_accepted=self.are_losses_accepted,
        )
        taken = await self.service.take_back(uow, lost, self.dispatcher.now())
        self.report.taken_back = taken.counts
        self._unknown = [each for each in self._unknown if each.envelope.id not in taken.facts]
        self.report.recalled_facts += len(taken.facts)

    async def _unknown_of(self, connection: Connection, own: OwnTopic) -> list[Lying]:
        unknown: list[Lying] = []
        async with reading_topic(self.comparison.make_reader, topic := self.comparison.topic(own)) as reader:
            async for lying in reader.since({}):
                unknown += await own.unknown(connection, self.service.name, lying)
                await drop_records(connection, topic, lying)
            await published.settle(connection, reader.ends)
        return unknown

    async def _unread(self, connection: Connection) -> AsyncIterator[list[Delivery]]:
        for topic in self.dispatcher.topics.values():
            if topic.personal:
                continue
            starts = await published.positions(connection, self.dispatcher.group, topic.name)
            async with reading_topic(self.comparison.make_reader, topic.name) as reader:
                async for lying in reader.since(starts):
                    outcomes = [read(each.record, topic.service) for each in lying]
                    yield [each for each in outcomes if isinstance(each, Delivery)]


def _part(lying: Lying) -> tuple[UUID, PersonalRecord | None]:
    try:
        fact_id = UUID((lying.record.key or b"").decode())
        return fact_id, None if lying.record.value is None else parse_personal(lying.record.value)
    except (ValueError, NotAPersonalRecord):
        return _NOBODY, None

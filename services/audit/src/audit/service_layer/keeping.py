"""The keeper of the record: whichever log is open is written, and closed when its time has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from audit.domain import decisions
from audit.domain.errors import (
    CheckpointTaken,
    LogClosed,
    NoCopy,
    NotClosable,
    OtherLog,
    RecordDamaged,
    StatedElsewhere,
)
from audit.domain.model import Shard
from audit.service_layer.closing import Closing
from audit.service_layer.files import told
from audit.service_layer.sequencer import Sequencer
from audit.service_layer.unit_of_work import UnitOfWork
from chassis import metrics, telemetry
from chassis.database import is_transient
from chassis.dispatch import Dispatcher
from chassis.health import Check
from chassis.tasks import TaskContext

SERVICE = "audit"
REFUSALS = (RecordDamaged, OtherLog, StatedElsewhere, NoCopy)
REFUSED = metrics.gauge("record_signing_refused", "1 while the log refuses to sign; readiness says why.")
OVERDUE = metrics.gauge("record_shard_overdue", "1 while the open log's year is over and the next one is not begun.")
KEY_WANTED = metrics.gauge("record_next_key_wanted", "1 when the year ends within a month and no next key is known.")
# A try stops appending for as long as the witnesses take.
BETWEEN_TRIES = timedelta(minutes=10)


@dataclass(slots=True, kw_only=True)
class Keeper:
    """Takes turns until it is told to stop; `trouble` is why nothing is signed."""

    writer_of: Callable[[Shard], Sequencer]
    """The writer of a log; raises OtherLog when its key is not there."""
    later: Sequence[str]
    """The origins, beside the first log's, whose keys are there."""
    rest_seconds: float
    trouble: str | None = None
    _writer: Sequencer | None = None
    _not_before: datetime | None = None

    async def run(self, context: TaskContext) -> None:
        """Take turns. Appending goes on while the tree is in trouble: evidence must not wait."""
        context.health.add(Check(name="sequencer", probe=self._probe))
        while not context.stopping.is_set():
            try:
                await self.turn(context.dispatcher)
            except (CheckpointTaken, LogClosed) as error:
                telemetry.log.info("another-was-quicker", what=str(error))
            except REFUSALS as error:
                self._refuse(str(error))
            except Exception as error:
                if not is_transient(error):
                    raise
                self.trouble = told(error)
                telemetry.log.warning("turn-failed", error=self.trouble)
            else:
                self.trouble = None
                REFUSED.labels(SERVICE).set(0)
            await context.rest(self.rest_seconds)

    async def turn(self, dispatcher: Dispatcher) -> None:
        """Write the open log, then close it if it is time."""
        shards = await dispatcher.tick(_all)
        if self._writer is None or self._writer.shard.number != shards[-1].number:
            self._writer = self.writer_of(shards[-1])
        await self._writer.turn(dispatcher)
        await self._close_in_time(dispatcher, self._writer, shards)

    async def _close_in_time(self, dispatcher: Dispatcher, writer: Sequencer, shards: Sequence[Shard]) -> None:
        now, following = dispatcher.now(), next(iter(decisions.later_origins(shards[-1], self.later)), None)
        OVERDUE.labels(SERVICE).set(decisions.is_overdue(shards[-1], now))
        KEY_WANTED.labels(SERVICE).set(decisions.is_next_key_wanted(following, now))
        is_resting = self._not_before is not None and now < self._not_before
        if following is None or is_resting or not decisions.is_closing_due(shards[-1], following, now):
            return
        self._not_before = now + BETWEEN_TRIES
        try:
            opened = await Closing(writer=writer, following=following).run(dispatcher)
        except NotClosable as error:
            telemetry.log.error("log-not-closed", reason=str(error))
        else:
            telemetry.log.info("log-closed", origin=writer.signer.origin, next_origin=opened.origin)
            OVERDUE.labels(SERVICE).set(0)

    def _refuse(self, trouble: str) -> None:
        if trouble != self.trouble:
            telemetry.log.error("not-signed", trouble=trouble)
        self.trouble = trouble
        REFUSED.labels(SERVICE).set(1)

    async def _probe(self) -> str | None:
        return self.trouble


async def _all(uow: UnitOfWork, _now: datetime) -> Sequence[Shard]:
    return await uow.shards.all()

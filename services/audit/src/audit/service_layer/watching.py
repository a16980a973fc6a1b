"""What the witnesses saw, held against what this log signed: a fork that somebody was shown does not stay unseen.

The sequencer asks a witness when it signs, and believes one that refuses; this asks each of them all the time, about
what it shows to the world, and keeps what contradicts.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit.adapters import durable
from audit.adapters.checkpoints import states
from audit.adapters.witnesses import NoCosignature, WitnessClient
from audit.domain import decisions
from chassis import metrics, telemetry
from chassis.database import Pool, is_transient, reading
from chassis.tasks import TaskContext
from tlog import note
from tlog.errors import TlogError
from tlog.note import Ed25519Verifier

SERVICE = "audit"
CONTRADICTS = metrics.gauge(
    "record_witness_contradicts", "1 while this witness shows a tree that the log did not sign.", "witness"
)
REST_SECONDS = 60.0


@dataclass(slots=True, kw_only=True)
class Watch:
    """Looks at every witness that has an address, a minute apart; `evidence` is a folder of contradicting notes."""

    logs: Sequence[Ed25519Verifier]
    """Of the record, one a year."""
    clients: Sequence[WitnessClient]
    seconds: float
    evidence: Path
    _told: set[str] = field(default_factory=set)

    async def run(self, context: TaskContext) -> None:
        """Look again and again; who does not answer now is asked the next time."""
        while not context.stopping.is_set():
            try:
                await self.look(context.pool)
            except Exception as error:
                if not is_transient(error):
                    raise
                telemetry.log.warning("witnesses-not-compared", error=type(error).__name__)
            await context.rest(REST_SECONDS)

    async def look(self, pool: Pool) -> None:
        """Ask each once about each log; of one that does not answer the gauge says what it said before."""
        for client in self.clients:
            views = await asyncio.gather(*(self._view(client, log) for log in self.logs))
            found = [
                await self._contradiction(pool, client, log, raw)
                for log, raw in zip(self.logs, views, strict=True)
                if raw is not None
            ]
            if found:
                CONTRADICTS.labels(SERVICE, client.name).set(any(found))

    async def _view(self, client: WitnessClient, log: Ed25519Verifier) -> bytes | None:
        try:
            async with asyncio.timeout(self.seconds):
                return await client.newest(log.name)
        except (NoCosignature, TimeoutError):
            return None  # that it is silent is another alarm

    async def _contradiction(self, pool: Pool, client: WitnessClient, log: Ed25519Verifier, raw: bytes) -> bool:
        trouble = await self._trouble(pool, client, log, raw)
        if trouble is not None:
            await self._tell(client, raw, trouble)
        return trouble is not None

    async def _trouble(self, pool: Pool, client: WitnessClient, log: Ed25519Verifier, raw: bytes) -> str | None:
        """Why this view is not one of this log's trees, cosigned by this witness; None when it is."""
        copy = decisions.copy_of(client.place, raw, log)
        if copy.stated is None or not copy.is_signed:
            return copy.trouble
        try:
            note.verify(raw, [client.key])
        except TlogError as error:
            return str(error)
        head = (copy.stated.size, copy.stated.root)
        # After the witness: what was signed meanwhile is then known.
        async with reading(pool) as connection:
            is_ours = head in await states(connection, [head])
        return None if is_ours else f"a tree of {copy.stated.size} entries that was never signed here"

    async def _tell(self, client: WitnessClient, raw: bytes, trouble: str) -> None:
        path = self.evidence / f"{client.name}-{hashlib.sha256(raw).hexdigest()[:16]}.note"
        if path.name not in self._told:
            await asyncio.to_thread(durable.replace, path, raw)
            telemetry.log.error("witness-contradicts", witness=client.name, trouble=trouble, evidence=str(path))
            self._told.add(path.name)

"""What time asks of evidence: files scanned, objects deleted that nobody uses any more, remains cleared away."""

import asyncio
from datetime import datetime, timedelta

from obstore.exceptions import BaseError

from chassis.database import is_transient
from chassis.dispatch import Dispatcher
from chassis.health import Check
from chassis.tasks import TaskContext
from chassis.telemetry import log
from nominations.adapters.evidence import incoming
from nominations.adapters.evidence.scanner import NoVerdict, Scanner, ScannerAway, Verdict
from nominations.adapters.evidence.store import EvidenceStore, Missing
from nominations.domain.evidence import EvidenceState
from nominations.entrypoints.vault import Vault
from nominations.service_layer.unit_of_work import UnitOfWork

EVERY_SECONDS = 5.0
COLLECT_EVERY = timedelta(hours=1)
# A file on its way has neither row nor old claim; nobody sends one for as long as this.
LEFT_FOR = timedelta(days=1)
AT_ONCE = 50


async def run(context: TaskContext, vault: Vault) -> None:
    """Take turns until the process stops; trouble of database, store or scanner is waited out."""
    context.health.add(Check(name="evidence-store", probe=vault.store.trouble))
    collect_at = context.now()
    while not context.stopping.is_set():
        try:
            await turn(context.dispatcher, vault)
            if context.now() >= collect_at:
                await collect(context.dispatcher, vault, context.now())
                collect_at = context.now() + COLLECT_EVERY
        except Exception as error:
            if not is_transient(error) and not is_of_store(error):
                raise
            log.warning("evidence waits", error_class=type(error).__name__)
        await context.rest(EVERY_SECONDS)


async def turn(dispatcher: Dispatcher, vault: Vault) -> None:
    """Scan what waits, then delete what was let go of."""
    if vault.scanner is not None:
        await scan(dispatcher, vault.store, vault.scanner)
    while await dispatcher.tick(_Deletion(vault.store)) == AT_ONCE:
        continue


async def scan(dispatcher: Dispatcher, store: EvidenceStore, scanner: Scanner) -> None:
    """Ask about each object that nobody has looked at; when nobody answers, the turn ends."""
    for digest in await dispatcher.tick(_to_scan):
        try:
            verdict = await scanner.scan(await store.read(digest))
        except Missing:
            log.warning("evidence object is missing", digest=digest)
        except ScannerAway as error:
            log.warning("the virus scanner is away; files stay in quarantine", trouble=str(error))
            return
        except NoVerdict as error:
            log.warning("no verdict of the virus scanner; the file stays in quarantine", digest=digest, said=str(error))
        else:
            await dispatcher.tick(_Settling(digest, verdict))


async def collect(dispatcher: Dispatcher, vault: Vault, now: datetime) -> None:
    """Delete old objects of the store that the database never heard of (after a restore), and broken-off uploads."""
    before = now - LEFT_FOR
    await asyncio.to_thread(incoming.forget_left, vault.incoming, before)
    async for page in vault.store.older(before):
        await dispatcher.tick(_Collection(vault.store, page))


class _Deletion:
    """Within its transaction, which holds the objects' rows: who would use one again waits, and then stores it anew."""

    def __init__(self, store: EvidenceStore) -> None:
        self._store = store

    async def __call__(self, uow: UnitOfWork, now: datetime) -> int:
        digests = await uow.evidence.unused(before=now - LEFT_FOR, limit=AT_ONCE)
        await self._store.delete(digests)
        await uow.evidence.gone(digests)
        return len(digests)


class _Collection:
    def __init__(self, store: EvidenceStore, digests: list[str]) -> None:
        self._store, self._digests = store, digests

    async def __call__(self, uow: UnitOfWork, now: datetime) -> None:
        await self._store.delete(await uow.evidence.unknown(self._digests))


class _Settling:
    def __init__(self, digest: str, verdict: Verdict) -> None:
        self._digest, self._verdict = digest, verdict

    async def __call__(self, uow: UnitOfWork, now: datetime) -> None:
        state = EvidenceState.CLEAN if self._verdict.is_clean else EvidenceState.INFECTED
        await uow.evidence.settle(self._digest, state)
        if not self._verdict.is_clean:
            log.warning("evidence is infected and goes", digest=self._digest, signature=self._verdict.signature)


async def _to_scan(uow: UnitOfWork, now: datetime) -> list[str]:
    return await uow.evidence.to_scan(AT_ONCE)


def is_of_store(error: Exception) -> bool:
    """obstore's errors share a root."""
    return isinstance(error, BaseError)

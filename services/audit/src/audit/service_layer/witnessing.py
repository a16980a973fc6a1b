"""Witnesses of the log: all are asked at once and within one time; the checkpoint goes out with those that came.

Without a quorum the log goes on and calls somebody; who verifies with a policy refuses such a checkpoint by himself.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.adapters.tiles import TreeRepository
from audit.adapters.witnesses import NoCosignature, WitnessClient
from audit.domain import decisions
from audit.domain.model import Copy, Shard, Signed
from chassis import metrics, telemetry
from chassis.database import Pool, reading
from tlog.errors import NotVerified
from tlog.note import Ed25519Verifier
from tlog.policy import Policy
from tlog.tree import consistency_spans

SERVICE = "audit"
COSIGNED = metrics.gauge("record_witness_cosigned", "1 while this witness cosigns the newest checkpoint.", "witness")
QUORUM = metrics.gauge("record_quorum_met", "1 while the newest checkpoint satisfies the policy of witnesses.")


@dataclass(slots=True, kw_only=True)
class Witnesses:
    """Those of one policy; `seconds` is how long a checkpoint waits for them."""

    policy: Policy
    clients: Sequence[WitnessClient]
    log: Ed25519Verifier
    seconds: float
    _seen: dict[str, Copy] = field(default_factory=dict)

    async def copies(self) -> list[Copy]:
        """What each of them cosigned last, asked once until it answers: another copy of what was signed."""
        asked = [each for each in self.clients if each.name not in self._seen and not each.is_resting]
        for client, copy in zip(asked, await asyncio.gather(*map(self._copy, asked)), strict=True):
            if copy is not None:
                self._seen[client.name] = copy
        return list(self._seen.values())

    async def cosign(self, pool: Pool, shard: Shard, signed: Signed) -> list[str]:
        """The lines of those who cosign now."""
        asked = [each for each in self.clients if not each.is_resting]
        lines = await asyncio.gather(*(self._line(pool, each, shard, signed) for each in asked))
        found = [line for line in lines if line is not None]
        self._tell(signed, found)
        return found

    async def _copy(self, client: WitnessClient) -> Copy | None:
        try:
            async with asyncio.timeout(self.seconds):
                raw = await client.newest(self.log.name)
        except (NoCosignature, TimeoutError) as error:
            self._failed(client, str(error) or "no answer in time")
            return None
        client.recovered()
        return decisions.copy_of(client.place, raw, self.log)

    async def _line(self, pool: Pool, client: WitnessClient, shard: Shard, signed: Signed) -> str | None:
        async def prove(old: int) -> Sequence[bytes]:
            if old > signed.size:
                return ()
            async with reading(pool) as connection:
                return await TreeRepository(connection, shard).roots(consistency_spans(old, signed.size))

        try:
            async with asyncio.timeout(self.seconds):
                line = await client.cosign(signed.note, prove)
        except (NoCosignature, TimeoutError) as error:
            # What it has seen is looked at again at once: perhaps more than this database knows.
            self._seen.pop(client.name, None)
            if (copy := await self._copy(client)) is not None:
                self._seen[client.name] = copy
            self._failed(client, str(error) or "no answer in time")
            return None
        client.recovered()
        return line

    def _failed(self, client: WitnessClient, trouble: str) -> None:
        if trouble != client.trouble:
            telemetry.log.warning("witness-silent", witness=client.name, trouble=trouble)
        client.rest(trouble)

    def _tell(self, signed: Signed, lines: Sequence[str]) -> None:
        for client in self.clients:
            COSIGNED.labels(SERVICE, client.name).set(any(line.startswith(f"— {client.key.name} ") for line in lines))
        try:
            self.policy.verify(signed.note + "".join(f"{line}\n" for line in lines).encode())
        except NotVerified as error:
            telemetry.log.warning("quorum-missing", trouble=str(error), size=signed.size)
            QUORUM.labels(SERVICE).set(0)
        else:
            QUORUM.labels(SERVICE).set(1)

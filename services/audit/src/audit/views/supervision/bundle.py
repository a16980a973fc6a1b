"""An evidence bundle is filled: facts with their proofs, who did it where that was asked, the verifier, the manifest.

Everything is read in one transaction and proved under its checkpoints; a damaged record makes no bundle.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from uuid import UUID

from audit.adapters.bundle_file import BundleFile
from audit.adapters.bundle_signer import BundleSigner
from audit.domain import commands, evidence
from audit.domain.errors import NothingFound, OpeningOfNoFact, TooManyFacts
from audit.views.proving import ProvenEntry, proof_file, prove
from audit.views.published import Published
from audit.views.supervision.asked import Order, Place, Wanted
from audit.views.supervision.completeness import listed_logs
from audit.views.supervision.life import life_rows, nominations_of
from audit.views.supervision.search import rows_found
from audit.views.supervision.size import AT_MOST
from chassis.database import Connection, Row

AT_ONCE = 500
KIT = {"README.md": "README.md", "verify.py": "verify.py.txt", "verify.README.md": "verify.README.txt"}
"""What every bundle has, and where it lies in this package."""


@dataclass(slots=True, kw_only=True)
class Filling:
    """A bundle while facts are added; `openings` are those that no fact was found for yet."""

    bundle: BundleFile
    openings: dict[UUID, commands.GivenOpening]
    fact_count: int = 0
    opening_count: int = 0
    opened: set[UUID] = field(default_factory=set)

    def add(self, page: list[ProvenEntry]) -> None:
        """Facts, proofs and openings; raises OpeningDoesNotFit."""
        for entry in page:
            stem = f"facts/{entry.row['index']:010}-{entry.row['fact_id']}"
            self.bundle.add(f"{stem}.entry", entry.row["value"])
            self.bundle.add(f"{stem}.tlog-proof", proof_file(entry))
            self.fact_count += 1
            if (given := self.openings.get(entry.row["fact_id"])) is not None:
                self.bundle.add(f"{stem}.opening", evidence.opening(entry.row["value"], given.opening))
                self.opened.add(entry.row["fact_id"])
                self.opening_count += 1


async def fill(
    bundle: BundleFile, connection: Connection, asked: commands.ExportEvidence, signer: BundleSigner, policy: str | None
) -> commands.RecordExport:
    """Fill a bundle and say what is to be told of it.

    Raises NotYetListed, NothingFound, TooManyFacts, OpeningDoesNotFit, OpeningOfNoFact, KeyOfTheLog, NothingSigned,
    RecordDamaged.
    """
    logs = await listed_logs(connection)
    filling = Filling(bundle=bundle, openings={each.fact_id: each for each in asked.openings})
    async for rows in _pages(connection, logs[-1].past_index, asked):
        if filling.fact_count + len(rows) > AT_MOST:
            raise TooManyFacts(AT_MOST)
        await asyncio.to_thread(filling.add, await prove(connection, logs, rows))
    if not filling.fact_count:
        raise NothingFound
    if unknown := sorted(filling.openings.keys() - filling.opened):
        raise OpeningOfNoFact(unknown[0])
    signed = await asyncio.to_thread(_finish, filling, asked, [log.shown for log in logs], signer, policy)
    return commands.RecordExport(
        case_id=asked.about_case,
        manifest_sha256=hashlib.sha256(signed).hexdigest(),
        fact_count=filling.fact_count,
        opening_count=filling.opening_count,
        reason=asked.reason,
    )


def _finish(
    filling: Filling,
    asked: commands.ExportEvidence,
    shown: Sequence[Published],
    signer: BundleSigner,
    policy: str | None,
) -> bytes:
    """Everything that is not a fact; returns the manifest's bytes."""
    bundle = filling.bundle
    keys = list(dict.fromkeys(each.vkey for each in shown))
    for each in shown:
        bundle.add(f"checkpoints/{each.number}", each.note)
    bundle.add("policy", (policy or evidence.policy_of(keys)).encode())
    for name, place in KIT.items():
        bundle.add(name, (files("audit") / "kit" / place).read_bytes())
    contents = evidence.Contents(
        selection=asked.selection(),
        fact_count=filling.fact_count,
        opening_count=filling.opening_count,
        files=bundle.digests,
    )
    signed = signer.sign(evidence.manifest(contents, signer.vkey), keys)
    bundle.add(evidence.MANIFEST, signed)
    bundle.finish()
    return signed


async def _pages(connection: Connection, size: int, asked: commands.ExportEvidence) -> AsyncIterator[list[Row]]:
    """Rows of what is asked for, oldest first."""
    after: Place | None = None
    while True:
        rows = await _page(connection, size, asked, after)
        if rows:
            yield rows
        if len(rows) < AT_ONCE:
            return
        after = Place(rows[-1]["time"], rows[-1]["index"])


async def _page(connection: Connection, size: int, asked: commands.ExportEvidence, after: Place | None) -> list[Row]:
    if asked.case_id is not None:
        nominations = await nominations_of(connection, asked.case_id)
        return await life_rows(connection, size, asked.case_id, nominations, after, AT_ONCE)
    wanted = _wanted(asked.facts or commands.FactFilter())
    return await rows_found(connection, size, wanted, Order.OLDEST, after, AT_ONCE)


def _wanted(given: commands.FactFilter) -> Wanted:
    case_id = None if given.case_id is None else str(given.case_id)
    return Wanted(since=given.since, until=given.until, type=given.type, unit=given.unit, case_id=case_id)

"""A workbook of earlier awards: checked, kept without identity numbers, and taken over when somebody says so."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from directory import load_directory
from nominations.adapters.history_imports import KeptList, PastRow, past_rows, with_hashes
from nominations.adapters.workbook.report import from_json, to_json
from nominations.domain import errors
from nominations.domain.registers import history
from nominations.domain.registers.history import Decision, Entry, EntryStatus, Source
from nominations.domain.registers.persons import Mention
from nominations.service_layer.registers import persons
from nominations.service_layer.unit_of_work import UnitOfWork

LIVE = timedelta(days=7)


async def keep(command: history.KeepHistoryImport, uow: UnitOfWork, now: datetime) -> history.KeptHistory:
    """The file itself is not kept: what was understood of it is enough to look at and to take over."""
    kept = KeptList(
        import_id=uow.new_id(),
        unit=uow.actor.unit or "",
        file_name=command.file_name,
        report=to_json(with_hashes(from_json(command.report), uow.person_hash)),
        taken_over=None,
        created_at=now,
        expires_at=now + LIVE,
    )
    await uow.history_imports.add(kept)
    return history.KeptHistory(import_id=kept.import_id, expires_at=kept.expires_at)


async def take_over(command: history.TakeOverHistory, uow: UnitOfWork, now: datetime) -> history.HistoryTaken:
    kept = await uow.history_imports.lock(command.import_id, at=now)
    if kept is None or kept.unit != uow.actor.unit:
        raise errors.UnknownImport(command.import_id)
    if kept.taken_over is not None:
        raise errors.AlreadyAccepted(kept.import_id)
    rows = past_rows(kept.report, load_directory())
    if not rows:
        raise errors.NoValidRows
    mentions = [_mention(each, kept.unit, uow) for each in rows]
    person_ids = await persons.placed(mentions, uow, now, has_record=True)
    entries = await _new(rows, mentions, person_ids, kept.unit, uow)
    await uow.history.add(entries, at=now)
    await uow.history_imports.taken_over(kept.import_id, len(entries))
    return history.HistoryTaken(count=len(entries), repeated=len(rows) - len(entries))


async def _new(
    rows: Sequence[PastRow], mentions: Sequence[Mention], person_ids: Sequence[UUID], unit: str, uow: UnitOfWork
) -> list[Entry]:
    """The rows that the register does not have yet, as far as the same person is certain."""
    known: dict[UUID, dict[UUID, Decision]] = defaultdict(dict)
    for entry in await uow.history.of_persons(set(person_ids)):
        if entry.status is EntryStatus.IN_FORCE:
            known[entry.person_id][entry.entry_id] = entry.decision
    entries: list[Entry] = []
    for row, mention, person_id in zip(rows, mentions, person_ids, strict=True):
        if history.repeats(row.decision, known[person_id]) is not None:
            continue
        entry = Entry(
            entry_id=uow.new_id(),
            person_id=person_id,
            unit=unit,
            unit_then=mention.unit,
            decision=row.decision,
            source=Source.IMPORTED,
        )
        known[person_id][entry.entry_id] = row.decision
        entries.append(entry)
    return entries


def _mention(row: PastRow, unit: str, uow: UnitOfWork) -> Mention:
    return replace(persons.named(row.subject, unit, uow), identity_hash=row.person_hash)

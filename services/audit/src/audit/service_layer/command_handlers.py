"""Looks and exports: each is a fact, and answered once that is committed. What they show is read afterwards."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from audit.domain import commands
from audit.domain.errors import NotYetListed, UnknownCase
from audit.service_layer.unit_of_work import UnitOfWork
from chassis.handlers import CommandHandler
from contracts.audit import BundleExported, RecordViewed

ONE_LOOK = timedelta(minutes=10)


async def open_case(command: commands.OpenCase, uow: UnitOfWork, now: datetime) -> commands.Look:
    """Paging within ten minutes is one look (design.md §4): the same person's, of the same case."""
    # Asked first: what is whole now is whole when the case is looked for.
    listed, recorded = await uow.listing.progress()
    if not await uow.listing.has_case(str(command.case_id)):
        raise UnknownCase(command.case_id) if listed == recorded else NotYetListed(listed, recorded)
    begun = uow.new_id()
    kept = await uow.looks.open(uow.actor.sub or "", command.case_id, begun, now, now - ONE_LOOK)
    is_new = kept.look_id == begun
    if is_new:
        uow.outbox.add(RecordViewed(look_id=begun, case_id=command.case_id), at=now)
    return commands.Look(look_id=kept.look_id, opened_at=kept.opened_at, is_new=is_new)


async def record_export(command: commands.RecordExport, uow: UnitOfWork, now: datetime) -> commands.Exported:
    """The bundle is made already: what is told of it is what is handed over."""
    export_id = uow.new_id()
    fact = BundleExported(
        export_id=export_id,
        case_id=command.case_id,
        manifest_sha256=command.manifest_sha256,
        fact_count=command.fact_count,
        opening_count=command.opening_count,
        reason=command.reason,
    )
    uow.outbox.add(fact, at=now)
    return commands.Exported(export_id=export_id)


COMMAND_HANDLERS: Mapping[type, CommandHandler] = {
    commands.OpenCase: open_case,
    commands.RecordExport: record_export,
}

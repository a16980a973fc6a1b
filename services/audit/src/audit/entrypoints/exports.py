"""Evidence bundles over HTTP: made first, told as a fact, and handed over once that is committed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

from fastapi import Request
from fastapi.responses import StreamingResponse

from audit.adapters.bundle_file import BundleFile
from audit.adapters.bundle_signer import BundleSigner
from audit.domain import commands
from audit.domain.errors import NoExports
from audit.views import supervision as views
from chassis.http import Call, Router, allow
from contracts.roles import Role

router = Router()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What exports need; made once a process, in bootstrap."""

    folder: Path
    """Where a bundle lies, without a name, until it is handed over."""
    signer: BundleSigner | None
    """Without a key of its own the desk exports nothing."""
    policy: str | None
    """Whose signatures count (c2sp.org/tlog-policy); None: the log's alone."""


class Zip(StreamingResponse):
    media_type = "application/zip"


@router.post("/supervision/exports", response_class=Zip)
async def export(
    asked: commands.ExportEvidence, call: Annotated[Call, allow(Role.SUPERVISOR)], request: Request
) -> Zip:
    """Facts of a case or of a filter with all that proves them, as a ZIP that `verify.py export` checks offline."""
    desk = cast(Desk, request.app.state.desk)
    if desk.signer is None:
        raise NoExports
    bundle = BundleFile(desk.folder)
    try:
        async with call.reading() as connection:
            made = await views.fill(bundle, connection, asked, desk.signer, desk.policy)
        exported: commands.Exported = await call.execute(made)
    except BaseException:
        bundle.discard()
        raise
    headers = {
        "Content-Disposition": f'attachment; filename="bang-chung-{exported.export_id}.zip"',
        "X-Export-Id": str(exported.export_id),
        "X-Manifest-Sha256": made.manifest_sha256,
    }
    return Zip(bundle.chunks(), headers=headers)

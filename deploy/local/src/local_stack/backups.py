"""`make backup`: one consistent dump per service database and the evidence, with a manifest, whole or not at all.

Each database is dumped at an instant of its own: a service that is behind its topics notices (`python -m <service>
recover`), and one that is behind another's facts reads them again. Secrets are not in a backup: whoever had both could
sign as the public record.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from local_stack import evidence
from local_stack.evidence import Evidence
from local_stack.postgres import Postgres
from local_stack.state import make_folder, write_private
from local_stack.troubles import BackupDamaged, BackupExists, NotABackup

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SECRETS: Final = "not in here; keep <state folder>/secrets apart from every backup"
CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """One database in a backup."""

    service: str
    release: str
    taken_at: str
    file: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    format: int
    made_at: str
    postgresql: str
    secrets: str
    databases: tuple[Dump, ...]
    evidence: Evidence = field(default_factory=Evidence)


def make(postgres: Postgres, services: Sequence[str], folder: Path, now: Callable[[], datetime]) -> Manifest:
    """Dump into `folder`, which appears when it is whole; raises BackupExists, ToolFailed."""
    if folder.exists():
        raise BackupExists(folder)
    draft = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    make_folder(draft, mode=0o700)
    made_at = _stamp(now)
    dumps = tuple(_dump(postgres, service, draft, now) for service in services)
    kept = evidence.copy(postgres.state.root / evidence.FOLDER, draft / evidence.FOLDER)
    manifest = Manifest(
        format=FORMAT,
        made_at=made_at,
        postgresql=postgres.tool("pg_dump", "--version").rpartition(" ")[2].strip(),
        secrets=SECRETS,
        databases=dumps,
        evidence=kept,
    )
    write_private(draft / MANIFEST, json.dumps(asdict(manifest), indent=2) + "\n")
    _flush(draft)
    draft.rename(folder)
    return manifest


def verified(folder: Path) -> Manifest:
    """Read a manifest and compare every file with it; raises NotABackup, BackupDamaged."""
    try:
        manifest = _manifest(json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotABackup(folder, type(error).__name__) from error
    if manifest.format != FORMAT:
        raise NotABackup(folder, f"format {manifest.format}")
    damaged = [dump.file for dump in manifest.databases if _differs(folder / dump.file, dump)]
    damaged += evidence.damaged(folder / evidence.FOLDER)
    if sum(1 for _ in evidence.objects(folder / evidence.FOLDER)) < manifest.evidence.files:
        damaged.append(evidence.FOLDER)
    if damaged:
        raise BackupDamaged(folder, damaged)
    return manifest


def _manifest(read: dict[str, Any]) -> Manifest:
    databases = tuple(Dump(**dump) for dump in read["databases"])
    return Manifest(**read | {"databases": databases, "evidence": Evidence(**read.get("evidence", {}))})


def _dump(postgres: Postgres, service: str, folder: Path, now: Callable[[], datetime]) -> Dump:
    path, taken_at = folder / f"{service}.dump", _stamp(now)
    postgres.tool("pg_dump", "--format=custom", f"--file={path}", f"--dbname={service}")
    path.chmod(0o600)
    return Dump(
        service=service,
        release=version(f"thidua-{service}"),
        taken_at=taken_at,
        file=path.name,
        size_bytes=path.stat().st_size,
        sha256=_sha256(path),
    )


def _differs(path: Path, dump: Dump) -> bool:
    return not path.is_file() or path.stat().st_size != dump.size_bytes or _sha256(path) != dump.sha256


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _flush(folder: Path) -> None:
    """Nothing of a backup that has its name may still be only in memory."""
    for path in [*folder.iterdir(), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _stamp(now: Callable[[], datetime]) -> str:
    return now().isoformat(timespec="seconds")

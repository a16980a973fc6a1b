"""`make restore`: every database of a backup beside the present one, then all names changed at once.

Until the last database is whole nothing present is touched; the change of names is one transaction; what was replaced
goes when it has committed. A run that is killed leaves drafts, which the next one drops.
"""

from collections.abc import Sequence
from pathlib import Path

from local_stack import backups, evidence
from local_stack.backups import Dump, Manifest
from local_stack.postgres import ADMIN, Postgres


def restore(postgres: Postgres, folder: Path) -> Manifest:
    """Restore a backup into a server that no service uses; raises NotABackup, BackupDamaged, ToolFailed."""
    manifest = backups.verified(folder)
    services = [dump.service for dump in manifest.databases]
    # Objects that nothing names yet harm nobody; rows without their objects would.
    evidence.copy(folder / evidence.FOLDER, postgres.state.root / evidence.FOLDER)
    for dump in manifest.databases:
        _restore_beside(postgres, dump, folder)
    _swap(postgres, services)
    for service in services:
        postgres.create_service(service)  # who may connect is a property of the database, and is in no dump
        _drop(postgres, _replaced(service))
    return manifest


def _restore_beside(postgres: Postgres, dump: Dump, folder: Path) -> None:
    postgres.create_service(dump.service)
    draft = _draft(dump.service)
    for leftover in (draft, _replaced(dump.service)):
        _drop(postgres, leftover)
    postgres.tool("createdb", "--template=template0", f"--owner={dump.service}_owner", draft)
    options = ("--exit-on-error", "--single-transaction", f"--dbname={draft}")
    postgres.tool("pg_restore", *options, str(folder / dump.file))


def _swap(postgres: Postgres, services: Sequence[str]) -> None:
    renames = [
        f"ALTER DATABASE {before} RENAME TO {after}"
        for service in services
        for before, after in ((service, _replaced(service)), (_draft(service), service))
    ]
    options = ("-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-d", ADMIN)
    postgres.tool("psql", *options, *(part for rename in renames for part in ("-c", rename)))


def _drop(postgres: Postgres, database: str) -> None:
    postgres.tool("dropdb", "--if-exists", "--force", database)


def _draft(service: str) -> str:
    return f"{service}_restoring"


def _replaced(service: str) -> str:
    return f"{service}_replaced"

"""Numbered SQL files as they lie in a package: read, checked, in order."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath

_NAME = re.compile(r"(?P<number>[0-9]{4})_[a-z0-9_]+\.sql")


class MigrationRefused(RuntimeError):
    """The files or the database's history can't be trusted; nothing was applied after that point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One file. `source` is the package it belongs to, `checksum` the SHA-256 of its bytes."""

    source: str
    name: str
    sql: str
    checksum: str


def read_all(sources: Sequence[Traversable]) -> list[Migration]:
    """Read the chassis' files, then those of each folder in `sources` (a package's), by number."""
    folders = {"chassis": files("chassis") / "migrations"}
    for folder in sources:
        folders.setdefault(PurePath(str(folder)).parent.name, folder)
    return [migration for source, folder in folders.items() for migration in _read(source, folder)]


def _read(source: str, folder: Traversable) -> list[Migration]:
    numbers: dict[str, str] = {}
    migrations = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".sql"):
            continue
        match = _NAME.fullmatch(file.name)
        if match is None:
            raise MigrationRefused(f"{source}/{file.name}: the name is not NNNN_words.sql")
        if (twin := numbers.setdefault(match["number"], file.name)) != file.name:
            raise MigrationRefused(f"{source}/{file.name}: {twin} has the same number")
        content = file.read_bytes()
        checksum = hashlib.sha256(content).hexdigest()
        migrations.append(Migration(source=source, name=file.name, sql=content.decode(), checksum=checksum))
    return migrations

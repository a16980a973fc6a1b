"""Evidence files in a backup: each is named by its digest and never changes, so copies are made one by one.

They are copied after the databases are dumped: what a row of a dump names was there before. What went meanwhile was
removed or erased; its row says so when it is opened, or goes with the next erasure.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local_stack.state import make_folder

FOLDER: Final = "evidence"
OBJECTS: Final = "sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How much of it a backup holds."""

    files: int = 0
    size_bytes: int = 0


def copy(source: Path, target: Path) -> Evidence:
    """Copy what is there, without a word about what just went; what the target has stays."""
    files = size_bytes = 0
    for path in objects(source):
        place = target / path.relative_to(source)
        if not place.exists():
            try:
                _copy(path, place)
            except FileNotFoundError:
                continue
        files, size_bytes = files + 1, size_bytes + place.stat().st_size
    return Evidence(files=files, size_bytes=size_bytes)


def damaged(folder: Path) -> list[str]:
    """The files that are not what their names say."""
    return [str(path.relative_to(folder)) for path in objects(folder) if _digest(path) != path.parent.name + path.name]


def objects(folder: Path) -> Iterator[Path]:
    """Whole objects alone: an upload that broke off lies beside them under a longer name."""
    return (path for path in sorted((folder / OBJECTS).glob("??/*")) if len(path.name) == 62 and path.is_file())


def _copy(path: Path, place: Path) -> None:
    """Under its name when it is whole, and on the disk."""
    make_folder(place.parent, mode=0o700)
    draft = place.with_name(f"{place.name}.new")
    shutil.copyfile(path, draft)
    descriptor = os.open(draft, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.rename(place)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

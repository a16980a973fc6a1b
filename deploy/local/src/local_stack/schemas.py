"""Whether a service's database already has its roles and its schema, so that a later start needn't ask again.

The mark lies beside the data. A wrong one would show: each service compares its schema with its migrations itself
and isn't ready when they differ.
"""

import hashlib
from importlib.resources import files
from pathlib import Path

from local_stack.repository import ROLES
from local_stack.state import State


def is_current(state: State, service: str) -> bool:
    mark = _mark(state, service)
    return mark.exists() and mark.read_text() == _digest(service)


def mark_current(state: State, service: str) -> None:
    _mark(state, service).write_text(_digest(service))


def forget(state: State, service: str) -> None:
    """The database was replaced: the next start asks it again."""
    _mark(state, service).unlink(missing_ok=True)


def _mark(state: State, service: str) -> Path:
    return state.folder("postgres") / f"{service}.migrated"


def _digest(service: str) -> str:
    folders = [files(package) / "migrations" for package in ("chassis", service)]
    scripts = sorted(
        (file.name, file.read_bytes()) for folder in folders for file in folder.iterdir() if file.is_file()
    )
    content = b"\0".join([ROLES.read_bytes(), *(name.encode() + b"\0" + text for name, text in scripts)])
    return hashlib.sha256(content).hexdigest()

"""The state folder: what outlives a run. Everything below it is ours; no folder above it is ever changed."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from local_stack.repository import ROOT

SHARED_BY_ROOT = Path("/var/lib/thidua")


@dataclass(frozen=True, slots=True)
class State:
    """One installation's data (`root`), and what several share as its hashes are known (`downloads`)."""

    root: Path
    downloads: Path

    def folder(self, name: str) -> Path:
        return make_folder(self.root / name)

    @property
    def logs(self) -> Path:
        return self.folder("logs")

    @property
    def run(self) -> Path:
        return self.folder("run")

    def secret(self, name: str) -> str:
        """Return the secret of that name, made once (mode 0600)."""
        path = self.secret_file(name)
        if not path.exists():
            write_private(path, secrets.token_urlsafe(32))
        return path.read_text().strip()

    def secret_file(self, name: str) -> Path:
        """Where the secret of that name lies."""
        return make_folder(self.root / "secrets", mode=0o700) / name


def home() -> Path:
    """Return the folder of all state of this checkout's owner: /var/lib/thidua as root, else .state here."""
    return SHARED_BY_ROOT if os.geteuid() == 0 else ROOT / ".state"


def of_checkout(override: str | None) -> State:
    """Return the state of `make up`: as root a folder per checkout, so that two clones never mix data."""
    downloads = make_folder(make_folder(home()) / "downloads")
    if override:
        return State(make_folder(Path(override).resolve()), downloads)
    if os.geteuid() != 0:
        return State(home(), downloads)
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return State(make_folder(home() / f"{ROOT.name}-{mark}"), downloads)


def make_folder(path: Path, mode: int = 0o711) -> Path:
    """Make a folder of ours; 0711 lets PostgreSQL's own user reach its data below, and read nothing."""
    if not path.exists():
        if not path.parent.exists():
            make_folder(path.parent)
        path.mkdir(exist_ok=True)
        path.chmod(mode)
    return path


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    draft.rename(path)

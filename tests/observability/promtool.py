"""The real promtool for the tests: one that is installed, else Debian's, unpacked beside the state, else the reason.

Unpacked, not installed: Debian's package would start a Prometheus on this machine.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from local_stack.state import home, make_folder

PACKAGE = "prometheus"
REMEDY = "install promtool (it comes with Prometheus, on Debian in the package `prometheus`) or put it on the PATH"
SECONDS = 300


class NoPromtool(Exception):
    """Neither found nor unpacked; the message says what was tried and what to do."""


def executable() -> str:
    """The program to run; raises NoPromtool."""
    kept = home() / "downloads" / "promtool"
    found = shutil.which("promtool") or (str(kept) if kept.exists() else None)
    return found or str(unpacked(kept))


def unpacked(kept: Path) -> Path:
    """Take promtool out of Debian's package; needs apt-get and no root."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise NoPromtool(f"no promtool, and no apt-get to get one with: {REMEDY}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run(["apt-get", "download", PACKAGE], folder)
        [package] = folder.glob("*.deb")
        _run(["dpkg-deb", "-x", package.name, "."], folder)
        make_folder(kept.parent)
        # Copied beside and renamed: two test runs may do this at once.
        beside = Path(shutil.copy(folder / "usr" / "bin" / "promtool", kept.with_suffix(f".{folder.name}")))
        return beside.rename(kept)


def _run(argv: list[str], folder: Path) -> None:
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS)
    if done.returncode != 0:
        raise NoPromtool(f"{' '.join(argv)}: {done.stderr.strip()[-500:]}; {REMEDY}")

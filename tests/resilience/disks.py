"""Small disks that can be filled: a tmpfs under the server's folder, where this user may mount one."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local_stack.state import make_folder

CHUNK = 1024 * 1024


def why_not() -> str | None:
    """Why no disk can be mounted here, or None."""
    return None if os.geteuid() == 0 else "only root may mount a small disk"


@dataclass(frozen=True, slots=True)
class Disk:
    """A file system of its own."""

    folder: Path

    def fill(self) -> None:
        """Leave not one block."""
        with (self.folder / "filler").open("wb", buffering=0) as file:
            try:
                while file.write(b"\0" * CHUNK):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, size_mib: int) -> Iterator[Disk]:
    """Mount it empty; everything on it is gone at the end."""
    make_folder(folder)
    options = f"size={size_mib}m,mode=0711"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "thidua-resilience", str(folder)], check=True)
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)

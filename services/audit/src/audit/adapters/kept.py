"""The newest signed checkpoint in a file of its own, on another disk than the database if the operator is wise."""

from pathlib import Path

from audit.adapters import durable
from tlog import checkpoint, note


class KeptCheckpoint:
    """One file, which never goes back to a smaller tree."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.place = f"the file {path}"

    def read(self) -> bytes | None:
        """The checkpoint that was signed last, as far as this file was told; None before the first."""
        return durable.read(self._path)

    def keep(self, signed: bytes) -> None:
        """Write a checkpoint down before it is shown to anybody; raises OSError."""
        with durable.alone(self._path):
            held = durable.read(self._path)
            if held is None or (held != signed and _size(held) <= _size(signed)):
                durable.replace(self._path, signed)


def _size(raw: bytes) -> int:
    return checkpoint.parse(note.parse(raw).text).size

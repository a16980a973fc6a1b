"""A bundle while it is made and handed over: a ZIP on the disk that has no name, so that nothing is ever left over."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CHUNK_BYTES = 64 * 1024


class BundleFile:
    """Files are added once; `digests` are SHA-256 in hex by path. The same files make the same bytes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed when it was handed over)
        self._zip = ZipFile(self._file, "w", ZIP_DEFLATED)
        self.digests: dict[str, str] = {}

    def add(self, path: str, content: bytes) -> None:
        """Add one file under a path of its own."""
        self._zip.writestr(ZipInfo(path), content, ZIP_DEFLATED)
        self.digests[path] = hashlib.sha256(content).hexdigest()

    def finish(self) -> None:
        """Nothing comes after."""
        self._zip.close()

    def chunks(self) -> Iterator[bytes]:
        """The whole ZIP, once; afterwards it is gone."""
        with self._file:
            self._file.seek(0)
            while chunk := self._file.read(CHUNK_BYTES):
                yield chunk

    def discard(self) -> None:
        """Nobody gets it."""
        self._zip.close()
        self._file.close()

"""Where the bytes lie: a folder, or a bucket of an S3 server; under their digest, and never changed.

An object is written whole or not at all. One that is there already is the same: its name is its digest.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

PREFIX = "sha256"
PIECE_BYTES = 256 * 1024
# S3 takes parts of no less; up to one part a single request says "only if there is none".
PART_BYTES = 5 * 1024 * 1024
PARTS_AT_ONCE = 2
PAGE = 500
NOBODY = "0" * 64


class Missing(Exception):
    """No object has this digest."""


@dataclass(frozen=True, slots=True)
class EvidenceStore:
    objects: ObjectStore

    async def put(self, digest: str, path: Path, size_bytes: int) -> None:
        """Store the file under its digest; the same again does nothing. Never more than a few parts in memory."""
        if await self.has(digest):
            return
        if size_bytes > PART_BYTES:
            # No mode goes with parts. Two who send the same at once write the same bytes, each whole.
            await obstore.put_async(
                self.objects, _key(digest), path, chunk_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE
            )
            return
        try:
            await obstore.put_async(self.objects, _key(digest), path, mode="create")
        except AlreadyExistsError:
            return

    async def has(self, digest: str) -> bool:
        try:
            await obstore.head_async(self.objects, _key(digest))
        except (NotFoundError, FileNotFoundError):
            return False
        return True

    async def read(self, digest: str) -> AsyncIterator[bytes]:
        """The bytes, a piece at a time; raises Missing before the first."""
        try:
            found = await obstore.get_async(self.objects, _key(digest))
        except (NotFoundError, FileNotFoundError) as error:
            raise Missing(digest) from error
        return _pieces(found)

    async def delete(self, digests: Sequence[str]) -> None:
        """Delete objects; one that is not there is no trouble."""
        for digest in digests:
            try:
                await obstore.delete_async(self.objects, _key(digest))
            except (NotFoundError, FileNotFoundError):
                continue

    async def older(self, moment: datetime) -> AsyncIterator[list[str]]:
        """The digests of objects stored before a moment, by pages."""
        async for page in obstore.list(self.objects, f"{PREFIX}/", chunk_size=PAGE):
            yield [each["path"].replace("/", "")[len(PREFIX) :] for each in page if each["last_modified"] < moment]

    async def trouble(self) -> str | None:
        """Why the store can't be used, if it can't. That a bucket isn't there, only a listing tells."""
        try:
            await self.has(NOBODY)
            await anext(aiter(obstore.list(self.objects, _key(NOBODY))), None)
        except Exception as error:  # noqa: BLE001 (whatever it is, the answer is its class)
            return f"evidence store: {type(error).__name__}"
        return None


def in_folder(folder: Path) -> EvidenceStore:
    """A folder that only this service's user can read; made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return EvidenceStore(LocalStore(folder))


def in_bucket(bucket: str, prefix: str, endpoint: str | None, key_id: str | None, secret: str | None) -> EvidenceStore:
    """A bucket that exists; without key and secret, what the machine itself is allowed."""
    return EvidenceStore(
        S3Store(
            bucket,
            prefix=prefix or None,
            endpoint=endpoint,
            access_key_id=key_id,
            secret_access_key=secret,
            virtual_hosted_style_request=False,
            client_options={"allow_http": bool(endpoint and endpoint.startswith("http://"))},
        )
    )


async def _pieces(found: "obstore.GetResult") -> AsyncIterator[bytes]:
    async for piece in found.stream(min_chunk_size=PIECE_BYTES):
        yield bytes(piece)


def _key(digest: str) -> str:
    """Folders of one level keep a directory small."""
    return f"{PREFIX}/{digest[:2]}/{digest[2:]}"

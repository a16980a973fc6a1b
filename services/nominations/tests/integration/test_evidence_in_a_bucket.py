"""The store of evidence in a bucket of an S3 server: asked for by S3_ENDPOINT, since no lock holds such a server.

`python -m venv s3 && s3/bin/pip install 'moto[server]' && s3/bin/moto_server -p 5555`, then S3_ENDPOINT=http://127.0.0.1:5555.
"""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from nominations.adapters.evidence.store import EvidenceStore, Missing, in_bucket
from services.nominations.tests.papers import written

ENDPOINT = os.environ.get("S3_ENDPOINT")
BUCKET = "minh-chung"
pytestmark = pytest.mark.skipif(ENDPOINT is None, reason="no S3_ENDPOINT")


@pytest.fixture
async def store() -> EvidenceStore:
    async with httpx.AsyncClient(base_url=ENDPOINT or "") as client:
        await client.put(f"/{BUCKET}")
    return in_bucket(BUCKET, "thi-dua", ENDPOINT, "key", "secret")


async def whole(store: EvidenceStore, digest: str) -> bytes:
    return b"".join([piece async for piece in await store.read(digest)])


@pytest.mark.parametrize("size_bytes", [100, 12 * 1024 * 1024], ids=["one request", "in parts"])
async def test_an_object_is_stored_once_read_listed_and_deleted(
    store: EvidenceStore, tmp_path: Path, size_bytes: int
) -> None:
    content = os.urandom(size_bytes)
    digest, path = hashlib.sha256(content).hexdigest(), written(tmp_path, "file", content)

    await store.put(digest, path, size_bytes)
    await store.put(digest, path, size_bytes)

    assert await whole(store, digest) == content
    listed = [each async for page in store.older(datetime.now(UTC) + timedelta(minutes=1)) for each in page]
    assert listed.count(digest) == 1
    assert await store.trouble() is None
    await store.delete([digest, digest])
    with pytest.raises(Missing):
        await store.read(digest)


async def test_a_store_that_is_away_says_so() -> None:
    assert await in_bucket(BUCKET, "", "http://127.0.0.1:1", "key", "secret").trouble() is not None

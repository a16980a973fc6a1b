"""The store of evidence in a bucket of an S3 server: the one of docker-compose.yml (docs/decisions/0046).

No lock holds it, so these run where `versitygw` can be started, and where `S3_ENDPOINT` names another server that has
the bucket, with `S3_KEY_ID` and `S3_SECRET`. In containers it is tested by `make test-containers`.
"""

import asyncio
import hashlib
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import obstore
import pytest

from local_stack import ports
from nominations.adapters.evidence.store import PREFIX, EvidenceStore, Missing, in_bucket
from services.nominations.tests.papers import written

BUCKET = "minh-chung"
ENDPOINT, GATEWAY = os.environ.get("S3_ENDPOINT"), shutil.which("versitygw")
START_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    endpoint: str
    key_id: str
    secret: str

    def store(self, bucket: str = BUCKET, secret: str | None = None) -> EvidenceStore:
        return in_bucket(bucket, "thi-dua", self.endpoint, self.key_id, secret or self.secret)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    if ENDPOINT is not None:
        yield Server(endpoint=ENDPOINT, key_id=os.environ["S3_KEY_ID"], secret=os.environ["S3_SECRET"])
        return
    if GATEWAY is None:
        pytest.skip("no versitygw and no S3_ENDPOINT")
    address = f"{ports.HOST}:{ports.choose_free(1)[0]}"
    started = Server(endpoint=f"http://{address}", key_id="nominations", secret="of-the-test")
    (tmp_path / "data" / BUCKET).mkdir(parents=True)
    process = await asyncio.create_subprocess_exec(
        GATEWAY,
        *("--port", address, "--health", "/health", "--quiet", "posix", str(tmp_path / "data")),
        env={"ROOT_ACCESS_KEY_ID": started.key_id, "ROOT_SECRET_ACCESS_KEY": started.secret},
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await answering(started)
        yield started
    finally:
        process.terminate()
        await process.wait()


async def answering(server: Server) -> None:
    async with asyncio.timeout(START_SECONDS), httpx.AsyncClient(base_url=server.endpoint, trust_env=False) as client:
        while True:
            try:
                await client.get("/health")
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return


async def whole(store: EvidenceStore, digest: str) -> bytes:
    return b"".join([piece async for piece in await store.read(digest)])


@pytest.mark.parametrize("size_bytes", [100, 12 * 1024 * 1024], ids=["one request", "in parts"])
async def test_an_object_is_stored_once_read_listed_and_deleted(
    server: Server, tmp_path: Path, size_bytes: int
) -> None:
    content, store = os.urandom(size_bytes), server.store()
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


async def test_of_two_who_store_the_same_at_once_the_second_changes_nothing(server: Server, tmp_path: Path) -> None:
    store, (first, second) = server.store(), (written(tmp_path, name, name.encode()) for name in ("one", "two"))
    digest = "ab" * 32

    await store.put(digest, first, 3)
    with pytest.raises(obstore.exceptions.AlreadyExistsError):
        await obstore.put_async(store.objects, f"{PREFIX}/{digest[:2]}/{digest[2:]}", second, mode="create")

    assert await whole(store, digest) == b"one"
    await store.delete([digest])


async def test_a_bucket_that_is_not_there_and_a_secret_that_is_wrong_are_told(server: Server) -> None:
    told = [await server.store(**wrong).trouble() for wrong in ({"bucket": "khong-co"}, {"secret": "wrong"})]

    assert [each is None for each in told] == [False, False]


async def test_a_store_that_is_away_says_so() -> None:
    assert await in_bucket(BUCKET, "", "http://127.0.0.1:1", "key", "secret").trouble() is not None

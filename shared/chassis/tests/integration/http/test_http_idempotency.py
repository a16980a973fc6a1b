"""A command with a key is done once, however often it is sent; answer and effect are one transaction."""

import asyncio
from datetime import timedelta

import pytest
from asyncpg.exceptions import DivisionByZeroError
from pydantic import BaseModel

from chassis import idempotency
from chassis.actors import Actor
from chassis.database import Connection
from chassis.problems import Problem
from contracts.roles import Role
from shared.chassis.tests.integration.http.conftest import Board
from shared.chassis.tests.note_service import WriteNotes

ONE = {"titles": ["a"]}


async def count(board: Board) -> tuple[int, int]:
    notes = await board.pool.fetchval("SELECT count(1) FROM note")
    keys = await board.pool.fetchval("SELECT count(1) FROM idempotency_keys")
    return notes, keys


async def test_a_repeat_gets_the_first_answer_and_does_nothing(board: Board) -> None:
    first = await board.client.post("/notes", json=ONE, headers=board.officer(**{"Idempotency-Key": "k"}))
    again = await board.client.post("/notes", json=ONE, headers=board.officer(**{"Idempotency-Key": "k"}))

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert await count(board) == (1, 1)


async def test_the_same_key_with_another_body_is_refused(board: Board) -> None:
    await board.client.post("/notes", json=ONE, headers=board.officer(**{"Idempotency-Key": "k"}))

    other = {"titles": ["b"]}
    response = await board.client.post("/notes", json=other, headers=board.officer(**{"Idempotency-Key": "k"}))

    assert (response.status_code, response.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert await count(board) == (1, 1)


async def test_another_persons_key_is_another_key(board: Board) -> None:
    await board.client.post("/notes", json=ONE, headers=board.officer(**{"Idempotency-Key": "k"}))
    other = {"Authorization": f"Bearer {board.issuer.token('unit-officer', sub='b')}", "Idempotency-Key": "k"}

    response = await board.client.post("/notes", json=ONE, headers=other)

    assert response.status_code == 201
    assert await count(board) == (2, 2)


async def test_without_a_key_each_request_is_a_command(board: Board) -> None:
    for _ in range(2):
        await board.client.post("/notes", json=ONE, headers=board.officer())

    assert await count(board) == (2, 0)


async def test_ten_at_once_make_one_effect(board: Board) -> None:
    headers = board.officer(**{"Idempotency-Key": "storm"})

    answers = await asyncio.gather(*(board.client.post("/notes", json=ONE, headers=headers) for _ in range(10)))

    assert await count(board) == (1, 1)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1


async def test_while_the_first_runs_the_second_is_told_to_wait(board: Board) -> None:
    keyed = idempotency.Keyed(key="slow", principal="p", route="POST /notes", status=201, request_hash=b"h" * 32)
    begun, finish = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with board.pool.acquire() as connection, connection.transaction():
            await keyed.prologue(connection)
            begun.set()
            await finish.wait()

    holding = asyncio.create_task(hold())
    await begun.wait()
    async with board.pool.acquire() as connection, connection.transaction():
        with pytest.raises(Problem) as refused:
            await keyed.prologue(connection)
    finish.set()
    await holding

    assert refused.value.status == 409
    assert refused.value.headers == {"Retry-After": "1"}


async def test_one_that_looked_before_the_first_ended_is_undone(board: Board) -> None:
    """The look at the rows is older than the lock: the first request may end between the two."""
    keyed = idempotency.Keyed(key="late", principal="p", route="POST /notes", status=201, request_hash=b"h" * 32)
    async with board.pool.acquire() as first, first.transaction():
        await keyed.epilogue(first, {"first": True})

    async def do_late() -> None:
        async with board.pool.acquire() as late, late.transaction():
            await late.execute("INSERT INTO note (id, title) VALUES (gen_random_uuid(), 'late')")
            await keyed.epilogue(late, {"first": False})

    with pytest.raises(Problem) as refused:
        await do_late()

    assert refused.value.status == 409
    assert await count(board) == (0, 1)
    assert await board.pool.fetchval("SELECT response FROM idempotency_keys") == b'{"first":true}'


async def test_a_refused_command_stores_no_answer(board: Board) -> None:
    headers = board.officer(**{"Idempotency-Key": "k"})

    first = await board.client.post("/notes", json={"titles": ["bậy"]}, headers=headers)
    again = await board.client.post("/notes", json={"titles": ["bậy"]}, headers=headers)

    assert (first.status_code, again.status_code) == (409, 409)
    assert await count(board) == (0, 0)


async def test_an_answer_that_cannot_be_stored_takes_the_effect_back(board: Board) -> None:
    async def lost(connection: Connection, result: object) -> None:
        await connection.execute("SELECT 1 / 0")

    actor = Actor(role=Role.UNIT_OFFICER, unit="11953@2025-07-01", sub="a")
    with pytest.raises(DivisionByZeroError):
        await board.dispatcher.execute(WriteNotes(titles=("a",)), actor, request_id="r", epilogue=lost)
    assert await count(board) == (0, 0)

    retried = await board.client.post("/notes", json=ONE, headers=board.officer(**{"Idempotency-Key": "k"}))
    assert retried.status_code == 201
    assert await count(board) == (1, 1)


def test_the_hash_is_that_of_what_was_asked() -> None:
    class Upload(BaseModel):
        content: bytes
        note: str = ""

    first = idempotency.request_hash(Upload(content=b"\xff\x00"))

    assert first == idempotency.request_hash(Upload(content=b"\xff\x00"))
    assert first != idempotency.request_hash(Upload(content=b"\xfe\x00"))
    assert first != idempotency.request_hash(Upload(content=b"\xff\x00", note="n"))
    assert idempotency.request_hash(WriteNotes(titles=("a",))) != idempotency.request_hash(WriteNotes(titles=()))


@pytest.mark.parametrize("key", ["", "x" * 65, "có dấu", "a b", "tab\there"])
async def test_a_malformed_key_is_refused(board: Board, key: str) -> None:
    pairs = [(name.encode(), value.encode()) for name, value in board.officer().items()]

    response = await board.client.post("/notes", json=ONE, headers=[*pairs, (b"idempotency-key", key.encode())])

    assert (response.status_code, response.json()["type"]) == (400, "/problems/idempotency-key-malformed")


async def test_a_key_is_forgotten_after_a_day(board: Board) -> None:
    headers = board.officer(**{"Idempotency-Key": "k"})
    first = await board.client.post("/notes", json=ONE, headers=headers)
    await board.pool.execute("UPDATE idempotency_keys SET created_at = created_at - $1::interval", timedelta(hours=25))

    second = await board.client.post("/notes", json=ONE, headers=headers)

    assert second.json() != first.json()
    assert await count(board) == (2, 1)


async def test_old_keys_are_cleaned_up(board: Board) -> None:
    for key in ("old", "new"):
        await board.client.post("/notes", json=ONE, headers=board.officer(**{"Idempotency-Key": key}))
    await board.pool.execute(
        "UPDATE idempotency_keys SET created_at = created_at - $1::interval WHERE key = 'old'",
        timedelta(hours=25),
    )

    assert await idempotency.clean_up(board.pool) == 1
    assert await board.pool.fetchval("SELECT key FROM idempotency_keys") == "new"


async def test_an_edit_names_the_version_that_was_read(board: Board) -> None:
    path = "/notes/9c0b1f5e-0000-4000-8000-000000000001"

    answers = [
        (await board.client.put(path, headers=board.officer(**headers))).status_code
        for headers in ({}, {"If-Match": '"7"'}, {"If-Match": 'W/"7"'}, {"If-Match": "7"}, {"If-Match": "*"})
    ]

    assert answers == [428, 200, 412, 412, 412]

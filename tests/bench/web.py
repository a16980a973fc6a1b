"""Submitting one nomination over HTTP beside the same route without the spine."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from time import perf_counter
from uuid import UUID, uuid4

from chassis.actors import Actor
from chassis.process import Process
from chassis.testing.issuer import IssuerForTests
from contracts.roles import Role
from local_stack import ports
from nominations.bootstrap import service as nominations
from nominations.domain import commands
from services.nominations.tests.builders import UNIT, dossier
from tests.bench.children import Child, answers, child, environment
from tests.bench.ground import Ground, assembled
from tests.bench.rounds import Pass, ratio, take_turns
from tests.bench.table import Line, at_least

CONNECTIONS = 8
PERSON = "5b7b5f0e-0000-4000-8000-00000000000a"


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    """`count` requests a round to each of two servers on one database."""
    async with (
        IssuerForTests.running() as issuer,
        assembled(ground, nominations(), []) as made,
        AsyncExitStack() as stack,
    ):
        token = issuer.token(sub=PERSON, roles=[Role.UNIT_OFFICER], unit=UNIT, lifetime_seconds=3_600)
        settings = replace(made.settings, oidc_issuer=issuer.url, oidc_jwks_url=f"{issuer.url}/jwks")
        waiting = iter(await _endorsed(made, 2 * count * (rounds + 1)))

        async def against(spine: str) -> Callable[[], Awaitable[Pass]]:
            (port,) = ports.choose_free(1)
            environ = environment(settings, HTTP_PORT=str(port))
            server = stack.enter_context(child(["tests.bench.parts", "serve", spine], environ))
            await answers(f"http://127.0.0.1:{port}/openapi.json")

            async def submitted() -> Pass:
                ids = [next(waiting) for _ in range(count)]
                return await _submit(server, port, token, ids)

            return submitted

        runs = {spine: await against(spine) for spine in ("without", "with")}
        passes = await take_turns(rounds, runs)
    name = "HTTP submit / same route without the spine"
    return [ratio(name, passes["with"], passes["without"], at_least(60))]


async def _endorsed(made: Process, count: int) -> Sequence[UUID]:
    officer, head = (Actor(role=role, unit=UNIT, sub=PERSON) for role in (Role.UNIT_OFFICER, Role.UNIT_HEAD))
    create = commands.CreateNominations(nominations=(dossier(),) * count)
    created = await made.dispatcher.execute(create, officer, request_id="bench")
    if not isinstance(created, commands.Created):
        raise TypeError(type(created))
    endorse = commands.EndorseNominations(nomination_ids=created.nomination_ids)
    await made.dispatcher.execute(endorse, head, request_id="bench")
    return created.nomination_ids


async def _submit(server: Child, port: int, token: str, ids: Sequence[UUID]) -> Pass:
    """Each nomination in a request of its own, over connections that stay open; CPU is the server's."""
    waiting, cpu, begun = iter(ids), server.cpu_seconds, perf_counter()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for nomination_id in waiting:
            writer.write(_request(token, nomination_id))
            await _expect_ok(reader)
        writer.close()

    await asyncio.gather(*(client() for _ in range(CONNECTIONS)))
    return Pass(len(ids), perf_counter() - begun, server.cpu_seconds - cpu)


def _request(token: str, nomination_id: UUID) -> bytes:
    body = json.dumps({"nomination_ids": [str(nomination_id)]})
    head = (
        "POST /nominations/submit HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nIdempotency-Key: {uuid4()}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


async def _expect_ok(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
    body = await reader.readexactly(int(length.partition(":")[2]))
    if not head.startswith("http/1.1 200"):
        raise AssertionError(f"{head.splitlines()[0]}: {body.decode()}")

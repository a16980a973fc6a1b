"""A body that does not end is cut at its route's limit, everywhere; a stranger's is not read at all."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from fastapi.routing import APIRoute

from chassis import openings
from chassis.body_limit import DEFAULT_BYTES, MIB, limit_of
from contracts.roles import Role
from tests.access.rules import NOBODY, RULES, Rule
from tests.access.system import SERVICES, System
from tests.access.walk import HOMES

CHUNK = b"a" * 256 * 1024
MOST = 25 * MIB
# What streams to a disk may be longer than what is held in memory.
STREAMED = {
    "POST /nominations/{nomination_id}/evidence": 51 * MIB,
    "POST /unit/nominations/{nomination_id}/evidence": 204 * MIB,
}
MULTIPART = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'


def unsafe(service: str) -> Iterator[Rule]:
    return (rule for rule in RULES[service] if not rule.route.startswith("GET "))


class Endless:
    """A body that goes on until nobody asks for more; counts what was taken."""

    def __init__(self, first: bytes) -> None:
        self._first = first
        self.sent_bytes = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._first
        while self.sent_bytes < 4 * MOST:
            self.sent_bytes += len(CHUNK)
            yield CHUNK


def route_of(system: System, service: str, rule: Rule) -> APIRoute:
    method, path = rule.route.split(" ", 1)
    routes = [*system.services[service].process.service.router.api_routes(), *openings.router.api_routes()]
    return next(each for each in routes if each.path_format == path and method in (each.methods or ()))


async def flood(system: System, service: str, rule: Rule, body: Endless, who: Role | str) -> httpx.Response:
    method, path = rule.route.split(" ", 1)
    has_files = path.endswith("/imports") or (service == "portal" and path.endswith("/evidence"))
    kind = "multipart/form-data; boundary=b" if has_files else "application/json"
    if service == "portal" and kind == "application/json":
        kind = "application/x-www-form-urlencoded"
    headers = {"Content-Type": kind, "If-Match": '"1"', "Content-Disposition": "attachment; filename=a.pdf"}
    if isinstance(who, Role):
        cookies = await system.cookies(who, HOMES[who])
        headers |= {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        headers |= system.person(who, HOMES[who])
    transport = httpx.ASGITransport(app=system.apps[service])
    async with httpx.AsyncClient(transport=transport, base_url=system.urls[service]) as client:
        address = path.format_map(system.things)
        return await client.request(method, address, params={"part": "other"}, content=body, headers=headers)


def first_of(service: str, rule: Rule) -> bytes:
    if rule.route.endswith(("/imports", "/evidence")):
        return MULTIPART
    return b"id=" if service == "portal" else b'{"a": "'


@pytest.mark.parametrize("service", SERVICES)
async def test_an_endless_body_is_cut_at_the_limit_of_its_route(system: System, service: str) -> None:
    for rule in unsafe(service):
        limit = limit_of(route_of(system, service, rule).endpoint)
        body = Endless(first_of(service, rule))
        who = next(role for role in rule.who if isinstance(role, Role))

        answer = await flood(system, service, rule, body, who)

        # A route without a body reads nothing of one; one that hands files on stops where the form's token is missing.
        stopped = answer.status_code == 413 or (answer.status_code == 403 and body.sent_bytes <= len(CHUNK))
        assert stopped or not body.sent_bytes, (rule.route, answer.status_code)
        assert limit <= STREAMED.get(rule.route, MOST)
        assert body.sent_bytes <= limit + 2 * len(CHUNK), rule.route


@pytest.mark.parametrize("service", SERVICES)
async def test_a_strangers_endless_body_is_read_no_further_than_a_small_one(system: System, service: str) -> None:
    for rule in [each for each in unsafe(service) if NOBODY not in each.who]:
        body = Endless(first_of(service, rule))

        answer = await flood(system, service, rule, body, NOBODY)

        assert answer.status_code in (303, 401, 413), rule.route
        assert body.sent_bytes <= DEFAULT_BYTES + 2 * len(CHUNK), rule.route

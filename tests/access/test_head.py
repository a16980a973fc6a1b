"""HEAD at every address that has GET: the same head, and nothing after it (RFC 9110 §9.1)."""

import httpx
import pytest

from contracts.roles import Role
from tests.access.rules import NOBODY, RULES, Rule
from tests.access.system import SERVICES, System
from tests.access.walk import HOMES, Asked, one

# What differs from one answer to the next, whatever was asked.
EACH_ITS_OWN = frozenset({"date", "x-request-id", "set-cookie", "location", "transfer-encoding"})


def readings(service: str) -> list[Rule]:
    return [rule for rule in RULES[service] if rule.route.startswith("GET ")]


async def asked(system: System, service: str, rule: Rule, method: str) -> Asked:
    """As somebody whom the rule admits, at home."""
    role = next((who for who in rule.who if isinstance(who, Role)), None)
    return await one(system, service, rule, role or NOBODY, HOMES[role] if role else None, method=method)


def kept(headers: httpx.Headers) -> dict[str, str]:
    # A workbook holds the moment at which it was made, and is as long as that packs.
    packed = {"content-length"} if headers.get("content-type", "").endswith(".sheet") else set()
    return {name: value for name, value in headers.items() if name not in EACH_ITS_OWN | packed}


@pytest.mark.parametrize("service", SERVICES)
async def test_head_has_the_head_of_get_and_no_body(system: System, service: str) -> None:
    shown = 0
    for rule in readings(service):
        get, head = [await asked(system, service, rule, method) for method in ("GET", "HEAD")]

        assert (head.status, kept(head.headers)) == (get.status, kept(get.headers)), head.label
        assert head.headers.keys() == get.headers.keys() - {"transfer-encoding"}, head.label
        assert head.text == "", head.label
        shown += get.status == 200

    assert shown > len(readings(service)) / 2


async def test_the_counter_gives_no_seat_to_who_asks_for_its_head(system: System) -> None:
    rule = next(each for each in RULES["portal"] if each.route == "GET /events")

    head = await asked(system, "portal", rule, "HEAD")

    site = system.apps["portal"].state.site
    assert (head.status, head.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert site.seats.taken.total() == 0

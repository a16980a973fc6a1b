"""Whatever changes something at the portal was sent by a page of ours, in this browser; nothing leads elsewhere."""

from collections.abc import Mapping

import httpx
import pytest

from contracts.roles import Role
from portal.entrypoints.http.account import own_path
from tests.access.bodies import body_of
from tests.access.rules import PORTAL, Rule
from tests.access.system import A_BROWSER, System
from tests.access.walk import HOMES

UNSAFE = [rule for rule in PORTAL if not rule.route.startswith("GET ")]


def admitted(rule: Rule) -> Role:
    """Somebody whom the route would let in."""
    return next(role for role in rule.who if isinstance(role, Role))


async def sent(system: System, rule: Rule, extra: Mapping[str, str]) -> httpx.Response:
    method, path = rule.route.split(" ", 1)
    body = body_of(f"portal {rule.route}", rule.note, system.things)
    role = admitted(rule)
    cookies = await system.cookies(role, HOMES[role])
    return await system.client.request(
        method,
        f"{system.urls['portal']}{path.format_map(system.things)}",
        data={**(body.data or {}), **extra},
        files={"file": ("danh-sach.xlsx", body.file)} if body.file is not None else None,
        headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
    )


@pytest.mark.parametrize("rule", UNSAFE, ids=lambda rule: f"{rule.route} {rule.note}".strip())
async def test_a_form_from_elsewhere_does_nothing(system: System, rule: Rule) -> None:
    for extra in ({}, {"csrf": ""}, {"csrf": system.seal.form_token("another browser")}):
        answer = await sent(system, rule, extra)

        assert answer.status_code == 403
        assert "Biểu mẫu không còn hiệu lực" in answer.text


async def test_every_unsafe_route_of_the_portal_was_tried() -> None:
    assert len(UNSAFE) >= 19
    assert {rule.route.split(" ")[0] for rule in UNSAFE} == {"POST"}


HOSTILE = (
    "//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example",
    "\\\\evil.example", "javascript:alert(1)", "evil.example", "", "/%0d%0a//x\r\nSet-Cookie: a=b",
)  # fmt: skip


@pytest.mark.parametrize("place", HOSTILE)
async def test_no_way_back_leads_to_another_site(system: System, place: str) -> None:
    assert own_path(place) == "/"
    rule = next(each for each in UNSAFE if each.route == "POST /unit/nominations/act" and each.note == "submit")
    answer = await sent(system, rule, {"csrf": system.seal.form_token(A_BROWSER), "back": place})

    assert answer.status_code in (303, 422)
    assert "evil.example" not in answer.headers.get("location", "")
    assert 'href="//evil' not in answer.text

"""Deny by default: every page is for somebody, every form comes from this browser, every session ends."""

from datetime import timedelta

import pytest
from fastapi.routing import APIRoute

from chassis.access import refuse_undeclared
from chassis.http import Undeclared
from contracts.roles import Role
from portal.entrypoints.http import router
from portal.entrypoints.pages import CONTENT_SECURITY_POLICY
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Gate
from services.portal.tests.builders import AGENCY, UNIT, known
from services.portal.tests.conftest import Portal

PUBLIC = {
    "/", "/about", "/verify", "/events", "/log/checkpoint", "/log/key", "/log/policy", "/log/proofs/{fact_id}",
    "/log/entries/{fact_id}", "/log/tile/{tile}", "/log/shards", "/log/{log}/checkpoint", "/log/{log}/key",
    "/log/{log}/tile/{tile}",
    "/nominations/{nomination_id}", "/awards/{award_id}", "/decisions/{decision_id}", "/sign-in", "/sign-in/callback",
    "/sign-out",
}  # fmt: skip
# Its files are handed on as they come, so that a person's role is asked before the form is read.
EVIDENCE = f"/unit/nominations/{known('nomination_id')}/evidence"
ROUTES = [route for route in router.routes if isinstance(route, APIRoute)]


def gate_of(route: APIRoute) -> Gate:
    [gate] = [each.call for each in route.dependant.dependencies if isinstance(each.call, Gate)]
    return gate


def test_only_the_named_pages_are_for_everybody() -> None:
    assert {route.path_format for route in ROUTES if gate_of(route).roles is None} == PUBLIC


def test_a_route_without_a_gate_stops_the_start() -> None:
    forgetful = PageRouter()
    forgetful.add_api_route("/open", lambda: None)

    with pytest.raises(Undeclared):
        refuse_undeclared(forgetful.api_routes())


def closed() -> list[tuple[str, str]]:
    return [
        (method, filled(route))
        for route in ROUTES
        if gate_of(route).roles is not None
        for method in route.methods or ()
    ]


def filled(route: APIRoute) -> str:
    """An address of the route, with some value for each of its parameters."""
    values = {name: known(name) for name in route.param_convertors}
    return route.path_format.format(**{**values, "section": "subject"})


async def test_a_page_of_a_role_sends_strangers_to_sign_in(portal: Portal) -> None:
    async with portal.client() as client:
        answers = {path: await client.get(path) for method, path in closed() if method == "GET"}

    assert len(answers) >= 10
    for path, answer in answers.items():
        assert (path, answer.status_code) == (path, 303)
        assert answer.headers["location"].startswith("/sign-in?next=%2F")


async def test_a_form_from_elsewhere_is_refused_whoever_is_signed_in(portal: Portal) -> None:
    async with await portal.signed_in(Role.CHAIRMAN, AGENCY) as client:
        for _, path in [each for each in closed() if each[0] == "POST" and each[1] != EVIDENCE]:
            without = await client.post(path, data={"id": str(known("x"))})
            foreign = await client.post(path, data={"csrf": portal.seal.form_token("another browser")})

            assert (path, without.status_code, foreign.status_code) == (path, 403, 403)
            assert "Biểu mẫu không còn hiệu lực" in without.text


async def test_a_file_from_elsewhere_is_refused_to_those_who_may_send_one_and_unread_to_others(portal: Portal) -> None:
    data, files = {"csrf": portal.seal.form_token("another browser")}, {"files": ("a.pdf", b"%PDF-1.7")}
    async with await portal.signed_in(Role.UNIT_OFFICER, UNIT) as client:
        by_officer = await client.post(EVIDENCE, data=data, files=files)
    async with await portal.signed_in(Role.CHAIRMAN, AGENCY) as client:
        by_chairman = await client.post(EVIDENCE, data=data, files=files)

    assert (by_officer.status_code, by_chairman.status_code) == (403, 403)
    assert "Biểu mẫu không còn hiệu lực" in by_officer.text
    assert "Biểu mẫu không còn hiệu lực" not in by_chairman.text


FOREIGN = [
    (Role.UNIT_OFFICER, UNIT, "/cases"),
    (Role.UNIT_OFFICER, UNIT, "/signing"),
    (Role.UNIT_HEAD, UNIT, "/unit/nominations/new"),
    (Role.SECRETARIAT, AGENCY, "/unit"),
    (Role.SECRETARIAT, AGENCY, "/signing"),
    (Role.CHAIRMAN, AGENCY, "/cases"),
    (Role.SUPERVISOR, AGENCY, "/cases"),
    (Role.SECRETARIAT, None, "/cases"),
]


async def test_a_page_of_another_role_is_refused(portal: Portal) -> None:
    for role, unit, path in FOREIGN:
        async with await portal.signed_in(role, unit) as client:
            answer = await client.get(path)

        assert (role, path, answer.status_code) == (role, path, 403)
        assert "Trang này dành cho vai trò khác" in answer.text


async def test_what_was_typed_is_kept_when_the_session_is_over(portal: Portal) -> None:
    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        portal.under_test.clock.forward(timedelta(hours=13))
        form = {"csrf": portal.form_token(), "once": "key-1", "id": str(known("c")), "note": "Ghi chú “dài”"}
        answer = await client.post("/cases/return", data=form)

    assert answer.status_code == 401
    assert "Ghi chú “dài”" in answer.text
    assert str(known("c")) in answer.text
    assert 'name="once" value="key-1"' in answer.text


async def test_signing_out_ends_the_session_on_the_server(portal: Portal) -> None:
    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        cookies = dict(client.cookies)
        before = await client.get("/cases")
        await client.post("/sign-out", data={"csrf": portal.form_token()})

    async with portal.client(cookies) as again:
        after = await again.get("/cases")

    assert (before.status_code, after.status_code) == (200, 303)


async def test_every_answer_has_the_headers_of_a_page(portal: Portal) -> None:
    async with portal.client() as client:
        answers = [await client.get(path) for path in ("/", "/about", "/unit", "/nothing")]

    for answer in answers:
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    allowed = {word for rule in CONTENT_SECURITY_POLICY.split("; ") for word in rule.split()[1:]}

    assert allowed == {"'none'", "'self'"}


async def test_static_files_are_kept_by_browsers_and_compressed(portal: Portal) -> None:
    async with portal.client() as client:
        page = (await client.get("/")).text
        address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
        answer = await client.get(address, headers={"Accept-Encoding": "gzip"})

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in (await portal.client().get("/")).headers

"""Signing out ends the session here and at the issuer; without the issuer's answer, here alone."""

import asyncio
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import ECKey

from chassis import server
from chassis.testing import running
from contracts.roles import Role
from local_stack import ports
from local_stack.issuer import Client, create_app
from local_stack.people import sample_people
from local_stack.test_run import KafkaForTests, PostgresForTests
from local_stack.tokens import Signer
from portal.bootstrap import service
from services.portal.tests.builders import AGENCY, NOW, SETTINGS
from services.portal.tests.conftest import Portal

HOME = f"{SETTINGS['PUBLIC_URL']}/"


@pytest.fixture
async def issuer() -> AsyncIterator[str]:
    """The address of a local issuer that answers."""
    port = ports.choose_free(1)[0]
    url, stopping = f"http://{ports.HOST}:{port}", asyncio.Event()
    client = Client(id="portal", secret="s", redirect_uris=frozenset(), signed_out_uris=frozenset({HOME}))
    app = create_app(Signer(url, ECKey.generate_key("P-256", auto_kid=True)), client, sample_people(), lambda: NOW)
    serving = asyncio.create_task(server.serve(app, host=ports.HOST, port=port, stopping=stopping))
    async with httpx.AsyncClient(trust_env=False) as browser, asyncio.timeout(10):
        while True:
            try:
                await browser.get(f"{url}/readyz")
                break
            except httpx.TransportError:
                await asyncio.sleep(0.05)
    yield url
    stopping.set()
    await serving


async def test_signing_out_leads_to_the_issuers_end_of_session_and_home(
    issuer: str, kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path
) -> None:
    declared = service({**SETTINGS, "OIDC_ISSUER": issuer})
    async with running(
        declared, kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW
    ) as under_test:
        portal = Portal(under_test)
        app = under_test.process.application()
        assert isinstance(app, FastAPI)
        cookies = (await portal.signed_in(Role.SECRETARIAT, AGENCY)).cookies
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME, cookies=cookies) as client:
            answer = await client.post("/sign-out", data={"csrf": portal.form_token()})
        async with portal.client(dict(cookies)) as client:
            after = await client.get("/cases")
        await app.state.site.issuer.close()

    url = unescape(answer.text.partition('content="0; url=')[2].partition('"')[0])
    async with httpx.AsyncClient(trust_env=False) as browser:
        ended = await browser.get(url)
    assert url.startswith(f"{issuer}/end-session?client_id=portal&")
    assert (ended.status_code, ended.headers["location"], after.status_code) == (303, HOME, 303)
    assert "Vũ Quang Hải" not in answer.text
    assert "thidua_session=" in answer.headers["set-cookie"]


async def test_without_the_issuer_signing_out_ends_the_session_here(portal: Portal) -> None:
    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        answer = await client.post("/sign-out", data={"csrf": portal.form_token()})
        after = await client.get("/cases")

    assert (answer.status_code, answer.headers["location"], after.status_code) == (303, "/?done=signed-out", 303)

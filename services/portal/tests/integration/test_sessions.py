"""Sessions and sign-ins lie under keyed hashes, for one browser, for a while, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.roles import Role
from portal.adapters.sessions import LIFETIME, SIGN_IN_LIFETIME, Session, SignIn, Tokens
from services.portal.tests.builders import NOW, UNIT
from services.portal.tests.conftest import Portal

SESSION = Session(
    sub="9f0c1d5e-0000-4000-8000-000000000001",
    name="Vũ Quang Hải",
    roles=frozenset({Role.UNIT_HEAD}),
    unit=UNIT,
    tokens=Tokens(access="the-access-token", refresh="the-refresh-token"),
    access_expires_at=NOW + timedelta(hours=1),
)
SIGN_IN = SignIn(code_verifier="v" * 43, nonce="nonce", next_path="/unit")


async def test_a_session_is_found_by_its_cookie_until_it_ends(portal: Portal) -> None:
    await portal.sessions.begin("cookie", SESSION, NOW)

    assert await portal.sessions.find("cookie", NOW) == SESSION
    assert await portal.sessions.find("another", NOW) is None
    assert await portal.sessions.find("cookie", NOW + LIFETIME) is None


async def test_neither_cookie_nor_tokens_lie_readable_in_the_table(portal: Portal) -> None:
    await portal.sessions.begin("the-cookie-itself", SESSION, NOW)

    row = await portal.under_test.pool.fetchrow("SELECT id_hash, tokens FROM session")

    assert row is not None
    assert b"the-cookie-itself" not in row["id_hash"]
    assert "the-access-token" not in row["tokens"]


async def test_renewed_tokens_replace_the_old_ones_and_an_ended_session_is_gone(portal: Portal) -> None:
    await portal.sessions.begin("cookie", SESSION, NOW)
    renewed = replace(SESSION, tokens=Tokens(access="new"), unit=None, roles=frozenset({Role.CHAIRMAN}))

    await portal.sessions.renew("cookie", renewed)
    after_renewal = await portal.sessions.find("cookie", NOW)
    await portal.sessions.end("cookie")

    assert after_renewal == renewed
    assert await portal.sessions.find("cookie", NOW) is None


@pytest.mark.parametrize(
    ("state", "browser", "later"),
    [("other", "browser", timedelta()), ("state", "other", timedelta()), ("state", "browser", SIGN_IN_LIFETIME)],
)
async def test_an_answer_that_was_not_asked_for_is_no_sign_in(
    portal: Portal, state: str, browser: str, later: timedelta
) -> None:
    await portal.sessions.remember("state", "browser", SIGN_IN, NOW)

    assert await portal.sessions.recall(state, browser, NOW + later) is None


async def test_a_sign_in_is_recalled_once(portal: Portal) -> None:
    await portal.sessions.remember("state", "browser", SIGN_IN, NOW)

    assert await portal.sessions.recall("state", "browser", NOW) == SIGN_IN
    assert await portal.sessions.recall("state", "browser", NOW) is None

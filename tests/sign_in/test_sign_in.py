"""Signing in, on whichever issuer: the portal's and the services' own code against a real server."""

from dataclasses import replace
from datetime import timedelta

import pytest
from joserfc import jws

from chassis.actors import Principal
from chassis.problems import Problem
from contracts.roles import Role
from local_stack.people import sample_people
from local_stack.sign_in import answer_in, browser, fill_in
from portal.adapters.issuer import Issuer, SignInRefused
from tests.sign_in.issuers import HOME, IssuerUnderTest, published_keys
from tests.sign_in.person import NONCE, VERIFIER, ask, code, granted, now, portal, services


@pytest.mark.parametrize("person", sample_people())
async def test_a_person_signs_in_with_their_name_roles_and_unit(issuer: IssuerUnderTest, person: str) -> None:
    known = sample_people()[person]
    async with portal(issuer) as ours, services(issuer) as theirs:
        with browser() as http:
            grant = await granted(http, issuer, ours, person)

        who = await theirs.principal(grant.tokens.access)

    assert grant.name == known.name
    assert who == Principal(sub=known.sub, roles=frozenset(map(Role, known.roles)), unit=known.unit)


async def test_an_access_token_is_es256_of_its_own_type_and_lasts_an_hour(issuer: IssuerUnderTest) -> None:
    async with portal(issuer) as ours, services(issuer, timedelta(minutes=61)) as an_hour_later:
        began = now()
        with browser() as http:
            grant = await granted(http, issuer, ours)

        with pytest.raises(Problem) as refused:
            await an_hour_later.principal(grant.tokens.access)

    header = jws.extract_compact(grant.tokens.access.encode()).headers()
    assert (header["alg"], header["typ"]) == ("ES256", "at+jwt")
    assert "hết hạn" in refused.value.detail
    assert timedelta(minutes=59) < grant.expires_at - began < timedelta(minutes=65)


@pytest.mark.parametrize("verifier", [VERIFIER.replace("a-", "b-"), "x" * 43])
async def test_another_verifier_than_the_one_that_began_gets_no_token(issuer: IssuerUnderTest, verifier: str) -> None:
    async with portal(issuer) as ours:
        with browser() as http:
            received = await code(http, issuer, ours)

        with pytest.raises(SignInRefused, match="HTTPStatusError"):
            await ours.redeem(code=received, code_verifier=verifier, nonce=NONCE, now=now())


async def test_a_code_gives_tokens_once(issuer: IssuerUnderTest) -> None:
    async with portal(issuer) as ours:
        with browser() as http:
            received = await code(http, issuer, ours)
        await ours.redeem(code=received, code_verifier=VERIFIER, nonce=NONCE, now=now())

        with pytest.raises(SignInRefused, match="HTTPStatusError"):
            await ours.redeem(code=received, code_verifier=VERIFIER, nonce=NONCE, now=now())


@pytest.mark.parametrize("change", [{"client_secret": "wrong"}, {"redirect_uri": f"{HOME}other"}])
async def test_another_application_gets_nothing_for_a_code(issuer: IssuerUnderTest, change: dict[str, str]) -> None:
    async with portal(issuer) as ours:
        with browser() as http:
            received = await code(http, issuer, ours)
        stranger = stranger_than(ours, **change)

        with pytest.raises(SignInRefused, match="HTTPStatusError"):
            await stranger.redeem(code=received, code_verifier=VERIFIER, nonce=NONCE, now=now())
        await stranger.close()


def stranger_than(ours: Issuer, client_secret: str | None = None, redirect_uri: str | None = None) -> Issuer:
    return replace(
        ours,
        client_secret=client_secret or ours.client_secret,
        redirect_uri=redirect_uri or ours.redirect_uri,
        _client=None,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge": None},
        {"code_challenge_method": "plain"},
    ],
)
async def test_without_s256_the_portal_is_told_no(issuer: IssuerUnderTest, change: dict[str, str | None]) -> None:
    async with portal(issuer) as ours:
        with browser() as http:
            told = await ask(http, ours, change)

    assert told.headers["location"].startswith(issuer.application.redirect_uri)
    answer = answer_in(told)
    assert (answer["error"], answer["state"], "code" in answer) == ("invalid_request", "s-1", False)


@pytest.mark.parametrize("change", [{"redirect_uri": f"{HOME}sign-in/callback/x"}, {"client_id": "stranger"}])
async def test_nobody_is_sent_to_an_address_that_is_not_registered(
    issuer: IssuerUnderTest, change: dict[str, str | None]
) -> None:
    async with portal(issuer) as ours:
        with browser() as http:
            told = await ask(http, ours, change)

    assert (told.status_code, "location" in told.headers) == (400, False)


async def test_a_refresh_token_gives_a_new_access_token_that_services_take(issuer: IssuerUnderTest) -> None:
    async with portal(issuer) as ours, services(issuer) as theirs:
        with browser() as http:
            first = await granted(http, issuer, ours)
        assert first.tokens.refresh is not None

        second = await ours.refresh(first.tokens.refresh, first.name, now())

        who = await theirs.principal(second.tokens.access)
    assert who.sub == sample_people()["officer"].sub


async def test_after_signing_out_the_issuer_asks_again_who_it_is(issuer: IssuerUnderTest) -> None:
    async with portal(issuer) as ours:
        with browser() as http:
            await granted(http, issuer, ours)
            leave = await ours.end_session_url(HOME)
            assert leave is not None
            left = http.get(leave)
            if left.is_success:  # Keycloak asks whether they mean it, as no id_token_hint says who leaves.
                left = fill_in(http, left, {"confirmLogout": "Logout"})

            asked = await ask(http, ours)

    assert left.headers["location"] == HOME
    assert "code" not in answer_in(asked)
    assert asked.status_code == 200


async def test_signing_out_leads_to_no_address_that_is_not_registered(issuer: IssuerUnderTest) -> None:
    async with portal(issuer) as ours:
        leave = await ours.end_session_url("http://evil.test/")
        assert leave is not None
        with browser() as http:
            left = http.get(leave)

    assert "location" not in left.headers


async def test_a_new_key_of_the_issuer_is_found_and_only_public_keys_are_published(issuer: IssuerUnderTest) -> None:
    async with portal(issuer) as ours, services(issuer) as theirs:
        with browser() as http:
            before = await granted(http, issuer, ours)
        await theirs.principal(before.tokens.access)

        issuer.rotate()
        with browser() as http:
            after = await granted(http, issuer, ours)
        who = await theirs.principal(after.tokens.access)

    old, new = (jws.extract_compact(grant.tokens.access.encode()).headers()["kid"] for grant in (before, after))
    keys = published_keys(issuer)
    assert who.sub == sample_people()["officer"].sub
    assert old != new
    assert new in {key["kid"] for key in keys}
    assert not any({"d", "p", "q", "k"} & set(key) for key in keys)

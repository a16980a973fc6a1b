"""Cookies, tokens and forms belong to this service and to one browser."""

import pytest

from portal.adapters.issuer import challenge
from portal.adapters.sealing import Seal, Unreadable

SEAL, OTHER = Seal("a" * 32), Seal("b" * 32)


def test_tokens_are_opened_by_the_secret_that_closed_them_alone() -> None:
    sealed = SEAL.closed(b"access token")

    assert SEAL.opened(sealed) == b"access token"
    assert "access token" not in sealed
    with pytest.raises(Unreadable):
        OTHER.opened(sealed)


def test_changed_tokens_are_not_opened() -> None:
    head, *rest = SEAL.closed(b"access token").split(".")
    with pytest.raises(Unreadable):
        SEAL.opened(".".join([head, *rest[:-1], "AAAAAAAAAAAAAAAAAAAAAA"]))


def test_a_form_token_belongs_to_one_browser() -> None:
    token = SEAL.form_token("mine")

    assert SEAL.is_form_token(token, "mine")
    assert not SEAL.is_form_token(token, "another's")
    assert not OTHER.is_form_token(token, "mine")
    assert not SEAL.is_form_token(SEAL.form_token(""), "")
    assert not SEAL.is_form_token("ă", "mine")


def test_hashes_of_one_purpose_do_not_serve_another() -> None:
    assert SEAL.digest("session", "x") != SEAL.digest("state", "x")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 characters"):
        Seal("short")


def test_the_challenge_is_that_of_the_specification() -> None:
    # RFC 7636, appendix B.
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

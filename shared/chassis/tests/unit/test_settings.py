"""The environment becomes a frozen dataclass, or one error that names every fault."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from chassis.settings import ChassisSettings, Secret, SettingsError, check, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    smtp_host: str
    smtp_port: int
    password: Annotated[str, Secret()]
    ratio: float = 0.5
    verbose: bool = False
    folder: Path = Path("x")
    endpoint: str | None = None


FULL = {
    "SMTP_HOST": "mail",
    "SMTP_PORT": "25",
    "PASSWORD": "hush",
    "RATIO": "1",
    "VERBOSE": "yes",
    "FOLDER": "/s",
    "ENDPOINT": "http://c",
}


def test_every_kind_of_variable_is_read() -> None:
    expected = Config(
        smtp_host="mail",
        smtp_port=25,
        password="hush",
        ratio=1.0,
        verbose=True,
        folder=Path("/s"),
        endpoint="http://c",
    )

    assert read(Config, FULL) == expected


def test_defaults_stand_for_what_is_absent_or_empty() -> None:
    config = read(Config, {"SMTP_HOST": "m", "SMTP_PORT": "25", "PASSWORD": "p", "RATIO": "", "ENDPOINT": "  "})

    assert (config.ratio, config.verbose, config.folder, config.endpoint) == (0.5, False, Path("x"), None)


def test_every_missing_and_malformed_variable_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        read(Config, {"SMTP_PORT": "many", "RATIO": "half", "VERBOSE": "perhaps"})

    assert refused.value.faults == {
        "SMTP_HOST": "missing",
        "PASSWORD": "missing",
        "SMTP_PORT": "not a whole number",
        "RATIO": "not a number",
        "VERBOSE": "not true or false",
    }
    assert str(refused.value).count("\n") == 5


def test_an_error_does_not_repeat_a_value() -> None:
    with pytest.raises(SettingsError) as refused:
        read(Config, {**FULL, "SMTP_PORT": "s3cret"})

    assert "s3cret" not in str(refused.value)


def test_a_secret_is_hidden_when_printed_and_whole_when_used() -> None:
    config = read(Config, FULL)

    assert "hush" not in repr(config)
    assert config.password == "hush"
    assert f"{config.password}" == "hush"


def test_the_database_address_of_a_service_is_hidden() -> None:
    environ = {
        "DATABASE_URL": "postgresql://review:pw@db/review",
        "DATABASE_OWNER_URL": "postgresql://owner:pw2@db/review",
        "KAFKA_SERVERS": "k:1",
        "OIDC_ISSUER": "i",
        "OIDC_JWKS_URL": "j",
    }

    settings = read(ChassisSettings, environ)

    assert "pw" not in repr(settings)
    assert settings.trace_ratio == 0.01


def test_the_faults_of_several_classes_are_named_at_once() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Own:
        mail_from: str

    with pytest.raises(SettingsError) as refusal:
        check([ChassisSettings, Own], {"DATABASE_URL": "postgresql://", "HTTP_PORT": "eighty"})

    assert refusal.value.faults == {
        "KAFKA_SERVERS": "missing",
        "OIDC_ISSUER": "missing",
        "OIDC_JWKS_URL": "missing",
        "HTTP_PORT": "not a whole number",
        "MAIL_FROM": "missing",
    }

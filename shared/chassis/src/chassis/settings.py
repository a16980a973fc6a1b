"""Settings: the environment read once into a frozen dataclass, every fault named at once.

A field `http_port: int` is the variable HTTP_PORT; a field without a default must be there.
An empty variable counts as absent.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar, Union, get_args, get_origin, get_type_hints

from chassis.addresses import NOWHERE, Networks

T = TypeVar("T")

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Secret:
    """Marks a field whose value must not show when the settings are printed."""


class SettingsError(RuntimeError):
    """The environment can't be used; the message has one line per faulty variable."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        lines = [f"  {name}: {fault}" for name, fault in sorted(self.faults.items())]
        super().__init__("settings can't be read:\n" + "\n".join(lines))


class _Hidden(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChassisSettings:
    """What every service reads, whatever else it needs."""

    database_url: Annotated[str, Secret()]
    kafka_servers: str
    kafka_username: str | None = None
    """Absent where the broker asks nobody; the principal is the service's name."""
    kafka_password: Annotated[str | None, Secret()] = None
    oidc_issuer: str
    oidc_jwks_url: str
    oidc_audience: str = "thidua"
    database_owner_url: Annotated[str | None, Secret()] = None
    database_pool_size: int = 10
    topic_prefix: str = ""
    http_host: str = "127.0.0.1"
    http_port: int = 8000
    management_host: str = "127.0.0.1"
    management_port: int = 9000
    trusted_proxies: Networks = NOWHERE
    person_requests_per_minute: int = 3_000
    address_requests_per_minute: int = 600
    state_dir: Path = Path(".state")
    personal_compaction_lag_seconds: float = 86_400.0
    """`max.compaction.lag.ms` of the topic of personal parts, in seconds: after it each tombstone is sent again."""
    person_hash_key: Annotated[str | None, Secret()] = None
    """Of the keyed hashes of national ids; a service that takes such ids asks for it in its own settings."""
    trace_ratio: float = 0.01
    otel_exporter_otlp_endpoint: str | None = None
    log_level: str = "INFO"


def read(cls: type[T], environ: Mapping[str, str]) -> T:
    """Make a `cls` from the environment; raises SettingsError naming every missing or malformed variable."""
    values: dict[str, object] = {}
    faults: dict[str, str] = {}
    hints = get_type_hints(cls, include_extras=True)
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        variable = field.name.upper()
        text = environ.get(variable, "").strip()
        if text:
            try:
                values[field.name] = _converted(text, hints[field.name])
            except ValueError as error:
                faults[variable] = str(error)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            faults[variable] = "missing"
    if faults:
        raise SettingsError(faults)
    return cls(**values)


def check(classes: Sequence[type], environ: Mapping[str, str]) -> None:
    """Raise one SettingsError for everything that is wrong for any of the classes."""
    faults: dict[str, str] = {}
    for cls in classes:
        try:
            read(cls, environ)
        except SettingsError as error:
            faults |= error.faults
    if faults:
        raise SettingsError(faults)


def _converted(text: str, hint: object) -> object:
    secret = False
    if get_origin(hint) is Annotated:
        hint, *marks = get_args(hint)
        secret = any(isinstance(mark, Secret) for mark in marks)
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (choice for choice in get_args(hint) if choice is not types.NoneType)
    if secret:
        return _Hidden(text)
    return _CONVERTERS[hint](text)


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("not a whole number") from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError("not a number") from None


def _boolean(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError("not true or false")


_CONVERTERS: Mapping[object, Callable[[str], object]] = {
    str: str,
    int: _integer,
    float: _number,
    bool: _boolean,
    Path: Path,
    Networks: Networks.parsed,
}

"""The sample people: who can sign in at the local issuer, and who is told by mail."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    key: str
    name: str
    title: str
    sub: str
    roles: tuple[str, ...]
    unit: str
    email: str


def sample_people() -> dict[str, Person]:
    """Return them by key, in the file's order."""
    text = (files("local_stack") / "sample_people.toml").read_text()
    people = tomllib.loads(text)["person"]
    return {p["key"]: Person(**{**p, "roles": tuple(p["roles"])}) for p in people}

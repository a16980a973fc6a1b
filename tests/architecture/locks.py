"""One version of each library for all: the lock of a service, or of what runs, is a part of the lock for all."""

import re
from pathlib import Path

from tests.architecture.installation import closure
from tests.architecture.repository import Member, Repository

BUILD_BACKEND = "flit-core"
NAME = re.compile(r"[A-Za-z0-9._-]+")


def disagreements(repository: Repository) -> list[str]:
    development = _pins(repository.root / "requirements" / "development.lock")
    names = ["local", *(service.name for service in repository.services)]
    return [
        f"{lock.name}: {sentence}"
        for lock in (repository.root / "requirements" / f"{name}.lock" for name in names)
        for sentence in (_sentences(_pins(lock), development) if lock.exists() else ["the file is missing"])
    ]


def stale(repository: Repository) -> list[str]:
    """Third parties that a member declares and the lock of a service that needs it lacks."""
    return [
        f"{service.name}.lock lacks {name}, which {member} declares"
        for service in repository.services
        for member, names in _declared(repository, service).items()
        for name in sorted(names - _names(repository.root / "requirements" / f"{service.name}.lock"))
    ]


def _declared(repository: Repository, service: Member) -> dict[str, set[str]]:
    needed = set(closure(repository, service))
    return {
        member.name: {_normal(text) for text in member.dependencies() if not text.startswith("thidua-")}
        for member in repository.members
        if member.name in needed
    }


def _names(lock: Path) -> set[str]:
    return {_normal(head) for head in _pins(lock)}


def _normal(requirement: str) -> str:
    """PEP 503."""
    found = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else requirement


def _sentences(pins: dict[str, str], development: dict[str, str]) -> list[str]:
    known = {(_version(head), hashes) for head, hashes in development.items()}
    strange = [
        f"{head} is not what development.lock pins" for head in pins if (_version(head), pins[head]) not in known
    ]
    unhashed = [f"{head} has no hash" for head, hashes in pins.items() if "--hash=sha256:" not in hashes]
    backend = any(head.startswith(f"{BUILD_BACKEND}==") for head in pins)
    return [*strange, *unhashed, *([] if backend else [f"{BUILD_BACKEND} is missing"])]


def _version(head: str) -> str:
    """A marker may be narrower where fewer members ask."""
    return head.split(";")[0].strip()


def _pins(lock: Path) -> dict[str, str]:
    """Requirement to its hashes."""
    logical_lines = lock.read_text().replace("\\\n", " ").splitlines()
    stanzas = (line.partition("--hash") for line in logical_lines if line.strip() and not line.startswith("#"))
    return {head.strip(): f"{mark}{hashes}" for head, mark, hashes in stanzas}

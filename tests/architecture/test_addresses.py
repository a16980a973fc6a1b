"""The repository names no registry and no machine."""

from pathlib import Path

import pytest

from tests.architecture.addresses import addresses
from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, Repository


def test_the_repository_names_no_registry_and_no_machine() -> None:
    assert addresses(Repository(ROOT)) == []


def test_addresses_of_the_system_itself_pass(tmp_path: Path) -> None:
    text = "see http://127.0.0.1:8000/work/1 and the RFC at https://www.rfc-editor.org/rfc/rfc9457, $HOME/work\n"

    assert addresses(miniature(tmp_path, {"README.md": text})) == []


def test_the_name_of_an_image_may_hold_its_host(tmp_path: Path) -> None:
    text = "services:\n  keycloak:\n    image: quay" + ".io/keycloak/keycloak:26.4\n"

    assert addresses(miniature(tmp_path, {"docker-compose.yml": text})) == []


@pytest.mark.parametrize(
    "found",
    [
        "pypi" + ".org",
        "files.python" + "hosted.org",
        "registry.npmjs" + ".org",
        "repo1.maven" + ".org",
        "ghcr" + ".io",
    ],
)
def test_a_registry_is_found(tmp_path: Path, found: str) -> None:
    repository = miniature(tmp_path, {"Makefile": f"install:\n\tpip install -i https://{found}/simple x\n"})

    assert len(addresses(repository)) == 1


@pytest.mark.parametrize("path", ["root/state", "home/lan/thidua", "Users/lan", "work/main"])
def test_a_path_of_one_machine_is_found(tmp_path: Path, path: str) -> None:
    assert len(addresses(miniature(tmp_path, {"deploy/local/README.md": f"state lies in /{path}\n"}))) == 1


def test_any_address_in_a_lock_is_found(tmp_path: Path) -> None:
    lock = '{"packages": {"a": {"resolved": "https://mirror.example/a.tgz"}}}\n'

    assert len(addresses(miniature(tmp_path, {"tests/contract/asyncapi/package-lock.json": lock}))) == 1

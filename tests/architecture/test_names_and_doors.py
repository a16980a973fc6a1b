"""Every service has the same door, and no file is a drawer."""

from pathlib import Path

import pytest

from tests.architecture.doors import unequal_doors
from tests.architecture.names import drawers
from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, Repository


def test_every_service_has_the_same_door() -> None:
    assert unequal_doors(Repository(ROOT)) == []


def test_equal_doors_pass(tmp_path: Path) -> None:
    assert unequal_doors(miniature(tmp_path)) == []


def test_a_door_of_its_own_is_found(tmp_path: Path) -> None:
    door = "services/audit/src/audit/__main__.py"
    repository = miniature(tmp_path, {door: "from audit.bootstrap import start\n\nstart()\n"})

    assert unequal_doors(repository) == [f"{door} differs from the door of the other services"]


def test_no_file_is_a_drawer() -> None:
    assert drawers(Repository(ROOT)) == []


def test_honest_names_pass(tmp_path: Path) -> None:
    assert drawers(miniature(tmp_path)) == []


@pytest.mark.parametrize(
    "path",
    [
        "services/review/src/review/adapters/utils.py",
        "services/portal/src/portal/templates/base.html",
        "shared/chassis/tests/kafka_helpers.py",
        "shared/chassis/src/chassis/manager.py",
        "tests/data.py",
    ],
)
def test_a_drawer_is_found(tmp_path: Path, path: str) -> None:
    assert drawers(miniature(tmp_path, {path: ""})) == [f"{path} is a drawer, not a name"]

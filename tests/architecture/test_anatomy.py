"""Every service has one anatomy; who differs says why."""

from pathlib import Path

import pytest

from tests.architecture.anatomy import EXTRA, OMITTED, deviations
from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, Repository


def test_every_service_has_the_same_anatomy() -> None:
    for service, organs in (*OMITTED.items(), *EXTRA.items()):
        for organ, reason in organs.items():
            print(f"{service}: {organ.format(name=service)}: {reason}")

    assert deviations(Repository(ROOT)) == []


def test_a_clean_miniature_has_no_deviations(tmp_path: Path) -> None:
    assert deviations(miniature(tmp_path)) == []


def test_a_missing_organ_is_found(tmp_path: Path) -> None:
    repository = miniature(tmp_path)
    (tmp_path / "services/review/src/review/domain/errors.py").unlink()

    assert deviations(repository) == ["review lacks src/{name}/domain/errors.py"]


def test_an_organ_may_grow_into_a_folder_of_the_same_name(tmp_path: Path) -> None:
    repository = miniature(tmp_path, {"services/review/src/review/domain/decisions/__init__.py": ""})
    (tmp_path / "services/review/src/review/domain/decisions.py").unlink()

    assert deviations(repository) == []


def test_an_omission_that_ended_is_found(tmp_path: Path) -> None:
    repository = miniature(tmp_path, {"services/portal/src/portal/domain/decisions.py": ""})

    assert deviations(repository) == [
        "portal has src/{name}/domain/decisions.py although it is listed as omitted: decides nothing"
    ]


@pytest.mark.parametrize(
    "stray",
    ["src/review/domain/ballots.py", "src/review/service_layer/queue.py", "notes.md", "src/extra/thing.py"],
)
def test_a_thing_that_no_list_names_is_found(tmp_path: Path, stray: str) -> None:
    repository = miniature(tmp_path, {f"services/review/{stray}": ""})

    assert deviations(repository) == [f"review has {stray}, which no list names"]

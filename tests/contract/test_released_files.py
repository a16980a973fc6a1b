"""Nothing in a release is ever edited: its sums name every file of it, and match."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract.released import SUMS, releases, sums


@pytest.mark.parametrize("release", releases(), ids=lambda release: release.name)
def test_every_file_of_a_release_is_what_it_was(release: Path) -> None:
    assert (release / SUMS).read_text() == sums(release)


def one(release: Path, pattern: str) -> Path:
    return next(release.glob(pattern))


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    "fault",
    [
        lambda release: edit(one(release, "wheels/*.whl")),
        lambda release: edit(one(release, "databases/*.sql")),
        lambda release: one(release, "requirements/*.lock").unlink(),
        lambda release: (release / "examples" / "one-more.json").touch(),
    ],
    ids=["a wheel edited", "a database edited", "pins gone", "an example more"],
)
def test_an_edit_is_seen(fault: Callable[[Path], None], tmp_path: Path) -> None:
    release = shutil.copytree(releases()[-1], tmp_path / "release")

    fault(release)

    assert (release / SUMS).read_text() != sums(release)

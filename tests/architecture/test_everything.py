"""`make test` runs every test once, whichever part it is in."""

import asyncio
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT
from tests.everything import not_in_one_part, run

FOLDERS = ("shared", "services", "verifier", "deploy", "tests")
GREEN, RED = "def test_it() -> None: pass\n", "def test_it() -> None: raise ValueError\n"

SLEEPING = """
import pathlib, signal, time
import pytest

def test_it(request: pytest.FixtureRequest) -> None:
    folder = pathlib.Path("{folder}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    request.addfinalizer(lambda: (folder / "ended").touch())
    (folder / "began").touch()
    time.sleep(60)
"""


def test_each_test_file_is_in_one_part() -> None:
    found = (file.relative_to(ROOT) for folder in FOLDERS for file in (ROOT / folder).rglob("test_*.py"))
    files = [str(file) for file in found if "tests" in file.parts]

    assert len(files) > 200
    assert not_in_one_part(files) == []


def test_a_folder_that_is_forgotten_or_runs_twice_is_told() -> None:
    files = ["tests/a/test_one.py", "tests/ab/test_two.py", "tests/c/d/test_three.py"]

    assert not_in_one_part(files, [("tests/a",), ("tests/c", "tests/c/d")]) == files[1:]


def test_one_red_part_makes_all_of_it_red(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    parts = []
    for name, text in (("one", GREEN), ("two", RED), ("three", GREEN)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "test_it.py").write_text(text)
        parts.append((str(tmp_path / name),))

    green = asyncio.run(run(parts[::2], ["-q"]))
    red = asyncio.run(run(parts, ["-q"]))

    said = capfd.readouterr().out.splitlines()
    assert (green, red) == (0, 1)
    assert [line for line in said if " passed, " in line and " failed, " in line and "=" not in line] == [
        "2 passed, 0 failed, 0 skipped",
        "2 passed, 1 failed, 0 skipped",
    ]


async def test_who_stops_it_stops_the_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    (tmp_path / "test_it.py").write_text(SLEEPING.format(folder=tmp_path))
    running = asyncio.create_task(run([(str(tmp_path),), ("waits",), ("waits too",)], ["-q"]))
    async with asyncio.timeout(60):
        while not (tmp_path / "began").exists():  # noqa: ASYNC110 (another process makes it)
            await asyncio.sleep(0.05)

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert (tmp_path / "ended").exists()

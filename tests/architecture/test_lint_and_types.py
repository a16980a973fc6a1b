"""Lint, format, types, dead code: the configured tools find nothing, and each is seen to find something."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

BIN = Path(sys.executable).parent
CONFIG = str(ROOT / "pyproject.toml")


def run(*command: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)],
    ids=lambda command: " ".join(command),
)
def test_the_tree_is_clean(command: tuple[str, ...]) -> None:
    result = run(*command)

    assert result.returncode == 0, result.stdout + result.stderr


PLANTED = {
    "datetime.now": ("from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n", "TID251"),
    "uuid4": ("from uuid import uuid4\n\nNEW = uuid4()\n", "TID251"),
    "os.environ": ("import os\n\nHOME = os.environ\n", "TID251"),
    "naive time": ("from datetime import datetime\n\nDAY = datetime(2026, 1, 1)\n", "DTZ001"),
    "blind except": ("try:\n    X = 1\nexcept Exception:\n    X = 2\n", "BLE001"),
    "commented-out code": ("# x = compute(1)\n", "ERA001"),
    "relative import": ("from . import model\n", "TID252"),
    "import inside": ("def f() -> None:\n    import json\n\n    json.dumps(1)\n", "PLC0415"),
}


def planted(tmp_path: Path, path: str, text: str) -> Path:
    module = tmp_path / path
    module.parent.mkdir(parents=True)
    module.write_text(f'"""A planted module."""\n\n{text}')
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return module


@pytest.mark.parametrize("case", PLANTED)
def test_ruff_finds_a_planted_fault(tmp_path: Path, case: str) -> None:
    text, code = PLANTED[case]
    planted(tmp_path, "services/review/src/review/domain/decisions.py", text)

    result = run("ruff", "check", "--no-cache", "--output-format", "concise", folder=tmp_path)

    assert f" {code} " in result.stdout


@pytest.mark.parametrize("place", ["entrypoints/http.py", "config.py", "__main__.py"])
def test_the_edges_may_know_the_time(tmp_path: Path, place: str) -> None:
    planted(tmp_path, f"services/review/src/review/{place}", PLANTED["datetime.now"][0])

    assert run("ruff", "check", "--no-cache", folder=tmp_path).returncode == 0


TYPES = {
    "a forgotten case of a union": (
        'def f(x: int | str) -> str:\n    match x:\n        case int():\n            return "a"\n',
        "exhaustive-match",
    ),
    "an explicit Any": ("from typing import Any\n\n\ndef f(x: Any) -> None: ...\n", "explicit-any"),
    "an untyped function": ("def f(x):\n    return x\n", "no-untyped-def"),
    "an ignore without a code": ("X: int = 'a'  # type: ignore\n", "ignore-without-code"),
}


@pytest.mark.parametrize("case", TYPES)
def test_mypy_finds_a_planted_fault(tmp_path: Path, case: str) -> None:
    text, code = TYPES[case]
    module = planted(tmp_path, "services/review/src/review/views.py", text)

    result = run("mypy", "--config-file", "pyproject.toml", "--cache-dir", "/dev/null", str(module), folder=tmp_path)

    assert f"[{code}]" in result.stdout


def dead_code(*paths: str, folder: Path = ROOT) -> list[str]:
    """Functions, classes and methods that nothing names; fields, enum values and properties are read by frameworks."""
    lines = run("vulture", *paths, folder=folder).stdout.splitlines()
    return [
        line for line in lines if not any(f" unused {kind} " in line for kind in ("variable", "attribute", "property"))
    ]


def test_there_is_no_dead_code() -> None:
    assert dead_code() == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def f() -> int:\n    return 1\n    print(2)\n\n\nf()\n", "unreachable code"),
        ("def forgotten() -> int:\n    return 1\n", "unused function 'forgotten'"),
        ("class Forgotten: ...\n", "unused class 'Forgotten'"),
        ("import json\n", "unused import 'json'"),
    ],
)
def test_vulture_finds_dead_code(tmp_path: Path, text: str, found: str) -> None:
    planted(tmp_path, "services/review/src/review/views.py", text)

    [line] = dead_code("services", folder=tmp_path)

    assert found in line

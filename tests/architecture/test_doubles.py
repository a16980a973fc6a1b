"""No test replaces what it tests against."""

from pathlib import Path

import pytest

from tests.architecture.doubles import doubles
from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, Repository

SUITE = "services/review/tests/integration/test_cases.py"


def test_no_suite_uses_a_double() -> None:
    assert doubles(Repository(ROOT)) == []


def test_an_honest_suite_passes(tmp_path: Path) -> None:
    honest = 'async def test_a_case(pool: Pool, monkeypatch) -> None:\n    monkeypatch.setenv("A", "b")\n'

    assert doubles(miniature(tmp_path, {SUITE: honest})) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("import unittest.mock", "unittest.mock"),
        ("from unittest import mock", "unittest.mock"),
        ("from unittest.mock import AsyncMock", "unittest.mock.AsyncMock"),
        ("from faststream.kafka import TestKafkaBroker", "TestKafkaBroker"),
        ("def test_it(mocker): ...", "mocker"),
        ("monkeypatch.setattr(a, 'b', c)", "monkeypatch.setattr"),
        ("app.dependency_overrides[a] = b", "app.dependency_overrides"),
    ],
)
def test_a_double_is_found(tmp_path: Path, line: str, name: str) -> None:
    assert f"{SUITE}:1 uses {name}" in doubles(miniature(tmp_path, {SUITE: f"{line}\n"}))


def test_a_locked_double_is_found(tmp_path: Path) -> None:
    repository = miniature(tmp_path, {"requirements/development.lock": "attrs==1\npytest-mock==3.15.0 \\\n"})

    assert doubles(repository) == ["requirements/development.lock brings pytest-mock"]

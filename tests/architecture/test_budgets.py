"""Files and functions stay within their budgets, tests included."""

from pathlib import Path

from tests.architecture.budgets import overdrawn
from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, Repository


def test_every_file_and_function_is_within_budget() -> None:
    assert overdrawn(Repository(ROOT)) == []


def test_a_file_of_300_lines_and_a_function_of_39_pass(tmp_path: Path) -> None:
    function = "def long() -> None:\n" + "    pass\n" * 38
    repository = miniature(tmp_path, {"services/review/src/review/views.py": function + "\n" * 261})

    assert overdrawn(repository) == []


def test_a_file_of_301_lines_is_found(tmp_path: Path) -> None:
    repository = miniature(tmp_path, {"services/review/src/review/views.py": "\n" * 301})

    assert overdrawn(repository) == ["services/review/src/review/views.py has 301 lines, 300 is the budget"]


def test_a_function_of_40_lines_is_found(tmp_path: Path) -> None:
    function = "class Case:\n    async def long(self) -> None:\n" + "        pass\n" * 39
    repository = miniature(tmp_path, {"shared/tlog/src/tlog/tree.py": function})

    assert overdrawn(repository) == ["shared/tlog/src/tlog/tree.py:2 long has 40 lines, under 40 is the budget"]


def test_builders_have_a_budget_of_their_own(tmp_path: Path) -> None:
    repository = miniature(tmp_path, {"services/review/tests/builders.py": "\n" * 101})

    assert overdrawn(repository) == ["services/review/tests/builders.py has 101 lines, 100 is the budget"]

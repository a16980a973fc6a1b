"""Budgets: a file tells one story in at most 300 lines, a function fits in view with fewer than 40."""

import ast
from pathlib import Path

from tests.architecture.repository import Repository, parsed

FILE_LINES = 300
FUNCTION_LINES = 40
BUILDERS_LINES = 100

# A stranger takes it along as one file, and reads it whole.
ONE_FILE = {"verifier/verify.py": 1500}


def overdrawn(repository: Repository) -> list[str]:
    files = repository.files("*.py")
    return [
        sentence for path in files for sentence in [*_long_file(repository, path), *_long_functions(repository, path)]
    ]


def _long_file(repository: Repository, path: Path) -> list[str]:
    budget = BUILDERS_LINES if path.name == "builders.py" else ONE_FILE.get(repository.short(path), FILE_LINES)
    length = len(path.read_text().splitlines())
    return [f"{repository.short(path)} has {length} lines, {budget} is the budget"] if length > budget else []


def _long_functions(repository: Repository, path: Path) -> list[str]:
    name = repository.short(path)
    return [
        f"{name}:{node.lineno} {node.name} has {length} lines, under {FUNCTION_LINES} is the budget"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (length := _lines(node)) >= FUNCTION_LINES
    ]


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1

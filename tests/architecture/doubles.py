"""No doubles: the suites run on the real broker and database, and nothing's behaviour is replaced."""

import ast
import re
from pathlib import Path

from tests.architecture.repository import Repository, parsed

MODULES = (
    "unittest.mock",
    "mock",
    "pytest_mock",
    "respx",
    "aioresponses",
    "responses",
    "fakeredis",
    "mockito",
)
NAMES = frozenset({"mock", "Mock", "MagicMock", "AsyncMock", "PropertyMock", "create_autospec", "mocker"})
BROKERS = frozenset({"TestKafkaBroker", "TestBroker", "TestApp"})
REPLACING = re.compile(r"monkeypatch\.(setattr|setitem|delattr|delitem)|dependency_overrides")
DISTRIBUTIONS = re.compile(r"^(pytest-mock|mock|respx|aioresponses|responses|mockito|fakeredis)\b", re.MULTILINE)


def doubles(repository: Repository) -> list[str]:
    suites = [sentence for path in repository.suites() for sentence in _in_suite(repository, path)]
    return [*suites, *_installed(repository)]


def _in_suite(repository: Repository, path: Path) -> list[str]:
    return [
        f"{repository.short(path)}:{line} uses {name}"
        for node in ast.walk(parsed(path))
        for line, name in _used(node)
        if _is_double(name)
    ]


def _used(node: ast.AST) -> list[tuple[int, str]]:
    match node:
        case ast.Import():
            return [(node.lineno, alias.name) for alias in node.names]
        case ast.ImportFrom():
            return [(node.lineno, name) for alias in node.names for name in (f"{node.module}.{alias.name}", alias.name)]
        case ast.Attribute():
            return [(node.lineno, ast.unparse(node))]
        case ast.arg():
            return [(node.lineno, node.arg)]
        case _:
            return []


def _is_double(name: str) -> bool:
    return (
        name in NAMES | BROKERS
        or any(name == module or name.startswith(f"{module}.") for module in MODULES)
        or REPLACING.search(name) is not None
    )


def _installed(repository: Repository) -> list[str]:
    declared = {member.folder / "pyproject.toml": "\n".join(member.dependencies()) for member in repository.members}
    locked = {lock: lock.read_text() for lock in repository.files("requirements/*.lock")}
    return [
        f"{repository.short(path)} brings {found[0]}"
        for path, text in {**declared, **locked}.items()
        for found in DISTRIBUTIONS.finditer(text)
    ]

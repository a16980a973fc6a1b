"""SQL stands in adapters, views, migrations and the chassis, and names its columns."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.repository import Member, Repository, parsed

STATEMENT = re.compile(
    r"\b(SELECT\s|INSERT\s+INTO\b|UPDATE\s+\S+\s+SET\b|DELETE\s+FROM\b|TRUNCATE\s|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|ROLE|TRIGGER)\b)"
    r"|^\s*(select\s.*\sfrom|insert\s+into|delete\s+from|update\s+\S+\s+set)\s",
    re.DOTALL,
)
EVERYTHING = re.compile(r"\bSELECT\s+(DISTINCT\s+)?(\w+\.)?\*", re.IGNORECASE)
# local_stack makes the databases and roles that the services then find.
PLACES = ("adapters", "views")
WHOLE_MEMBERS = frozenset({"chassis", "local_stack"})


def stray_statements(repository: Repository) -> list[str]:
    return [
        f"{repository.short(module)}:{line} holds SQL; its places are adapters, views and the chassis"
        for member in repository.members
        for module in member.modules
        if not _is_place(member, module)
        for line, text in _strings(module)
        if STATEMENT.search(text)
    ]


def unnamed_columns(repository: Repository) -> list[str]:
    statements = [(module, line, text) for module in repository.shipped() for line, text in _strings(module)]
    scripts = [(script, 1, script.read_text()) for script in repository.files("*.sql")]
    return [
        f"{repository.short(path)}:{line} selects * instead of naming columns"
        for path, line, text in [*statements, *scripts]
        if EVERYTHING.search(text)
    ]


def _is_place(member: Member, module: Path) -> bool:
    first = module.relative_to(member.package).parts[0].removesuffix(".py")
    return member.name in WHOLE_MEMBERS or first in PLACES


def _strings(module: Path) -> Iterator[tuple[int, str]]:
    tree = parsed(module)
    prose = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def _docstrings(tree: ast.Module) -> set[int]:
    """A string that stands alone as a statement is documentation."""
    alone = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return {id(value) for value in alone if isinstance(value, ast.Constant)}

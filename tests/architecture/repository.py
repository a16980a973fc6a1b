"""The repository as the guards see it: members, shipped modules, suites and text files under one root.

A guard takes a `Repository` and returns sentences about what it found, on the real tree as on a planted one.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_OURS = frozenset({"node_modules", "__pycache__", "dist", "uv.lock"})
KEPT_DOT_NAMES = frozenset({".ci", ".importlinter", ".gitignore", ".dockerignore", ".github"})

ROOT = Path(__file__).resolve().parents[2]
SERVICES = tuple(sorted(path.parent.name for path in ROOT.glob("services/*/pyproject.toml")))
SHARED = tuple(sorted(path.parent.name for path in ROOT.glob("shared/*/pyproject.toml")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One installable package: its import name and the folder that holds its pyproject.toml."""

    name: str
    folder: Path

    @property
    def package(self) -> Path:
        return self.folder / "src" / self.name

    @property
    def modules(self) -> list[Path]:
        """What the member ships."""
        return sorted(self.package.rglob("*.py"))

    def dependencies(self) -> list[str]:
        project = tomllib.loads((self.folder / "pyproject.toml").read_text())["project"]
        return [str(requirement) for requirement in project["dependencies"]]


@dataclass(frozen=True, slots=True)
class Repository:
    root: Path

    @property
    def services(self) -> list[Member]:
        return [Member(name=name, folder=self.root / "services" / name) for name in SERVICES]

    @property
    def members(self) -> list[Member]:
        shared = [Member(name=name, folder=self.root / "shared" / name) for name in SHARED]
        local = Member(name="local_stack", folder=self.root / "deploy" / "local")
        return [*shared, *self.services, local]

    def shipped(self) -> list[Path]:
        return [module for member in self.members for module in member.modules]

    def suites(self) -> list[Path]:
        """Every Python file that is a test or supports one."""
        return [path for path in self.files("*.py") if self._is_test(path)]

    def files(self, pattern: str = "*") -> list[Path]:
        """Every file of ours: no environments, caches or state."""
        return sorted(path for path in _walk(self.root) if path.match(pattern))

    def short(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _is_test(self, path: Path) -> bool:
        return "tests" in path.relative_to(self.root).parts or path.name == "conftest.py"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name in NOT_OURS or (entry.name.startswith(".") and entry.name not in KEPT_DOT_NAMES):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file() and entry.suffix != ".pyc":
            yield entry

"""A miniature of the repository in a temporary folder, whole and clean, to plant one violation in."""

from pathlib import Path

from tests.architecture.anatomy import OMITTED, ORGANS
from tests.architecture.doors import DOOR
from tests.architecture.repository import ROOT, SERVICES, SHARED, Repository

PROJECT = '[project]\nname = "thidua-{name}"\nversion = "0.1.0"\ndependencies = {dependencies}\n'
CONTENTS = {
    "src/{name}/__main__.py": DOOR,
    "src/{name}/bootstrap.py": "import {name}.config\nimport {name}.entrypoints.http\n",
}


def miniature(root: Path, planted: dict[str, str] | None = None) -> Repository:
    """Lay out every member with its organs; `planted` maps a path to the text it gets instead."""
    for name in SERVICES:
        _service(root / "services" / name, name)
    for name in SHARED:
        _package(root / "shared" / name, name, dependencies=[])
    _package(root / "deploy" / "local", "local_stack", dependencies=[])
    _write(root / "shared/contracts/src/contracts/nominations.py", "")
    _write(root / "shared/chassis/src/chassis/service.py", "def main(service: object) -> None: ...\n")
    _write(root / ".importlinter", (ROOT / ".importlinter").read_text())
    for path, text in (planted or {}).items():
        _write(root / path, text)
    return Repository(root)


def _service(folder: Path, name: str) -> None:
    for organ in ORGANS:
        if organ not in OMITTED.get(name, {}):
            _organ(folder, organ, name)
    _package(folder, name, dependencies=["thidua-chassis", "thidua-contracts"])


def _organ(folder: Path, organ: str, name: str) -> None:
    path = folder / organ.format(name=name)
    if not path.suffix:
        path.mkdir(parents=True)
        return
    _write(path, CONTENTS.get(organ, "").format(name=name))
    if path.suffix == ".py":
        (path.parent / "__init__.py").touch()


def _package(folder: Path, name: str, dependencies: list[str]) -> None:
    _write(folder / "pyproject.toml", PROJECT.format(name=name, dependencies=dependencies))
    _write(folder / "src" / name / "__init__.py", "")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)

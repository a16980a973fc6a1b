"""What runs one service in the mixed system: the present checkout, a release, or a copy with a fault planted in it."""

import shlex
import shutil
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.architecture import installation
from tests.architecture.repository import ROOT, Member, Repository


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python of an environment; `members` is where ours lie, if not in this checkout."""

    python: Path
    members: Path | None = None

    def script(self) -> str:
        return f'#!/bin/sh\nexec {shlex.quote(str(self.python))} "$@"\n'


PRESENT = Interpreter(Path(sys.executable))


def released(release: Path, service: str, environments: Path, target: Path) -> Interpreter:
    """A service as it was released: its own wheels on the third parties that it pinned."""
    python = installation.third_parties(release / "requirements" / f"{service}.lock", environments)
    members = target / "members"
    installation.install_members(python, release / "wheels", _closure(service), members)
    return _on(python, members, target)


def copy_of_present(service: str, target: Path) -> Interpreter:
    """A service as the checkout has it, with its members in a folder where a fault can be planted."""
    members = target / "members"
    for name in _closure(service):
        compiled = shutil.ignore_patterns("__pycache__")  # comes and goes while other tests run
        shutil.copytree(_member(name).folder / "src", members, dirs_exist_ok=True, ignore=compiled)
    return _on(PRESENT.python, members, target)


def copy_of(interpreter: Interpreter, target: Path) -> Interpreter:
    """The same members once more, on the same third parties."""
    assert interpreter.members is not None
    members = shutil.copytree(interpreter.members, target / "members")
    [pth] = interpreter.python.parents[1].glob("lib/python*/site-packages/members.pth")
    return Interpreter(_environment(target / "environment", members, pth.read_text().splitlines()[1]), members)


def plant(interpreter: Interpreter, file: str, before: str, after: str) -> None:
    """Replace one text in one file of a copy."""
    assert interpreter.members is not None
    path = interpreter.members / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def plant_migration(interpreter: Interpreter, file: str, sql: str) -> None:
    """Give a copy one migration more; `file` is `<service>/migrations/<NNNN_name>.sql`."""
    assert interpreter.members is not None
    (interpreter.members / file).write_text(sql)


def _closure(service: str) -> list[str]:
    return installation.closure(Repository(ROOT), _member(service))


def _member(name: str) -> Member:
    [found] = [member for member in Repository(ROOT).members if member.name == name]
    return found


def _on(third_parties: Path, members: Path, target: Path) -> Interpreter:
    [installed] = third_parties.parents[1].glob("lib/python*/site-packages")
    return Interpreter(_environment(target / "environment", members, str(installed)), members)


def _environment(folder: Path, members: Path, third_parties: str) -> Path:
    """An environment of its own, so that a process which reads no PYTHONPATH has the same modules."""
    venv.create(folder, with_pip=False)
    [own] = folder.glob("lib/python*/site-packages")
    (own / "members.pth").write_text(f"{members}\n{third_parties}\n")
    return folder / "bin" / "python"

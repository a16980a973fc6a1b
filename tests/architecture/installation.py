"""One service alone in an environment of its own: third parties from its lock, members as wheels, no more."""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from tests.architecture.repository import Member, Repository

# Imports every module of a package; only __main__ would start something.
IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
MEMBER = re.compile(r"thidua-([a-z-]+)")


def build_wheels(members: Sequence[Member], folder: Path) -> None:
    """Build each member's wheel without isolation: the backend is pinned like any third party."""
    _run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            *_QUIET,
            "--no-deps",
            "--no-build-isolation",
            "-w",
            str(folder),
            *(str(member.folder) for member in members),
        ]
    )


def third_parties(lock: Path, folder: Path) -> Path:
    """Make an environment with what one lock pins, once per lock and Python; return its interpreter."""
    environment = folder / hashlib.sha256(f"{sys.version}{lock.read_text()}".encode()).hexdigest()[:16]
    python, complete = environment / "bin" / "python", environment / "complete"
    # Another part of the suite may want the same at the same time.
    with (folder / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not complete.exists():
            venv.create(environment, with_pip=False, clear=True)
            _install(python, "--require-hashes", "-r", str(lock))
            complete.touch()
    return python


def install_members(python: Path, wheels: Path, names: Sequence[str], target: Path) -> None:
    """Install the wheels of the named members, without dependencies, into a folder of their own."""
    found = [str(wheel) for name in names for wheel in wheels.glob(f"thidua_{name}-*.whl")]
    _install(python, "--no-deps", "--no-index", "--target", str(target), *found)


def import_everything(python: Path, target: Path, package: str) -> str:
    """Import each module of a package with only these two in reach; return the last error, or nothing."""
    result = subprocess.run(
        [str(python), "-s", "-P", "-c", IMPORT_ALL, package],
        cwd=target,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stderr.strip().splitlines()[-1] if result.returncode else ""


def closure(repository: Repository, service: Member) -> list[str]:
    """Names of the service and of every member that it declares, directly or not."""
    members = {member.name: member for member in repository.members}
    reached, waiting = [], [service.name]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.append(name)
            waiting += [
                found[1] for requirement in members[name].dependencies() if (found := MEMBER.match(requirement))
            ]
    return sorted(reached)


def _install(python: Path, *what: str) -> None:
    """By this environment's pip: the other one needs none. A module is compiled when somebody imports it, as ever."""
    _run([sys.executable, "-m", "pip", "--python", str(python), "install", *_QUIET, "--no-compile", *what])


_QUIET = ("--quiet", "--disable-pip-version-check", "--no-input")


def _run(command: list[str]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"{' '.join(command[:6])} … failed:\n{result.stdout}{result.stderr}")

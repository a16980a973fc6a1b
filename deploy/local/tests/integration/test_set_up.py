"""What `make` does before there is an environment."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from local_stack.repository import ROOT
from tests.architecture.repository import SERVICES, SHARED

SCRIPT = ROOT / "deploy" / "local" / "set_up.sh"


@pytest.fixture
def set_up() -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up", SCRIPT.with_name("set_up.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(python: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(SCRIPT), python, ".venv", "local.lock"]
    return subprocess.run(command, env={"PATH": str(path)}, capture_output=True, text=True, check=False)


def test_a_machine_without_python_is_told_so(tmp_path: Path) -> None:
    answer = run("python3", tmp_path)

    assert answer.returncode == 1
    assert "Python 3.11 or newer is needed (không có python3 · no python3)" in answer.stderr
    assert "make PYTHON=" in answer.stderr


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)

    answer = run("python3", tmp_path)

    assert answer.returncode == 1
    assert "(Python 3.9.2)" in answer.stderr


def test_a_newer_python_beside_an_old_one_is_found(tmp_path: Path) -> None:
    newer = tmp_path / "python3.12"
    newer.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "ran: $2 $3"\n')
    newer.chmod(0o755)
    os.symlink("/usr/bin/dirname", tmp_path / "dirname")

    answer = run("python3", tmp_path)

    assert answer.stdout == "ran: .venv local.lock\n"


def test_the_environment_is_current_until_its_lock_changes(set_up: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "local.lock"
    lock.write_text("one==1\n")
    before = set_up.is_current(tmp_path, lock)
    (tmp_path / "local.lock.installed").write_text(set_up.fingerprint(lock))
    installed = set_up.is_current(tmp_path, lock)

    lock.write_text("one==2\n")

    assert (before, installed, set_up.is_current(tmp_path, lock)) == (False, True, False)


def test_the_larger_lock_serves_the_smaller_one(set_up: ModuleType, tmp_path: Path) -> None:
    smaller, larger = tmp_path / "local.lock", tmp_path / "development.lock"
    smaller.write_text("one==1\n")
    larger.write_text("one==1\ntwo==2\n")

    (tmp_path / "development.lock.installed").write_text(set_up.fingerprint(larger))

    assert set_up.is_current(tmp_path, smaller)


def test_an_environment_that_was_cut_off_is_made_again(set_up: ModuleType, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    (environment / "lib").mkdir(parents=True)
    (environment / "lib" / "half").touch()

    set_up.make_environment(environment)

    python = environment / "bin" / "python"
    version = subprocess.run([python, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True)
    assert version.stdout == f"{sys.version_info[:2]}\n"
    assert not (environment / "lib" / "half").exists()


def test_every_member_is_installed(set_up: ModuleType) -> None:
    names = {folder.name for folder in set_up.members()}

    assert names == {*SHARED, *SERVICES, "local"}

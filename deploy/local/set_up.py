"""Makes the environment: third parties by hash, then the members; anew only when a lock or pyproject changed.

Uses nothing but Python itself, since nothing else is there yet.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
NEEDED_MIB = 2048


def main() -> None:
    """Set up the environment of the first argument by the lock of the second one."""
    environment, lock = ROOT / sys.argv[1], ROOT / "requirements" / sys.argv[2]
    # The Makefile is the lock file: two of these at once would break the environment, and it is always there.
    with (ROOT / "Makefile").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if is_current(environment, lock):
            return
        require_space()
        make_environment(environment)
        install(environment, lock)


def is_current(environment: Path, lock: Path) -> bool:
    """Say whether what this lock, or the larger development lock, asks for is installed whole."""
    known = (lock, lock.with_name("development.lock"))
    return any(read(mark_of(environment, each)) == fingerprint(each) for each in known)


def mark_of(environment: Path, lock: Path) -> Path:
    return environment / f"{lock.name}.installed"


def fingerprint(lock: Path) -> str:
    """Return a digest of what decides the content of the environment."""
    files = [lock, *(folder / "pyproject.toml" for folder in members())]
    return hashlib.sha256("\0".join(read(file) for file in files).encode()).hexdigest()


def members() -> list[Path]:
    groups = ("shared/*", "services/*", "deploy/local")
    return sorted(file.parent for group in groups for file in ROOT.glob(f"{group}/pyproject.toml"))


def make_environment(environment: Path) -> None:
    """Make an empty environment unless a whole one is there; one that was cut off is made again."""
    whole = environment / "made"
    if whole.exists():
        return
    say(f"… tạo môi trường Python · making the environment {environment}")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=False).returncode:
        fail(
            "Không tạo được môi trường · the environment can't be made",
            "Trên Debian, Ubuntu: apt install python3-venv · on Debian and Ubuntu install python3-venv.",
        )
    whole.touch()


def install(environment: Path, lock: Path) -> None:
    """Install third parties with their hashes checked, then the members as they lie here."""
    for mark in environment.glob("*.installed"):
        mark.unlink()
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input"]
    pip.append("--disable-pip-version-check")
    say(f"… cài thư viện theo {lock.name}, lần đầu vài phút · installing third parties, minutes at first")
    call([*pip, "--require-hashes", "-r", str(lock)])
    say("… cài các phần của hệ thống · installing the members")
    editable = [part for folder in members() for part in ("--editable", str(folder))]
    call([*pip, "--no-deps", "--no-build-isolation", *editable])
    mark_of(environment, lock).write_text(fingerprint(lock))


def call(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode:
        fail(
            "Cài đặt thất bại, các dòng trên nói vì sao · the installation failed, see above",
            "Kiểm tra đường tới kho gói rồi chạy lại · check the way to the package index, then run again.",
        )


def require_space() -> None:
    free_mib = shutil.disk_usage(ROOT).free // 2**20
    if free_mib < NEEDED_MIB:
        fail(
            f"Đĩa gần đầy: {ROOT} còn {free_mib} MiB, cần {NEEDED_MIB} MiB · disk nearly full",
            "Giải phóng dung lượng rồi chạy lại · free some space, then run again.",
        )


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def say(line: str) -> None:
    print(line, flush=True)


def fail(what: str, remedy: str) -> NoReturn:
    print(f"✗ {what}\n  → {remedy}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()

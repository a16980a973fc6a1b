"""The verbs around backups: `backup`, `restore`, `recover`, on the servers that run or on ones started for it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from local_stack import backups, layout, locks, processes, restoring, schemas, up
from local_stack.backups import Manifest
from local_stack.kafka import Kafka
from local_stack.postgres import Postgres
from local_stack.state import State
from local_stack.troubles import AlreadyRunning, VerbFailed

FOLDER: Final = "backups"
TELLING: Final = tuple(service for service in layout.SERVICE_PORTS if service != "portal")
"""Services with topics of facts of their own; the portal reads again what it missed."""

Say = Callable[[str], None]


def backup(state: State, to: str, say: Say) -> int:
    """Make a backup in the folder `to`, or in one named after the moment; the system may run meanwhile."""
    folder = Path(to).resolve() if to else state.folder(FOLDER) / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    with _postgres(state) as postgres:
        manifest = backups.make(postgres, tuple(layout.SERVICE_PORTS), folder, lambda: datetime.now(UTC))
    _describe(folder, manifest, say)
    say(f"  Khóa và mật khẩu: sao riêng · secrets are not in it, keep them apart: {state.root}/secrets")
    return 0


def restore(state: State, source: str, say: Say) -> int:
    """Put a backup in the place of the present databases; raises AlreadyRunning while the system runs."""
    if not source:
        say("Chọn một bản sao lưu · choose a backup: make restore FROM=<folder>")
        for folder in sorted(state.folder(FOLDER).iterdir()):
            say(f"  {folder}")
        return 2
    running = locks.holder(state.root / up.LOCK)
    if running is not None:
        raise AlreadyRunning(running)
    folder = Path(source).resolve()
    _describe(folder, backups.verified(folder), say)
    with _postgres(state) as postgres:
        manifest = restoring.restore(postgres, folder)
    for dump in manifest.databases:
        schemas.forget(state, dump.service)
    say("✓ đã khôi phục · restored. Tiếp theo · next: make recover, make up")
    return 0


def recover(state: State, say: Say) -> int:
    """Let every service take over what its topics tell beyond its database, and erase again what was erased since."""
    with _servers(state) as (postgres, kafka):
        for service in TELLING:
            environment = layout.environment(service, state, postgres, kafka.servers)
            _run(service, "migrate", environment)
            schemas.mark_current(state, service)
            say(f"✓ {service}: {_summary(json.loads(_run(service, 'recover', environment)))}")
    return 0


def _run(service: str, verb: str, environment: dict[str, str]) -> str:
    argv = [sys.executable, "-m", service, verb]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise VerbFailed(service, verb, (done.stdout + done.stderr).splitlines()[-15:])
    return done.stdout


def _summary(report: dict[str, object]) -> str:
    lost = report["lost"]
    names = f"; mất · lost: {', '.join(sorted(lost))}" if isinstance(lost, dict) and lost else ""
    taken = report["taken_back"]
    record = f"; sổ · record: {json.dumps(taken)}" if taken else ""
    return (
        f"{report['unknown_facts']} sự kiện chưa biết · unknown facts, {report['recalled_facts']} đã gấp lại · folded, "
        f"{report['erased_again']} đã xóa lại · erased again{record}{names}"
    )


def _describe(folder: Path, manifest: Manifest, say: Say) -> None:
    say(f"✓ {folder}: {manifest.made_at}, PostgreSQL {manifest.postgresql}")
    for dump in manifest.databases:
        say(f"  {dump.service:<14} {dump.release:<8} {dump.size_bytes:>12,} byte  sha256 {dump.sha256[:16]}…")


@contextmanager
def _postgres(state: State) -> Iterator[Postgres]:
    """The server of the running system, or one started for the time of the work."""
    with ExitStack() as stack:
        postgres = Postgres(state, layout.POSTGRES_PORT)
        if locks.holder(state.root / up.LOCK) is None:
            stack.enter_context(locks.sole_runner(state.root / up.LOCK))
            processes.end_leftovers(state.run)
            stack.callback(postgres.start().stop)
        yield postgres


@contextmanager
def _servers(state: State) -> Iterator[tuple[Postgres, Kafka]]:
    """As `_postgres`, with the broker."""
    with ExitStack() as stack:
        is_running = locks.holder(state.root / up.LOCK) is not None
        postgres = stack.enter_context(_postgres(state))
        kafka = Kafka(state, layout.KAFKA_PORT, layout.KAFKA_CONTROLLER_PORT)
        if not is_running:
            stack.callback(kafka.start().stop)
        yield postgres, kafka

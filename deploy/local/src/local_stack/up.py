"""`make up`: everything started in order, waited for, watched, and stopped in reverse order."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from local_stack import layout, ports, processes, readiness, sample_data, schemas, topic_reader
from local_stack.kafka import Kafka
from local_stack.locks import sole_runner
from local_stack.loops import run_apart
from local_stack.postgres import Postgres
from local_stack.processes import Program
from local_stack.provisioning import provision
from local_stack.rights import SUPERVISOR
from local_stack.state import State
from local_stack.supervisor import Supervisor
from local_stack.topics import overrides_from
from local_stack.troubles import DiskFull, MigrationFailed

NEEDED_MIB: Final = 512
LOCK: Final = "up.lock"
MANY_CHANGES: Final = 20
ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SERVICES: Final = tuple(layout.SERVICE_PORTS)
PURPOSES: Final = {
    layout.POSTGRES_PORT: "PostgreSQL",
    layout.KAFKA_PORT: "Kafka",
    layout.KAFKA_CONTROLLER_PORT: "Kafka",
    layout.ISSUER_PORT: "issuer",
    layout.MAIL_SMTP_PORT: "mail",
    layout.MAIL_HTTP_PORT: "mail",
    **{port: service for service, port in layout.SERVICE_PORTS.items()},
    **{port: f"{service}, quản lý" for service, port in layout.MANAGEMENT_PORTS.items()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One `make up`: where its state is, how it speaks, and what of the environment it passes on."""

    state: State
    say: Callable[[str], None]
    java_home: str | None
    passed_on: dict[str, str]


def run(this: Run) -> int:
    """Run until interrupted; raises Trouble when something is missing or in the way."""
    # SIGINT too: a shell that starts this in the background has it ignored.
    for number in ENDING:
        signal.signal(number, signal.default_int_handler)
    with sole_runner(this.state.root / LOCK):
        _clear_the_way(this)
        supervisor = Supervisor(this.state, this.say, time.monotonic)
        try:
            _start_everything(this, supervisor)
            supervisor.watch()
        except KeyboardInterrupt:
            return 0
        finally:
            # A second Ctrl-C must not leave half of it running.
            for number in ENDING:
                signal.signal(number, signal.SIG_IGN)
            this.say("… đang dừng · stopping")
            supervisor.stop_all()
            this.say("✓ đã dừng, dữ liệu còn nguyên · stopped, data kept")


def _clear_the_way(this: Run) -> None:
    free_mib = shutil.disk_usage(this.state.root).free // 2**20
    if free_mib < NEEDED_MIB:
        raise DiskFull(this.state.root, free_mib, NEEDED_MIB)
    for name in processes.end_leftovers(this.state.run):
        this.say(f"… kết thúc {name} còn lại của lần trước · ended a leftover of a killed run")
    for port, purpose in PURPOSES.items():
        ports.require_free(port, purpose)


def _start_everything(this: Run, supervisor: Supervisor) -> None:
    began = time.monotonic()
    this.say(f"… thư mục trạng thái · state folder: {this.state.root}")
    postgres = Postgres(this.state, layout.POSTGRES_PORT)
    supervisor.adopt(postgres.start())
    this.say("✓ PostgreSQL")
    kafka = Kafka(this.state, layout.KAFKA_PORT, layout.KAFKA_CONTROLLER_PORT, this.java_home)
    with ThreadPoolExecutor(len(SERVICES) + 1) as pool:
        broker = pool.submit(_start_kafka, kafka, supervisor, this)
        for verb in ("issuer", "mail-catcher"):
            supervisor.start(_own_program(verb, this))
        environments = {
            service: layout.environment(service, this.state, postgres, kafka.servers) | this.passed_on
            for service in SERVICES
        }
        migrating = [service for service in SERVICES if layout.PYTHONS or not schemas.is_current(this.state, service)]
        # One after the other: two of these at once would change the same rows of the cluster's catalogue.
        for service in migrating:
            postgres.create_service(service)
        for done in [pool.submit(_migrate, this, name, environments[name]) for name in migrating]:
            done.result()
        this.say("✓ cơ sở dữ liệu · databases and migrations")
        if migrating:
            # A reader that starts before its topics are there would miss them for minutes.
            broker.result()
        for service in SERVICES:
            supervisor.start(_service_program(service, environments[service]))
        broker.result()
    readiness.wait(this.state, supervisor, this.say)
    sample_data.load(this.state, this.say)
    _announce(this, time.monotonic() - began)


def _start_kafka(kafka: Kafka, supervisor: Supervisor, this: Run) -> None:
    supervisor.adopt(kafka.start())
    passwords = layout.kafka_passwords(this.state)
    changes = run_apart(provision(kafka.servers, passwords, kafka.admin_password, overrides_from(this.passed_on)))
    if len(changes) > MANY_CHANGES:
        this.say(f"  {len(changes)} thay đổi · topics, principals and rights, as deploy/kafka/topics.toml has them")
    else:
        for change in changes:
            this.say(f"  {change}")
    this.say("✓ Kafka")


def _migrate(this: Run, service: str, environment: Mapping[str, str]) -> None:
    argv = [layout.python(service), "-m", service, "migrate"]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode != 0:
        raise MigrationFailed(service, (done.stdout + done.stderr).splitlines()[-15:])
    if not layout.PYTHONS:
        schemas.mark_current(this.state, service)


def _own_program(verb: str, this: Run) -> Program:
    environment = {
        "THIDUA_STATE": str(this.state.root),
        layout.SHIFT_VARIABLE: str(layout.PORT_SHIFT),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
    return Program(name=verb, argv=[sys.executable, "-m", "local_stack", verb], environment=environment)


def _service_program(service: str, environment: Mapping[str, str]) -> Program:
    argv = [layout.python(service), "-m", service, "all"]
    return Program(name=service, argv=argv, environment=environment, is_service=True)


def _announce(this: Run, seconds: float) -> None:
    this.say(
        f"\n✓ Sẵn sàng sau {seconds:.0f} giây · ready\n\n"
        f"    Mở trang · open    {layout.PUBLIC_URL}\n"
        f"    Thư · mail         {layout.MAIL_URL}\n"
        f"    Giám sát · supervision\n"
        f"      Kafka {topic_reader.SERVERS}, SASL_PLAINTEXT, SCRAM-SHA-512, {SUPERVISOR} (docs/supervision.md);\n"
        f"      mật khẩu trong tệp · password in {this.state.secret_file(layout.kafka_secret(SUPERVISOR))}\n\n"
        "  make demo chạy một danh sách 200 dòng qua cả vòng đời · takes a list of 200 through its life\n"
        "  Nhấn Ctrl-C để dừng · Ctrl-C stops all of it\n"
    )

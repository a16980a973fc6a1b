"""The verbs of the local stack: `python -m local_stack <verb>`, usually through the Makefile."""

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import uvicorn

from local_stack import (
    containers,
    demo,
    issuer,
    layout,
    locks,
    mail_catcher,
    operating,
    ports,
    safekeeping,
    spans,
    state,
    systems,
    topics,
    up,
    waterfall,
)
from local_stack.mail_store import MailStore
from local_stack.people import sample_people
from local_stack.state import State
from local_stack.tokens import signer
from local_stack.troubles import AlreadyRunning, NothingAnswers, NotRunning, Trouble

WORDS: Final = "token: who; trace: which nomination; demo: rows; run: a service and its verb; backup, restore: a folder"
PASSED_ON: Final = (
    "LOG_LEVEL",
    "TRACE_RATIO",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "PERSON_REQUESTS_PER_MINUTE",
    "ADDRESS_REQUESTS_PER_MINUTE",
    "CLAMD_ADDRESS",
    topics.LAG_VARIABLE,
)
STOP_SECONDS: Final = 60


def main() -> int:
    """Run one verb; a trouble is printed with its remedy and ends with 1."""
    parser = argparse.ArgumentParser(prog="local_stack", description=__doc__)
    parser.add_argument("verb", choices=VERBS)
    parser.add_argument("words", nargs=argparse.REMAINDER, help=WORDS)
    arguments = parser.parse_args()
    try:
        return VERBS[arguments.verb](state.of_checkout(os.environ.get("THIDUA_STATE")), arguments.words)
    except Trouble as trouble:
        print(f"✗ {trouble}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader, as `head`, has seen enough; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _up(where: State, _words: Sequence[str]) -> int:
    passed_on = {name: os.environ[name] for name in PASSED_ON if os.environ.get(name)}
    java_home = os.environ.get("JAVA_HOME")
    return up.run(up.Run(state=where, say=_say, java_home=java_home, passed_on=passed_on))


def _stop(where: State, _words: Sequence[str]) -> int:
    running = locks.holder(where.root / up.LOCK)
    if running is None:
        raise NotRunning
    os.kill(running, signal.SIGTERM)
    for _ in range(STOP_SECONDS * 5):
        if locks.holder(where.root / up.LOCK) is None:
            return 0
        time.sleep(0.2)
    raise AlreadyRunning(running)


def _clean_state(where: State, _words: Sequence[str]) -> int:
    running = locks.holder(where.root / up.LOCK)
    if running is not None:
        raise AlreadyRunning(running)
    for entry in where.root.iterdir():
        if entry not in (where.downloads, state.home() / "tests", where.root / safekeeping.FOLDER):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    _say(f"✓ đã xóa · deleted: {where.root}, trừ bản sao lưu · except backups")
    return 0


def _token(where: State, words: Sequence[str]) -> int:
    people, name = sample_people(), _first(words)
    if name not in people:
        print(f"Chọn một người · choose one of: {', '.join(people)}", file=sys.stderr)
        return 2
    print(signer(where, layout.ISSUER_URL).access_token(people[name], "cli", _now()))
    return 0


def _demo(where: State, words: Sequence[str]) -> int:
    rows = int(words[0]) if words and words[0] in map(str, demo.SIZES) else demo.SIZES[0]
    match [word for word in words if word != str(rows)]:
        case []:
            _require_running(where)
            return demo.run(systems.Processes(where), rows, _say)
        case ["containers"]:
            system = systems.Containers(where)
            system.require_running()
            return demo.run(system, rows, _say)
        case _:
            print(f"Chọn số dòng · choose a size: {demo.SIZES}; hệ thống · system: containers", file=sys.stderr)
            return 2


def _run(where: State, words: Sequence[str]) -> int:
    service = _first(words)
    if service not in layout.SERVICE_PORTS or len(words) < 2:
        services = "|".join(layout.SERVICE_PORTS)
        print(f'Cách dùng · usage: make run SERVICE={services} VERB="dead-letters list"', file=sys.stderr)
        return 2
    _require_running(where)
    return operating.run(where, service, words[1:])


def _status(where: State, _words: Sequence[str]) -> int:
    _require_running(where)
    return operating.show_status(where, _say)


def _require_running(where: State) -> None:
    if locks.holder(where.root / up.LOCK) is None:
        raise NotRunning
    # It runs, but perhaps on other ports than this shell's.
    if ports.is_free(layout.POSTGRES_PORT):
        raise NothingAnswers(f"{ports.HOST}:{layout.POSTGRES_PORT}", layout.PORT_SHIFT)


def _backup(where: State, words: Sequence[str]) -> int:
    return safekeeping.backup(where, _first(words), _say)


def _restore(where: State, words: Sequence[str]) -> int:
    return safekeeping.restore(where, _first(words), _say)


def _recover(where: State, _words: Sequence[str]) -> int:
    return safekeeping.recover(where, _say)


def _compose_environment(where: State, _words: Sequence[str]) -> int:
    _say(f"✓ {containers.write_environment(where, _now())}")
    return 0


def _trace(where: State, words: Sequence[str]) -> int:
    name = _first(words)
    traces = spans.about(name, spans.read(where.folder("traces")))
    if not traces:
        print(f"Không có vết nào của hồ sơ {name!r} · no trace of it: make trace ID=<nomination>", file=sys.stderr)
        return 1
    _say(waterfall.render(name, traces))
    return 0


def _issuer(where: State, _words: Sequence[str]) -> int:
    signing = signer(where, layout.ISSUER_URL)
    app = issuer.create_app(signing, layout.portal_client(where), sample_people(), _now)
    uvicorn.run(app, host=ports.HOST, port=layout.ISSUER_PORT, log_level="warning")
    return 0


def _mail_catcher(where: State, _words: Sequence[str]) -> int:
    app = mail_catcher.create_app(MailStore(where.folder("mail")), layout.MAIL_SMTP_PORT, _now)
    uvicorn.run(app, host=ports.HOST, port=layout.MAIL_HTTP_PORT, log_level="warning")
    return 0


def _first(words: Sequence[str]) -> str:
    return words[0] if words else ""


def _now() -> datetime:
    return datetime.now(UTC)


def _say(line: str) -> None:
    print(line, flush=True)


VERBS: Final[dict[str, Callable[[State, Sequence[str]], int]]] = {
    "up": _up,
    "stop": _stop,
    "token": _token,
    "demo": _demo,
    "trace": _trace,
    "run": _run,
    "status": _status,
    "backup": _backup,
    "restore": _restore,
    "recover": _recover,
    "compose-environment": _compose_environment,
    "clean-state": _clean_state,
    "issuer": _issuer,
    "mail-catcher": _mail_catcher,
}

if __name__ == "__main__":
    sys.exit(main())

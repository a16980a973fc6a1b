"""A witness as a process: started, asked over HTTP, killed."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.tlog.tests.builders import VKEY
from shared.witness.tests.builders import WITNESS
from tlog.cosignature import private_form

SKEY = private_form(WITNESS.name, bytes(range(32)))


@contextmanager
def witness(folder: Path, skey: str = SKEY, log: str = VKEY, port: int = 0) -> Iterator[str]:
    """One process until the block ends; it is killed, not asked."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "key").write_text(skey)
    (folder / "logs").write_text(f"log {log}\nquorum none\n")
    if not port:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    argv = [sys.executable, "-m", "witness", "serve", "--key", "key", "--logs", "logs", "--store", "store/it"]
    child = subprocess.Popen([*argv, "--listen", f"127.0.0.1:{port}"], cwd=folder, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                assert ask(f"http://127.0.0.1:{port}/livez")[0] == 200
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()


def ask(url: str, body: bytes | None = None) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(url, data=body, timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read()

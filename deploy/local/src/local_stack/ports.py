"""TCP ports of loopback: which are free, and who holds one that is not."""

import random
import socket

import psutil  # type: ignore[import-untyped]

from local_stack.troubles import PortTaken

HOST = "127.0.0.1"
# Above 32767 lies the kernel's ephemeral range, where a client's source port can take a listener's place.
TESTING_RANGE = range(20_000, 32_000)


def require_free(port: int, purpose: str) -> None:
    """Raise PortTaken, naming the program, when the port can't be bound."""
    if not is_free(port):
        raise PortTaken(port, purpose, holder_of(port))


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the servers do: a connection still in TIME_WAIT doesn't make the port taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def holder_of(port: int) -> str:
    """Name the process that listens there, as far as this user may see it."""
    try:
        listening = [c for c in psutil.net_connections(kind="tcp") if c.status == psutil.CONN_LISTEN]
    except psutil.AccessDenied:
        return "một chương trình khác"
    for connection in listening:
        if connection.laddr and connection.laddr.port == port and connection.pid:
            return _describe(connection.pid)
    return "một chương trình của người dùng khác"


def _describe(pid: int) -> str:
    try:
        return f"{' '.join(psutil.Process(pid).cmdline()[:4])} (pid {pid})"
    except psutil.Error:
        return f"pid {pid}"


def choose_free(count: int) -> list[int]:
    """Choose free ports for a test run, at random so that runs beside each other rarely meet."""
    candidates = random.sample(TESTING_RANGE, len(TESTING_RANGE))
    free = (port for port in candidates if is_free(port))
    return [next(free) for _ in range(count)]

"""uvicorn as a task of the service's process: the process owns the signals, the server owns the socket."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from chassis.head_limit import BoundedHead

GRACEFUL_SECONDS = 5


class PortTaken(OSError):
    """Another process listens on the address that the settings name."""


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(app: ASGIApp, *, host: str, port: int, stopping: asyncio.Event) -> None:
    """Serve until `stopping`, then finish what is in hand, five seconds at most; raises PortTaken."""
    listener = listen(host, port)
    server = _Server(_config(app))
    stopper = asyncio.create_task(_stop(server, stopping), name="http-stopper")
    try:
        await server.serve(sockets=[listener])
    finally:
        stopper.cancel()
        listener.close()


def listen(host: str, port: int) -> socket.socket:
    """Open the listening socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise PortTaken(error.errno, f"can't listen on {host}:{port}: {error.strerror}") from error
    # asyncio does so for sockets that it opens itself; a body would wait 40 ms for the acknowledgement of its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _config(app: ASGIApp) -> uvicorn.Config:
    # No access log: it would write query strings, which may hold a searched name.
    return uvicorn.Config(
        app,
        http=BoundedHead,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        timeout_keep_alive=30,
    )


async def _stop(server: uvicorn.Server, stopping: asyncio.Event) -> None:
    await stopping.wait()
    server.should_exit = True

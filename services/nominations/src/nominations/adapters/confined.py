"""Files of strangers are opened in a process of their own, without environment and with limits.

A file that brings that process down, or never ends, is a broken file. A process takes one file and ends; the next one
is started ahead, so that nobody waits for its imports.
"""

import asyncio
import atexit
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

Reader = subprocess.Popen[bytes]


class Broken(Exception):
    """The process ended badly, or did not end in time."""


class _Turn:
    """One request's hold on its process: whoever gives up first, the process ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reader: Reader | None = None
        self._is_over = False

    def begin(self, reader: Reader) -> None:
        with self._lock:
            self._reader = reader
            if self._is_over:
                reader.kill()

    def end(self) -> None:
        with self._lock:
            self._is_over = True
            if self._reader is not None:
                self._reader.kill()


class Confined:
    """One kind of such process: a module that answers one request on stdin with its stdout."""

    def __init__(self, module: str, *, time_limit_seconds: float, at_once: int) -> None:
        """More than `at_once` files wait: each may take the memory of a large one."""
        self._module = module
        self._time_limit_seconds = time_limit_seconds
        self._waiting: deque[Reader] = deque()
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix=module.rpartition(".")[2])
        atexit.register(self._dismiss)

    def prepare(self) -> None:
        """Start the reader of the next file, unless one waits already; it ends with this process."""
        if not self._waiting:
            self._waiting.append(self._started())

    async def answer(self, request: bytes) -> bytes:
        """What the process answers; raises Broken. Who waits for a thread holds no process yet."""
        turn = _Turn()
        try:
            running = asyncio.get_running_loop()
            answer: bytes = await running.run_in_executor(self._threads, self._spoken, turn, request)
        finally:
            # Also when nobody waits for the answer any more: then the thread ends with it.
            turn.end()
            self.prepare()
        return answer

    def _spoken(self, turn: _Turn, request: bytes) -> bytes:
        """In a thread. However it ends, the process is waited for, and its pipes are closed."""
        with self._taken() as reader:
            turn.begin(reader)
            try:
                answer, _ = reader.communicate(request, self._time_limit_seconds)
            except (subprocess.TimeoutExpired, OSError) as error:
                reader.kill()
                raise Broken from error
        if reader.returncode != 0:
            raise Broken
        return answer

    def _taken(self) -> Reader:
        """One that waits, else a new one. Several threads take at once."""
        while True:
            try:
                reader = self._waiting.popleft()
            except IndexError:
                return self._started()
            if reader.poll() is None:
                return reader
            reader.communicate()

    def _dismiss(self) -> None:
        while self._waiting:
            reader = self._waiting.popleft()
            reader.kill()
            reader.communicate()

    def _started(self) -> Reader:
        return subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What a library complains of may quote the file.
            stderr=subprocess.DEVNULL,
            env={},
        )

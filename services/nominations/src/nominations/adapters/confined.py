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

Reader = subprocess.Popen[bytes]


class Broken(Exception):
    """The process ended badly, or did not end in time."""


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
        """What the process answers; raises Broken."""
        reader = self._taken()
        try:
            running = asyncio.get_running_loop()
            answer: bytes = await running.run_in_executor(self._threads, self._spoken, reader, request)
        finally:
            # Also when nobody waits for the answer any more: then the thread ends with it.
            reader.kill()
            self.prepare()
        return answer

    def _spoken(self, reader: Reader, request: bytes) -> bytes:
        try:
            answer, _ = reader.communicate(request, self._time_limit_seconds)
        except (subprocess.TimeoutExpired, OSError) as error:
            raise Broken from error
        if reader.returncode != 0:
            raise Broken
        return answer

    def _taken(self) -> Reader:
        while self._waiting:
            reader = self._waiting.popleft()
            if reader.poll() is None:
                return reader
            reader.communicate()
        return self._started()

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

"""Workbooks of strangers are read in a process of their own, without environment and with limits.

A file that brings the reader down (calamine reserves memory by the counts in a file), or never ends, is a broken file.
A reader reads one file and ends; the next one is started ahead, so that nobody waits for its imports.
"""

import asyncio
import atexit
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from nominations.adapters.workbook.context import Asked, Context
from nominations.adapters.workbook.refusals import Reason, WorkbookRefused
from nominations.adapters.workbook.report import Report, from_json, refused, to_json
from nominations.adapters.workbook.sandboxed import LENGTH, VERB_BYTES

TIME_LIMIT_SECONDS = 180.0
AT_ONCE = 4
"""More files wait: each may take the memory of a long list."""

Reader = subprocess.Popen[bytes]
_waiting: Final[deque[Reader]] = deque()
_threads: Final = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="workbook")


async def check(content: bytes, file_name: str, context: Context) -> Report:
    """Check a list; a file that ends the process is a refused file."""
    try:
        asked = Asked(file_name=file_name, context=context)
        return from_json(await _answered("check", asked.to_json(), content))
    except WorkbookRefused as error:
        return refused(file_name, error.refusal)


async def mark(content: bytes, report: Report) -> bytes:
    """Mark a workbook that was checked; raises WorkbookRefused when that cannot be done."""
    return await _answered("mark", to_json(report), content)


def prepare() -> None:
    """Start the reader of the next file, unless one waits already; it ends with this process."""
    if not _waiting:
        _waiting.append(_started())


async def _answered(verb: str, head: bytes, content: bytes) -> bytes:
    reader = _taken()
    request = verb.encode().ljust(VERB_BYTES) + LENGTH.pack(len(head)) + head + content
    try:
        answer: bytes = await asyncio.get_running_loop().run_in_executor(_threads, _spoken, reader, request)
    finally:
        # Also when nobody waits for the answer any more: then the thread ends with it.
        reader.kill()
        prepare()
    return answer


def _spoken(reader: Reader, request: bytes) -> bytes:
    try:
        answer, _ = reader.communicate(request, TIME_LIMIT_SECONDS)
    except (subprocess.TimeoutExpired, OSError) as error:
        raise _broken() from error
    if reader.returncode != 0:
        raise _broken()
    return answer


def _taken() -> Reader:
    while _waiting:
        reader = _waiting.popleft()
        if reader.poll() is None:
            return reader
        reader.communicate()
    return _started()


def _dismiss() -> None:
    while _waiting:
        reader = _waiting.popleft()
        reader.kill()
        reader.communicate()


def _started() -> Reader:
    return subprocess.Popen(
        [sys.executable, "-m", "nominations.adapters.workbook.sandboxed"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A panic's message may quote a cell.
        stderr=subprocess.DEVNULL,
        env={},
    )


def _broken() -> WorkbookRefused:
    return WorkbookRefused(Reason.CORRUPT, "Tệp bị hỏng: không đọc được các trang tính bên trong.")


atexit.register(_dismiss)

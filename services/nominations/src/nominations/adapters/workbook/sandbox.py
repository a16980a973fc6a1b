"""Workbooks of strangers are read in a process of their own, without environment and with limits.

A file that brings the reader down (calamine reserves memory by the counts in a file), or never ends, is a broken file.
"""

import asyncio
import sys

from nominations.adapters.workbook.context import Asked, Context
from nominations.adapters.workbook.refusals import Reason, WorkbookRefused
from nominations.adapters.workbook.report import Report, from_json, refused, to_json
from nominations.adapters.workbook.sandboxed import LENGTH

TIME_LIMIT_SECONDS = 180.0


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


async def _answered(verb: str, head: bytes, content: bytes) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "nominations.adapters.workbook.sandboxed",
        verb,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        # A panic's message may quote a cell.
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        request = LENGTH.pack(len(head)) + head + content
        answer, _ = await asyncio.wait_for(process.communicate(request), TIME_LIMIT_SECONDS)
    except (TimeoutError, ConnectionError) as error:
        raise _broken() from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise _broken()
    return answer


def _broken() -> WorkbookRefused:
    return WorkbookRefused(Reason.CORRUPT, "Tệp bị hỏng: không đọc được các trang tính bên trong.")

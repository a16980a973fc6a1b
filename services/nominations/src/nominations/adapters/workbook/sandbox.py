"""Workbooks of strangers are read in a process of their own (`adapters/confined.py`).

Calamine reserves memory by the counts in a file: one that brings its reader down is a broken file.
"""

from typing import Final

from nominations.adapters.confined import Broken, Confined
from nominations.adapters.workbook.context import Asked, Context
from nominations.adapters.workbook.refusals import Reason, WorkbookRefused
from nominations.adapters.workbook.report import Report, from_json, refused, to_json
from nominations.adapters.workbook.sandboxed import LENGTH, VERB_BYTES

TIME_LIMIT_SECONDS = 180.0
AT_ONCE = 4

_READERS: Final = Confined(
    "nominations.adapters.workbook.sandboxed", time_limit_seconds=TIME_LIMIT_SECONDS, at_once=AT_ONCE
)


async def check(content: bytes, file_name: str, context: Context) -> Report:
    """Check a list; a file that ends the process is a refused file."""
    try:
        asked = Asked(file_name=file_name, context=context)
        return from_json(await _answered("check", asked.to_json(), content))
    except WorkbookRefused as error:
        return refused(file_name, error.refusal)


async def check_past(content: bytes, file_name: str, context: Context) -> Report:
    """The same of a list of earlier awards."""
    try:
        asked = Asked(file_name=file_name, context=context)
        return from_json(await _answered("past", asked.to_json(), content))
    except WorkbookRefused as error:
        return refused(file_name, error.refusal)


async def mark(content: bytes, report: Report) -> bytes:
    """Mark a workbook that was checked; raises WorkbookRefused when that cannot be done."""
    return await _answered("mark", to_json(report), content)


def prepare() -> None:
    """Start the reader of the next file ahead."""
    _READERS.prepare()


async def _answered(verb: str, head: bytes, content: bytes) -> bytes:
    request = verb.encode().ljust(VERB_BYTES) + LENGTH.pack(len(head)) + head + content
    try:
        return await _READERS.answer(request)
    except Broken as error:
        message = "Tệp bị hỏng: không đọc được các trang tính bên trong."
        raise WorkbookRefused(Reason.CORRUPT, message) from error

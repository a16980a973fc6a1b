"""Evidence of strangers is judged and cleaned in a process of its own (`adapters/confined.py`); only paths pass."""

from pathlib import Path
from typing import Final

from nominations.adapters.confined import Broken, Confined
from nominations.adapters.evidence.refusals import FileRefused, Reason
from nominations.adapters.evidence.speaking import Judged, Request

TIME_LIMIT_SECONDS = 90.0
AT_ONCE = 2

_READERS: Final = Confined(
    "nominations.adapters.evidence.sandboxed", time_limit_seconds=TIME_LIMIT_SECONDS, at_once=AT_ONCE
)


async def cleaned(source: Path, target: Path, ending: str) -> Judged:
    """Write what may be kept to `target`; raises FileRefused, also for a file that ends the process."""
    request = Request(source=str(source), target=str(target), ending=ending)
    try:
        judged = Judged.from_json(await _READERS.answer(request.to_json()))
    except Broken as error:
        message = "Tệp quá phức tạp hoặc bị hỏng: bộ kiểm tra không đọc được trong giới hạn cho phép."
        raise FileRefused(Reason.CORRUPT, message) from error
    if judged.reason:
        raise FileRefused(Reason(judged.reason), judged.message, judged.remedy)
    return judged


def prepare() -> None:
    """Start the reader of the next file ahead."""
    _READERS.prepare()

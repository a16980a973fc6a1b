"""The inside of the sandbox: `python -m nominations.adapters.evidence.sandboxed`.

One request on stdin (where the file lies, how its name ends, where the clean copy goes), its answer on stdout, no
environment. Whatever goes wrong ends this process and no other.
"""

import os
import sys
from pathlib import Path

from nominations.adapters.confining import limit
from nominations.adapters.evidence import detecting, image, office, pdf
from nominations.adapters.evidence.media_type import MediaType
from nominations.adapters.evidence.refusals import FileRefused, Reason
from nominations.adapters.evidence.speaking import Judged, Request

MEMORY_LIMIT_BYTES = 3 * 1024**3
PROCESSOR_LIMIT_SECONDS = 60
WRITTEN_LIMIT_BYTES = 200 * 1024**2


def answer(request: Request) -> Judged:
    """What the file is, and what was taken out; or why it is refused."""
    source, target = Path(request.source), Path(request.target)
    try:
        if source.stat().st_size == 0:
            raise FileRefused(Reason.EMPTY, "Tệp rỗng, không có nội dung.")
        media_type = detecting.media_type(source, request.ending)
        return Judged(media_type=media_type, removed=tuple(_cleaned(source, target, media_type)))
    except FileRefused as refused:
        return Judged(reason=refused.reason, message=refused.message, remedy=refused.remedy)


def _cleaned(source: Path, target: Path, media_type: MediaType) -> list[str]:
    match media_type:
        case MediaType.PDF:
            return pdf.clean(source, target)
        case MediaType.JPEG | MediaType.PNG:
            return image.clean(source, target, media_type)
        case MediaType.DOCX | MediaType.XLSX:
            return office.clean(source, target, media_type)


if __name__ == "__main__":
    limit(
        memory_bytes=MEMORY_LIMIT_BYTES,
        processor_seconds=PROCESSOR_LIMIT_SECONDS,
        written_bytes=WRITTEN_LIMIT_BYTES,
    )
    answered = answer(Request.from_json(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(answered.to_json())
    sys.stdout.buffer.flush()
    os._exit(0)

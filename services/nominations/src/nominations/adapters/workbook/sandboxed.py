"""The inside of the sandbox: `python -m nominations.adapters.workbook.sandboxed`.

One request on stdin (what to do, the head's length, the head, the workbook), its answer on stdout, no environment.
Whatever goes wrong ends this process and no other.
"""

import gc
import os
import struct
import sys

from nominations.adapters.confining import limit
from nominations.adapters.workbook.checking import check, check_past
from nominations.adapters.workbook.context import Asked
from nominations.adapters.workbook.marking import mark
from nominations.adapters.workbook.report import from_json, to_json
from rulebook import load_rulebook

VERB_BYTES = 8
LENGTH = struct.Struct(">Q")
MEMORY_LIMIT_BYTES = 3 * 1024**3
PROCESSOR_LIMIT_SECONDS = 120


def answer(request: bytes) -> bytes:
    """A report for a workbook and what the sender said of it (check); a marked one for one and its report (mark)."""
    verb, begin = request[:VERB_BYTES].strip(), VERB_BYTES + LENGTH.size
    (head_bytes,) = LENGTH.unpack_from(request, VERB_BYTES)
    head, content = request[begin : begin + head_bytes], request[begin + head_bytes :]
    if verb == b"mark":
        return mark(content, from_json(head))
    asked = Asked.from_json(head)
    if verb == b"past":
        return to_json(check_past(content, asked.file_name, asked.context, load_rulebook()))
    return to_json(check(content, asked.file_name, asked.context, load_rulebook()))


if __name__ == "__main__":
    limit(memory_bytes=MEMORY_LIMIT_BYTES, processor_seconds=PROCESSOR_LIMIT_SECONDS)
    load_rulebook()
    # One file and the end: nothing has to be collected meanwhile, nor taken down afterwards.
    gc.disable()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()
    os._exit(0)

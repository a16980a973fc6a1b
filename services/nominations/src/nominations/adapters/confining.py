"""The limits that a process sets itself before it opens a stranger's file; it can't raise them again."""

import resource
import sys


def limit(*, memory_bytes: int, processor_seconds: int, written_bytes: int | None = None) -> None:
    """macOS does not bound address space. `written_bytes` is the longest file it may write."""
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    if written_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (written_bytes, written_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

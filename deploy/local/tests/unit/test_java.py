"""Which Java runs Kafka."""

from pathlib import Path

import pytest

from local_stack import java
from local_stack.troubles import JavaMissing


def write_jdk(folder: Path, version: str) -> Path:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2024-01-01' >&2\n")
    program.chmod(0o755)
    return program


def test_a_system_jdk_of_17_is_taken(tmp_path: Path) -> None:
    program = write_jdk(tmp_path, "17.0.12")

    assert java.system_java(str(tmp_path)) == program


def test_an_older_jdk_is_named_and_refused(tmp_path: Path) -> None:
    write_jdk(tmp_path, "11.0.2")

    with pytest.raises(JavaMissing, match="bin/java: 11"):
        java.system_java(str(tmp_path))


def test_a_missing_jdk_is_named(tmp_path: Path) -> None:
    with pytest.raises(JavaMissing, match="none found"):
        java.system_java(str(tmp_path))

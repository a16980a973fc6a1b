"""The committed lock of Kafka's jars, and what happens when a jar isn't the locked one."""

from pathlib import Path

import pytest

from local_stack import jars
from local_stack.repository import KAFKA_LOCK
from local_stack.troubles import JarChanged


def test_every_kafka_jar_has_the_same_version() -> None:
    versions = {jar.version for jar in jars.read_lock(KAFKA_LOCK) if jar.group == "org.apache.kafka"}

    assert versions == {"4.4.0"}


def test_every_jar_is_locked_by_its_hash_and_without_an_address() -> None:
    locked = jars.read_lock(KAFKA_LOCK)

    assert len(locked) == 45
    assert all(len(jar.sha256) == 64 for jar in locked)
    assert "://" not in KAFKA_LOCK.read_text()


def test_a_logging_backend_is_among_them() -> None:
    artifacts = {jar.artifact for jar in jars.read_lock(KAFKA_LOCK)}

    assert {"log4j-slf4j-impl", "log4j-core", "kafka_2.13"} <= artifacts


def test_a_changed_jar_is_not_intact(tmp_path: Path) -> None:
    jar = jars.Jar("org.example", "one", "1.0", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    jar.path(tmp_path).parent.mkdir(parents=True)

    jar.path(tmp_path).write_bytes(b"test")
    before = jar.is_intact(tmp_path)
    jar.path(tmp_path).write_bytes(b"tesT")

    assert (before, jar.is_intact(tmp_path)) == (True, False)


def test_a_jar_that_differs_from_the_lock_is_named(tmp_path: Path) -> None:
    wrong = KAFKA_LOCK.read_text().split("[[dependencies]]")
    slf4j = next(entry for entry in wrong if '"slf4j-api"' in entry)
    lock = tmp_path / "lock.toml"
    [jar] = [each for each in jars.read_lock(KAFKA_LOCK) if each.artifact == "slf4j-api"]
    lock.write_text(f"[[dependencies]]{slf4j}".replace(jar.sha256, "0" * 64))

    with pytest.raises(JarChanged, match=r"slf4j-api-1\.7\.36"):
        jars.fetch(lock, tmp_path)

"""Bills of materials are whole and repeatable; an audit that could not look says so."""

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from local_stack.jars import read_lock
from local_stack.repository import KAFKA_LOCK, KEYCLOAK_LOCK
from tests.supply.audit import CLEAN, UNKNOWN, VULNERABLE, findings
from tests.supply.other_parts import STATIC, licences_of
from tests.supply.sbom import LOCKS, write

FLAW = {"id": "PYSEC-1", "fix_versions": ["2"], "aliases": [], "description": ""}
GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "1", "vulns": [FLAW]}
UNSEEN = {"name": "c", "skip_reason": "not found"}

VENDORED = (
    "pkg:npm/%40fontsource/be-vietnam-pro@5.3.0",
    "pkg:npm/%40fontsource-variable/source-serif-4@5.3.1",
    "pkg:npm/htmx.org@4.0.1",
    "pkg:npm/lucide-static@1.62.0",
)


@pytest.mark.parametrize(
    ("packages", "code"),
    [
        ([GOOD], CLEAN),
        ([GOOD, BAD], VULNERABLE),
        ([BAD, UNSEEN], VULNERABLE),
        ([GOOD, UNSEEN], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_what_was_not_looked_up_never_passes_for_clean(packages: list[dict[str, object]], code: int) -> None:
    assert findings(json.dumps({"dependencies": packages})).code == code


@pytest.mark.parametrize("report", ["", "no report", "[]", "{}"])
def test_no_report_is_no_clean_report(report: str) -> None:
    assert findings(report).code == UNKNOWN


def bill_of(lock: str, folder: Path) -> bytes:
    bill = folder / "sbom" / f"{lock}.cdx.json"
    bill.parent.mkdir(parents=True)
    assert write(LOCKS / f"{lock}.lock", bill) == 0
    return bill.read_bytes()


def components(bill: bytes) -> dict[str, dict[str, Any]]:
    """By package URL, without its qualifiers; those that have none by name."""
    listed = json.loads(bill)["components"]
    return {each.get("purl", each["name"]).partition("?")[0]: each for each in listed}


def pins(lock: str) -> set[str]:
    found = re.findall(r"^([a-z0-9._-]+)==([^ ]+)", (LOCKS / f"{lock}.lock").read_text(), re.MULTILINE)
    return {f"pkg:pypi/{name.replace('_', '-')}@{version}" for name, version in found}


def test_a_bill_names_every_pin_of_its_lock_and_is_the_same_each_time(tmp_path: Path) -> None:
    one, two = bill_of("audit", tmp_path / "one"), bill_of("audit", tmp_path / "two")

    assert components(one).keys() == pins("audit")
    assert one == two


def test_the_whole_has_kafka_keycloak_and_the_files_of_the_portal_too(tmp_path: Path) -> None:
    listed = components(bill_of("local", tmp_path))

    others = {name: each for name, each in listed.items() if name not in pins("local")}
    locked = [each for lock in (KAFKA_LOCK, KEYCLOAK_LOCK) for each in read_lock(lock)]
    assert {f"pkg:maven/{jar.group}/{jar.artifact}@{jar.version}": jar.sha256 for jar in locked} == {
        name: each["hashes"][0]["content"] for name, each in others.items() if name.startswith("pkg:maven/")
    }
    assert len(locked) == 46
    assert {name for name in others if not name.startswith("pkg:maven/")} == set(VENDORED)
    assert [name for name, each in others.items() if not each["licenses"]] == []


def test_the_bill_of_the_portal_has_the_hash_of_every_file_of_others(tmp_path: Path) -> None:
    bill = bill_of("portal", tmp_path / "one")
    listed = components(bill)

    files = [file for package in VENDORED for file in listed[package]["components"]]
    found = {path: hashlib.sha384((STATIC / path).read_bytes()).hexdigest() for path in (f["name"] for f in files)}
    assert {file["name"]: file["hashes"][0]["content"] for file in files} == found
    assert bill == bill_of("portal", tmp_path / "two")
    assert set(found) == set(tomllib.loads((STATIC / "vendored.toml").read_text())["sha384"])
    assert listed["pkg:npm/htmx.org@4.0.1"]["licenses"][0]["license"]["id"] == "0BSD"


@pytest.mark.parametrize("lock", [KAFKA_LOCK, KEYCLOAK_LOCK], ids=lambda lock: str(lock.parent.name))
def test_every_artifact_has_a_licence_and_no_other_is_written_down(lock: Path) -> None:
    assert licences_of(lock).keys() == {jar.artifact for jar in read_lock(lock)}

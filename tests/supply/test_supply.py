"""Bills of materials are whole and repeatable; an audit that could not look says so."""

import json
import re
from pathlib import Path

import pytest

from tests.supply.audit import CLEAN, UNKNOWN, VULNERABLE, findings
from tests.supply.sbom import LOCKS, write

FLAW = {"id": "PYSEC-1", "fix_versions": ["2"], "aliases": [], "description": ""}
GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "1", "vulns": [FLAW]}
UNSEEN = {"name": "c", "skip_reason": "not found"}


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


def test_a_bill_names_every_pin_of_its_lock_and_is_the_same_each_time(tmp_path: Path) -> None:
    lock = LOCKS / "audit.lock"
    bills = [tmp_path / name / "sbom" / "audit.cdx.json" for name in ("one", "two")]
    for bill in bills:
        bill.parent.mkdir(parents=True)
        assert write(lock, bill) == 0

    pins = set(re.findall(r"^([a-z0-9._-]+)==", lock.read_text(), re.MULTILINE))
    named = {component["name"] for component in json.loads(bills[0].read_text())["components"]}
    assert named == pins
    assert bills[0].read_bytes() == bills[1].read_bytes()

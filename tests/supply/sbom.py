"""`make sbom`: a CycloneDX bill of materials of each lock, in dist/sbom; the same locks give the same bytes.

local.lock is the whole that runs on one machine, with Kafka, Keycloak and the portal's files; <service>.lock what one
service's image holds. Written, not committed: a bill names where packages can be had, and nothing in this repository
does.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from warnings import catch_warnings, simplefilter

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.architecture.repository import ROOT
from tests.supply.other_parts import beside

LOCKS = ROOT / "requirements"
TOOLS = frozenset({"development"})


def main(folder: Path = ROOT / "dist" / "sbom") -> int:
    """Write one bill a lock; the exit code is the first that failed."""
    folder.mkdir(parents=True, exist_ok=True)
    for lock in sorted(LOCKS.glob("*.lock")):
        if lock.stem not in TOOLS and (code := write(lock, folder / f"{lock.stem}.cdx.json")):
            return code
    return 0


def write(lock: Path, bill: Path) -> int:
    """Write the bill of one lock."""
    project = ROOT / "services" / lock.stem / "pyproject.toml"
    about = ["--pyproject", str(project)] if project.exists() else []
    argv = [sys.executable, "-m", "cyclonedx_py", "requirements", str(lock), *about]
    options = ["--output-reproducible", "--of", "JSON", "--sv", "1.6", "-o", str(bill)]
    code = subprocess.run([*argv, *options], check=False).returncode
    if not code:
        complete(bill, beside(lock.stem))
    sys.stdout.write(f"{'✗' if code else '✓'} {bill.relative_to(bill.parents[2])}\n")
    return code


def complete(bill: Path, parts: Sequence[Component]) -> None:
    """Add what no Python lock names; raises ValueError for a bill that is none."""
    bom = Bom.from_json(json.loads(bill.read_text()))  # type: ignore[attr-defined]  # a decorator adds it
    bom.components.update(parts)
    # Both are made at random or read from the clock, unless taken out.
    bom.serial_number = bom.metadata.timestamp = None
    with catch_warnings():
        # A lock says what there is, not through whom: there is no graph to complete.
        simplefilter("ignore", UserWarning)
        text = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)
    if (fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)) is not None:
        raise ValueError(f"{bill.name}: {fault}")
    bill.write_text(text)


if __name__ == "__main__":
    sys.exit(main())

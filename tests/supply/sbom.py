"""`make sbom`: a CycloneDX bill of materials of each lock, in dist/sbom; the same locks give the same bytes.

local.lock is the whole that runs on one machine, <service>.lock what one service's image holds. Written, not committed:
a bill names where packages can be had, and nothing in this repository does.
"""

import subprocess
import sys
from pathlib import Path

from tests.architecture.repository import ROOT

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
    sys.stdout.write(f"{'✗' if code else '✓'} {bill.relative_to(bill.parents[2])}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())

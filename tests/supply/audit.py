"""`make audit`: known vulnerabilities of everything in the locks, by pip-audit.

Exit code 0: every package was looked up, and none is known to be vulnerable. 1: some are. 3: the source of advisories
could not be asked about some package, so nobody knows; that is said, and never passes for "none found".
"""

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.architecture.repository import ROOT

LOCKS = ROOT / "requirements"
CLEAN, VULNERABLE, UNKNOWN = 0, 1, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What pip-audit found out: sentences about the vulnerable, names of those it could not look up."""

    looked_up: int
    vulnerable: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def code(self) -> int:
        if self.vulnerable:
            return VULNERABLE
        return CLEAN if self.looked_up and not self.unknown else UNKNOWN


def main() -> int:
    """Audit the lock that holds all others."""
    lock = LOCKS / "development.lock"
    argv = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--require-hashes", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off"]
    asked = subprocess.run([*argv, *options], capture_output=True, text=True, check=False)
    found = findings(asked.stdout)
    for line in found.vulnerable:
        sys.stdout.write(f"✗ {line}\n")
    if found.unknown or not found.looked_up:
        sys.stdout.write(f"? {len(found.unknown)} packages could not be looked up: the source of advisories")
        sys.stdout.write(" does not answer from here\n" + ("" if found.unknown else asked.stderr[-2_000:]))
    sys.stdout.write(f"{found.looked_up} looked up, {len(found.vulnerable)} known vulnerabilities\n")
    return found.code


def findings(report: str) -> Findings:
    """Read pip-audit's JSON; what is no report says that nothing was looked up."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        packages = []
    known = [each for each in packages if "skip_reason" not in each]
    return Findings(
        looked_up=len(known),
        vulnerable=tuple(
            f"{each['name']} {each['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'none yet'}"
            for each in known
            for flaw in each["vulns"]
        ),
        unknown=tuple(each["name"] for each in packages if "skip_reason" in each),
    )


if __name__ == "__main__":
    sys.exit(main())

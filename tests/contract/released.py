"""What was released: `releases/<version>/` keeps a release as it was, for ever.

Golden bytes, JSON Schemas, each service's wheels with the pins of its third parties, each database's schema, and the
sums of all of it. `python -m tests.contract.released VERSION` (`make release`) makes a new one; it never touches one
that exists.
"""

import asyncio
import hashlib
import shutil
import sys
from pathlib import Path

from local_stack import test_run
from tests.architecture import installation
from tests.architecture.repository import ROOT, SERVICES, Member, Repository
from tests.contract import examples, released_databases, schemas

FOLDER = ROOT / "releases"
SUMS = "SHA256SUMS"
KEPT = """✗ {place} đã có, không sửa nữa · is kept and never edited.
  Chưa ai triển khai bản này? · nobody has deployed it yet? rm -r {place} && make release VERSION={version}"""


def releases(folder: Path = FOLDER) -> list[Path]:
    return sorted(path for path in folder.glob("*") if (path / "schemas").is_dir())


async def keep(version: str, admin_url: str, folder: Path = FOLDER) -> Path:
    """Keep what the tree is now as a release; raises FileExistsError for a kept version.

    `admin_url` is an empty PostgreSQL server, on which each service's migrations are run.
    """
    draft = begin(version, folder)
    shutil.copytree(examples.FOLDER, draft / "examples")
    shutil.copytree(schemas.FOLDER, draft / "schemas")
    keep_programs(draft)
    await keep_databases(draft, admin_url)
    (draft / SUMS).write_text(sums(draft))
    return draft.rename(folder / version)


def begin(version: str, folder: Path) -> Path:
    """An empty folder beside the release's place; raises FileExistsError for a kept version."""
    if (folder / version).exists():
        raise FileExistsError(folder / version)
    draft = folder / f".{version}.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    return draft


def keep_programs(release: Path) -> None:
    """Build the wheels of services and shared members, and copy what each service pins."""
    installation.build_wheels(_shipped(), release / "wheels")
    (release / "requirements").mkdir()
    for service in SERVICES:
        shutil.copy(ROOT / "requirements" / f"{service}.lock", release / "requirements")


def _shipped() -> list[Member]:
    """The members that a province runs: all but the local stack."""
    return [member for member in Repository(ROOT).members if member.name != "local_stack"]


async def keep_databases(release: Path, admin_url: str) -> None:
    """Write each service's schema, as its migrations make it from nothing."""
    (release / "databases").mkdir()
    for service in SERVICES:
        made = await released_databases.from_nothing(admin_url, service)
        (release / "databases" / f"{service}.sql").write_text(made.dump())


def sums(release: Path) -> str:
    """The SHA-256 of every file of a release but the sums themselves, as `sha256sum --check` reads them."""
    files = sorted(path for path in release.rglob("*") if path.is_file() and path != release / SUMS)
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(release)}\n" for path in files)
    return "".join(lines)


def main(version: str) -> int:
    """Keep the tree as a release and say where; 1 when there is one of that version."""
    with test_run.folder() as state, test_run.postgres(state, None) as server:
        try:
            print(asyncio.run(keep(version, server.admin_url)))
        except FileExistsError:
            print(KEPT.format(place=f"releases/{version}", version=version), file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

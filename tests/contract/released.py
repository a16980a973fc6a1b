"""What was released: `releases/<version>/` keeps a release as it was, for ever.

Golden bytes, JSON Schemas, each service's wheels with the pins of its third parties, and each database's schema.
`python -m tests.contract.released VERSION` (`make release`) makes a new one; it never touches one that exists.
"""

import asyncio
import shutil
import sys
from pathlib import Path

from local_stack import test_run
from tests.architecture import installation
from tests.architecture.repository import ROOT, SERVICES, Member, Repository
from tests.contract import examples, released_databases, schemas

FOLDER = ROOT / "releases"


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


if __name__ == "__main__":
    with test_run.folder() as state, test_run.postgres(state, None) as server:
        print(asyncio.run(keep(sys.argv[1], server.admin_url)))

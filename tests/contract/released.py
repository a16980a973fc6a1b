"""What was released: `releases/<version>/` keeps examples and schemas as they were, for ever.

`python -m tests.contract.released VERSION` makes a new one; it never touches one that exists.
"""

import shutil
import sys
from pathlib import Path

from tests.architecture.repository import ROOT
from tests.contract import examples, schemas

FOLDER = ROOT / "releases"


def releases(folder: Path = FOLDER) -> list[Path]:
    return sorted(path for path in folder.glob("*") if (path / "schemas").is_dir())


def keep(version: str, folder: Path = FOLDER) -> Path:
    """Copy examples and schemas into a new release; raises FileExistsError for a kept version."""
    release = folder / version
    release.mkdir(parents=True)
    shutil.copytree(examples.FOLDER, release / "examples")
    shutil.copytree(schemas.FOLDER, release / "schemas")
    return release


if __name__ == "__main__":
    print(keep(sys.argv[1]))

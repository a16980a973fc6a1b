"""What documents point at exists: files they link to, verbs of the Makefile they name."""

import re
from pathlib import Path

from tests.architecture.repository import Repository

LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
VERB = re.compile(r"`make ([a-z-]+)")
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)


def dangling(repository: Repository) -> list[str]:
    """Links to files that are not there, and verbs that the Makefile does not know."""
    makefile = repository.root / "Makefile"
    verbs = set(TARGET.findall(makefile.read_text())) if makefile.exists() else set()
    documents = repository.files("*.md")
    return [
        sentence for path in documents for sentence in [*_links(repository, path), *_verbs(repository, path, verbs)]
    ]


def _links(repository: Repository, path: Path) -> list[str]:
    targets = LINK.findall(path.read_text())
    return [f"{repository.short(path)} links to {target}" for target in targets if not (path.parent / target).exists()]


def _verbs(repository: Repository, path: Path, verbs: set[str]) -> list[str]:
    named = VERB.findall(path.read_text())
    return [f"{repository.short(path)} names make {verb}" for verb in named if verb not in verbs]

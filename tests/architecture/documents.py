"""What documents point at exists: files they link to, verbs of the Makefile and paths of the repository they name."""

import re
from pathlib import Path, PurePosixPath

from tests.architecture.repository import Repository

LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
VERB = re.compile(r"`make ([a-z-]+)")
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
PATH = re.compile(r"`([\w.<>*-]+/[\w./<>*-]*)`")
PLACEHOLDER = re.compile(r"(<[^>]+>|\*)")


def dangling(repository: Repository) -> list[str]:
    """Links to files that are not there, verbs that the Makefile does not know, paths that nothing here has."""
    makefile = repository.root / "Makefile"
    verbs = set(TARGET.findall(makefile.read_text())) if makefile.exists() else set()
    files = repository.files()
    places = _places(repository, files)
    return [
        sentence
        for path in repository.files("*.md")
        for sentence in [
            *_links(repository, path),
            *_verbs(repository, path, verbs),
            *_paths(repository, path, files, places),
        ]
    ]


def _links(repository: Repository, path: Path) -> list[str]:
    targets = LINK.findall(path.read_text())
    return [f"{repository.short(path)} links to {target}" for target in targets if not (path.parent / target).exists()]


def _verbs(repository: Repository, path: Path, verbs: set[str]) -> list[str]:
    named = VERB.findall(path.read_text())
    return [f"{repository.short(path)} names make {verb}" for verb in named if verb not in verbs]


def _paths(repository: Repository, document: Path, files: list[Path], places: set[str]) -> list[str]:
    """In back-ticks, from the root, from the document's folder, or from within a member (`domain/errors.py`).

    What begins with a name that none of these has is no path of ours: a media type, a folder of a run's state.
    """
    known = places | _below(document.parent, files)
    return [
        f"{repository.short(document)} names {named}"
        for named in PATH.findall(document.read_text())
        if named.partition("/")[0] in known and not _is_there(named.rstrip("/"), known)
    ]


def _is_there(named: str, known: set[str]) -> bool:
    if named in known:
        return True
    parts = PLACEHOLDER.split(named)
    pattern = re.compile("".join("[^/]+" if place % 2 else re.escape(part) for place, part in enumerate(parts)))
    return len(parts) > 1 and any(pattern.fullmatch(each) for each in known)


def _places(repository: Repository, files: list[Path]) -> set[str]:
    inside = [
        folder for member in repository.members for folder in (member.folder, member.folder / "src", member.package)
    ]
    return set[str]().union(*(_below(folder, files) for folder in (repository.root, *inside)))


def _below(folder: Path, files: list[Path]) -> set[str]:
    """Files below a folder and the folders that hold them, as seen from it."""
    inside = [PurePosixPath(path.relative_to(folder).as_posix()) for path in files if path.is_relative_to(folder)]
    return {each.as_posix() for file in inside for each in (file, *file.parents)}

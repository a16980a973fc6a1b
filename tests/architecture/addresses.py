"""No address of a registry, no path of one machine: it installs wherever the user's tools point."""

import re
from pathlib import Path

from tests.architecture.repository import Repository

REGISTRIES = re.compile(
    r"\b(pypi\.org|pythonhosted\.org|registry\.(npmjs|yarnpkg)\.\w+|(repo1?|central)\.maven\.\w+|maven\.apache\.org/maven2"
    r"|repo\.maven\.apache\.org|(docker|gcr|ghcr|quay)\.io|mcr\.microsoft\.com|conda\.anaconda\.org|proxy\.golang\.org)\b"
)
MACHINE = re.compile(r"(?<![\w.~}$-])/(root|work|home/(?!<)\w+|Users/\w+)(/|\b(?!/))")
LOCKS = ("*.lock", "package-lock.json", "*.lock.toml", "requirements*.txt")
ADDRESS = re.compile(r"\w+://\S+")
# An image's host is a part of its name: no tool's setting could supply it.
IMAGE = re.compile(r"\s*(image:|FROM)\s")
# Facts about the world, not about where to install from.
PROSE = frozenset({"LICENSE"})


def addresses(repository: Repository) -> list[str]:
    return [
        f"{repository.short(path)}:{number} names {found}"
        for path in repository.files()
        if path.name not in PROSE and (text := _text(path)) is not None
        for number, line in enumerate(text.splitlines(), 1)
        for found in _found(path, line)
    ]


def _found(path: Path, line: str) -> list[str]:
    registries = [] if IMAGE.match(line) else [REGISTRIES]
    patterns = [*registries, MACHINE, *([ADDRESS] if any(path.match(lock) for lock in LOCKS) else [])]
    return [match[0] for pattern in patterns for match in pattern.finditer(line)]


def _text(path: Path) -> str | None:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return None

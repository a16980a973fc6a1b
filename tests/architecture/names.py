"""No drawers: a file is named after what it holds, tests and templates included."""

import re

from tests.architecture.repository import Repository

DRAWERS = re.compile(
    r"(.*[_-])?(utils?|utilities|helpers?|commons?|managers?|misc|miscellaneous|base|bases|core|lib|libs|info|stuff|tools)"
)
# A folder of data files may be called data; a module may not.
MODULE_DRAWERS = frozenset({"data", "shared"})
NAMED = frozenset({".py", ".sql", ".html", ".js", ".css", ".sh", ".toml"})


def drawers(repository: Repository) -> list[str]:
    return [
        f"{repository.short(path)} is a drawer, not a name"
        for path in repository.files()
        if path.suffix in NAMED and _is_drawer(path.stem, path.suffix)
    ]


def _is_drawer(stem: str, suffix: str) -> bool:
    return DRAWERS.fullmatch(stem) is not None or (suffix == ".py" and stem in MODULE_DRAWERS)

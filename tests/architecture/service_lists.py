"""Where the services are listed by hand, since no loop can stand there: whoever adds one is told what was forgotten."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.architecture.repository import SERVICES, SHARED, Repository

KNOWING_ENOUGH = 4
"""Python that names so many services in one literal means all of them, or all that tell facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One list in one file: the words of each match's group are services, or others that may stand `beside` them."""

    path: str
    what: str
    pattern: str
    beside: frozenset[str] = frozenset()

    def names(self, text: str) -> set[str]:
        found = re.findall(self.pattern, text, re.MULTILINE)
        return {word.lower() for each in found for word in re.findall(r"\w+", each)} - self.beside


OTHERS = frozenset({*SHARED, "local_stack"})
FOLDERS = frozenset({"services", "shared", "verifier", "deploy", "tests"})
PLACES = (
    Place(path="deploy/kafka/topics.toml", what="owners of topics", pattern=r'^owner = "(\w+)"$'),
    Place(path="deploy/postgres/create.sh", what="databases and roles", pattern=r"^for service in ([\w ]+);"),
    Place(path="deploy/local/src/local_stack/layout.py", what="ports", pattern=r'^    "(\w+)": PORTAL_PORT'),
    Place(path="docker-compose.yml", what="images", pattern=r"args: \{SERVICE: (\w+)\}"),
    Place(path="docker-compose.yml", what="migrations", pattern=r"^  (\w+)-migrate:$"),
    Place(
        path="docker-compose.yml",
        what="passwords of Kafka's users",
        pattern=r"^ +(\w+)_KAFKA_PASSWORD: \$\{\w+:\?\}$",
        beside=frozenset({"supervisor"}),
    ),
    Place(
        path="docker-compose.yml", what="passwords of owners", pattern=r"^ +(\w+)_OWNER_PASSWORD: \$\{\w+(?::\?)?\}$"
    ),
    Place(path="deploy/observability/prometheus.yml", what="targets", pattern=r'targets: \["(\w+):9000"\]'),
    Place(path="pyproject.toml", what="development group", pattern=r'^    "thidua-(\w+)",$', beside=OTHERS),
    Place(path="pyproject.toml", what="sources", pattern=r"^thidua-(\w+) = ", beside=OTHERS),
    Place(path="pyproject.toml", what="mypy_path", pattern=r'"services/(\w+)/src"'),
    Place(path="pyproject.toml", what="no Any", pattern=r'^module = \[(.*"tlog\.\*")\]$', beside=OTHERS),
    Place(
        path="pyproject.toml",
        what="known-first-party",
        pattern=r"^known-first-party = \[([^]]*)\]$",
        beside=OTHERS | FOLDERS,
    ),
    Place(path=".importlinter", what="root_packages", pattern=r"^root_packages =\n((?: +\w+\n)+)", beside=OTHERS),
    Place(path="tests/access/rules.py", what="RULES", pattern=r'^    "(\w+)": \[\*'),
    Place(path="docs/architecture.md", what="table of services", pattern=r"^\| (\w+) \|.*\| 80\d\d \|.*\|$"),
    Place(path="README.md", what="table of folders", pattern=r"^\| `services/(\w+)` \|"),
)

ELSEWHERE = {
    "shared/contracts/src/contracts/registry.py": "those that tell facts: a list of the wire, compared below",
    "tests/architecture/anatomy.py": "what differs between services, each with its reason",
    "tests/resilience/small_world.py": "a made-up life, in which those have a part that have one",
}


def forgotten(repository: Repository, services: Sequence[str] = SERVICES) -> list[str]:
    """Sentences about places that lack one of `services`, or name one that is none of them."""
    return [sentence for place in PLACES for sentence in _faults(repository, place, set(services))]


def _faults(repository: Repository, place: Place, services: set[str]) -> Iterator[str]:
    named = place.names((repository.root / place.path).read_text())
    for service in sorted(services - named):
        yield f"{place.path} ({place.what}) lacks {service}"
    for word in sorted(named - services):
        yield f"{place.path} ({place.what}) names {word}, which is no service"


def unknown(repository: Repository) -> list[str]:
    """Lists of services in Python that are neither made from another one nor among the PLACES."""
    known = {*ELSEWHERE, *(place.path for place in PLACES)}
    return [
        f"{repository.short(path)}:{line} lists the services by hand"
        for path in repository.files("*.py")
        if repository.short(path) not in known
        for line in _literals(path.read_text())
    ]


def _literals(text: str) -> Iterator[int]:
    if sum(f'"{service}"' in text for service in SERVICES) < KNOWING_ENOUGH:
        return
    for node in ast.walk(ast.parse(text)):
        if len(set(_words(node)) & set(SERVICES)) >= KNOWING_ENOUGH:
            assert isinstance(node, ast.expr)
            yield node.lineno


def _words(node: ast.AST) -> Iterable[object]:
    match node:
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            return [item.value for item in items if isinstance(item, ast.Constant)]
        case ast.Dict(keys=keys):
            return [key.value for key in keys if isinstance(key, ast.Constant)]
        case _:
            return []

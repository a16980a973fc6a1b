"""docker-compose.yml as the tests need it: what each container is given, without an engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

PROFILE = "observability"


@dataclass(frozen=True, slots=True)
class Mount:
    """`source` is a file or folder of the repository, or the name of a volume."""

    service: str
    source: str
    target: str

    @property
    def is_ours(self) -> bool:
        return self.source.startswith(".")


@dataclass(frozen=True, slots=True)
class Composition:
    root: Path
    told: Mapping[str, Any] = field(repr=False)

    @property
    def services(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.told["services"]
        return found

    @property
    def mounts(self) -> list[Mount]:
        return [
            Mount(name, *volume.split(":")[:2])
            for name, service in self.services.items()
            for volume in service.get("volumes", [])
        ]

    def inside(self, service: str, path: str) -> Path | None:
        """What a container of the service has at that path, if it is a file or folder of ours."""
        for mount in self.mounts:
            if mount.service == service and mount.is_ours and (path == mount.target or _below(path, mount.target)):
                return self.root / mount.source / path[len(mount.target) :].lstrip("/")
        return None


def composition(root: Path) -> Composition:
    return Composition(root, read(root / "docker-compose.yml"))


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text())


def missing(here: Composition) -> list[str]:
    """What a container is given, or told to read, and nobody has."""
    return [*_missing_sources(here), *_missing_configurations(here), *_missing_neighbours(here)]


def _missing_sources(here: Composition) -> Iterator[str]:
    for mount in here.mounts:
        if mount.is_ours and not (here.root / mount.source).exists():
            yield f"{mount.service} mounts {mount.source}"
        if not mount.is_ours and mount.source not in here.told["volumes"]:
            yield f"{mount.service} mounts the undeclared volume {mount.source}"


def _missing_configurations(here: Composition) -> Iterator[str]:
    for name, service in here.services.items():
        for argument in service.get("command", []):
            option, _, path = str(argument).partition("=")
            if option.startswith("--config") and not _is_there(here.inside(name, path)):
                yield f"{name} reads {path}"


def _missing_neighbours(here: Composition) -> Iterator[str]:
    """A service that is always started must not wait for one that a profile alone starts."""
    for name, service in here.services.items():
        for neighbour in service.get("depends_on", {}):
            if neighbour not in here.services:
                yield f"{name} waits for {neighbour}"
            elif "profiles" in here.services[neighbour] and "profiles" not in service:
                yield f"{name} waits for {neighbour}, which a profile alone starts"


def _is_there(path: Path | None) -> bool:
    return path is not None and path.exists()


def _below(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")

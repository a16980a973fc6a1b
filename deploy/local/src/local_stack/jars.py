"""Kafka's jars and Keycloak, of the committed locks alone: downloaded by jgo, compared with their sha256 every time."""

import hashlib
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from jgo.maven import MavenContext

from local_stack.locks import exclusively
from local_stack.state import make_folder
from local_stack.troubles import JarChanged


@dataclass(frozen=True, slots=True)
class Jar:
    group: str
    artifact: str
    version: str
    sha256: str
    packaging: str = "jar"

    def path(self, repository: Path) -> Path:
        """Return its place in Maven's layout."""
        folder = repository / self.group.replace(".", "/") / self.artifact / self.version
        return folder / f"{self.artifact}-{self.version}.{self.packaging}"

    def is_intact(self, repository: Path) -> bool:
        path = self.path(repository)
        return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == self.sha256


def read_lock(lock: Path) -> list[Jar]:
    entries = tomllib.loads(lock.read_text())["dependencies"]
    return [Jar(e["groupId"], e["artifactId"], e["version"], e["sha256"], e["packaging"]) for e in entries]


def fetch(lock: Path, downloads: Path) -> list[Path]:
    """Return the jars' paths; download what is missing or cut off; raise JarChanged for what differs then."""
    repository = make_folder(downloads / "maven")
    jars = read_lock(lock)
    with exclusively(downloads / "maven.lock"):
        missing = [jar for jar in jars if not jar.is_intact(repository)]
        if missing:
            _download(missing, repository)
    differing = [f"{jar.artifact}-{jar.version}" for jar in missing if not jar.is_intact(repository)]
    if differing:
        raise JarChanged(differing, repository)
    return [jar.path(repository) for jar in jars]


def _download(jars: list[Jar], repository: Path) -> None:
    context = MavenContext(repo_cache=repository)

    def download(jar: Jar) -> None:
        jar.path(repository).unlink(missing_ok=True)
        context.project(jar.group, jar.artifact).at_version(jar.version).artifact(packaging=jar.packaging).resolve()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(download, jars))

"""What others made that no Python lock names: Kafka's jars, Keycloak's distribution, the portal's fonts and scripts."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License
from packageurl import PackageURL

from local_stack.jars import read_lock
from local_stack.repository import KAFKA_LOCK, KEYCLOAK_LOCK
from tests.architecture.repository import ROOT

LICENCES = "licences.toml"
STATIC = ROOT / "services" / "portal" / "src" / "portal" / "static"


def beside(lock: str) -> list[Component]:
    """What runs beside the Python of one lock; Keycloak only where somebody chose it as the issuer."""
    match lock:
        case "portal":
            return list(vendored())
        case "local":
            keycloak = jars(KEYCLOAK_LOCK, ComponentScope.OPTIONAL)
            return [*jars(KAFKA_LOCK, ComponentScope.REQUIRED), *keycloak, *vendored()]
        case _:
            return []


def jars(lock: Path, scope: ComponentScope) -> Iterator[Component]:
    """The artifacts of one lock of jgo's, with the hash that is compared at every download."""
    licences = licences_of(lock)
    for jar in read_lock(lock):
        purl = PackageURL("maven", jar.group, jar.artifact, jar.version, {"type": jar.packaging})
        yield Component(
            type=ComponentType.LIBRARY if jar.packaging == "jar" else ComponentType.APPLICATION,
            bom_ref=purl.to_string(),
            group=jar.group,
            name=jar.artifact,
            version=jar.version,
            purl=purl,
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=jar.sha256)],
            licenses=_declared(licences[jar.artifact]),
            scope=scope,
        )


def licences_of(lock: Path) -> dict[str, str]:
    """SPDX's name for the licence of each artifact, as written beside the lock."""
    written: Mapping[str, Sequence[str]] = tomllib.loads(lock.with_name(LICENCES).read_text())
    return {artifact: licence for licence, artifacts in written.items() for artifact in artifacts}


def vendored() -> Iterator[Component]:
    """The packages that the portal's files come from, each with those files."""
    written = tomllib.loads((STATIC / "vendored.toml").read_text())
    for package, source in written["sources"].items():
        group, _, name = package.rpartition("/")
        purl = PackageURL("npm", group, name, source["version"])
        yield Component(
            type=ComponentType.LIBRARY,
            bom_ref=purl.to_string(),
            group=group or None,
            name=name,
            version=source["version"],
            purl=purl,
            licenses=_declared(source["licence"]),
            scope=ComponentScope.REQUIRED,
            components=[_file(path, written["sha384"][path]) for path in source["files"]],
        )


def _file(path: str, sha384: str) -> Component:
    return Component(
        type=ComponentType.FILE,
        bom_ref=f"static/{path}",
        name=path,
        hashes=[HashType(alg=HashAlgorithm.SHA_384, content=sha384)],
    )


def _declared(spdx: str) -> list[License]:
    return [LicenseFactory().make_from_string(spdx)]

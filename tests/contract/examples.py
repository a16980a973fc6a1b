"""Golden bytes: one example of every released type as it lies on the topic, and of its personal record.

Written once, from the fixed facts, and never edited: consumers of every later release must read these bytes.
"""

import hashlib
from pathlib import Path
from uuid import UUID

from contracts.canonical import canonical_bytes
from contracts.commitment import actor_commitment, commitment
from contracts.envelope import Attributes, render, source_of
from contracts.fact import Fact
from contracts.personal import PersonalRecord
from contracts.registry import producer_of
from contracts.roles import Role
from tests.architecture.repository import ROOT
from tests.contract.facts import FACTS, MOMENT, WARD, numbered

FOLDER = ROOT / "shared" / "contracts" / "examples"
PERSONAL_SALT = bytes(range(32))
ACTOR_SALT = bytes(range(32, 64))
ACTOR_SUB = "00000000-0000-4000-8000-000000000001"
SERVICE_FACTS = frozenset({"notifications", "audit"})
OF_SUPERVISORS = frozenset({"record-viewed", "bundle-exported", "actor-opened"})
"""Told when a supervision body asks, whatever the service."""


def event_path(wire_type: str, folder: Path = FOLDER) -> Path:
    return folder / f"{wire_type}.json"


def personal_path(wire_type: str, folder: Path = FOLDER) -> Path:
    return folder / f"{wire_type}.personal.json"


def event_bytes(fact: Fact) -> bytes:
    """The fact as its producer would send it, with fixed attributes."""
    return render(fact, _attributes(fact))


def personal_bytes(fact: Fact) -> bytes | None:
    """The personal record beside the fact, or None when it has no personal part."""
    body = fact.personal()
    return PersonalRecord(salt=PERSONAL_SALT, body=body).value() if body else None


def write_missing(folder: Path = FOLDER) -> list[Path]:
    """Write the examples of types that have none; an example that exists is never touched."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {event_path(wire_type, folder): event_bytes(fact) for wire_type, fact in FACTS.items()}
    wanted |= {personal_path(name, folder): part for name, fact in FACTS.items() if (part := personal_bytes(fact))}
    missing = [path for path in wanted if not path.exists()]
    for path in missing:
        path.write_bytes(wanted[path])
    return missing


def _attributes(fact: Fact) -> Attributes:
    service = producer_of(type(fact))
    by_supervisor = fact.TYPE.split(".")[1] in OF_SUPERVISORS
    by_service = service in SERVICE_FACTS and not by_supervisor
    person = Role.SUPERVISOR if by_supervisor else Role.UNIT_OFFICER
    personal = fact.personal()
    return Attributes(
        id=_id_of(fact.TYPE),
        source=source_of(service),
        type=fact.TYPE,
        subject=fact.subject,
        seq=1,
        time=MOMENT,
        actor_role=Role.SERVICE if by_service else person,
        actor_unit=None if by_service else WARD,
        actor_commit=None if by_service else actor_commitment(ACTOR_SALT, ACTOR_SUB),
        personal_commit=commitment(PERSONAL_SALT, canonical_bytes(personal)) if personal else None,
    )


def _id_of(wire_type: str) -> UUID:
    """One id per type, whatever types come before or after it."""
    return numbered(int.from_bytes(hashlib.sha256(wire_type.encode()).digest()[:6]))

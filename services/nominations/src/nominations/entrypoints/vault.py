"""What the ways in need for evidence: the store, the place for what is coming in, the scanner if there is one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from fastapi import Request

from nominations.adapters.evidence.scanner import Scanner
from nominations.adapters.evidence.store import EvidenceStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Vault:
    """Made once a process, in bootstrap."""

    store: EvidenceStore
    incoming: Path
    scanner: Scanner | None = None

    @property
    def first_state(self) -> Literal["quarantined", "unscanned"]:
        """What a file is before anybody has looked at it."""
        return "unscanned" if self.scanner is None else "quarantined"


def vault_of(request: Request) -> Vault:
    return cast(Vault, request.app.state.vault)

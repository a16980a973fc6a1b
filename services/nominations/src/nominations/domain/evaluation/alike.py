"""Rows of one list are alike: the same dossier is asked about once."""

from dataclasses import dataclass, field

from directory import Directory
from nominations.domain.evaluation.telling import Told, dossier_of
from rulebook import Finding, Law, evaluate


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings by dossier; as long as it lives, one law holds."""

    law: Law
    directory: Directory
    known: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def of(self, told: Told) -> tuple[str, tuple[Finding, ...]]:
        """What stands for all nominations that are asked about alike, and the findings about them."""
        dossier = dossier_of(told, self.law.book, self.directory)
        key = dossier.model_dump_json(exclude={"id"})
        if key not in self.known:
            self.known[key] = evaluate(dossier, self.law)
        return key, self.known[key]

"""Every kind of clause by the name that rows give it: one dict per topic, none twice."""

from collections.abc import Mapping

from rulebook.clauses import (
    bonus,
    catalogue,
    complaints,
    conduct,
    council,
    dossier_parts,
    favourable,
    figures,
    initiatives,
    limits,
    person,
    principles,
    priority,
    publicity,
    revocation,
    runs,
    simplified,
    statements,
    unseen,
    ways,
)
from rulebook.clauses.kind import Clause

TOPICS: tuple[dict[str, Clause], ...] = (
    bonus.CLAUSES,
    catalogue.CLAUSES,
    complaints.CLAUSES,
    conduct.CLAUSES,
    council.CLAUSES,
    dossier_parts.CLAUSES,
    favourable.CLAUSES,
    figures.CLAUSES,
    initiatives.CLAUSES,
    limits.CLAUSES,
    person.CLAUSES,
    principles.CLAUSES,
    priority.CLAUSES,
    publicity.CLAUSES,
    revocation.CLAUSES,
    runs.CLAUSES,
    simplified.CLAUSES,
    statements.CLAUSES,
    unseen.CLAUSES,
    ways.CLAUSES,
)


class DuplicateClause(ValueError):
    """Two topics give one name."""


def _registry() -> Mapping[str, Clause]:
    found: dict[str, Clause] = {}
    for topic in TOPICS:
        for name, kind in topic.items():
            if name in found:
                raise DuplicateClause(name)
            found[name] = kind
    return found


REGISTRY: Mapping[str, Clause] = _registry()

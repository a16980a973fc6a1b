"""Every kind of clause by the name that rows give it: one dict per topic, none twice."""

from collections import ChainMap
from collections.abc import Mapping

from rulebook.clauses import catalogue, council, dossier_parts, limits, publicity, runs, simplified, unseen
from rulebook.clauses.kind import Clause

TOPICS: tuple[dict[str, Clause], ...] = (
    catalogue.CLAUSES,
    council.CLAUSES,
    dossier_parts.CLAUSES,
    limits.CLAUSES,
    publicity.CLAUSES,
    runs.CLAUSES,
    simplified.CLAUSES,
    unseen.CLAUSES,
)

REGISTRY: Mapping[str, Clause] = ChainMap(*TOPICS)

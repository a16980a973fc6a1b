"""Every kind of clause by the name that rows give it: one dict per topic, none twice."""

from collections import ChainMap
from collections.abc import Mapping

from rulebook.clauses import catalogue, dossier_parts, limits, runs, unseen
from rulebook.clauses.kind import Clause

TOPICS: tuple[dict[str, Clause], ...] = (
    catalogue.CLAUSES,
    dossier_parts.CLAUSES,
    limits.CLAUSES,
    runs.CLAUSES,
    unseen.CLAUSES,
)

REGISTRY: Mapping[str, Clause] = ChainMap(*TOPICS)

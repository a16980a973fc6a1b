"""Every kind of clause by the name that rows give it: one dict per topic, none twice."""

from collections import ChainMap
from collections.abc import Mapping

from rulebook.clauses import catalogue, runs, unseen
from rulebook.clauses.kind import Clause

TOPICS: tuple[dict[str, Clause], ...] = (
    catalogue.CLAUSES,
    runs.CLAUSES,
    unseen.CLAUSES,
)

REGISTRY: Mapping[str, Clause] = ChainMap(*TOPICS)

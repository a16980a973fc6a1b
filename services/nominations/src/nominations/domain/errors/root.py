"""Root of the tree of refusals."""

SHOWN = 5
"""So many ids or sentences are told of a refusal that names many."""


class Refused(Exception):
    """What this service refuses."""

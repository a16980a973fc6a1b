"""Who made the facts of one transaction, and the commitment that stands for them on the wire."""

from dataclasses import dataclass

from chassis.actors import Actor
from chassis.entropy import Entropy
from contracts.commitment import actor_commitment
from contracts.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """An actor; for a person also the salt that opens `commitment`."""

    actor: Actor
    salt: bytes | None = None
    commitment: str | None = None


SERVICE = Authorship(actor=Actor(role=Role.SERVICE, unit=None, sub=None))
"""A handler or a clock: neither unit nor commitment."""


def by_person(actor: Actor, entropy: Entropy) -> Authorship:
    """Commit to a person with a fresh salt."""
    if actor.sub is None:
        return Authorship(actor=actor)
    salt = entropy.salt()
    return Authorship(actor=actor, salt=salt, commitment=actor_commitment(salt, actor.sub))

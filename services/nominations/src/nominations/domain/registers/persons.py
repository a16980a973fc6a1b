"""When two mentions name the same person, collective or household: certainly, perhaps, or not.

Certain is the same national id; or the same name and full date of birth in one unit or one that it came of. Whatever
is weaker is a question to a human. Collectives and households are known by their name in the unit, the unit itself by
its key. No clause says so: these are our own rules (docs/decisions/0039).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary import SubjectKind
from directory import bare_name, fold
from nominations.domain.registers.lineage import Lineage, Relation

_FULL_DATE = len("YYYY-MM-DD")
_PEOPLE_OF = "nhan dan va can bo "


class LinkState(StrEnum):
    """What holds between two persons; the first and the third join them."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


JOINING = frozenset({LinkState.CERTAIN, LinkState.CONFIRMED})


class Ground(StrEnum):
    """Why."""

    SAME_ID = "same-id"
    NAME_BIRTH_UNIT = "name-birth-unit"
    NAME_IN_UNIT = "name-in-unit"
    UNIT_ITSELF = "unit-itself"

    OTHER_ID = "other-id"
    OTHER_UNIT = "other-unit"
    OTHER_PLACE = "other-place"
    YEAR_ONLY = "year-only"
    NO_BIRTH = "no-birth"
    SPLIT_UNIT = "split-unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody named: in a nomination, in the register of awards, or as the author of an initiative.

    `unit` is the one they were of then; `born` YYYY or YYYY-MM-DD; `is_unit` for a collective that is the unit.
    """

    unit: str
    kind: SubjectKind
    name: str
    folded: str
    born: str | None = None
    identity_hash: str | None = None
    workplace: str | None = None
    is_unit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A mention that stands already; `has_record` when an award or an initiative hangs on it."""

    person_id: UUID
    cluster_id: UUID
    mention: Mention
    has_record: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    state: LinkState
    ground: Ground


def mention(
    *,
    unit: str,
    unit_names: Collection[str],
    kind: SubjectKind,
    name: str,
    born: str | None = None,
    identity_hash: str | None = None,
    workplace: str | None = None,
) -> Mention:
    """As it is compared; a collective may be the unit itself, under whatever of its names."""
    folded = fold(name)
    bare = bare_name(folded.removeprefix(_PEOPLE_OF))
    is_unit = kind is SubjectKind.COLLECTIVE and bare in {bare_name(each) for each in unit_names}
    return Mention(
        unit=unit,
        kind=kind,
        name=name,
        folded=folded,
        born=born if kind is not SubjectKind.COLLECTIVE else None,
        identity_hash=identity_hash if kind is SubjectKind.INDIVIDUAL else None,
        workplace=workplace,
        is_unit=is_unit,
    )


def compare(one: Mention, other: Mention, lineage: Lineage) -> Verdict | None:
    """What can be said of the two; None when they are not the same."""
    if one.kind is not other.kind:
        return None
    if one.kind is SubjectKind.INDIVIDUAL:
        return _people(one, other, lineage.relation(one.unit, other.unit))
    return _groups(one, other, lineage.relation(one.unit, other.unit))


def _people(one: Mention, other: Mention, relation: Relation) -> Verdict | None:
    both_known = one.identity_hash is not None and other.identity_hash is not None
    if both_known and one.identity_hash == other.identity_hash:
        return Verdict(LinkState.CERTAIN, Ground.SAME_ID)
    if one.folded != other.folded or not _births_agree(one, other):
        return None
    if both_known:
        return Verdict(LinkState.DOUBTFUL, Ground.OTHER_ID)
    if one.born is None or other.born is None:
        return None if relation is Relation.NONE else Verdict(LinkState.DOUBTFUL, Ground.NO_BIRTH)
    if min(len(one.born), len(other.born)) < _FULL_DATE:
        return Verdict(LinkState.DOUBTFUL, Ground.YEAR_ONLY)
    if relation is Relation.NONE:
        return Verdict(LinkState.DOUBTFUL, Ground.OTHER_UNIT)
    return Verdict(LinkState.CERTAIN, Ground.NAME_BIRTH_UNIT)


def _groups(one: Mention, other: Mention, relation: Relation) -> Verdict | None:
    if relation is Relation.NONE or one.is_unit is not other.is_unit:
        return None
    if not one.is_unit and (one.folded != other.folded or not _births_agree(one, other)):
        return None
    if relation is Relation.PARTLY:
        return Verdict(LinkState.DOUBTFUL, Ground.SPLIT_UNIT)
    if one.is_unit:
        return Verdict(LinkState.CERTAIN, Ground.UNIT_ITSELF)
    if one.workplace and other.workplace and fold(one.workplace) != fold(other.workplace):
        return Verdict(LinkState.DOUBTFUL, Ground.OTHER_PLACE)
    return Verdict(LinkState.CERTAIN, Ground.NAME_IN_UNIT)


def _births_agree(one: Mention, other: Mention) -> bool:
    """As far as both are known: a year agrees with every day in it."""
    if one.born is None or other.born is None:
        return True
    return one.born.startswith(other.born) or other.born.startswith(one.born)

"""Findings in the order in which a clerk reads a dossier."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from rulebook import Finding


class Group(StrEnum):
    CONDITIONS = "conditions"
    """What the award asks of the subject."""
    CAPS = "caps"
    """How many a unit, or a subject, may have in a year."""
    BLOCKS = "blocks"
    """What stops an award: discipline, open cases, an achievement that was commended before."""
    PROCEDURE = "procedure"
    """Parts of the dossier, time limits, who decides, council, publication."""
    MONEY = "money"


# Kinds of clause that aren't conditions; one that is not named here is shown among the conditions.
_GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "cap": Group.CAPS,
        "state-year": Group.CAPS,
        "no-penalty": Group.BLOCKS,
        "counted-anew": Group.BLOCKS,
        "open-cases": Group.BLOCKS,
        "single-award": Group.BLOCKS,
        "regime": Group.PROCEDURE,
        "competence": Group.PROCEDURE,
        "dossier-part": Group.PROCEDURE,
        "revocation-part": Group.PROCEDURE,
        "step-limit": Group.PROCEDURE,
        "yearly-window": Group.PROCEDURE,
        "bonus": Group.MONEY,
    }
)
_BEGINNINGS = (
    ("council", Group.PROCEDURE),
    ("vote", Group.PROCEDURE),
    ("quorum", Group.PROCEDURE),
    ("publi", Group.PROCEDURE),
    ("consult", Group.PROCEDURE),
    ("simplified", Group.PROCEDURE),
    ("complaint", Group.PROCEDURE),
    ("revocation", Group.PROCEDURE),
    ("bonus", Group.MONEY),
)


def group_of(finding: Finding) -> Group:
    found = _GROUPS.get(finding.clause)
    if found is None and finding.clause == "unseen" and finding.row.endswith((".cap", ".ratio")):
        found = Group.CAPS
    beginnings = (group for beginning, group in _BEGINNINGS if finding.clause.startswith(beginning))
    return found or next(beginnings, Group.CONDITIONS)


def in_order(findings: Iterable[Finding]) -> tuple[tuple[Group, tuple[Finding, ...]], ...]:
    """Groups that have findings, those of each in the order of the packs."""
    found = tuple(findings)
    grouped = ((group, tuple(each for each in found if group_of(each) is group)) for group in Group)
    return tuple((group, those) for group, those in grouped if those)

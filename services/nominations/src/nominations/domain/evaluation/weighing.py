"""What a failed clause means to who hands in: it refuses, or it asks for a reason. Only what was verified refuses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from contracts.local_numbers import dotted
from nominations.domain import errors
from rulebook import Finding

ON_PAPER = frozenset({"dossier-part"})
SINGLE_AWARD = "single-award"
FLAGS = "unit_year.ctdt_eligible"
CLAUSES_TOLD = 50


class Consequence(StrEnum):
    REFUSES = "refuses"
    """Read in the text of the law, and not met: it is not handed over."""
    ASKS = "asks"
    """Not verified, or to be seen on paper: handed over with a reason, which the agency reads (docs/decisions/0043)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A failed clause of one nomination."""

    nomination_id: UUID
    finding: Finding
    consequence: Consequence


def consequence(finding: Finding) -> Consequence | None:
    if not finding.refuses:
        return None
    return Consequence.REFUSES if finding.is_verified and not _may_be_otherwise(finding) else Consequence.ASKS


def _may_be_otherwise(finding: Finding) -> bool:
    """What we count or see may not be all there is: then the clause asks, however sure its wording is.

    Parts may lie with the agency on paper; flags of the province stand in many units' registers, of which the proposing
    unit can mend its own alone; what is put forward twice is not yet commended twice (docs/decisions/0044).
    """
    if finding.clause in ON_PAPER or FLAGS in finding.values:
        return True
    return finding.clause == SINGLE_AWARD and not finding.values.get("commended")


def held(nomination_id: UUID, findings: Iterable[Finding]) -> list[Held]:
    """What stands in the way of this nomination."""
    weighed = ((finding, consequence(finding)) for finding in findings)
    return [
        Held(nomination_id=nomination_id, finding=finding, consequence=found)
        for finding, found in weighed
        if found is not None
    ]


class HeldBack(errors.Refused):
    """Root of what the rules refuse: carries the clauses that refuse, and how many nominations they hold back."""

    def __init__(self, found: Sequence[Held]) -> None:
        self.held = tuple(found)
        self.count = len({each.nomination_id for each in found})
        super().__init__(self.count)

    @property
    def detail(self) -> str:
        """The sentences, each once, as a person reads them."""
        sentences = dict.fromkeys(each.finding.sentence for each in self.held)
        return f"{dotted(self.count)} hồ sơ. {' '.join(list(sentences)[: errors.SHOWN])}"

    @property
    def members(self) -> Mapping[str, object]:
        """What each clause says, for the document of the refusal: each once, with the nominations it holds back."""
        rows: dict[tuple[str, str], list[Held]] = {}
        for each in self.held:
            rows.setdefault((each.finding.row, each.finding.sentence), []).append(each)
        return {"findings": [_told(those) for those in list(rows.values())[:CLAUSES_TOLD]]}


def _told(those: Sequence[Held]) -> Mapping[str, object]:
    finding = those[0].finding
    return {
        **finding.model_dump(mode="json", exclude={"values", "missing", "effect", "outcome"}),
        "consequence": those[0].consequence.value,
        "count": len(those),
        "nomination_ids": [str(each.nomination_id) for each in those[: errors.SHOWN]],
    }


class RulesRefuse(HeldBack):
    """A clause that was read in the law is not met."""


class ReasonWanted(HeldBack):
    """Clauses that are not verified are not met: a reason is wanted."""


def weigh(found: Sequence[Held], reason: str | None) -> None:
    """Refuse, all or none: what the law refuses first; then what is handed in without a reason."""
    refused = [each for each in found if each.consequence is Consequence.REFUSES]
    if refused:
        raise RulesRefuse(refused)
    if found and reason is None:
        raise ReasonWanted(found)

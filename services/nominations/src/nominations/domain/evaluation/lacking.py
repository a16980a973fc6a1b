"""What a finding says is missing, and where in the dossier it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook import Finding, Outcome
from rulebook.labels import label, label_en

# Fields of the rulebook's dossier → the place where the unit tells them. What is not named here is told by others:
# the council, the secretariat, whoever judges.
_SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "received_on": "award",
        "commendation_kind": "award",
        "year": "award",
        "period": "award",
        "simplified": "award",
        "authority": "award",
        "subject": "subject",
        "subject.unit_dissolved_on_decision": "results",
        "steps.deed_at": "achievement",
        "results": "results",
        "collective": "results",
        "discipline": "standing",
        "open_cases": "standing",
        "achievements": "standing",
        "judgements": "judgements",
        "parts": "evidence",
        "initiatives": "initiatives",
        "awards": "history",
        "unit_year.ldtt": "history",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """`section` None: not the unit's to tell."""

    field: str
    label: str
    label_en: str
    section: str | None


def lacking(finding: Finding) -> tuple[Lacking, ...]:
    """The fields that would have to be told; nothing for a rule that was not read, whose `missing` is of the law."""
    if finding.outcome is not Outcome.NEEDS_EVIDENCE:
        return ()
    return tuple(
        Lacking(field=field, label=label(field), label_en=label_en(field), section=section_of(field))
        for field in finding.missing
    )


def section_of(field: str) -> str | None:
    """By the field itself, else by what it is part of."""
    found = _SECTIONS.get(field)
    return found or (_SECTIONS.get(field.partition(".")[0]) if "." in field else None)

"""Award names as a list writes them, read with the rulebook on the day of the check."""

import re
from dataclasses import dataclass, field
from datetime import date

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.folding import fold
from rulebook import Ambiguous, Recognised, Resolution, Rulebook, Unrecognised

_SEPARATORS = re.compile(r"\s*(?:[,;+\n]|\bvà\b|&)\s*")
_WHOM = re.compile(r"\s*\b(?:cho|đối với|tặng cho)?\s*(?:các\s+)?(?:tập thể|cá nhân|hộ gia đình)\b\s*", re.IGNORECASE)


@dataclass(slots=True)
class Awards:
    """Answers the same text once; a list repeats its award names thousands of times."""

    rulebook: Rulebook
    as_of: date
    _known: dict[tuple[str, SubjectKind | None], Resolution] = field(default_factory=dict)
    _recipients: dict[str, frozenset[str]] = field(default_factory=dict)
    _official: dict[tuple[str, str], bool] = field(default_factory=dict)
    _in_force: dict[str, bool] = field(default_factory=dict)

    def resolve(self, text: str, subject_kind: SubjectKind | None = None) -> Resolution:
        """Which award the text means for the kind of subject."""
        key = (text, subject_kind)
        if key not in self._known:
            self._known[key] = self.rulebook.resolve(text, self.as_of, subject_kind)
        return self._known[key]

    def is_award(self, text: str) -> bool:
        """Tell whether the text names an award, be it without its level."""
        return bool(text) and len(text) <= 160 and not isinstance(self.resolve(text), Unrecognised)

    def of_heading(self, text: str) -> str | None:
        """The award that a group's heading names, without whom it is for; None when it names none."""
        for wording in (text, _WHOM.sub(" ", text).strip()):
            if self.is_award(wording):
                return wording
        return None

    def several(self, text: str) -> bool:
        """Tell whether the cell holds more than one award."""
        parts = [part for part in _SEPARATORS.split(text) if part]
        return len(parts) > 1 and all(self.is_award(part) for part in parts)

    def name(self, code: str) -> str:
        return self.rulebook.display_name(code)

    def is_official(self, text: str, code: str) -> bool:
        """Tell whether the text is the award's own name; UBND is no misspelling."""
        if (text, code) not in self._official:
            self._official[text, code] = fold(text).replace("ubnd", "uy ban nhan dan") == fold(self.name(code))
        return self._official[text, code]

    def is_in_force(self, code: str) -> bool:
        """Tell whether anybody may decide the award on the day."""
        if code not in self._in_force:
            self._in_force[code] = bool(self.rulebook.deciders(code, self.as_of))
        return self._in_force[code]

    def honours(self, code: str, kind: SubjectKind) -> bool:
        """Tell whether the award is open to the kind of subject."""
        if code not in self._recipients:
            recipients = self.rulebook.award(code).recipients
            self._recipients[code] = frozenset(recipient.value for recipient in recipients)
        return kind in self._recipients[code]


__all__ = ["Ambiguous", "Awards", "Recognised", "Unrecognised"]

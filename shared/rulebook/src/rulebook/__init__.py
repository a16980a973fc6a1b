"""The law of emulation and commendation as dated data with a source, and pure functions over it.

At first: award codes and forms, who decides them in which regime, council thresholds, reasons, spellings.
"""

from rulebook.awards import (
    Authority,
    Award,
    Basis,
    Competence,
    Cycle,
    Group,
    Heard,
    Level,
    Quorum,
    Reason,
    ReasonUse,
    Regime,
    Span,
    Status,
    SubjectKind,
    Term,
    Threshold,
)
from rulebook.book import DuplicateCode, NoRuleInForce, Rulebook, UnknownAward
from rulebook.loading import load_rulebook
from rulebook.rows import IncompleteRow
from rulebook.spellings import Ambiguous, Recognised, Resolution, Unrecognised

__all__ = [
    "Ambiguous",
    "Authority",
    "Award",
    "Basis",
    "Competence",
    "Cycle",
    "DuplicateCode",
    "Group",
    "Heard",
    "IncompleteRow",
    "Level",
    "NoRuleInForce",
    "Quorum",
    "Reason",
    "ReasonUse",
    "Recognised",
    "Regime",
    "Resolution",
    "Rulebook",
    "Span",
    "Status",
    "SubjectKind",
    "Term",
    "Threshold",
    "UnknownAward",
    "Unrecognised",
    "load_rulebook",
]

"""The law of emulation and commendation as dated data with a source, and pure functions over it.

The catalogue: award codes and forms, who decides them in which regime, council thresholds, reasons, spellings.
The packs: rows of each regime, and the evaluation of a dossier by them.
"""

from rulebook.asking import Question, questions
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
from rulebook.consultations import consultation
from rulebook.dossier import Dossier
from rulebook.evaluation import evaluate
from rulebook.findings import Effect, Finding, Outcome
from rulebook.impacts import Affected, Change, UnknownRegime, impact, impact_of_regime
from rulebook.law import Law, load_law
from rulebook.loading import load_rulebook
from rulebook.overlays import ForbiddenOverlay, Overlay
from rulebook.rows import IncompleteRow
from rulebook.rules import OverlappingRows, Rule, Transition
from rulebook.spellings import Ambiguous, Recognised, Resolution, Unrecognised

__all__ = [
    "Affected",
    "Ambiguous",
    "Authority",
    "Award",
    "Basis",
    "Change",
    "Competence",
    "Cycle",
    "Dossier",
    "DuplicateCode",
    "Effect",
    "Finding",
    "ForbiddenOverlay",
    "Group",
    "Heard",
    "IncompleteRow",
    "Law",
    "Level",
    "NoRuleInForce",
    "Outcome",
    "OverlappingRows",
    "Overlay",
    "Question",
    "Quorum",
    "Reason",
    "ReasonUse",
    "Recognised",
    "Regime",
    "Resolution",
    "Rule",
    "Rulebook",
    "Span",
    "Status",
    "SubjectKind",
    "Term",
    "Threshold",
    "Transition",
    "UnknownAward",
    "UnknownRegime",
    "Unrecognised",
    "consultation",
    "evaluate",
    "impact",
    "impact_of_regime",
    "load_law",
    "load_rulebook",
    "questions",
]

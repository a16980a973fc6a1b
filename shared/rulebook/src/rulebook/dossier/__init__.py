"""The facts that a dossier is evaluated by, as frozen models with a documented JSON Schema."""

from rulebook.dossier.dossier import Dossier
from rulebook.dossier.figures import Collective, UnitYear
from rulebook.dossier.procedure import (
    Complaint,
    Consultation,
    Council,
    Publication,
    Revocation,
    SimplifiedCondition,
    Steps,
)
from rulebook.dossier.record import (
    Achievement,
    Discipline,
    EarlierAward,
    Grade,
    Initiative,
    InitiativeKind,
    InitiativeLevel,
    OpenCase,
    OpenCaseKind,
    Penalty,
    SpentOn,
    YearResult,
)
from rulebook.dossier.shape import CommendationKind, Period, Standing
from rulebook.dossier.subject import Gender, Subject

__all__ = [
    "Achievement",
    "Collective",
    "CommendationKind",
    "Complaint",
    "Consultation",
    "Council",
    "Discipline",
    "Dossier",
    "EarlierAward",
    "Gender",
    "Grade",
    "Initiative",
    "InitiativeKind",
    "InitiativeLevel",
    "OpenCase",
    "OpenCaseKind",
    "Penalty",
    "Period",
    "Publication",
    "Revocation",
    "SimplifiedCondition",
    "SpentOn",
    "Standing",
    "Steps",
    "Subject",
    "UnitYear",
    "YearResult",
]

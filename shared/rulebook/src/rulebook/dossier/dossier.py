"""The input of the evaluation, whole; its JSON Schema is printed by `python -m rulebook schema`."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from rulebook.awards import Authority, SubjectKind
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
from rulebook.dossier.record import Achievement, EarlierAward, Initiative, OpenCase, Penalty, YearResult
from rulebook.dossier.shape import CommendationKind, Part, Period
from rulebook.dossier.subject import Subject


class Dossier(Part):
    """One award for one subject. A list that is None was not told; an empty list says that there is nothing."""

    id: str = ""
    """The caller's own id; the evaluation doesn't look at it."""
    award: str
    """Code of the catalogue."""
    subject_kind: SubjectKind
    """Individual, collective or household."""
    commendation_kind: CommendationKind | None = None
    """Why it is commended (loại hình khen thưởng)."""
    year: int | None = Field(default=None, ge=1945, le=2200)
    """The year that a title honours (of a title over several years the last of them), or in which a form is proposed.

    Whether the national title is proposed in time is told by the day of receipt.
    """
    period: Period | None = None
    """The years of the achievement, where the award honours several."""
    received_on: date | None = None
    """Day the agency received the dossier: chooses the law."""
    decided_on: date | None = None
    """Day of the decision: chooses the law on bonus money."""
    on: date | None = None
    """Day on which the question is asked; time is an argument. Deadlines that still run are measured against it."""
    authority: Authority | None = None
    """Who decides."""
    unit: str | None = None
    """Key of the unit that proposes, code@first day."""
    subject: Subject = Subject()
    """Whom it is for, without name or number."""
    results: tuple[YearResult, ...] | None = None
    """How well each year was done, one grade a year."""
    awards: tuple[EarlierAward, ...] | None = None
    """Award history, that of predecessors of a merged or split unit included: the caller resolves it."""
    proposed_with: frozenset[str] | None = None
    """Codes of other awards of the same year proposed for the same subject at the same time."""
    initiatives: tuple[Initiative, ...] | None = None
    """Those the dossier claims."""
    discipline: tuple[Penalty, ...] | None = None
    """Disciplinary decisions on the person."""
    open_cases: tuple[OpenCase, ...] | None = None
    """Cases about the subject that are not concluded."""
    collective: Collective = Collective()
    """Counts of the collective or household."""
    unit_year: UnitYear = UnitYear()
    """Counts of the proposing unit, for caps."""
    achievements: tuple[Achievement, ...] | None = None
    """What the dossier rests on, for one achievement – one commendation."""
    parts: frozenset[str] | None = None
    """Codes of the dossier parts that are present."""
    judgements: Mapping[str, bool] = Field(default_factory=dict)
    """What only a human can judge, by the name that the row asks: true or false; absent means not yet judged."""
    council: Council = Council()
    """The council's vote."""
    publication: Publication = Publication()
    """Publication for comment."""
    consultation: Consultation = Consultation()
    """Opinion asked of another body (hiệp y)."""
    steps: Steps = Steps()
    """Day of each step."""
    simplified: frozenset[SimplifiedCondition] | None = None
    """Conditions of the simplified procedure that hold; None: not told; empty: ordinary procedure."""
    revocation: Revocation | None = None
    """Only where the award is asked to be annulled."""
    complaint: Complaint | None = None
    """Only where there is one."""

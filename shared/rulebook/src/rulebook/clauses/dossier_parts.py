"""What a dossier consists of: its parts, how many sets of it, the numbers of the forms."""

from enum import StrEnum

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.statements import silent
from rulebook.clauses.verdicts import Verdict, judged, told
from rulebook.dossier import CommendationKind, Dossier


class Procedure(StrEnum):
    """Thủ tục thông thường, thủ tục đơn giản."""

    ORDINARY = "ordinary"
    SIMPLIFIED = "simplified"


class Wanted(StrEnum):
    """Whether a part belongs to every dossier or only to some."""

    ALWAYS = "always"
    WHERE_CLAIMED = "where-claimed"
    """Where the dossier rests on an initiative or research."""
    OF_ENTERPRISES = "of-enterprises"


class MadeBy(StrEnum):
    """Who writes it: a council's part comes after its meeting."""

    PROPOSER = "proposer"
    COUNCIL = "council"
    COMPETENT_BODY = "competent-body"


class DossierPart(Parameters):
    """One part under one procedure."""

    part: str
    """Code, as in the dossier's `parts`."""
    name: str
    name_en: str
    procedure: Procedure
    wanted: Wanted
    made_by: MadeBy

    def aspect(self) -> str:
        return f"{self.procedure} {self.part}"


class DossierSets(Parameters):
    """How many sets (bộ) are handed in."""

    procedure: Procedure
    sets: int

    def aspect(self) -> str:
        return self.procedure


class FormNumber(Parameters):
    """The number of a part's form; where none was seen there is no row."""

    part: str
    number: str
    kind: CommendationKind | None = None
    """Only for this kind of commendation."""

    def aspect(self) -> str:
        return f"{self.part} {self.kind or ''}"


def dossier_part(asked: Asked, rule: DossierPart) -> Verdict | None:
    """The part is there, when this dossier needs it."""
    dossier = asked.dossier
    if procedure_of(dossier) is not rule.procedure or not _needed(dossier, rule.wanted):
        return None
    return present(told(dossier.parts, "parts"), rule.part, rule.name, rule.name_en)


def procedure_of(dossier: Dossier) -> Procedure:
    """The procedure that the dossier takes; NotTold when it doesn't say."""
    return Procedure.SIMPLIFIED if told(dossier.simplified, "simplified") else Procedure.ORDINARY


def _needed(dossier: Dossier, wanted: Wanted) -> bool:
    match wanted:
        case Wanted.ALWAYS:
            return True
        case Wanted.WHERE_CLAIMED:
            return bool(told(dossier.initiatives, "initiatives"))
        case Wanted.OF_ENTERPRISES:
            return told(dossier.subject.enterprise, "subject.enterprise")


def present(parts: frozenset[str], part: str, name: str, name_en: str) -> Verdict:
    """One part is among those handed in."""
    return judged(
        part in parts,
        (f"Đã có: {name}.", f"Còn thiếu: {name}."),
        (f"There is: {name_en}.", f"Still lacking: {name_en}."),
        part=part,
    )


CLAUSES = {
    "dossier-part": clause(DossierPart, dossier_part),
    "dossier-sets": clause(DossierSets, silent),
    "form-number": clause(FormNumber, silent),
}

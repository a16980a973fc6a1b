"""What the rules say of a dossier: the evaluation that nominations makes, clause by clause."""

from datetime import date
from uuid import UUID

from portal.adapters.clients.transport import Answer, Asking, Neighbour, answered


class Missing(Answer):
    label: str = ""
    label_en: str = ""


class ClauseFound(Answer):
    """One clause: `rule` is its sentence, `sentence` what was found of the dossier."""

    row: str
    clause: str = ""
    outcome: str
    effect: str = ""
    sentence: str = ""
    sentence_en: str = ""
    rule: str = ""
    citation: str = ""
    status: str = ""
    note: str = ""
    missing: tuple[Missing, ...] = ()


class ClauseGroup(Answer):
    group: str
    findings: tuple[ClauseFound, ...] = ()


class Submitted(Answer):
    """Why it was handed over although clauses were not met; None: all were, or the reason was erased, or `lost`."""

    reason: str | None = None
    lost: bool = False


class LawOfDay(Answer):
    """By the rules of which day it was evaluated."""

    day: date


class Evaluated(Answer):
    law: LawOfDay | None = None
    groups: tuple[ClauseGroup, ...] = ()
    submitted: Submitted | None = None

    def of_another_day(self, received_on: date) -> date | None:
        """The day by whose rules the findings still are, until nominations has heard that it was corrected."""
        return None if self.law is None or self.law.day == received_on else self.law.day


async def evaluation(nominations: Neighbour, asking: Asking, nomination_id: UUID) -> Evaluated:
    """The findings as of now; Refused where this person may not see them, or the personal data was erased."""
    return answered(Evaluated, await nominations.read(f"/nominations/{nomination_id}/evaluation", asking))

"""By when each open case must be done: the rules say it by step, award, kind and day of receipt.

Computed when reading, once a combination of these: the rules of a later release count at once, and nothing is stored.
"""

from dataclasses import dataclass
from datetime import date

from chassis.database import Connection
from portal.domain.model import Stage
from portal.views.conditions import Conditions
from rulebook.casework import Awaiting, Due, next_due

_AWAITING = {
    Stage.RECEIVED: Awaiting.CHECK,
    Stage.ACCEPTED: Awaiting.COUNCIL,
    Stage.APPROVED: Awaiting.SIGNATURE,
    Stage.NOT_APPROVED: Awaiting.SIGNATURE,
}
_OPEN = """
SELECT c.state, c.received_on, s.award_code, s.commendation_kind, count(1) AS count
FROM projection.review_case c
JOIN projection.submission s ON s.submission_id = c.submission_id
LEFT JOIN projection.award a ON a.case_id = c.case_id
WHERE c.receiving_agency = $1 AND c.state IN ('received', 'accepted', 'approved', 'not-approved') AND a.award_id IS NULL
GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Cases alike: how many there are, and when they are due."""

    state: str
    received_on: date
    award_code: str
    commendation_kind: str
    count: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Limits:
    limits: tuple[Limit, ...]

    def overdue(self, today: date) -> int:
        return sum(limit.count for limit in self.limits if limit.due_on < today)

    def joined(self, found: Conditions) -> str:
        """A join that gives each case its `limits.due_on`."""
        columns = (
            found.parameter([limit.state for limit in self.limits]),
            found.parameter([limit.received_on for limit in self.limits]),
            found.parameter([limit.award_code for limit in self.limits]),
            found.parameter([limit.commendation_kind for limit in self.limits]),
            found.parameter([limit.due_on for limit in self.limits]),
        )
        types = ("text", "date", "text", "text", "date")
        arrays = ", ".join(f"{column}::{kind}[]" for column, kind in zip(columns, types, strict=True))
        return f"""
        LEFT JOIN unnest({arrays}) AS limits (state, received_on, award_code, commendation_kind, due_on)
            ON limits.state = c.state AND limits.received_on = c.received_on AND limits.award_code = s.award_code
            AND limits.commendation_kind = s.commendation_kind
        """


async def limits_of(connection: Connection, agency: str) -> Limits:
    """The limits of an agency's open cases."""
    rows = await connection.fetch(_OPEN, agency)
    found = []
    for row in rows:
        due = due_of(row["state"], row["award_code"], row["commendation_kind"], row["received_on"])
        if due is not None and due.due_on is not None:
            found.append(Limit(**row, due_on=due.due_on))
    return Limits(tuple(found))


def due_of(state: str | None, award_code: str | None, kind: str | None, received_on: date) -> Due | None:
    """The limit that is due first; None where no step with one runs, or the submission has not come yet."""
    awaiting = None if state is None else _AWAITING.get(Stage(state))
    if awaiting is None or award_code is None or kind is None:
        return None
    return next_due(awaiting, award_code, kind, received_on)

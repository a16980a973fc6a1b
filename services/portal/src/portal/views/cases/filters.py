"""Which cases of one agency are asked for: by step, words, unit, award, list, colleague, lateness."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from portal.views.conditions import Conditions
from portal.views.people import words_of
from rulebook.simplified import spared_spans

NOBODY = "none"
"""The filter for cases that nobody of the secretariat works on."""


class Tab(StrEnum):
    """The steps by which an inbox is divided."""

    RECEIVED = "received"
    WITHDRAWAL = "withdrawal"
    ACCEPTED = "accepted"
    SIGNING = "signing"
    REJECTED = "rejected"
    RETURNED = "returned"
    ENDED = "ended"


# An open case whose unit asked to withdraw more often than it was refused.
WITHDRAWAL_ASKED = """
(c.state IN ('received', 'accepted', 'approved') AND a.award_id IS NULL AND n.submission_id = c.submission_id
    AND n.withdrawals_asked > c.withdrawals_refused)
"""


@cache
def in_tab() -> Mapping[Tab, str]:
    """The condition of each step."""
    return {
        Tab.RECEIVED: "c.state = 'received'",
        Tab.WITHDRAWAL: WITHDRAWAL_ASKED,
        Tab.ACCEPTED: f"(c.state = 'accepted' AND a.award_id IS NULL AND NOT COALESCE({_fast_track()}, FALSE))",
        Tab.SIGNING: f"(a.award_id IS NULL AND (c.state = 'approved' OR (c.state = 'accepted' AND {_fast_track()})))",
        Tab.REJECTED: "c.state = 'not-approved'",
        Tab.RETURNED: "c.state = 'returned'",
        Tab.ENDED: "(a.award_id IS NOT NULL OR c.state IN ('declined', 'withdrawn'))",
    }


def _fast_track() -> str:
    """Goes from accepted straight to the chairman: where the rules of the day of receipt spare the council's vote.

    A title that is voted on all the same waits for the council. Codes and days are the rulebook's own.
    """
    spans = ", ".join(
        f"('{each.award}', DATE '{each.first_day}', DATE '{each.last_day or 'infinity'}')" for each in spared_spans()
    )
    return f"""(s.simplified AND EXISTS (
        SELECT FROM (VALUES {spans}) AS spared (award_code, first_day, last_day)
        WHERE spared.award_code = s.award_code AND c.received_on BETWEEN spared.first_day AND spared.last_day))"""


FROM = """
FROM projection.review_case c
LEFT JOIN projection.nomination n ON n.nomination_id = c.nomination_id
LEFT JOIN projection.submission s ON s.submission_id = c.submission_id
LEFT JOIN projection.award a ON a.case_id = c.case_id
LEFT JOIN personal p ON p.fact_id = c.submission_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases of one agency. `assignee` is a colleague's id or NOBODY; review resolves it to `assigned`."""

    agency: str
    tab: Tab
    text: str = ""
    unit: str = ""
    award: str = ""
    list_id: str = ""
    assignee: str = ""
    overdue: bool = False
    page: int = 1
    assigned: tuple[UUID, ...] | None = None

    @property
    def query(self) -> str:
        """The filter as an address carries it, without the page."""
        return urlencode([(name, value) for name, value in self._parts() if value])

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self._parts() if name != "tab")

    def _parts(self) -> list[tuple[str, str]]:
        return [
            ("tab", self.tab),
            ("q", self.text),
            ("unit", self.unit),
            ("award", self.award),
            ("list", self.list_id),
            ("assignee", self.assignee),
            ("overdue", "yes" if self.overdue else ""),
        ]


def conditions(wanted: CaseFilter) -> Conditions:
    """All of the filter but lateness, which the limits decide."""
    found = Conditions(clauses=[in_tab()[wanted.tab]])
    found.add("c.receiving_agency = $?", wanted.agency)
    for word in words_of(wanted.text):
        found.add("p.search LIKE $?", f"%{word}%")
    for column, value in (("c.proposing_unit", wanted.unit), ("s.award_code", wanted.award)):
        if value:
            found.add(f"{column} = $?", value)
    if wanted.list_id:
        found.add("s.list_id::text = $?", wanted.list_id)
    if wanted.assigned is not None:
        negated = "NOT " if wanted.assignee == NOBODY else ""
        found.add(f"{negated}c.case_id = ANY($?::uuid[])", list(wanted.assigned))
    return found

"""The rules of review: what a case, an award and a decision book allow, and the facts that follow.

Each function takes all the things one command names and refuses all of them when one does not allow it.
"""

from review.domain.decisions.consulting import answer, ask, known_opinions, opinions_within, withdraw_requests
from review.domain.decisions.limits import awards_within, within
from review.domain.decisions.organising import colleague_of, going_on
from review.domain.decisions.pinning import repin
from review.domain.decisions.receiving import accept, open_case, return_cases
from review.domain.decisions.signing import day_of_issue, decline, issue, revoke, symbol
from review.domain.decisions.voting import record_verdicts
from review.domain.decisions.withdrawing import close, refuse_late_withdrawal, refuse_withdrawals

__all__ = [
    "accept",
    "answer",
    "ask",
    "awards_within",
    "close",
    "colleague_of",
    "day_of_issue",
    "decline",
    "going_on",
    "issue",
    "known_opinions",
    "open_case",
    "opinions_within",
    "record_verdicts",
    "refuse_late_withdrawal",
    "refuse_withdrawals",
    "repin",
    "return_cases",
    "revoke",
    "symbol",
    "withdraw_requests",
    "within",
]

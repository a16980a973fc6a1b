"""A council's verdicts, counted against all its seats."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from contracts.review import CouncilDecided
from review.domain import commands, errors
from review.domain.decisions import limits
from review.domain.model import Case, CaseStatus
from rulebook import Rulebook, Status


def record_verdicts(
    cases: Sequence[Case],
    command: commands.RecordVerdicts,
    council_session_id: UUID,
    rulebook: Rulebook,
    today: date,
) -> list[CouncilDecided]:
    """Approve when yes * 100 >= threshold * seats: absent members stay in the denominator (NĐ 91/2017 Đ45 k8)."""
    limits.not_in_future(command.held_on, today)
    limits.at_step(cases, {CaseStatus.ACCEPTED}, errors.NotBeforeCouncil)
    limits.refuse(errors.TooManyVotes, (each.case_id for each in command.verdicts if _cast(each) > command.seats))
    thresholds = _thresholds(cases, command.threshold_percent, rulebook)
    return [
        _verdict(case, ballot, command, council_session_id, threshold)
        for case, ballot, threshold in zip(cases, command.verdicts, thresholds, strict=True)
    ]


def _thresholds(cases: Sequence[Case], own_percent: int | None, rulebook: Rulebook) -> list[int]:
    """The council's own threshold, else the rulebook's; one that the law sets may be raised, never lowered."""
    rows = [rulebook.threshold(case.award_code, case.received_on) for case in cases]
    if own_percent is None:
        return [row.percent for row in rows]
    below = (
        case.case_id
        for case, row in zip(cases, rows, strict=True)
        if row.basis.status is not Status.PARAMETER and own_percent < row.percent
    )
    limits.refuse(errors.ThresholdBelowLaw, below)
    return [own_percent] * len(cases)


def _verdict(
    case: Case,
    ballot: commands.Verdict,
    command: commands.RecordVerdicts,
    council_session_id: UUID,
    threshold_percent: int,
) -> CouncilDecided:
    return CouncilDecided(
        case_id=case.case_id,
        nomination_id=case.nomination_id,
        council_session_id=council_session_id,
        held_on=command.held_on,
        seats=command.seats,
        yes=ballot.yes,
        no=ballot.no,
        blank=ballot.blank,
        threshold_percent=threshold_percent,
        approved=ballot.yes * 100 >= threshold_percent * command.seats,
    )


def _cast(ballot: commands.Verdict) -> int:
    return ballot.yes + ballot.no + ballot.blank

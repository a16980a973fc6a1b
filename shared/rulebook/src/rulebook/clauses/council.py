"""A council's vote and quorum: the denominator is every filled seat.

An absent or recused member stays in the denominator, a vacant seat doesn't (docs/decisions/0038).
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import Verdict, all_of, all_told, attempt, failed, judged, passed, told
from rulebook.dossier import Council


class Absent(StrEnum):
    """What is asked of a member who doesn't come."""

    WRITTEN_OPINION = "written-opinion"
    NOT_SAID = "not-said"


class WhenSimplified(StrEnum):
    """Whether the simplified procedure spares the vote."""

    VOTED = "voted"
    DROPPED = "dropped"


class Vote(Parameters):
    percent: int = Field(ge=1, le=100)
    secret: bool
    absent: Absent
    simplified: WhenSimplified


class QuorumShare(Parameters):
    """Share of all members that must come."""

    numerator: int = Field(ge=1)
    denominator: int = Field(ge=1)

    @model_validator(mode="after")
    def _is_a_share(self) -> Self:
        if self.numerator > self.denominator:
            raise ValueError("more than all")
        return self


def members(seats: int, vacant: int) -> int:
    """The denominator: filled seats, whoever came."""
    return max(seats - vacant, 0)


def votes_needed(percent: int, of_members: int) -> int:
    """The least whole number with yes * 100 >= percent * members: 14 of 15 and 20 of 22 at 90 %."""
    return -(-percent * of_members // 100)


def vote(asked: Asked, rule: Vote) -> Verdict:
    """Enough yes of all members, in secret and with the absent asked where the row says so."""
    if rule.simplified is WhenSimplified.DROPPED and asked.dossier.simplified:
        if asked.simplified_opens is False:
            return _not_spared(attempt(lambda: _voted(asked.dossier.council, rule)))
        return passed(
            "Theo thủ tục đơn giản, không cần hội đồng biểu quyết.",
            "Under the simplified procedure no vote of the council is needed.",
            procedure="simplified",
        )
    return _voted(asked.dossier.council, rule)


def _not_spared(verdict: Verdict) -> Verdict:
    """The dossier claims the simplified procedure, and what it names doesn't open it."""
    return verdict.saying(
        f"Hồ sơ đề nghị thủ tục đơn giản nhưng chưa đủ điều kiện, nên vẫn cần hội đồng. {verdict.vi}",
        f"The simplified procedure is asked for but not open, so the council is needed all the same. {verdict.en}",
    )


def _voted(council: Council, rule: Vote) -> Verdict:
    tests: list[Callable[[], Verdict]] = [lambda: _enough(council, rule)]
    if rule.secret:
        tests.append(lambda: _secret(council))
    if rule.absent is Absent.WRITTEN_OPINION:
        tests.append(lambda: _absent_asked(council))
    return all_of(*tests)


def quorum(asked: Asked, rule: QuorumShare) -> Verdict | None:
    """Enough members came; silent where the simplified procedure goes without a meeting."""
    council = asked.dossier.council
    if asked.dossier.simplified and council.meeting_on is None:
        return None if asked.simplified_opens is not False else _not_spared(attempt(lambda: _came(council, rule)))
    return _came(council, rule)


def _came(council: Council, rule: QuorumShare) -> Verdict:
    all_told(council__seats=council.seats, council__vacant=council.vacant, council__present=council.present)
    present, all_members = council.present or 0, members(council.seats or 0, council.vacant or 0)
    share = f"{rule.numerator}/{rule.denominator}"
    return judged(
        present * rule.denominator >= rule.numerator * all_members,
        (
            f"Có {present}/{all_members} thành viên dự họp, đủ {share}.",
            f"Có {present}/{all_members} thành viên dự họp, chưa đủ {share}.",
        ),
        (
            f"{present} of {all_members} members came, {share} is reached.",
            f"{present} of {all_members} members came, {share} is not reached.",
        ),
        present=present,
        members=all_members,
    )


def _enough(council: Council, rule: Vote) -> Verdict:
    all_told(council__seats=council.seats, council__vacant=council.vacant, council__yes=council.yes)
    seats, vacant, yes = council.seats or 0, council.vacant or 0, council.yes or 0
    all_members = members(seats, vacant)
    needed = votes_needed(rule.percent, all_members)
    counted = f"{yes}/{all_members} phiếu đồng ý (không tính {vacant} ghế trống, tính cả người vắng, không tham gia)"
    counted_en = f"{yes} of {all_members} members said yes ({vacant} vacant seats left out, absent and recused ones in)"
    return judged(
        0 < needed <= yes <= all_members,
        (
            f"{counted}, đạt mức {rule.percent} % (cần {needed}).",
            f"{counted}, không đạt mức {rule.percent} % (cần {needed}).",
        ),
        (
            f"{counted_en}: {rule.percent} % is reached ({needed} needed).",
            f"{counted_en}: {rule.percent} % is not reached ({needed} needed).",
        ),
        yes=yes,
        seats=seats,
        vacant=vacant,
        members=all_members,
        needed=needed,
        percent=rule.percent,
    )


def _secret(council: Council) -> Verdict:
    return judged(
        told(council.secret, "council.secret"),
        ("Đã bỏ phiếu kín.", "Không bỏ phiếu kín."),
        ("The ballot was secret.", "The ballot was not secret."),
    )


def _absent_asked(council: Council) -> Verdict:
    all_told(council__seats=council.seats, council__vacant=council.vacant, council__present=council.present)
    absent = members(council.seats or 0, council.vacant or 0) - (council.present or 0)
    if absent <= 0:
        return passed("Mọi thành viên đều dự họp.", "Every member came.")
    if told(council.absent_asked_in_writing, "council.absent_asked_in_writing"):
        return passed(
            f"Đã lấy ý kiến bằng văn bản của {absent} thành viên vắng mặt.", f"{absent} absent members were asked."
        )
    return failed(
        f"Chưa lấy ý kiến bằng văn bản của {absent} thành viên vắng mặt.",
        f"{absent} absent members were not asked in writing.",
        absent=absent,
    )


CLAUSES = {"vote": clause(Vote, vote), "quorum": clause(QuorumShare, quorum)}

"""A nomination held against the rules: to its unit at any time, to the receiving agency once it was handed over."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from chassis.actors import Actor
from chassis.database import Connection
from contracts.roles import Role
from directory import load_directory
from nominations.adapters.caps import CapRepository
from nominations.adapters.evaluation import EvaluationRepository
from nominations.adapters.submissions import SubmissionRepository
from nominations.domain import errors
from nominations.domain.evaluation import (
    CappedYear,
    Consequence,
    Counts,
    Group,
    LawDay,
    LawDayFrom,
    Told,
    capped_year,
    consequence,
    dossier_of,
    in_order,
    lacking,
    may_see,
)
from nominations.views.same_achievement import SameAchievement, same_achievement
from rulebook import Dossier, Effect, Finding, Outcome, Status, evaluate, load_law
from rulebook.findings import Value

AT_ONCE = 2_000
CAP = "cap"
SINGLE_AWARD = "single-award"


class MissingField(BaseModel):
    """`section` says where the unit tells it; null: others do."""

    field: str
    label: str
    label_en: str
    section: str | None


class FindingView(BaseModel):
    """One clause: `rule` is its sentence, `sentence` what was found. Only a verified one is shown without a mark."""

    row: str
    pack: str
    clause: str
    outcome: Outcome
    effect: Effect
    sentence: str
    sentence_en: str
    rule: str
    citation: str
    source: str
    status: Status
    note: str
    values: dict[str, Value]
    missing: list[MissingField]
    consequence: Consequence | None
    """What it means to who hands in."""


class FindingGroup(BaseModel):
    group: Group
    findings: list[FindingView]


class LawView(BaseModel):
    """Which law is applied, and why: the regime in force on the day, and where the day comes from."""

    day: date
    chosen_by: LawDayFrom
    regime: str | None
    """Null before the first one that is known."""
    citation: str
    status: Status | None
    note: str


class CapView(BaseModel):
    """A title of the unit in a year: what the rules say, and how many were handed over and are being written."""

    award_code: str
    year: int
    handed_over: int
    drafting: int
    findings: list[FindingView]
    """Of the clauses that count it: more than one where the province sets its own."""


class SubmittedView(BaseModel):
    """What was found when it was last handed over; `groups` null: erased, or lost."""

    at: datetime
    law: LawView
    counts: dict[Outcome, int]
    groups: list[FindingGroup] | None
    despite: list[str]
    """Rows that failed and were not verified."""
    reason: str | None
    """Why it was handed over all the same."""
    lost: bool
    """The database was restored, and findings, rows and reason were not in the backup."""


class EvaluationView(BaseModel):
    nomination_id: UUID
    award_code: str
    on: date
    """The day on which was asked."""
    law: LawView
    counts: dict[Outcome, int]
    groups: list[FindingGroup]
    cap: CapView | None
    """Of its title and year, where one is counted."""
    same_achievement: SameAchievement | None
    """What is, or may be, for the same achievement; null where no clause asks."""
    submitted: SubmittedView | None


class CapPage(BaseModel):
    caps: list[CapView]


async def evaluation(connection: Connection, nomination_id: UUID, actor: Actor, now: datetime) -> EvaluationView:
    """The findings as of now; raise UnknownNomination, ForeignUnit or PersonalDataErased."""
    found = await EvaluationRepository(connection).told([nomination_id], now)
    if not found:
        raise errors.UnknownNomination([nomination_id])
    told = found[0]
    _admit(told, actor)
    if told.nomination.dossier.is_erased:
        raise errors.PersonalDataErased([nomination_id])
    findings = _findings(told)
    return EvaluationView(
        nomination_id=nomination_id,
        award_code=told.nomination.dossier.award_code,
        on=told.today,
        law=law_view(told.law),
        counts=_counts(findings),
        groups=_groups(findings),
        cap=await _cap(connection, told, findings),
        same_achievement=_same(told, actor.role, findings),
        submitted=await _submitted(connection, told),
    )


async def caps(connection: Connection, unit: str, now: datetime) -> CapPage:
    """Every capped title of the unit, by title, newest year first."""
    latest = await CapRepository(connection).of_unit(unit)
    told = {each.nomination.nomination_id: each for each in await _told(connection, list(latest.values()), now)}
    counts = await CapRepository(connection).counts(list(latest))
    found = [(key, told[nomination_id]) for key, nomination_id in latest.items()]
    return CapPage(caps=[_cap_view(key, counts[key], _findings(each)) for key, each in found])


async def undecided(connection: Connection, now: datetime) -> AsyncIterator[Dossier]:
    """The dossier of every nomination on which nothing was decided yet, by id."""
    law, directory, found = load_law(), load_directory(), EvaluationRepository(connection)
    ids = await found.undecided()
    for start in range(0, len(ids), AT_ONCE):
        for told in await found.told(ids[start : start + AT_ONCE], now):
            yield dossier_of(told, law.book, directory)


async def _told(connection: Connection, nomination_ids: Sequence[UUID], now: datetime) -> list[Told]:
    return await EvaluationRepository(connection).told(nomination_ids, now)


def _same(told: Told, role: Role, findings: Sequence[Finding]) -> SameAchievement | None:
    is_asked = any(each.clause == SINGLE_AWARD for each in findings)
    return same_achievement(told, role, load_law().book) if is_asked else None


def _findings(told: Told) -> tuple[Finding, ...]:
    law = load_law()
    return evaluate(dossier_of(told, law.book, load_directory()), law)


async def _cap(connection: Connection, told: Told, findings: Sequence[Finding]) -> CapView | None:
    key = capped_year(told.nomination, load_law().book)
    if key is None:
        return None
    counts = await CapRepository(connection).counts([key])
    return _cap_view(key, counts[key], findings)


def _cap_view(key: CappedYear, counts: Counts, findings: Sequence[Finding]) -> CapView:
    return CapView(
        award_code=key.award_code,
        year=key.year,
        handed_over=counts.handed_over,
        drafting=counts.drafting,
        findings=[finding_view(each) for each in findings if each.clause == CAP],
    )


async def _submitted(connection: Connection, told: Told) -> SubmittedView | None:
    found = await SubmissionRepository(connection).last(told.nomination.nomination_id)
    if found is None:
        return None
    submission, findings = found
    return SubmittedView(
        at=submission.submitted_at,
        law=law_view(submission.law),
        counts=_counts(findings or ()),
        groups=None if findings is None else _groups(findings),
        despite=list(submission.despite),
        reason=submission.reason,
        lost=submission.recalled,
    )


def _counts(findings: Sequence[Finding]) -> dict[Outcome, int]:
    return dict(Counter(finding.outcome for finding in findings))


def _groups(findings: Sequence[Finding]) -> list[FindingGroup]:
    return [
        FindingGroup(group=group, findings=[finding_view(each) for each in those])
        for group, those in in_order(findings)
    ]


def law_view(law: LawDay) -> LawView:
    regime = load_law().book.regime_on(law.day)
    return LawView(
        day=law.day,
        chosen_by=law.chosen_by,
        regime=regime.id if regime else None,
        citation=regime.basis.citation if regime else "",
        status=regime.basis.status if regime else None,
        note=regime.basis.note if regime else "",
    )


def finding_view(finding: Finding) -> FindingView:
    missing = [
        MissingField(field=each.field, label=each.label, label_en=each.label_en, section=each.section)
        for each in lacking(finding)
    ]
    return FindingView(
        **finding.model_dump(exclude={"values", "missing"}),
        values=dict(finding.values),
        missing=missing,
        consequence=consequence(finding),
    )


def _admit(told: Told, actor: Actor) -> None:
    """To an agency a draft does not exist, nor does what another one received."""
    nomination = told.nomination
    if may_see(actor.role, actor.unit, nomination):
        return
    if actor.role in (Role.UNIT_OFFICER, Role.UNIT_HEAD):
        raise errors.ForeignUnit([nomination.nomination_id])
    raise errors.UnknownNomination([nomination.nomination_id])

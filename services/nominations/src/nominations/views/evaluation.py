"""A nomination held against the rules: to its unit at any time, to the receiving agency once it was handed over."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from chassis.actors import Actor
from chassis.database import Connection
from contracts.roles import Role
from directory import load_directory
from nominations.adapters.evaluation import EvaluationRepository
from nominations.domain import errors
from nominations.domain.evaluation import Group, LawDayFrom, Told, dossier_of, in_order, lacking, may_see
from rulebook import Dossier, Effect, Finding, Outcome, Status, evaluate, load_law
from rulebook.findings import Value

AT_ONCE = 2_000


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


class EvaluationView(BaseModel):
    nomination_id: UUID
    award_code: str
    on: date
    """The day on which was asked."""
    law: LawView
    counts: dict[Outcome, int]
    groups: list[FindingGroup]


async def evaluation(connection: Connection, nomination_id: UUID, actor: Actor, now: datetime) -> EvaluationView:
    """The findings as of now; raise UnknownNomination, ForeignUnit or PersonalDataErased."""
    found = await EvaluationRepository(connection).told([nomination_id], now)
    if not found:
        raise errors.UnknownNomination([nomination_id])
    told = found[0]
    _admit(told, actor)
    if told.nomination.dossier.is_erased:
        raise errors.PersonalDataErased([nomination_id])
    law = load_law()
    findings = evaluate(dossier_of(told, law.book, load_directory()), law)
    return EvaluationView(
        nomination_id=nomination_id,
        award_code=told.nomination.dossier.award_code,
        on=told.today,
        law=law_view(told),
        counts=dict(Counter(finding.outcome for finding in findings)),
        groups=[
            FindingGroup(group=group, findings=[finding_view(each) for each in those])
            for group, those in in_order(findings)
        ],
    )


async def undecided(connection: Connection, now: datetime) -> AsyncIterator[Dossier]:
    """The dossier of every nomination on which nothing was decided yet, by id."""
    law, directory, found = load_law(), load_directory(), EvaluationRepository(connection)
    ids = await found.undecided()
    for start in range(0, len(ids), AT_ONCE):
        for told in await found.told(ids[start : start + AT_ONCE], now):
            yield dossier_of(told, law.book, directory)


def law_view(told: Told) -> LawView:
    regime = load_law().book.regime_on(told.law.day)
    return LawView(
        day=told.law.day,
        chosen_by=told.law.chosen_by,
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
        **finding.model_dump(exclude={"values", "missing"}), values=dict(finding.values), missing=missing
    )


def _admit(told: Told, actor: Actor) -> None:
    """To an agency a draft does not exist, nor does what another one received."""
    nomination = told.nomination
    if may_see(actor.role, actor.unit, nomination):
        return
    if actor.role in (Role.UNIT_OFFICER, Role.UNIT_HEAD):
        raise errors.ForeignUnit([nomination.nomination_id])
    raise errors.UnknownNomination([nomination.nomination_id])

"""Findings for people who supervise: the facts of a period, the pure functions over them, one page of what they say."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from audit.domain import findings
from audit.domain.findings import By, Finding, Kind, Measure, RecordedFact, ad_hoc, lateness, returns, streams
from audit.views.supervision.asked import Wanted
from audit.views.supervision.completeness import listed_logs
from audit.views.supervision.finding_facts import FactsOfRecord
from audit.views.supervision.repeated import RepeatsOfDay, repeated
from audit.views.supervision.search import OWN_PLAN
from chassis.database import Connection
from contracts.canonical import timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From where on something is a finding."""

    by: By = By.NOMINATION
    at_least: int = 2
    over_hours: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFact:
    """A fact that a finding stands on: by its id it can be read and proved (`/log/entries`, `/log/proofs`)."""

    index: int
    fact_id: UUID
    source: str
    type: str
    time: str
    subject: UUID
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    """One finding; `says` is a code for the sentence, `value` what was measured. Words that it lacks are null."""

    kind: Kind
    says: str
    at: datetime
    unit: str | None
    case_id: str | None
    nomination_id: str | None
    value: int | None
    measure: Measure | None
    facts: list[NamedFact]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """A page of findings, newest first; `after` of the next page, null on the last one.

    What still goes on was measured at `as_of`. `repeats` are records that came twice with the same bytes: they are
    counted and leave no fact; `repeated` says of which topics and days of the period, since the record counts that.
    """

    findings: list[ShownFinding]
    after: int | None
    total: int
    as_of: datetime
    tree_size: int
    repeats: int
    repeated: list[RepeatsOfDay]


async def found(
    connection: Connection, kind: Kind, wanted: Wanted, thresholds: Thresholds, after: int, limit: int
) -> FindingList:
    """One page; raises NothingSigned, NotYetListed, TooManyFacts."""
    last = (await listed_logs(connection))[-1]
    as_of = min(wanted.until or last.shown.published_at, last.shown.published_at)
    await connection.execute(OWN_PLAN)
    facts = FactsOfRecord(connection, last.past_index, wanted.since, wanted.until)
    every = [each for each in await _of_kind(kind, facts, thresholds, as_of) if _is_wanted(each, wanted)]
    every.sort(key=lambda each: (each.at, each.facts[0].index), reverse=True)
    page = every[after : after + limit]
    return FindingList(
        findings=[_shown(each) for each in page],
        after=after + limit if len(every) > after + limit else None,
        total=len(every),
        as_of=as_of,
        tree_size=last.past_index,
        repeats=await connection.fetchval("SELECT repeats FROM sequencer WHERE only_row"),
        repeated=await repeated(connection, wanted),
    )


async def _of_kind(kind: Kind, facts: FactsOfRecord, thresholds: Thresholds, as_of: datetime) -> list[Finding]:
    match kind:
        case Kind.GAP | Kind.FORK | Kind.LATE_ARRIVAL:
            return await _anomalies(kind, facts)
        case Kind.LATE_STEP:
            return await _late_steps(facts, as_of)
        case Kind.RETURNED_OFTEN:
            returned = await facts.in_period(returns.RETURNED)
            opened = await facts.about(returns.OPENED, returned)
            return findings.returned_often(returned, opened, thresholds.by, thresholds.at_least)
        case Kind.AD_HOC_TIME:
            submitted = await facts.in_period(ad_hoc.SUBMITTED, holding=b'"deed_at":')
            ends = await facts.about(ad_hoc.ENDS, submitted)
            return findings.ad_hoc_times(submitted, ends, as_of, thresholds.over_hours)


async def _anomalies(kind: Kind, facts: FactsOfRecord) -> list[Finding]:
    told = await facts.in_period(streams.TYPES)
    about: dict[str, list[RecordedFact]] = defaultdict(list)
    for fact in await facts.by_id([each.text("about_fact_id") for each in told]):
        about[str(fact.fact_id)].append(fact)
    return findings.anomalies(kind, told, about)


async def _late_steps(facts: FactsOfRecord, as_of: datetime) -> list[Finding]:
    asked = await facts.in_period(lateness.ASKED)
    answers = await facts.about(lateness.ANSWERS, asked)
    missed = await facts.in_period(await facts.types_like(lateness.DEADLINE_MISSED))
    return [*findings.late_opinions(asked, answers, as_of), *findings.missed_deadlines(missed)]


def _is_wanted(each: Finding, wanted: Wanted) -> bool:
    return wanted.unit in (None, each.unit) and wanted.case_id in (None, each.case_id)


def _shown(each: Finding) -> ShownFinding:
    return ShownFinding(
        kind=each.kind,
        says=each.says,
        at=each.at,
        unit=each.unit or None,
        case_id=each.case_id or None,
        nomination_id=each.nomination_id or None,
        value=each.value,
        measure=each.measure,
        facts=_named(each.facts),
    )


def _named(facts: Sequence[RecordedFact]) -> list[NamedFact]:
    return [
        NamedFact(
            index=fact.index,
            fact_id=fact.fact_id,
            source=fact.source,
            type=fact.type,
            time=timestamp(fact.time),
            subject=fact.subject,
            seq=fact.seq,
        )
        for fact in facts
    ]

"""docs/resilience.md: the text stands there; the last long run's numbers are put between its marks."""

import os
import platform
import statistics
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

import psutil  # type: ignore[import-untyped]

from local_stack.repository import ROOT
from tests.resilience.outcome import Outcome, unreached
from tests.resilience.properties import PROPERTIES

PAGE = ROOT / "docs" / "resilience.md"
BEGIN, END = "<!-- the last long run -->\n", "<!-- end of the last long run -->\n"
BEGIN_RECORD, END_RECORD = "<!-- the record's last run -->\n", "<!-- end of the record's last run -->\n"


def write(outcomes: Sequence[Outcome], seed: int, asked: int) -> None:
    """Put this run's numbers in the place of the last one's."""
    head, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}{_table(outcomes, seed, asked)}{END}{tail}")


def write_of_record(summary: str, seed: int, seconds: float) -> None:
    """Put what the record's own run says in the place of what its last one said."""
    head, _, rest = PAGE.read_text().partition(BEGIN_RECORD)
    _, _, tail = rest.partition(END_RECORD)
    run = f"{datetime.now(UTC):%Y-%m-%d}, `make chaos-record SEED={seed} SECONDS={seconds:.0f}`"
    text = f"{run}: {summary}.\nMachine: {_machine()}, load {os.getloadavg()[2]:.0f} in its last quarter of an hour.\n"
    PAGE.write_text(f"{head}{BEGIN_RECORD}{text}{END_RECORD}{tail}")


def _table(outcomes: Sequence[Outcome], seed: int, asked: int) -> str:
    kills = sum(outcome.kills for outcome in outcomes)
    broken = [sentence for outcome in outcomes for sentence in outcome.violations]
    verdict = "0 lost, 0 doubled, 0 out of order" if not broken else f"{len(broken)} violations"
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, `make chaos SEED={seed} KILLS={asked}`: **{kills} kills, {verdict}** "
        f"({len(PROPERTIES)} properties).",
        f"Machine: {_machine()}.",
        "",
        *_per_phase(outcomes),
        *_per_fault(outcomes),
        *_recoveries(outcomes),
        *_notes(outcomes),
        *[f"- **violated** {sentence}" for sentence in broken],
        *[f"- **not shown** {sentence}" for sentence in unreached(outcomes)],
    ]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    memory_gib = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores, {memory_gib:.0f} GiB, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, aiokafka {version('aiokafka')}, asyncpg {version('asyncpg')}"
    )


def _per_phase(outcomes: Sequence[Outcome]) -> list[str]:
    rows = [
        f"| {each.name} | {each.seconds:.0f} | {each.kills} | {each.commands} | {each.repeated} | {each.refused} "
        f"| {each.facts} | {each.repeats} | {each.mails} | {each.mails_again} "
        f"| {each.mails_caught} | {each.checkpoints} |"
        for each in outcomes
    ]
    return [
        "| phase | seconds | kills | commands acknowledged | after repeats | refused | facts | records repeated "
        "| mails | mails again | caught between 250 and mark | checkpoints |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *rows,
        "",
    ]


def _per_fault(outcomes: Sequence[Outcome]) -> list[str]:
    counts: Counter[str] = sum((outcome.tally.faults for outcome in outcomes), Counter())
    missed: Counter[str] = sum((outcome.tally.missed for outcome in outcomes), Counter())
    rows = [f"| {name} | {count} |" for name, count in sorted(counts.items())]
    return [
        "| fault | times |",
        "|---|--:|",
        *rows,
        f"| crash points that did not come up within their wait | {missed.total()} |",
        "",
    ]


def _recoveries(outcomes: Sequence[Outcome]) -> list[str]:
    found: dict[str, list[float]] = {}
    for outcome in outcomes:
        for name, seconds in outcome.tally.recoveries.items():
            found.setdefault(name, []).extend(seconds)
    rows = [
        f"| {name} | {len(seconds)} | {statistics.median(seconds):.1f} | {max(seconds):.1f} |"
        for name, seconds in sorted(found.items())
    ]
    return ["| ready again after | seen | median s | longest s |", "|---|--:|--:|--:|", *rows, ""]


def _notes(outcomes: Sequence[Outcome]) -> list[str]:
    skipped = {name: reason for outcome in outcomes for name, reason in outcome.tally.skipped.items()}
    deaths = [death for outcome in outcomes for death in outcome.own_deaths]
    return [
        *[f"- not done here: {name}: {reason}" for name, reason in skipped.items()],
        *[f"- ended by itself and was started again: {death}" for death in deaths],
    ]

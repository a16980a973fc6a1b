"""What came of one run, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.resilience.evidence import Evidence
from tests.resilience.properties import violations
from tests.resilience.properties.mail import repeats
from tests.resilience.run import Run, Tally

MOST_MISSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    name: str
    seconds: float
    kills: int
    commands: int
    refused: int
    repeated: int
    """Commands that were sent more than once before their answer came."""
    facts: int
    repeats: int
    """Records on the topics beside the first of each fact."""
    mails: int
    mails_again: int
    mails_caught: int
    """How many mails a fault found between the server's 250 and their mark."""
    checkpoints: int
    own_deaths: list[str]
    seen: Counter[str]
    tally: Tally
    violations: list[str]

    def summary(self) -> str:
        """One paragraph for a terminal."""
        lines = [
            f"{self.kills} kills in {self.seconds:.0f} s; {self.commands} commands acknowledged, "
            f"{self.repeated} of them after repeats, {self.refused} refused",
            f"{self.facts} facts, {self.repeats} records repeated; {self.mails} mails, {self.mails_again} again, "
            f"{self.mails_caught} caught between 250 and mark; "
            f"{self.checkpoints} checkpoints",
            f"faults {dict(self.tally.faults)}",
            f"not reached {dict(self.tally.missed)}, skipped {self.tally.skipped}, died alone {self.own_deaths}",
            *(f"VIOLATION {sentence}" for sentence in self.violations),
        ]
        return "\n".join(lines)


def unreached(outcomes: Sequence[Outcome]) -> list[str]:
    """Crash points that were sought and never found: nobody says the statement any more that they wait for."""
    found = sum((each.tally.faults for each in outcomes), Counter())
    missed = sum((each.tally.missed for each in outcomes), Counter())
    return [
        f"crash point {name} never came up in {times} attempts"
        for name, times in missed.items()
        if times >= MOST_MISSES and not found[f"at a point: {name}"]
    ]


def judged(name: str, run: Run, evidence: Evidence, seconds: float) -> Outcome:
    """Judge the evidence and count."""
    done = [entry for entry in evidence.acknowledged if entry.is_done]
    first = len(evidence.all_first())
    return Outcome(
        name=name,
        seconds=seconds,
        kills=run.stage.crew.kills,
        commands=len(done),
        refused=len(evidence.acknowledged) - len(done),
        repeated=sum(entry.tries > 1 for entry in done),
        facts=first,
        repeats=sum(map(len, evidence.facts.values())) - first,
        mails=len(evidence.mails),
        mails_again=repeats(evidence),
        mails_caught=len(run.tally.caught),
        checkpoints=len(evidence.record.checkpoints),
        own_deaths=[f"{each.name}: {each.own_deaths}" for each in run.stage.crew.members.values() if each.own_deaths],
        seen=run.generator.client.seen,
        tally=run.tally,
        violations=[*violations(evidence), *run.tally.stuck],
    )

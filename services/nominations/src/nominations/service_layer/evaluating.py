"""Handing over under the rules: what was found is weighed and kept, in the transaction that submits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contracts.local_time import local_date
from directory import load_directory
from nominations.adapters.submissions import Submission, rendered
from nominations.domain.evaluation import Alike, Held, Told, handed_over, held, weigh
from nominations.domain.model import Nomination
from nominations.service_layer.unit_of_work import UnitOfWork
from rulebook import Finding, load_law

# So many are evaluated between two statements: the database hears of us, and other requests get their turn.
AT_ONCE = 500


@dataclass(slots=True)
class _Found:
    """Findings of one list are rendered once for all that are alike."""

    alike: Alike
    digests: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    """Rendered findings by digest, not kept yet."""

    def of(self, told: Told) -> tuple[tuple[Finding, ...], str]:
        """The findings about a nomination, and their digest."""
        key, findings = self.alike.of(told)
        if key not in self.digests:
            digest, text = rendered(findings)
            self.fresh[digest] = text
            self.digests[key] = digest
        return findings, self.digests[key]


async def hand_over(nominations: Sequence[Nomination], reason: str | None, uow: UnitOfWork, now: datetime) -> None:
    """Raise RulesRefuse or ReasonWanted, all or none; else keep what was found with each."""
    told = await uow.evaluation.handed_over_together(nominations, now)
    found, submissions, standing = _Found(Alike(load_law(), load_directory())), list[Submission](), list[Held]()
    for start in range(0, len(told), AT_ONCE):
        for each in told[start : start + AT_ONCE]:
            findings, digest = found.of(each)
            own = held(each.nomination.nomination_id, findings)
            standing += own
            submissions.append(_submission(each, own, reason, digest, now))
        await uow.submissions.keep_findings(found.fresh)
        found.fresh.clear()
    weigh(standing, reason)
    await uow.submissions.add(submissions)


def _submission(told: Told, own: Sequence[Held], reason: str | None, digest: str, now: datetime) -> Submission:
    return Submission(
        nomination_id=told.nomination.nomination_id,
        submitted_at=now,
        submitted_on=local_date(now),
        law=handed_over(told.law),
        digest=digest,
        despite=tuple(each.finding.row for each in own),
        reason=reason if own else None,
    )

"""The transition that the newest law makes: dossiers received before it, unless it is more favourable."""

from datetime import date

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import Verdict
from rulebook.findings import Outcome


class Newer(Parameters):
    """First day of the newer law."""

    newer_from: date


def favourable(asked: Asked, rule: Newer) -> Verdict | None:
    """Says nothing while neither the decision nor the question lies in the newer law; then that nobody compared."""
    day = asked.dossier.decided_on or asked.dossier.on
    if day is None or day < rule.newer_from:
        return None
    return Verdict(
        outcome=Outcome.NOT_CHECKED,
        vi=f"Xét theo luật cũ; chưa đối chiếu luật mới (từ {rule.newer_from:%d/%m/%Y}) có lợi hơn hay không.",
        en=f"Judged by the older law; the newer one (from {rule.newer_from}) was not compared.",
        values={"on": day.isoformat(), "newer_from": rule.newer_from.isoformat()},
        missing=("văn bản cuối của Luật 06/2026/QH16",),
    )


CLAUSES = {"more-favourable": clause(Newer, favourable)}

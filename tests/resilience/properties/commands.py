"""What people were told was done, against the facts that people made."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.resilience.evidence import Evidence, Published
from tests.resilience.journal import Acknowledged

Done = tuple[str, str]
"""(what was done, to what)"""

ENDORSED, SUBMITTED, WITHDRAWN = "nomination-endorsed", "nomination-submitted", "withdrawn"
ON_NOMINATIONS = {"/nominations/endorse": ENDORSED, "/nominations/submit": SUBMITTED}
ON_CASES = {
    "/cases/accept": "case-accepted",
    "/cases/return": "case-returned",
    "/cases/close": "case-closed",
    "/cases/refuse-withdrawal": "withdrawal-refused",
    "/cases/decline": "award-declined",
}
# Before submission a withdrawal is done, after it is asked for: which one, the state decides.
ALIKE = {"nomination-withdrawn": WITHDRAWN, "withdrawal-requested": WITHDRAWN}


def acknowledged_have_their_facts(evidence: Evidence) -> list[str]:
    promised = Counter(_promised(evidence))
    told = Counter(_told(fact) for fact in evidence.all_first() if fact.actor_role != "service")
    lost = [f"{what} of {subject} was acknowledged and not told" for what, subject in (promised - told).elements()]
    more = [f"{what} of {subject} was told and not acknowledged" for what, subject in (told - promised).elements()]
    return lost + more


def drafts_are_there(evidence: Evidence) -> list[str]:
    promised = Counter(each for entry in _done(evidence, "/nominations") for each in entry.answer["nomination_ids"])
    kept = Counter(str(row["nomination_id"]) for row in evidence.rows.get("nominations.nominations", ()))
    lost = [f"draft {each} was acknowledged and is gone" for each in (promised - kept).elements()]
    more = [f"draft {each} is there and was not acknowledged" for each in (kept - promised).elements()]
    return lost + more


def _done(evidence: Evidence, path: str) -> Iterator[Acknowledged]:
    return (entry for entry in evidence.acknowledged if entry.is_done and entry.path == path)


def _told(fact: Published) -> Done:
    name = fact.type.split(".")[1]
    return ALIKE.get(name, name), fact.subject


def _promised(evidence: Evidence) -> Iterator[Done]:
    lists = {entry.answer["list_id"]: entry.answer["nomination_ids"] for entry in _done(evidence, "/nominations")}
    endorsed: set[str] = set()
    for entry in evidence.acknowledged:
        if entry.is_done:
            promised = list(_of(entry, lists, endorsed))
            endorsed |= {subject for what, subject in promised if what == ENDORSED}
            yield from promised


def _of(entry: Acknowledged, lists: dict[str, list[str]], endorsed: set[str]) -> Iterable[Done]:
    body, answer = entry.body, entry.answer
    if entry.path in ON_NOMINATIONS:
        return [(ON_NOMINATIONS[entry.path], each) for each in body["nomination_ids"]]
    if entry.path in ON_CASES:
        return [(ON_CASES[entry.path], each) for each in body["case_ids"]]
    match entry.path.split("/")[1:]:
        case ["lists", list_id, "submit"]:
            return [(SUBMITTED, each) for each in lists[list_id]]
        case ["nominations", "withdraw"]:
            # Nobody was ever told of a draft that was never endorsed.
            return [(WITHDRAWN, each) for each in body["nomination_ids"] if each in endorsed]
        case ["cases", "record-verdicts"]:
            return [("council-decided", each["case_id"]) for each in body["verdicts"]]
        case ["decisions"]:
            return [
                ("decision-issued", answer["decision_id"]),
                *(("award-issued", each) for each in answer["award_ids"]),
            ]
        case ["awards", "revoke"]:
            return [("award-revoked", each) for each in body["award_ids"]]
        case _:
            return []

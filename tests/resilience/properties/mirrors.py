"""State that was made of facts, against the facts told once more from the beginning."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.resilience.evidence import Evidence, Published

CASE_STATUS = {
    "case-accepted": "accepted",
    "case-returned": "returned",
    "case-closed": "closed",
    "award-issued": "awarded",
    "award-declined": "declined",
}
MIRRORED = ("accepted", "returned", "closed")
PROJECTED = ("nominations", "review", "notifications")


def steps_are_the_facts(evidence: Evidence) -> list[str]:
    steps = Counter(row.split('"fact_id": "')[1].split('"')[0] for row in evidence.projections.get("step", ()))
    facts = {fact.id for producer in PROJECTED for fact in evidence.first(producer)}
    return [f"{each} is a step {steps[each]} times" for each in facts | steps.keys() if steps[each] != (each in facts)]


def projections_equal_a_rebuild(evidence: Evidence) -> list[str]:
    found = [] if evidence.projections.keys() == evidence.rebuilt.keys() else ["other tables than before the rebuild"]
    for table, rows in evidence.projections.items():
        live, anew = Counter(rows), Counter(evidence.rebuilt.get(table, ()))
        found += [f"{table}: only before the rebuild: {row}" for row in (live - anew).elements()]
        found += [f"{table}: only after the rebuild: {row}" for row in (anew - live).elements()]
    return found


@dataclass(frozen=True, slots=True)
class CaseTold:
    """A case as its facts tell it."""

    opened: Published
    status: str
    refusals: int
    mirrored: str
    """What the unit's service has heard of it."""


def cases_follow_their_facts(evidence: Evidence) -> list[str]:
    told, asked = _cases(evidence), _requests(evidence)
    rows = {str(row["case_id"]): row for row in evidence.rows.get("review.cases", ())}
    found = [f"case {each} is in facts or in state alone" for each in told.keys() ^ rows.keys()]
    submissions = {
        fact.id for fact in evidence.first("nominations") if fact.type.split(".")[1] == "nomination-submitted"
    }
    opened = Counter(case.opened.data["submission_id"] for case in told.values())
    found += [
        f"submission {each} has {opened[each]} cases" for each in submissions | opened.keys() if opened[each] != 1
    ]
    for case_id in told.keys() & rows.keys():
        case, row = told[case_id], rows[case_id]
        pending = asked[case.opened.data["submission_id"]] > case.refusals and case.status != "closed"
        expected = (case.status, "pending" if pending else "none")
        if (row["status"], row["withdrawal"]) != expected:
            found.append(f"case {case_id} is {row['status']}, {row['withdrawal']}; its facts say {expected}")
    return found


def nominations_follow_their_facts(evidence: Evidence) -> list[str]:
    cases = {case.opened.data["submission_id"]: case for case in _cases(evidence).values()}
    own, asked = _by_subject(evidence.first("nominations")), _requests(evidence)
    found = []
    for row in evidence.rows.get("nominations.nominations", ()):
        facts = own.get(str(row["nomination_id"]), [])
        expected = _nomination(facts, cases, asked)
        state = (row["status"], row["withdrawal_requested"], row["told"])
        if facts and state != expected:
            found.append(f"nomination {row['nomination_id']} is {state}, its facts say {expected}")
        if not facts and (row["told"] or row["status"] not in ("draft", "withdrawn")):
            found.append(f"nomination {row['nomination_id']} is {state} and no fact says so")
    return found


def decisions_are_numbered(evidence: Evidence) -> list[str]:
    found, books, rows = [], defaultdict(list), evidence.rows.get("review.decisions", ())
    for row in rows:
        books[row["year"]].append(row["number"])
    for year, numbers in books.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            found.append(f"the decisions of {year} are numbered {sorted(numbers)}")
    awards = Counter(str(row["decision_id"]) for row in evidence.rows.get("review.awards", ()))
    return found + [
        f"decision {row['decision_id']} has {awards[str(row['decision_id'])]} of {row['award_count']} awards"
        for row in rows
        if awards[str(row["decision_id"])] != row["award_count"]
    ]


def _nomination(
    facts: Sequence[Published], cases: Mapping[str, CaseTold], asked: Mapping[str, int]
) -> tuple[str, bool, bool]:
    """Status, whether a withdrawal waits, whether anybody was told."""
    last = next((fact for fact in reversed(facts) if fact.type.split(".")[1] != "withdrawal-requested"), None)
    if last is None:
        return "draft", False, False
    match last.type.split(".")[1]:
        case "nomination-endorsed":
            return "endorsed", False, True
        case "nomination-withdrawn":
            return "withdrawn", False, True
        case _:
            case = cases.get(last.id)
            status = case.mirrored if case else "submitted"
            refusals = case.refusals if case else 0
            return status, asked[last.id] > refusals and status not in ("returned", "closed"), True


def _requests(evidence: Evidence) -> Mapping[str, int]:
    """How often a withdrawal was asked for, by the submission that it came after."""
    found: dict[str, int] = defaultdict(int)
    for facts in _by_subject(evidence.first("nominations")).values():
        submission = ""
        for fact in facts:
            name = fact.type.split(".")[1]
            submission = fact.id if name == "nomination-submitted" else submission
            found[submission] += name == "withdrawal-requested"
    return found


def _cases(evidence: Evidence) -> dict[str, CaseTold]:
    by_case: dict[str, list[Published]] = defaultdict(list)
    for fact in evidence.first("review"):
        if "case_id" in fact.data:
            by_case[fact.data["case_id"]].append(fact)
    return {case_id: told for case_id, facts in by_case.items() if (told := _case(facts)) is not None}


def _case(facts: Sequence[Published]) -> CaseTold | None:
    """Fold a case's own facts in their order, then its award's: nothing on the case comes after an award."""
    opened, status, mirrored, refusals = None, "opened", "submitted", 0
    for fact in sorted(facts, key=lambda fact: fact.type.split(".")[1] == "award-issued"):
        name = fact.type.split(".")[1]
        opened = fact if name == "case-opened" else opened
        refusals += name == "withdrawal-refused"
        if name == "council-decided":
            status = "approved" if fact.data["approved"] else "not-approved"
        status = CASE_STATUS.get(name, status)
        mirrored = status if status in MIRRORED else mirrored
    return None if opened is None else CaseTold(opened, status, refusals, mirrored)


def _by_subject(facts: Sequence[Published]) -> dict[str, list[Published]]:
    found: dict[str, list[Published]] = defaultdict(list)
    for fact in facts:
        found[fact.subject].append(fact)
    return found

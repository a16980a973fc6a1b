"""Who was told what, by the inbox and by mail."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from notifications.domain.decisions import AUDIENCES, CHANNELS
from notifications.domain.model import Side
from tests.resilience.between import fingerprint
from tests.resilience.evidence import Evidence, Published, Row

Told = tuple[str, str, str]
"""(fact, person, channel); for a mail the act (type of fact and time) stands in the fact's place"""


def everybody_was_told(evidence: Evidence) -> list[str]:
    acts = {fact.id: f"{fact.type} {fact.time}" for fact in evidence.all_first()}
    expected = {_of_act(told, acts) for told in _expected(evidence)}
    rows = Counter(_of_act(_told(row), acts) for row in _messages(evidence))
    found = [f"{each} was never told" for each in expected - rows.keys()]
    found += [f"{each} was told and should not be" for each in rows.keys() - expected]
    return found + [f"{each} was written {times} times" for each, times in rows.items() if times > 1]


def each_message_has_its_end(evidence: Evidence) -> list[str]:
    ends = Counter(fact.subject for fact in evidence.first("notifications"))
    found = [f"message {each} has an end and is not there" for each in ends.keys() - _ids(evidence)]
    return found + [
        f"message {row['message_id']} is {row['status']} with {ends[str(row['message_id'])]} ends"
        for row in _messages(evidence)
        if row["status"] != "delivered" or ends[str(row["message_id"])] != 1
    ]


def each_mail_arrives(evidence: Evidence) -> list[str]:
    """Under the one Message-ID of its fact, person and channel; nothing else does."""
    arrived, known = _arrived(evidence), _fingerprints(evidence)
    found = [f"message {message_id} never arrived" for each, message_id in known.items() if not arrived[each]]
    return found + [f"mail {each} belongs to no message" for each in arrived.keys() - known.keys()]


def repeats_are_explained(evidence: Evidence) -> list[str]:
    """A mail comes again at most as often as a fault caught it between the server's 250 and its mark."""
    caught = Counter(each for each, _ in evidence.caught)
    return [
        f"mail {each} came {times} times and was caught {caught[each]} times"
        for each, times in _arrived(evidence).items()
        if times - 1 > caught[each]
    ]


def repeats(evidence: Evidence) -> int:
    """How many mails came more than once, for the report."""
    return len(evidence.mails) - len({mail.message_id for mail in evidence.mails})


def _arrived(evidence: Evidence) -> Counter[str]:
    return Counter(mail.fingerprint for mail in evidence.mails)


def _fingerprints(evidence: Evidence) -> Mapping[str, str]:
    """The message of each fingerprint."""
    mails = (row for row in _messages(evidence) if row["channel"] == "mail")
    return {fingerprint(*_told(row)): str(row["message_id"]) for row in mails}


def _of_act(told: Told, acts: Mapping[str, str]) -> Told:
    """Of one act a person gets one mail, about any of its facts; the inbox has every fact."""
    fact_id, person, channel = told
    return (acts.get(fact_id, fact_id) if channel == "mail" else fact_id), person, channel


def _messages(evidence: Evidence) -> Iterator[Row]:
    return iter(evidence.rows.get("notifications.message", ()))


def _ids(evidence: Evidence) -> set[str]:
    return {str(row["message_id"]) for row in _messages(evidence)}


def _told(row: Row) -> Told:
    return str(row["fact_id"]), row["person_id"], row["channel"]


def _expected(evidence: Evidence) -> Iterator[Told]:
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in evidence.rows.get("notifications.recipient", ()):
        holders[row["role"], row["unit"]].add(row["person_id"])
    units = _units(evidence)
    for fact in [*evidence.first("nominations"), *evidence.first("review")]:
        for audience in AUDIENCES.get(fact.type, ()):
            unit = _unit(fact, audience.side, units)
            for person in holders.get((str(audience.role), unit), ()):
                yield from ((fact.id, person, str(channel)) for channel in CHANNELS[fact.type])


def _units(evidence: Evidence) -> Mapping[str, Row]:
    """Both sides of each nomination and case."""
    found = {}
    for fact in [*evidence.first("nominations"), *evidence.first("review")]:
        if "receiving_agency" in fact.data:
            found[fact.subject] = fact.data
    return found


def _unit(fact: Published, side: Side, units: Mapping[str, Row]) -> str:
    name = "proposing_unit" if side is Side.PROPOSING else "receiving_agency"
    about = units.get(fact.data.get("case_id") or fact.data.get("nomination_id") or "", {})
    return str(fact.data.get(name) or fact.data.get("agency") or about.get(name) or "")

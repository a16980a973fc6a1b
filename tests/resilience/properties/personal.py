"""Personal parts and who acted: what is kept beside the facts, and opens what the facts commit to."""

from collections import Counter
from collections.abc import Iterator, Mapping

from contracts.canonical import canonical_bytes
from contracts.commitment import commitment
from contracts.personal import NotAPersonalRecord, parse_personal
from tests.resilience.evidence import HOLDING, Evidence, Part


def parts_open_their_commitments(evidence: Evidence) -> list[str]:
    """On the topic and with everybody who keeps them; nobody keeps one that no fact commits to."""
    found = []
    for service, parts in evidence.personal.items():
        committed = {fact.id: fact.personal_commit for fact in evidence.first(service) if fact.personal_commit}
        found += _differences(f"{service}.personal", committed, dict(_opened(parts)))
    for holder, producers in HOLDING.items():
        facts = [fact for producer in producers for fact in evidence.first(producer)]
        committed = {fact.id: fact.personal_commit for fact in facts if fact.personal_commit}
        kept = {fact_id: _commitment(part) for fact_id, part in evidence.holders.get(holder, {}).items()}
        found += _differences(holder, committed, kept)
    return found


def each_command_is_logged_once(evidence: Evidence) -> list[str]:
    """By count, since a person's command and its row share no id: one too many and one too few are both seen."""
    done = Counter(entry.service for entry in evidence.acknowledged if entry.is_done)
    return [
        f"{service} did {done[service]} commands and says of {rows} who did them"
        for service, rows in evidence.logged.items()
        if rows != done[service]
    ]


def _differences(where: str, committed: dict[str, str], kept: dict[str, str]) -> list[str]:
    found = [f"{where}: the part of {each} is not there" for each in committed.keys() - kept.keys()]
    found += [f"{where}: a part of {each}, which commits to none" for each in kept.keys() - committed.keys()]
    alike = committed.keys() & kept.keys()
    return found + [f"{where}: the part of {each} is another" for each in alike if kept[each] != committed[each]]


def _opened(parts: Mapping[str, bytes | None]) -> Iterator[tuple[str, str]]:
    for fact_id, value in parts.items():
        try:
            record = parse_personal(value or b"")
        except NotAPersonalRecord:
            yield fact_id, "unreadable"
        else:
            yield fact_id, _commitment((record.salt, record.body))


def _commitment(part: Part) -> str:
    salt, body = part
    return commitment(salt, canonical_bytes(dict(body)))

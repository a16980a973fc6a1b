"""Topics, outbox, inbox, parking and positions."""

from collections import defaultdict

from tests.resilience.evidence import Evidence, Published, Stream


def repeats_are_equal(evidence: Evidence) -> list[str]:
    first: dict[str, Published] = {}
    found = []
    for facts in evidence.facts.values():
        for fact in facts:
            known = first.setdefault(fact.id, fact)
            if known.value != fact.value or known.key != fact.key:
                found.append(f"{fact.id} was sent with two bodies ({fact.topic}-{fact.partition}@{fact.offset})")
    return found


def first_occurrences_are_in_order(evidence: Evidence) -> list[str]:
    streams: dict[Stream, list[Published]] = defaultdict(list)
    for fact in evidence.all_first():
        streams[fact.stream].append(fact)
    found = []
    for (source, subject), facts in streams.items():
        seqs = [fact.seq for fact in facts]
        if seqs != list(range(1, len(seqs) + 1)):
            found.append(f"{source} {subject} came as {seqs}")
        if len({fact.partition for fact in facts}) > 1 or {fact.key for fact in facts} != {subject}:
            found.append(f"{source} {subject} lies under more than one key or partition")
    return found


def sequences_are_on_the_topics(evidence: Evidence) -> list[str]:
    found = []
    for service, facts in evidence.facts.items():
        told: dict[str, int] = {}
        for fact in facts:
            told[fact.subject] = max(told.get(fact.subject, 0), fact.seq)
        sequences = evidence.spines[service].sequences
        found += [
            f"{service} {subject}: {sequences.get(subject, 0)} numbered, {told.get(subject, 0)} told"
            for subject in told.keys() | sequences.keys()
            if told.get(subject, 0) != sequences.get(subject, 0)
        ]
    return found


def nothing_is_left_over(evidence: Evidence) -> list[str]:
    found = []
    for service, spine in evidence.spines.items():
        for name, rows in (("outbox", spine.outbox), ("parked", spine.parked), ("letters", spine.letters)):
            found += [f"{service} {name}: {dict(row)}" for row in rows]
    return found


def inboxes_are_at_the_end(evidence: Evidence) -> list[str]:
    found = []
    for service, spine in evidence.spines.items():
        told: dict[Stream, int] = {}
        for fact in (fact for producer in spine.reads for fact in evidence.facts[producer]):
            told[fact.stream] = max(told.get(fact.stream, 0), fact.seq)
        found += [
            f"{service} applied {spine.inbox.get(stream, 0)} of {told.get(stream, 0)} of {stream}"
            for stream in told.keys() | spine.inbox.keys()
            if told.get(stream, 0) != spine.inbox.get(stream, 0)
        ]
    return found


def positions_are_at_the_end(evidence: Evidence) -> list[str]:
    return [
        f"{service} is at {position} of {evidence.ends[place]} on {place[0]}-{place[1]}"
        for service, spine in evidence.spines.items()
        for place, position in spine.positions.items()
        if place in evidence.ends and position != evidence.ends[place]
    ]

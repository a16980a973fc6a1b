"""The public record, judged with tlog and the key alone."""

from collections import Counter
from collections.abc import Iterable

from tests.resilience.evidence import Evidence
from tlog import proof
from tlog.errors import Malformed, NotVerified
from tlog.policy import Policy
from tlog.tree import CompactRange, leaf_hash


def each_fact_once(evidence: Evidence) -> list[str]:
    record, facts = evidence.record, {fact.id: fact for fact in evidence.all_first()}
    times = Counter(str(entry["fact_id"]) for entry in record.entries)
    found = [f"{fact_id} stands {times[fact_id]} times" for fact_id in facts.keys() | times if times[fact_id] != 1]
    found += [f"{fact_id} was never on a topic" for fact_id in times.keys() - facts.keys()]
    for entry in record.entries:
        fact = facts.get(str(entry["fact_id"]))
        if fact is not None and bytes(entry["value"]) != fact.value:
            found.append(f"{fact.id} has other bytes than on its topic")
    indices = [entry["index"] for entry in record.entries]
    if indices != list(range(record.next_index)):
        found.append(f"indices have gaps: {len(indices)} entries below {record.next_index}")
    return found


def no_anomalies(evidence: Evidence) -> list[str]:
    return [f"{row['kind']} at entry {row['entry_index']}" for row in evidence.record.anomalies]


def proofs_verify(evidence: Evidence) -> list[str]:
    record, policy = evidence.record, Policy.of_log(evidence.record.vkey)
    size = record.checkpoints[-1]["size"] if record.checkpoints else 0
    found = [] if size == record.next_index else [f"{size} of {record.next_index} entries are covered by a checkpoint"]
    for fact in evidence.all_first():
        raw = record.proofs.get(fact.id)
        if raw is None:
            found.append(f"{fact.id} has no proof")
            continue
        try:
            covered = proof.verify(raw, fact.value, policy).size
        except (Malformed, NotVerified) as error:
            found.append(f"{fact.id}: {error}")
        else:
            found += [] if covered == size else [f"{fact.id} is proven in a tree of {covered}, the last has {size}"]
    return found


def checkpoints_are_consistent(evidence: Evidence) -> list[str]:
    record, policy, found = evidence.record, Policy.of_log(evidence.record.vkey), []
    roots = _roots((bytes(entry["value"]) for entry in record.entries), {row["size"] for row in record.checkpoints})
    for expected, row in enumerate(record.checkpoints, start=1):
        if row["number"] != expected:
            found.append(f"checkpoint {row['number']} where {expected} should be")
        if roots.get(row["size"]) != bytes(row["root"]):
            found.append(f"checkpoint {row['number']} is of another tree than the entries'")
    sizes = [row["size"] for row in record.checkpoints]
    if sizes != sorted(sizes):
        found.append("a later checkpoint is smaller")
    return found + _shown_are_signed(evidence, policy)


def _shown_are_signed(evidence: Evidence, policy: Policy) -> list[str]:
    found, signed, stated = [], {bytes(row["root"]): row["size"] for row in evidence.record.checkpoints}, set()
    for note in evidence.record.shown:
        try:
            statement = policy.verify(note)
        except (Malformed, NotVerified) as error:
            found.append(f"a note on the topic does not verify: {error}")
            continue
        stated.add(statement.size)
        if signed.get(statement.root) != statement.size:
            found.append(f"the topic states a tree of {statement.size} that was never signed")
    found += [f"the checkpoint of {size} was never shown" for size in sorted({*signed.values()} - stated)]
    return found


def _roots(entries: Iterable[bytes], sizes: set[int]) -> dict[int, bytes]:
    """The tree's root at each of these sizes, grown entry by entry."""
    tree = CompactRange()
    found = {0: tree.root()}
    for entry in entries:
        tree = tree.grown([leaf_hash(entry)]).range
        if tree.size in sizes:
            found[tree.size] = tree.root()
    return found

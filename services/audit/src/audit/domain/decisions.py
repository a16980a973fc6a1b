"""The rules of the record: what is appended, what is remarkable about it, and when the tree is signed.

design.md §4 "Consumers": audit never parks. A repeat is known by fact id and equal bytes; everything else is appended.
"""

from collections.abc import Container, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from audit.domain.errors import NoCopy, NotClosable, NotItsOpening, OtherLog, RecordDamaged, StatedElsewhere
from audit.domain.model import Anomaly, Arrival, Batch, Copy, Known, Shard, Signed, Tree, Verdict, evolve
from contracts.audit import AnomalyFound, AnomalyKind, ShardClosed
from contracts.canonical import canonical_bytes
from contracts.commitment import commitment
from contracts.envelope import parse
from contracts.local_time import local_date
from contracts.personal import NotAPersonalRecord, parse_personal
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.errors import Malformed, NotVerified
from tlog.note import Ed25519Verifier
from tlog.policy import Policy
from tlog.tree import EMPTY_ROOT, Span, consistency_spans, verify_consistency

LOG_NAME = r"[0-9]{4}(-[0-9]+)?"
"""What a log after the first is called under the first one's origin: its year, and which of that year."""
NOTICE = timedelta(days=31)

_ANOMALIES = {
    Verdict.GAP: AnomalyKind.GAP,
    Verdict.FORK: AnomalyKind.FORK,
    Verdict.LATE: AnomalyKind.LATE,
}


def take(known: Known, arrivals: Sequence[Arrival]) -> Batch:
    """Sort a batch into what is appended, in the order of arrival, and what is a repeat."""
    appended: list[Arrival] = []
    repeated: list[Arrival] = []
    anomalies: list[Anomaly] = []
    for arrival in arrivals:
        verdict = judge(known, arrival)
        if verdict is Verdict.REPEAT:
            repeated.append(arrival)
            continue
        if verdict in _ANOMALIES:
            expected = known.last_seq.get(arrival.stream, 0) + 1
            anomalies.append(
                Anomaly(kind=_ANOMALIES[verdict], arrival=arrival, place=len(appended), expected_seq=expected)
            )
        appended.append(arrival)
        evolve(known, arrival)
    return Batch(appended=tuple(appended), anomalies=tuple(anomalies), repeated=tuple(repeated))


def judge(known: Known, arrival: Arrival) -> Verdict:
    """Say what one event is to the record."""
    held = known.leaf_hashes.get(arrival.fact_id)
    if held is not None:
        return Verdict.REPEAT if arrival.leaf_hash in held else Verdict.FORK
    last = known.last_seq.get(arrival.stream, 0)
    if arrival.seq > last:
        return Verdict.NEXT if arrival.seq == last + 1 else Verdict.GAP
    return Verdict.FORK if (arrival.stream, arrival.seq) in known.taken else Verdict.LATE


def report(anomaly: Anomaly, anomaly_id: UUID) -> AnomalyFound:
    """Tell the others; each anomaly is a subject of its own."""
    arrival = anomaly.arrival
    return AnomalyFound(
        anomaly_id=anomaly_id,
        kind=anomaly.kind,
        about_source=arrival.source,
        about_subject=arrival.subject,
        about_fact_id=arrival.fact_id,
        expected_seq=anomaly.expected_seq,
        seen_seq=arrival.seq,
        topic=arrival.topic,
        partition=arrival.partition,
        offset=arrival.offset,
    )


def opening_of(value: bytes, opening: bytes) -> bytes:
    """Bytes that open a commitment of a fact, personal part or actor, in their one form; raises NotItsOpening."""
    envelope = parse(value)
    try:
        record = parse_personal(opening)
    except NotAPersonalRecord as error:
        raise NotItsOpening(str(error)) from error
    if commitment(record.salt, canonical_bytes(record.body)) not in (envelope.personal_commit, envelope.actor_commit):
        raise NotItsOpening("the opening is not that of a commitment of this fact")
    return record.value()


def is_signature_due(tree: Tree, now: datetime, republish_after: timedelta) -> bool:
    """Sign when the tree grew, or when the last signature is old: silence must not look like a dead log."""
    if tree.signed is None:
        return True
    return tree.range.size != tree.signed.size or now - tree.signed.signed_at >= republish_after


def copy_of(place: str, raw: bytes | None, log: Ed25519Verifier) -> Copy:
    """Read what lies in a place outside the database; a checkpoint of another log tells nothing about this one."""
    if raw is None:
        return Copy(place=place, trouble="nothing there")
    try:
        stated = checkpoint.stated(raw)
    except Malformed as error:
        return Copy(place=place, trouble=str(error))
    if stated.origin != log.name:
        return Copy(place=place, trouble=f"the checkpoint of another log, {stated.origin}")
    return Copy(place=place, stated=stated, is_signed=_is_signed(raw, log), trouble="not signed by the log")


def check_copies(shown: bytes | None, copies: Sequence[Copy], known: Container[tuple[int, bytes]]) -> None:
    """Refuse to sign when a place outside the database is ahead of it, or none tells of what was shown.

    `known` are the trees that the database has signed. Raises StatedElsewhere or NoCopy. What nobody was shown yet may
    be signed alone: a checkpoint is written down outside before it is shown.
    """
    telling = [copy for copy in copies if copy.stated is not None and _head(copy.stated) in known]
    for copy in copies:
        if copy.stated is not None and copy.is_signed and _head(copy.stated) not in known:
            raise StatedElsewhere(copy.place, copy.stated.size)
    if shown is not None and copies and not telling:
        size = checkpoint.stated(shown).size
        raise NoCopy(size, "; ".join(f"{copy.place}: {copy.trouble}" for copy in copies))


def _head(stated: Checkpoint) -> tuple[int, bytes]:
    return stated.size, stated.root


def _is_signed(raw: bytes, log: Ed25519Verifier) -> bool:
    try:
        checkpoint.verify(raw, log)
    except NotVerified:
        return False
    return True


def check_origin(signed: Signed | None, origin: str) -> None:
    """One record is one log: another origin's key must not sign it; raises OtherLog."""
    if signed is not None and (held := checkpoint.stated(signed.note).origin) != origin:
        raise OtherLog(held, origin)


def spans_of_growth(tree: Tree) -> list[Span]:
    """The subtrees that show the signed tree to be the beginning of this one; raises RecordDamaged if it is bigger."""
    size, _ = signed_head(tree.signed)
    if tree.range.size < size:
        raise RecordDamaged(f"a tree of {tree.range.size} where {size} leaves were signed")
    return consistency_spans(size, tree.range.size)


def check_growth(tree: Tree, consistency: Sequence[bytes]) -> None:
    """Refuse a tree that is not the signed one with more leaves after it; raises RecordDamaged.

    The signer's own duty, before any witness asks (c2sp.org/tlog-witness, "add-checkpoint").
    """
    size, root = signed_head(tree.signed)
    try:
        verify_consistency(size, tree.range.size, consistency, root, tree.range.root())
    except NotVerified as error:
        raise RecordDamaged(f"tree {tree.range.size} does not extend the signed {size}: {error}") from error


def signed_head(signed: Signed | None) -> tuple[int, bytes]:
    """Size and root of what was signed last; the empty tree before the first time."""
    return (0, EMPTY_ROOT) if signed is None else (signed.size, signed.root)


def later_origins(shard: Shard, origins: Sequence[str]) -> list[str]:
    """Of the origins, all of later logs than the first, those that may follow this log; the next one first."""
    return sorted((origin for origin in origins if _place(origin) > _place_of(shard)), key=_place)


def is_closing_due(shard: Shard, following: str | None, now: datetime) -> bool:
    """A log is closed when the year has begun, in Vietnam, that its successor is named after; else when asked to.

    A second log of one year (`2027-2`) is only ever begun by somebody who asks.
    """
    if following is None:
        return False
    year, turn = _place(following)
    return turn == 1 and 0 < _place_of(shard)[0] < year <= _year(now)


def is_overdue(shard: Shard, now: datetime) -> bool:
    """Is the open log's year over?"""
    return 0 < _place_of(shard)[0] < _year(now)


def is_next_key_wanted(following: str | None, now: datetime) -> bool:
    """Within a month the year ends, and nobody has given the key of the next log yet."""
    return following is None and _year(now + NOTICE) > _year(now)


def check_whole(shard: Shard, next_index: int, last: Signed) -> None:
    """The last checkpoint states everything that the log has, and that is something; raises NotClosable."""
    count = next_index - shard.first_index
    if last.size != count:
        raise NotClosable(f"{count} entries, {last.size} of them stated")
    if count == 0:
        raise NotClosable("the log has no entry")


def check_quorum(shown: bytes, policy: Policy) -> None:
    """What a log states last is what it is held to for ever: its witnesses must have seen it; raises NotClosable."""
    try:
        policy.verify(shown)
    except NotVerified as error:
        raise NotClosable(f"the last checkpoint would lack its witnesses: {error}") from error


def close(shard: Shard, shard_id: UUID, vkey: str, shown: bytes, following: str) -> ShardClosed:
    """The fact that is entry 0 of the next log."""
    return ShardClosed(
        shard_id=shard_id,
        number=shard.number,
        origin=checkpoint.stated(shown).origin,
        vkey=vkey,
        last_note=shown.decode(),
        next_origin=following,
    )


def successor(shard: Shard, origin: str, last: Signed) -> Shard:
    """The log that begins where another one ends."""
    return Shard(
        number=shard.number + 1,
        origin=origin,
        first_index=shard.first_index + last.size,
        after_checkpoint=last.number,
    )


def _place_of(shard: Shard) -> tuple[int, int]:
    """The year of a log, and which of that year it is; the first log's year is the one in which it began."""
    if shard.origin is not None:
        return _place(shard.origin)
    return (0, 0) if shard.opened_at is None else (_year(shard.opened_at), 0)


def _place(origin: str) -> tuple[int, int]:
    year, _, turn = origin.rpartition("/")[2].partition("-")
    return int(year), int(turn or 1)


def _year(moment: datetime) -> int:
    return local_date(moment).year

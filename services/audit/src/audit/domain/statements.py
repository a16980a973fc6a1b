"""What a log has stated, held against its keys: checkpoints as signed and as shown, and the link between logs.

Each flaw is a sentence that says which checkpoint or entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.domain.model import Shard
from contracts.audit import ShardClosed
from contracts.envelope import parse
from tlog import checkpoint, note
from tlog.errors import NotVerified, TlogError
from tlog.note import Ed25519Verifier
from tlog.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One checkpoint as it lies in the database."""

    number: int
    size: int
    root: bytes
    note: bytes
    vkey: str
    lines: Sequence[str]
    """The signature lines of witnesses that came."""
    shown: bytes | None
    """The note as the world saw it, with the lines that had come by then; None if it was not shown (yet)."""


def flaws_of(stated: Stated, shard: Shard, trusted: Policy) -> list[str]:
    """What is not as it was signed, by the key of the log and those of the witnesses that are known."""
    try:
        _check_signed(stated, shard, trusted)
    except TlogError as error:
        return [f"checkpoint {stated.number}: {error}"]
    if stated.shown is None:
        return []
    try:
        _check_shown(stated, stated.shown)
    except TlogError as error:
        return [f"checkpoint {stated.number} as it was shown: {error}"]
    return []


def _check_signed(stated: Stated, shard: Shard, trusted: Policy) -> None:
    """Its note is signed by the log, says what its row says, and the lines of known witnesses hold."""
    key = Ed25519Verifier.parse(stated.vkey)
    known = [log for log in trusted.logs if log.name == key.name]
    if known and key not in known:
        raise NotVerified(f"signed by {stated.vkey}, which is not the log's key")
    read = checkpoint.verify(stated.note, key)
    if (read.origin, read.size, read.root) != (shard.origin or read.origin, stated.size, stated.root):
        raise NotVerified(f"it states {read.size} entries of {read.origin}, its row another tree")
    lines = "".join(f"{line}\n" for line in stated.lines).encode()
    note.verify(stated.note + lines, [key, *trusted.witnesses.values()])


def _check_shown(stated: Stated, shown: bytes) -> None:
    """It is what was signed, and lines that had come from witnesses; nothing else."""
    signed = note.parse(stated.note)
    lines = note.parse(shown)
    came = [each for each in lines.signatures if each.line() in stated.lines]
    if (lines.text, lines.signatures) != (signed.text, (*signed.signatures, *came)):
        raise NotVerified("not what was signed")


def flaws_of_link(before: Shard, last: Stated | None, after: Shard, entry: bytes | None) -> list[str]:
    """Entry 0 of a log that is not the last word of the log before it."""
    place = f"entry 0 of {after.origin}"
    if entry is None or last is None or last.shown is None:
        return [f"{place}: it, or the last checkpoint of the log before, is gone"]
    try:
        fact = ShardClosed.model_validate(parse(entry).data)
    except ValueError:
        return [f"{place}: not the closing of a log"]
    said = (fact.number, fact.last_note.encode(), fact.vkey, fact.next_origin)
    if said == (before.number, last.shown, last.vkey, after.origin):
        return []
    return [f"{place}: it closes with another checkpoint than {last.number}, the last one of the log before"]

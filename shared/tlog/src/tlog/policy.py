"""Policies: whose signatures make a checkpoint good enough (c2sp.org/tlog-policy).

Lines: `log <vkey> [<url>]`, `witness <name> <vkey> [<url>]`, `group <name> all|any|<number> <member>…`,
and one `quorum <name>|none`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tlog import checkpoint, note
from tlog.checkpoint import Checkpoint
from tlog.cosignature import CosignatureVerifier
from tlog.encoding import decode_decimal
from tlog.errors import Malformed, NotVerified
from tlog.note import Ed25519Verifier

NO_QUORUM = "none"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Group:
    """So many of these members must have cosigned."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Any listed log must have signed, and the quorum must have cosigned."""

    logs: tuple[Ed25519Verifier, ...]
    witnesses: dict[str, CosignatureVerifier] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = NO_QUORUM
    urls: dict[str, str] = field(default_factory=dict)
    """Where a witness (by the name that this policy gives it) or a log (by its vkey) answers, as far as it says so."""
    _written: bytes | None = field(default=None, init=False, compare=False, repr=False)
    """The file that it was read from, with comments and order; a policy that was made or changed has none."""

    @classmethod
    def of_log(cls, vkey: str) -> "Policy":
        """Trust one log by itself, without witnesses."""
        return cls((Ed25519Verifier.parse(vkey),))

    def verify(self, raw: bytes) -> Checkpoint:
        """Read a checkpoint that satisfies this policy; raises Malformed or NotVerified."""
        verified = note.verify(raw, [*self.logs, *self.witnesses.values()])
        statement = checkpoint.parse(verified.text)
        signers = {(each.name, each.key_id) for each in verified.signatures}
        if not any((log.name, log.key_id) in signers and log.name == statement.origin for log in self.logs):
            raise NotVerified(f"no known log named {statement.origin} has signed")
        if self.quorum != NO_QUORUM and not self._witnessed(self.quorum, signers):
            raise NotVerified("too few witnesses have cosigned")
        return statement

    def format(self) -> bytes:
        """The bytes that `parse` read, or one spelling of a policy that was made; `parse` reads it as the same one."""
        if self._written is not None:
            return self._written
        lines = [f"log {log}{self._url(str(log))}" for log in self.logs]
        lines += [f"witness {name} {key}{self._url(name)}" for name, key in self.witnesses.items()]
        lines += [f"group {name} {each.threshold} {' '.join(each.members)}" for name, each in self.groups.items()]
        lines.append(f"quorum {self.quorum}")
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")

    def _url(self, name: str) -> str:
        return f" {self.urls[name]}" if name in self.urls else ""

    def _witnessed(self, name: str, signers: set[tuple[str, bytes]]) -> bool:
        if witness := self.witnesses.get(name):
            return (witness.name, witness.key_id) in signers
        group = self.groups[name]
        return sum(self._witnessed(member, signers) for member in group.members) >= group.threshold


def parse(raw: bytes) -> Policy:
    """Read a policy; names are compared octet by octet. `parse(raw).format() == raw`.

    Raises Malformed with the number of the line.
    """
    reader = _Reader()
    for number, words in _lines(raw):
        try:
            reader.read(words)
        except Malformed as error:
            raise Malformed(f"line {number}: {error}") from error
    policy = reader.policy()
    object.__setattr__(policy, "_written", raw)  # frozen for everybody else
    return policy


def _lines(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    text = raw.decode("utf-8", "surrogateescape")
    if text and not text.endswith("\n"):
        raise Malformed("the last line has no end")
    for number, line in enumerate(text.split("\n"), start=1):
        if _CONTROL.search(line):
            raise Malformed(f"line {number}: a control character")
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if words and not words[0].startswith("#"):
            yield number, words


class _Reader:
    """Collects the lines of one policy, each of which may use only names of lines before it."""

    def __init__(self) -> None:
        self._logs: list[Ed25519Verifier] = []
        self._witnesses: dict[str, CosignatureVerifier] = {}
        self._groups: dict[str, Group] = {}
        self._grouped: set[str] = set()
        self._urls: dict[str, str] = {}
        self._quorum: str | None = None

    def read(self, words: list[str]) -> None:
        readers: dict[str, Callable[[list[str]], None]] = {
            "log": self._log, "witness": self._witness, "group": self._group, "quorum": self._choose,
        }  # fmt: skip
        if words[0] not in readers:
            raise Malformed(f"no such line: {words[0]}")
        readers[words[0]](words[1:])

    def policy(self) -> Policy:
        if self._quorum is None:
            raise Malformed("no quorum")
        return Policy(tuple(self._logs), self._witnesses, self._groups, self._quorum, self._urls)

    def _log(self, words: list[str]) -> None:
        _check_count(words, 1, 2)
        log = Ed25519Verifier.parse(words[0])
        if any(log.public_key == other.public_key for other in self._logs):
            raise Malformed("a log's key twice")
        self._logs.append(log)
        self._keep_url(words[0], words[1:])

    def _witness(self, words: list[str]) -> None:
        _check_count(words, 2, 3)
        self._check_new(words[0])
        witness = CosignatureVerifier.parse(words[1])
        if any(witness.public_key == other.public_key for other in self._witnesses.values()):
            raise Malformed("a witness's key twice")
        self._witnesses[words[0]] = witness
        self._keep_url(words[0], words[2:])

    def _group(self, words: list[str]) -> None:
        _check_count(words, 3, len(words))
        name, wanted, *members = words
        self._check_new(name)
        for member in members:
            self._check_known(member)
            if member in self._grouped:
                raise Malformed(f"{member} is a member twice")
            self._grouped.add(member)
        threshold = {"any": 1, "all": len(members)}.get(wanted) or decode_decimal(wanted)
        if not 1 <= threshold <= len(members):
            raise Malformed(f"{threshold} of {len(members)} members")
        self._groups[name] = Group(threshold, tuple(members))

    def _choose(self, words: list[str]) -> None:
        _check_count(words, 1, 1)
        if self._quorum is not None:
            raise Malformed("a second quorum")
        if words[0] != NO_QUORUM:
            self._check_known(words[0])
        self._quorum = words[0]

    def _keep_url(self, name: str, words: list[str]) -> None:
        if words:
            self._urls[name] = words[0]

    def _check_new(self, name: str) -> None:
        if name == NO_QUORUM or name in self._witnesses or name in self._groups:
            raise Malformed(f"{name} is taken")

    def _check_known(self, name: str) -> None:
        if name not in self._witnesses and name not in self._groups:
            raise Malformed(f"{name} is not defined before")


def _check_count(words: list[str], least: int, most: int) -> None:
    if not least <= len(words) <= most:
        raise Malformed(f"{len(words)} words where {least} to {most} belong")

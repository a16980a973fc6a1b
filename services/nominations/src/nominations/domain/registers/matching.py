"""Where a mention belongs among those that stand: the same row, a row joined by rule, and the questions that remain.

Asked is only where something hangs on the answer, that is where one side has an award or an initiative; and once for
each set of data (unit, birth, id) rather than once for each of its rows: what is answered with no is asked again about
the next.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from nominations.domain.registers.lineage import Lineage
from nominations.domain.registers.persons import Ground, Known, LinkState, Mention, Verdict, compare

Pair = tuple[UUID, UUID]
Data = tuple[str | None, ...]
MOST_ASKED = 20
"""As many without an award as anybody would answer questions about; each no makes room for the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Between two persons, the lesser id first."""

    first_id: UUID
    second_id: UUID
    state: LinkState
    ground: Ground

    @property
    def pair(self) -> Pair:
        return (self.first_id, self.second_id)


def link(one: UUID, other: UUID, verdict: Verdict) -> Link:
    first, second = sorted((one, other))
    return Link(first_id=first, second_id=second, state=verdict.state, ground=verdict.ground)


@dataclass(slots=True)
class _Alike:
    """The rows that say the very same: compared once for all, a list may name thousands of one name and year."""

    recorded: list[Known] = field(default_factory=list)
    plain: list[Known] = field(default_factory=list)

    @property
    def first(self) -> Known:
        return (self.recorded or self.plain)[0]


Judged = tuple[_Alike, Verdict]


@dataclass(slots=True)
class Matching:
    """Takes mentions one after the other; what it `made`, linked and merged is written afterwards, all at once."""

    lineage: Lineage
    settled: set[Pair] = field(default_factory=set)
    """Between which rows something stands already, whatever it is."""
    made: list[Known] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    merged: dict[UUID, UUID] = field(default_factory=dict)
    """Clusters that went into others: old → new."""
    _by_name: dict[str, dict[Data, _Alike]] = field(default_factory=lambda: defaultdict(dict))
    _by_id: dict[str, dict[Data, _Alike]] = field(default_factory=lambda: defaultdict(dict))
    _units: dict[Data, _Alike] = field(default_factory=dict)

    def knows(self, known: Iterable[Known]) -> None:
        for each in known:
            self._keep(each)

    def place(self, mention: Mention, new_id: UUID, *, has_record: bool) -> UUID:
        """The row of the mention: one that stands, when it says the very same and that is certain; else a new one."""
        same = self._by_name[mention.folded].get(_data(mention))
        if same is not None and _is_certain(compare(mention, same.first.mention, self.lineage)):
            if has_record and not same.recorded:
                self._recorded(same)
            return same.first.person_id
        made = Known(person_id=new_id, cluster_id=new_id, mention=mention, has_record=has_record)
        self.made.append(made)
        self._link(made, self._judged(mention), set())
        self._keep(made)
        return new_id

    def ask_about(self, person: Known, at_most: int = MOST_ASKED) -> None:
        """What is to be asked about a row that stands: it has its first award, or was told from so many others."""
        judged = self._judged(person.mention)
        told = {self.cluster_of(each) for alike, _ in judged for each in _all(alike) if self._is_settled(person, each)}
        self._link(person, judged, told, at_most)

    def cluster_of(self, known: Known) -> UUID:
        cluster = known.cluster_id
        while cluster in self.merged:
            cluster = self.merged[cluster]
        return cluster

    def _recorded(self, alike: _Alike) -> None:
        """A row that stood without an award has one now."""
        row = replace(alike.plain.pop(0), has_record=True)
        alike.recorded.append(row)
        self.ask_about(row)

    def _judged(self, mention: Mention) -> list[Judged]:
        """Whom the mention may be."""
        judged = ((each, compare(mention, each.first.mention, self.lineage)) for each in self._candidates(mention))
        return [(each, verdict) for each, verdict in judged if verdict is not None]

    def _link(self, person: Known, judged: Sequence[Judged], told: set[UUID], at_most: int = MOST_ASKED) -> None:
        """Certain ones first: one link a cluster is enough, and clusters that are joined by it become one."""
        for alike, verdict in judged:
            if _is_certain(verdict):
                for each in _all(alike):
                    self._join(person, each, verdict, told)
        asked = {self.cluster_of(person), *told}
        for alike, verdict in judged:
            if not _is_certain(verdict):
                self._ask(person, alike, verdict, asked, at_most)

    def _join(self, person: Known, other: Known, verdict: Verdict, told: set[UUID]) -> None:
        cluster = self.cluster_of(other)
        if cluster != self.cluster_of(person) and cluster not in told:
            self.links.append(link(person.person_id, other.person_id, verdict))
            self.merged[self.cluster_of(person)] = cluster

    def _ask(self, person: Known, alike: _Alike, verdict: Verdict, asked: set[UUID], at_most: int) -> None:
        """One of those with an award; and when the person has one, so many of those without."""
        open_recorded = [each for each in alike.recorded if self.cluster_of(each) not in asked][:1]
        plain = [each for each in alike.plain if self.cluster_of(each) not in asked] if person.has_record else []
        for each in [*open_recorded, *plain[:at_most]]:
            if self.cluster_of(each) not in asked:
                asked.add(self.cluster_of(each))
                self.links.append(link(person.person_id, each.person_id, verdict))

    def _is_settled(self, one: Known, other: Known) -> bool:
        first, second = sorted((one.person_id, other.person_id))
        return (first, second) in self.settled

    def _candidates(self, mention: Mention) -> list[_Alike]:
        found = dict(self._by_name[mention.folded])
        if mention.identity_hash is not None:
            found |= self._by_id[mention.identity_hash]
        if mention.is_unit:
            found |= self._units
        return list(found.values())

    def _keep(self, known: Known) -> None:
        """The same object in every index: what changes in one changes in all."""
        mention = known.mention
        alike = self._by_name[mention.folded].setdefault(_data(mention), _Alike())
        (alike.recorded if known.has_record else alike.plain).append(known)
        if mention.identity_hash is not None:
            self._by_id[mention.identity_hash][_data(mention)] = alike
        if mention.is_unit:
            self._units[_data(mention)] = alike


def _all(alike: _Alike) -> list[Known]:
    return [*alike.recorded, *alike.plain]


def _is_certain(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.state is LinkState.CERTAIN


def _data(mention: Mention) -> Data:
    """What two mentions must share to say the very same: spelling of name and workplace aside."""
    workplace = " ".join(mention.workplace.casefold().split()) if mention.workplace else ""
    return (mention.unit, mention.kind, mention.folded, mention.born, mention.identity_hash, workplace)


def components(members: Iterable[UUID], joined: Iterable[Pair]) -> dict[UUID, UUID]:
    """What hangs together: person → the least of those that are the same."""
    root = {member: member for member in members}

    def find(member: UUID) -> UUID:
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    for one, other in joined:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    return {member: find(member) for member in root}

"""Who is the same person, in the database: rows, what holds between them, and the clusters that they make."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection, Row
from contracts.vocabulary import SubjectKind
from nominations.domain.registers.matching import Matching, Pair
from nominations.domain.registers.persons import JOINING, Known, LinkState, Mention


@dataclass(frozen=True, slots=True)
class PersonRepository:
    connection: Connection

    async def lock(self) -> None:
        """Two who are named at once find each other; last of all locks of a transaction, so that nobody deadlocks."""
        await self.connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('nominations.persons', 0))")

    async def among(self, mentions: Sequence[Mention], at_most: int | None = None) -> list[Known]:
        """Every row that one of the mentions may be, the earliest first."""
        rows = await self.connection.fetch(
            f"""
            SELECT {_COLUMNS} FROM persons AS p
            WHERE p.folded = ANY($1::text[]) OR p.identity_hash = ANY($2::text[]) OR (p.is_unit AND $3)
            ORDER BY p.created_at, p.person_id LIMIT $4
            """,  # noqa: S608
            sorted({each.folded for each in mentions}),
            sorted({each.identity_hash for each in mentions if each.identity_hash is not None}),
            any(each.is_unit for each in mentions),
            at_most,
        )
        return [_known(row) for row in rows]

    async def find(self, person_ids: Collection[UUID]) -> list[Known]:
        """The rows of these ids that still have a name."""
        rows = await self.connection.fetch(
            f"SELECT {_COLUMNS} FROM persons AS p WHERE p.person_id = ANY($1::uuid[]) AND p.name IS NOT NULL",  # noqa: S608
            list(person_ids),
        )
        return [_known(row) for row in rows]

    async def pairs_of(self, person_ids: Collection[UUID]) -> set[Pair]:
        """Between which of these rows, and others, something stands."""
        rows = await self.connection.fetch(
            """
            SELECT first_id, second_id FROM person_links
            WHERE first_id = ANY($1::uuid[]) OR second_id = ANY($1::uuid[])
            """,
            list(person_ids),
        )
        return {(row["first_id"], row["second_id"]) for row in rows}

    async def write(self, matching: Matching, *, at: datetime) -> None:
        """New rows, what holds between rows, and the clusters that became one."""
        if matching.made:
            await self._add(matching, at)
        if matching.links:
            await self._add_links(matching, at)
        if matching.merged:
            await self._merge(matching)

    async def _add(self, matching: Matching, at: datetime) -> None:
        await self.connection.copy_records_to_table(
            "persons",
            columns=("person_id", "cluster_id", "created_at", *_SAID),
            records=[
                (each.person_id, matching.cluster_of(each), at, *(getattr(each.mention, name) for name in _SAID))
                for each in matching.made
            ],
        )

    async def _add_links(self, matching: Matching, at: datetime) -> None:
        await self.connection.execute(
            """
            INSERT INTO person_links (first_id, second_id, state, ground, asked_at)
            SELECT first_id, second_id, state, ground, $5
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS told (first_id, second_id, state, ground)
            ON CONFLICT (first_id, second_id) DO NOTHING
            """,
            [each.first_id for each in matching.links],
            [each.second_id for each in matching.links],
            [each.state for each in matching.links],
            [each.ground for each in matching.links],
            at,
        )

    async def _merge(self, matching: Matching) -> None:
        roots = {old: _root(matching.merged, old) for old in matching.merged}
        await self.connection.execute(
            """
            UPDATE persons SET cluster_id = merged.new_id
            FROM unnest($1::uuid[], $2::uuid[]) AS merged (old_id, new_id) WHERE cluster_id = merged.old_id
            """,
            list(roots),
            list(roots.values()),
        )

    async def decide(self, pair: Pair, state: LinkState, *, at: datetime, by: str) -> bool:
        """Write what a human said of two rows; False when nobody asked about them."""
        changed = await self.connection.fetchval(
            """
            UPDATE person_links SET state = $3, decided_at = $4, decided_by = $5
            WHERE first_id = $1 AND second_id = $2 RETURNING first_id
            """,
            *pair,
            state,
            at,
            by,
        )
        return changed is not None

    async def cluster(self, clusters: Collection[UUID]) -> tuple[list[UUID], list[Pair]]:
        """All rows of these clusters, and which of them are joined."""
        rows = await self.connection.fetch(
            "SELECT person_id FROM persons WHERE cluster_id = ANY($1::uuid[])", list(clusters)
        )
        members = [row["person_id"] for row in rows]
        links = await self.connection.fetch(
            """
            SELECT first_id, second_id FROM person_links
            WHERE first_id = ANY($1::uuid[]) AND second_id = ANY($1::uuid[]) AND state = ANY($2::text[])
            """,
            members,
            sorted(JOINING),
        )
        return members, [(row["first_id"], row["second_id"]) for row in links]

    async def regroup(self, clusters: Mapping[UUID, UUID]) -> None:
        """Write the cluster of each person."""
        await self.connection.execute(
            """
            UPDATE persons SET cluster_id = told.cluster_id
            FROM unnest($1::uuid[], $2::uuid[]) AS told (person_id, cluster_id)
            WHERE persons.person_id = told.person_id
            """,
            list(clusters),
            list(clusters.values()),
        )

    async def add_empty(
        self, person_ids: Sequence[UUID], units: Sequence[str], kinds: Sequence[str], *, at: datetime
    ) -> None:
        """Rows without anybody: what an erased nomination stands on."""
        await self.connection.copy_records_to_table(
            "persons",
            columns=("person_id", "cluster_id", "unit", "kind", "is_unit", "created_at", "erased_at"),
            records=[
                (each, each, unit, kind, False, at, at)
                for each, unit, kind in zip(person_ids, units, kinds, strict=True)
            ],
        )

    async def empty(self, person_ids: Collection[UUID], *, at: datetime) -> None:
        """Destroy what tells who they are, and every question about them; the rows stay, and what hangs on them."""
        await self.connection.execute(
            """
            UPDATE persons SET name = NULL, folded = NULL, born = NULL, identity_hash = NULL, workplace = NULL,
                cluster_id = person_id, erased_at = $2
            WHERE person_id = ANY($1::uuid[])
            """,
            list(person_ids),
            at,
        )
        await self.connection.execute(
            "DELETE FROM person_links WHERE first_id = ANY($1::uuid[]) OR second_id = ANY($1::uuid[])",
            list(person_ids),
        )


_SAID = ("unit", "kind", "name", "folded", "born", "identity_hash", "workplace", "is_unit")
_COLUMNS = """
    p.person_id, p.cluster_id, p.unit, p.kind, p.name, p.folded, p.born, p.identity_hash, p.workplace, p.is_unit,
    (EXISTS (SELECT FROM history WHERE history.person_id = p.person_id AND status <> 'withdrawn')
        OR EXISTS (SELECT FROM initiative_authors AS a WHERE a.person_id = p.person_id)) AS has_record"""


def _known(row: Row) -> Known:
    said = {name: row[name] for name in _SAID}
    return Known(
        person_id=row["person_id"],
        cluster_id=row["cluster_id"],
        mention=Mention(**{**said, "kind": SubjectKind(row["kind"])}),
        has_record=row["has_record"],
    )


def _root(merged: Mapping[UUID, UUID], cluster: UUID) -> UUID:
    while cluster in merged:
        cluster = merged[cluster]
    return cluster

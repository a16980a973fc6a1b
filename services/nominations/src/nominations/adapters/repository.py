"""Every SQL statement that loads or saves the state of nominations. Many rows lock in id order: nobody deadlocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads
from typing import Final
from uuid import UUID

from chassis.database import Connection, Row
from contracts.review import AwardDeclined, CaseReturned
from nominations.domain.dossier import Content
from nominations.domain.model import Nomination, Status
from rulebook.forms import SectionKey


@dataclass(frozen=True, slots=True)
class NominationRepository:
    connection: Connection

    async def lock(self, nomination_ids: Sequence[UUID]) -> list[Nomination]:
        """The nominations that exist, in id order, locked until the transaction ends."""
        rows = await self.connection.fetch(
            """
            SELECT nomination_id, list_id, place, unit, status, withdrawal_requested, ended_case_ids, told,
                version, section_versions, dossier || private AS dossier, person_id
            FROM nominations WHERE nomination_id = ANY($1::uuid[]) ORDER BY nomination_id FOR UPDATE
            """,
            list(nomination_ids),
        )
        return [_nomination(row) for row in rows]

    async def lock_list(self, list_id: UUID, statuses: frozenset[Status]) -> list[Nomination]:
        """A list's nominations at the given steps, in id order, locked until the transaction ends."""
        rows = await self.connection.fetch(
            """
            SELECT nomination_id, list_id, place, unit, status, withdrawal_requested, ended_case_ids, told,
                version, section_versions, dossier || private AS dossier, person_id
            FROM nominations WHERE list_id = $1 AND status = ANY($2::text[]) ORDER BY nomination_id FOR UPDATE
            """,
            list_id,
            sorted(statuses),
        )
        return [_nomination(row) for row in rows]

    async def read(self, nomination_ids: Sequence[UUID]) -> list[Nomination]:
        """The nominations that exist, in id order, to be looked at alone."""
        rows = await self.connection.fetch(
            """
            SELECT nomination_id, list_id, place, unit, status, withdrawal_requested, ended_case_ids, told,
                version, section_versions, dossier || private AS dossier, person_id
            FROM nominations WHERE nomination_id = ANY($1::uuid[]) ORDER BY nomination_id
            """,
            list(nomination_ids),
        )
        return [_nomination(row) for row in rows]

    async def add(self, nominations: Sequence[Nomination], *, at: datetime) -> None:
        await self.connection.copy_records_to_table(
            "nominations",
            columns=_COLUMNS,
            records=[_record(each, at) for each in nominations],
        )

    async def save(self, nominations: Sequence[Nomination], *, at: datetime) -> None:
        """Write what a command changed; the rows are locked."""
        await self.connection.execute(
            """
            UPDATE nominations SET status = changed.status, withdrawal_requested = changed.withdrawal_requested,
                told = changed.told, version = changed.version, changed_at = $6,
                ended_case_ids = changed.ended_case_ids::uuid[],
                section_versions = CASE WHEN (section_versions ->> 'at')::integer = nominations.version
                    THEN jsonb_set(section_versions, '{at}', to_jsonb(changed.version)) END
            FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::boolean[], $5::integer[], $7::text[])
                AS changed (nomination_id, status, withdrawal_requested, told, version, ended_case_ids)
            WHERE nominations.nomination_id = changed.nomination_id
            """,
            [each.nomination_id for each in nominations],
            [each.status for each in nominations],
            [each.withdrawal_requested for each in nominations],
            [each.told for each in nominations],
            [each.version for each in nominations],
            at,
            # unnest would take arrays of arrays apart to their elements.
            [f"{{{','.join(sorted(map(str, each.ended_case_ids)))}}}" for each in nominations],
        )

    async def note_return(self, fact: CaseReturned, fact_id: UUID, *, at: datetime, by: str | None) -> None:
        """Keep why it came back; the note comes beside the fact, before or after it."""
        await self.connection.execute(
            """
            UPDATE nominations SET return_fact_id = $2, return_reasons = $3, returned_at = $4, returned_by = $5
            WHERE nomination_id = $1
            """,
            fact.nomination_id,
            fact_id,
            list(fact.reasons),
            at,
            by,
        )

    async def note_decline(self, fact: AwardDeclined, fact_id: UUID, *, at: datetime) -> None:
        """Keep that no award comes of it, and why; the note comes beside the fact, before or after it."""
        await self.connection.execute(
            """
            UPDATE nominations SET declined_at = $2, decline_fact_id = $3, decline_reasons = $4 WHERE nomination_id = $1
            """,
            fact.nomination_id,
            at,
            fact_id,
            list(fact.reasons),
        )

    async def note_promise(self, nomination_ids: Sequence[UUID], promise: str, *, at: datetime, by: str | None) -> None:
        """Keep what the head promised, and who that was."""
        await self.connection.execute(
            """
            UPDATE nominations SET promise = $2, promised_at = $3, promised_by = $4
            WHERE nomination_id = ANY($1::uuid[])
            """,
            list(nomination_ids),
            promise,
            at,
            by,
        )

    async def save_dossier(self, nomination: Nomination, *, at: datetime) -> None:
        """Write an edited draft."""
        dossier = nomination.dossier
        await self.connection.execute(
            """
            UPDATE nominations SET status = $2, version = $3, subject_kind = $4, award_code = $5,
                receiving_agency = $6, dossier = $7::jsonb, private = $8::jsonb, changed_at = $9,
                section_versions = $10::jsonb, person_id = $11
            WHERE nomination_id = $1
            """,
            nomination.nomination_id,
            nomination.status,
            nomination.version,
            dossier.subject_kind,
            dossier.award_code,
            dossier.receiving_agency,
            _released(dossier),
            _private(dossier),
            at,
            _counts(nomination),
            nomination.person_id,
        )

    async def save_persons(self, persons: Mapping[UUID, UUID]) -> None:
        """Whom these nominations name: nomination → person. No change that the unit sees."""
        await self.connection.execute(
            """
            UPDATE nominations SET person_id = told.person_id
            FROM unnest($1::uuid[], $2::uuid[]) AS told (nomination_id, person_id)
            WHERE nominations.nomination_id = told.nomination_id
            """,
            list(persons),
            list(persons.values()),
        )

    async def without_person(self, limit: int) -> list[Nomination]:
        """Those that were made before there were registers, locked until the transaction ends."""
        rows = await self.connection.fetch(
            """
            SELECT nomination_id, list_id, place, unit, status, withdrawal_requested, ended_case_ids, told,
                version, section_versions, dossier || private AS dossier, person_id
            FROM nominations WHERE person_id IS NULL AND dossier ->> 'name' IS NOT NULL
            ORDER BY nomination_id LIMIT $1 FOR UPDATE SKIP LOCKED
            """,
            limit,
        )
        return [_nomination(row) for row in rows]

    async def save_emptied(self, nominations: Sequence[Nomination], *, at: datetime) -> None:
        """Write what an erasure left of dossiers; the rows are locked."""
        await self.connection.execute(
            """
            UPDATE nominations SET dossier = emptied.dossier::jsonb, private = emptied.private::jsonb,
                version = emptied.version, changed_at = $4, section_versions = NULL
            FROM unnest($1::uuid[], $2::text[], $3::integer[], $5::text[])
                AS emptied (nomination_id, dossier, version, private)
            WHERE nominations.nomination_id = emptied.nomination_id
            """,
            [each.nomination_id for each in nominations],
            [_released(each.dossier) for each in nominations],
            [each.version for each in nominations],
            at,
            [_private(each.dossier) for each in nominations],
        )


# The dossier as 0.1.0 has it, which may come back on this schema (docs/decisions/0032) and refuses other keys.
_FIRST: Final = {
    "subject_kind",
    "award_code",
    "commendation_kind",
    "period",
    "movement_id",
    "deed_at",
    "discovered_by",
    "simplified",
    "receiving_agency",
    "name",
    "born",
    "gender",
    "position",
    "workplace",
    "achievement",
}

_COLUMNS = (
    "nomination_id",
    "list_id",
    "place",
    "unit",
    "receiving_agency",
    "status",
    "withdrawal_requested",
    "told",
    "version",
    "subject_kind",
    "award_code",
    "dossier",
    "private",
    "person_id",
    "created_at",
    "changed_at",
)


def _record(nomination: Nomination, at: datetime) -> tuple[object, ...]:
    dossier = nomination.dossier
    return (
        nomination.nomination_id,
        nomination.list_id,
        nomination.place,
        nomination.unit,
        dossier.receiving_agency,
        nomination.status,
        nomination.withdrawal_requested,
        nomination.told,
        nomination.version,
        dossier.subject_kind,
        dossier.award_code,
        _released(dossier),
        _private(dossier),
        nomination.person_id,
        at,
        at,
    )


def _released(dossier: Content) -> str:
    return dossier.model_dump_json(exclude_none=True, include=_FIRST)


def _private(dossier: Content) -> str:
    """What the first release does not know, without what was not given; its code reads `dossier` alone."""
    more = dossier.model_dump_json(exclude_defaults=True, exclude=_FIRST)
    return more if dossier.person_hash is None else _with_hash(more, dossier.person_hash)


def _with_hash(more: str, person_hash: str) -> str:
    """The hash is left out of every dump; this is the one place that writes it down."""
    return dumps({**loads(more), "person_hash": person_hash})


def _nomination(row: Row) -> Nomination:
    return Nomination(
        nomination_id=row["nomination_id"],
        list_id=row["list_id"],
        place=row["place"],
        unit=row["unit"],
        status=Status(row["status"]),
        withdrawal_requested=row["withdrawal_requested"],
        ended_case_ids=frozenset(row["ended_case_ids"]),
        told=row["told"],
        version=row["version"],
        section_versions=_counted(row),
        dossier=Content.model_validate_json(row["dossier"]),
        person_id=row["person_id"],
    )


def versions_of(row: Row) -> dict[SectionKey, int]:
    """The version of each section."""
    counts = _counted(row)
    return {each: row["version"] if counts is None else counts.get(each, 1) for each in SectionKey}


def _counts(nomination: Nomination) -> str | None:
    counts = nomination.section_versions
    return None if counts is None else dumps({**counts, "at": nomination.version})


def _counted(row: Row) -> Mapping[str, int] | None:
    """What was counted; None when something changed the row without counting."""
    counts: dict[str, int] = loads(row["section_versions"] or "{}")
    return counts if counts.pop("at", None) == row["version"] else None

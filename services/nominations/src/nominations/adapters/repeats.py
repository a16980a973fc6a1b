"""What a workbook names again: the same subject for the same award and time, in nominations of the unit that stand.

Nothing is refused for it here: people of one name exist, and a unit may have its reasons. It is told, and asked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from chassis.database import Connection, Row
from nominations.adapters.workbook.folding import fold
from nominations.domain.dossier import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Where something stands already: a list, or a nomination of its own when `list_id` is None."""

    list_id: UUID | None
    title: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """A nomination that was neither withdrawn nor closed."""

    earlier: Earlier
    key: tuple[str, ...]
    born: str
    workplace: str
    days: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class RepeatRepository:
    connection: Connection

    async def lock_unit(self, unit: str) -> None:
        """Two workbooks of one unit are taken over one after the other, so that the later one sees the earlier."""
        await self.connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"nominations.accept-import {unit}"
        )

    async def among(self, unit: str, dossiers: Sequence[Dossier]) -> dict[int, Earlier]:
        """Which of the dossiers, by place from 0, repeat what stands, and where that is."""
        rows = await self.connection.fetch(
            """
            SELECT n.list_id, COALESCE(title, '') AS title, n.created_at, subject_kind, award_code,
                dossier ->> 'name' AS name, dossier ->> 'born' AS born, dossier ->> 'workplace' AS workplace,
                dossier -> 'period' ->> 'first_day' AS first_day, dossier -> 'period' ->> 'last_day' AS last_day,
                left(dossier ->> 'deed_at', 10) AS deed_day
            FROM nominations AS n LEFT JOIN lists ON lists.list_id = n.list_id
            WHERE n.unit = $1 AND status NOT IN ('withdrawn', 'closed') AND declined_at IS NULL
                AND award_code = ANY($2::text[])
                AND dossier ->> 'name' IS NOT NULL
            ORDER BY n.created_at DESC
            """,
            unit,
            sorted({dossier.award_code for dossier in dossiers}),
        )
        return _repeated(dossiers, [_standing(row) for row in rows])

    async def same_file(self, unit: str, content: bytes, but: UUID) -> Earlier | None:
        """The list that was made of the very same bytes before, as far as imports are kept."""
        row = await self.connection.fetchrow(
            """
            SELECT lists.list_id, title, lists.created_at AS since
            FROM imports JOIN lists ON lists.list_id = imports.list_id
            WHERE imports.unit = $1 AND digest = $2 AND import_id <> $3 ORDER BY lists.created_at DESC LIMIT 1
            """,
            unit,
            digest_of(content),
            but,
        )
        return None if row is None else Earlier(**row)


def digest_of(content: bytes) -> bytes:
    return sha256(content).digest()


def _repeated(dossiers: Sequence[Dossier], standing: Iterable[_Standing]) -> dict[int, Earlier]:
    by_key: Mapping[tuple[str, ...], list[_Standing]] = defaultdict(list)
    for each in standing:
        by_key[each.key].append(each)
    if not by_key:
        return {}
    found = ((place, _first(dossier, by_key.get(_key_of(dossier), []))) for place, dossier in enumerate(dossiers))
    return {place: earlier for place, earlier in found if earlier is not None}


def _first(dossier: Dossier, standing: Iterable[_Standing]) -> Earlier | None:
    return next((each.earlier for each in standing if _is_same(dossier, each)), None)


def _is_same(dossier: Dossier, other: _Standing) -> bool:
    """Birth tells namesakes apart where both are known, else the workplace; times that touch are one."""
    if dossier.born and other.born:
        return dossier.born == other.born and _touch(_days_of(dossier), other.days)
    if dossier.workplace and other.workplace and fold(dossier.workplace) != fold(other.workplace):
        return False
    return _touch(_days_of(dossier), other.days)


def _touch(one: tuple[str, str] | None, other: tuple[str, str] | None) -> bool:
    if one is None or other is None:
        return one is other
    return one[0] <= other[1] and other[0] <= one[1]


def _days_of(dossier: Dossier) -> tuple[str, str] | None:
    """The day of the deed where there is one, else the period; ISO days sort as text."""
    if dossier.deed_at is not None:
        day = dossier.model_dump(mode="json", include={"deed_at"})["deed_at"][:10]
        return (day, day)
    return None if dossier.period is None else (str(dossier.period.first_day), str(dossier.period.last_day))


def _key_of(dossier: Dossier) -> tuple[str, ...]:
    return (dossier.subject_kind, dossier.award_code, " ".join(dossier.name.casefold().split()))


def _standing(row: Row) -> _Standing:
    period = None if row["first_day"] is None else (row["first_day"], row["last_day"])
    return _Standing(
        earlier=Earlier(list_id=row["list_id"], title=row["title"], since=row["created_at"]),
        key=(row["subject_kind"], row["award_code"], " ".join(row["name"].casefold().split())),
        born=row["born"] or "",
        workplace=row["workplace"] or "",
        days=(row["deed_day"], row["deed_day"]) if row["deed_day"] else period,
    )

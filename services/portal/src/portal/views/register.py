"""The public register of awards: search without diacritics, filters, paging.

Only awarded cases are here, so these names may be public. The search text of a part holds no birth date and no gender,
so that a search confirms nothing that the register does not show.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chassis.database import Connection
from contracts.vocabulary import SubjectKind
from portal.views.conditions import Choice, Conditions, pages_of
from portal.views.people import PERSON_COLUMNS, Person, escaped, person_of, spellings_of, words_of

PAGE_SIZE = 10
CHOICES = 400
FIRST_YEAR, LAST_YEAR = 1945, 2200

_ROWS = f"""
SELECT a.award_id, a.nomination_id, a.decision_id, a.award_code, a.subject_kind, a.proposing_unit, a.issued_on,
    a.revoked_on, d.symbol, {PERSON_COLUMNS}
"""
_FROM = """
FROM projection.award a
LEFT JOIN projection.decision d ON d.decision_id = a.decision_id
LEFT JOIN personal p ON p.fact_id = a.submission_id
"""

_MATCHING = """a.award_id IN (
    SELECT m.award_id FROM personal p JOIN projection.award m ON m.submission_id = p.fact_id WHERE {people}
    UNION SELECT m.award_id FROM projection.award m WHERE m.proposing_unit = ANY({units}::text[])
    UNION SELECT m.award_id FROM projection.decision n JOIN projection.award m ON m.decision_id = n.decision_id
        WHERE n.symbol ILIKE {number})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilter:
    """What a visitor asks for; `units_named` are the units whose names hold the text."""

    text: str = ""
    year: int | None = None
    awards: tuple[str, ...] = ()
    unit: str = ""
    kind: SubjectKind | None = None
    page: int = 1
    units_named: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text) or self.is_filtered

    @property
    def is_filtered(self) -> bool:
        """By more than words: those stand in the field above, so the filter can stay shut on a phone."""
        return bool(self.year or self.awards or self.unit or self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One award as the public sees it; without a symbol the decision has not arrived yet."""

    award_id: UUID
    nomination_id: UUID
    decision_id: UUID
    award_code: str
    subject_kind: str
    unit: str
    symbol: str | None
    issued_on: date
    revoked_on: date | None
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One page of entries and what the filters offer."""

    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int
    award_choices: tuple[Choice, ...]
    year_choices: tuple[Choice, ...]
    unit_choices: tuple[Choice, ...]

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1


async def register(connection: Connection, wanted: RegisterFilter) -> Register:
    """One page of the register."""
    found = _conditions(wanted)
    total = int(await connection.fetchval(f"SELECT count(1) {_FROM} WHERE {found.text()}", *found.values) or 0)
    pages = pages_of(total, PAGE_SIZE)
    page = min(max(wanted.page, 1), pages)
    return Register(
        entries=await _entries(connection, wanted, page),
        total=total,
        page=page,
        pages=pages,
        award_choices=await _choices(connection, replace(wanted, awards=()), "a.award_code", "count(1) DESC, 1"),
        year_choices=await _choices(
            connection, replace(wanted, year=None), "extract(year FROM a.issued_on)::integer::text", "1 DESC"
        ),
        unit_choices=await _choices(connection, replace(wanted, unit=""), "a.proposing_unit", "count(1) DESC, 1"),
    )


async def _entries(connection: Connection, wanted: RegisterFilter, page: int) -> tuple[Entry, ...]:
    found = _conditions(wanted)
    rank = _rank(found, wanted.text)
    window = f"LIMIT {found.parameter(PAGE_SIZE)} OFFSET {found.parameter((page - 1) * PAGE_SIZE)}"
    order = f"ORDER BY {rank} a.issued_on DESC, a.decision_id, a.submission_id {window}"
    return await entries(connection, f"WHERE {found.text()} {order}", found.values)


async def entries(connection: Connection, narrowing: str, values: Sequence[object]) -> tuple[Entry, ...]:
    """Awards `a` with their decision and person, narrowed and ordered by the SQL given."""
    rows = await connection.fetch(f"{_ROWS} {_FROM} {narrowing}", *values)
    return tuple(
        Entry(
            award_id=row["award_id"],
            nomination_id=row["nomination_id"],
            decision_id=row["decision_id"],
            award_code=row["award_code"],
            subject_kind=row["subject_kind"],
            unit=row["proposing_unit"],
            symbol=row["symbol"],
            issued_on=row["issued_on"],
            revoked_on=row["revoked_on"],
            person=person_of(row["person_came"], row["person_body"]),
        )
        for row in rows
    )


def _rank(found: Conditions, text: str) -> str:
    """Right diacritics first, then the words in one run, then anything that holds every word."""
    words = words_of(text)
    if not words:
        return ""
    spelled = found.parameter(spellings_of(text))
    run = found.parameter(f"%{' '.join(words)}%")
    exact = f"COALESCE(p.body ->> 'name' LIKE ANY({spelled}::text[]), FALSE)"
    return f"{exact} DESC, COALESCE(p.search LIKE {run}, FALSE) DESC,"


async def _choices(connection: Connection, wanted: RegisterFilter, column: str, order: str) -> tuple[Choice, ...]:
    found = _conditions(wanted)
    query = f"SELECT {column} AS value, count(1) AS count {_FROM} WHERE {found.text()}"
    rows = await connection.fetch(f"{query} GROUP BY 1 ORDER BY {order} LIMIT {CHOICES}", *found.values)
    return tuple(Choice(value=row["value"], count=row["count"]) for row in rows)


def _conditions(wanted: RegisterFilter) -> Conditions:
    found = Conditions()
    if wanted.text:
        found.clauses.append(_matching(found, wanted))
    if wanted.year:
        found.add("a.issued_on >= $?", date(wanted.year, 1, 1))
        found.add("a.issued_on < $?", date(wanted.year + 1, 1, 1))
    if wanted.awards:
        found.add("a.award_code = ANY($?::text[])", list(wanted.awards))
    if wanted.unit:
        found.add("a.proposing_unit = $?", wanted.unit)
    if wanted.kind:
        found.add("a.subject_kind = $?", wanted.kind)
    return found


def _matching(found: Conditions, wanted: RegisterFilter) -> str:
    """Awards whose person, unit or decision the text names: a union, so that each branch has its index."""
    people = Conditions(values=found.values)
    for word in words_of(wanted.text):
        people.add("p.search LIKE $?", f"%{word}%")
    units = found.parameter(list(wanted.units_named))
    number = found.parameter(f"{escaped(wanted.text.strip())}%")
    return _MATCHING.format(people=people.text(), units=units, number=number)

"""Why dossiers go back, and what the form offers: parts that the rules want, rows that were ticked as not met."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.adapters.clients.review import Returning
from portal.adapters.clients.transport import Away, Refused
from portal.entrypoints import clauses
from portal.entrypoints.forms import Form, blank
from portal.entrypoints.visits import Visit
from portal.views.cases import terms_among

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    parts: Pairs
    rows: Pairs


NOTHING = Offered(parts=[], rows=[])


def why(form: Form) -> Returning:
    return Returning(
        reasons=form.values("reasons"),
        parts=form.values("parts"),
        rows=form.values("rows"),
        note=form.value("note").strip(),
    )


async def fresh(visit: Visit, ids: Sequence[UUID]) -> Form:
    """For one case what the secretariat ticked as not met is chosen already: missing parts, conditions."""
    chosen = [str(each) for each in ids]
    rows = await _not_met(visit, ids[0]) if len(ids) == 1 else ()
    parts = [part for row in rows if (part := clauses.part_of_row(row))]
    conditions = [row for row in rows if clauses.is_row(row) and not clauses.part_of_row(row)]
    reasons = [*(["part-missing"] if parts else []), *(["condition-not-met"] if conditions else [])]
    return blank(id=chosen, parts=parts, rows=conditions, reasons=reasons)


async def offered(visit: Visit, form: Form) -> Offered:
    """Parts that the rules of every chosen case want; rows that were ticked as not met, or are named already."""
    ids, language = form.ids(), visit.language
    async with visit.reading() as connection:
        terms = await terms_among(connection, visit.unit, ids)
    named = [row for row in form.values("rows") if clauses.is_row(row)]
    rows = dict.fromkeys([*named, *(await _not_met(visit, ids[0]) if len(ids) == 1 else ())])
    return Offered(
        parts=clauses.parts_of(terms, language),
        rows=[(row, clauses.row_text(row)) for row in rows if clauses.is_row(row) and not clauses.part_of_row(row)],
    )


def reasons(offered: Pairs, parts: Pairs) -> Pairs:
    """Without the reason that says of any part what another one says by name: one lack is told once."""
    return [each for each in offered if each[0] != clauses.INCOMPLETE or not parts]


async def _not_met(visit: Visit, case_id: UUID) -> tuple[str, ...]:
    try:
        desk = await visit.site.desk.of_case(visit.asking(), case_id)
    except (Away, Refused):
        return ()
    return tuple(tick.row for tick in desk.ticks if tick.outcome == "not-met")

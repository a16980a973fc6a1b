"""Which cases a person chose: ticked ones, or everything that a filter finds."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs
from uuid import UUID

from portal.entrypoints import settling
from portal.entrypoints.colleagues import with_assigned
from portal.entrypoints.forms import asked, asked_page
from portal.entrypoints.visits import Visit
from portal.views.arrivals import all_changed, latest_change
from portal.views.cases import CaseFilter, Tab, ids_of

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def asked_filter(visit: Visit, tab: Tab = Tab.RECEIVED) -> CaseFilter:
    """The filter of the address; an unknown tab is the given one."""
    named = asked(visit.request, "tab", 20)
    return CaseFilter(
        agency=visit.unit,
        tab=Tab(named) if named in set(Tab) else tab,
        text=asked(visit.request, "q"),
        unit=asked(visit.request, "unit", 60),
        award=asked(visit.request, "award", 64),
        list_id=asked(visit.request, "list", 40),
        assignee=asked(visit.request, "assignee", 40),
        overdue=asked(visit.request, "overdue", 4) == "yes",
        page=asked_page(visit.request),
    )


def posted_filter(visit: Visit, tab: Tab = Tab.RECEIVED) -> CaseFilter:
    """The filter under which the posted choice was made."""
    posted = {name: values[0] for name, values in parse_qs(visit.form.value("filter")).items()}
    named = posted.get("tab", "")
    return CaseFilter(
        agency=visit.unit,
        tab=Tab(named) if named in set(Tab) else tab,
        text=posted.get("q", "")[:200],
        unit=posted.get("unit", "")[:60],
        award=posted.get("award", "")[:64],
        list_id=posted.get("list", "")[:40],
        assignee=posted.get("assignee", "")[:40],
        overdue=posted.get("overdue") == "yes",
    )


async def chosen_ids(visit: Visit, wanted: CaseFilter) -> tuple[UUID, ...]:
    """The ticked cases; with "everything" all that the filter finds."""
    if visit.form.value("everything") != "yes":
        return visit.form.ids()
    narrowed = await with_assigned(visit, wanted)
    async with visit.reading() as connection:
        return tuple(await ids_of(connection, narrowed, visit.today))


def checked(visit: Visit, wanted: CaseFilter) -> dict[str, bool | str]:
    """Whether every box is ticked from the start, and the address where it is: choosing all without a script."""
    all_checked = visit.request.query_params.get("checked") == "all"
    joint = "?" if not wanted.query else f"?{wanted.query}&"
    return {"all_checked": all_checked, "all_checked_url": f"{joint}checked=all"}


@dataclass(slots=True)
class Arrival:
    """Whether the command's facts have arrived in time; else the page says that they are on their way."""

    is_late: bool = False


@asynccontextmanager
async def settled(visit: Visit, case_ids: Sequence[UUID]) -> AsyncIterator[Arrival]:
    """After the command inside, wait until the projection shows that every case changed."""
    arrival = Arrival()
    async with visit.reading() as connection:
        before = await latest_change(connection, case_ids) or LONG_AGO
    yield arrival
    arrival.is_late = not await settling.until(visit, lambda connection: all_changed(connection, case_ids, before))

"""The public register, and what the portal says about itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from starlette.responses import Response

from contracts.vocabulary import SubjectKind
from directory import load_directory
from portal.entrypoints import filters
from portal.entrypoints.forms import asked, asked_page, asked_year
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, anyone
from portal.views.figures import figures
from portal.views.figures import record as record_now
from portal.views.register import FIRST_YEAR, LAST_YEAR, RegisterFilter
from portal.views.register import register as register_page

UNITS_NAMED = 200

router = PageRouter()

Public = Annotated[Visit, anyone()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter in use, and the register without it."""

    label: str
    href: str


@router.get("/")
async def show(visit: Public) -> Response:
    """The whole page, or only its results for a script that asked for a part."""
    wanted = asked_filter(visit)
    async with visit.reading() as connection:
        found = await register_page(connection, wanted)
        context: dict[str, object] = {
            "register": found,
            "filter": wanted,
            "chips": chips(visit, wanted),
            "page_url": page_url(visit),
        }
        if visit.request.headers.get("hx-request-type") == "partial":
            return visit.page("parts/results.html", **context)
        context |= {
            "figures": await figures(connection, visit.today),
            "record": await record_now(connection),
        }
    return visit.page("register.html", checkpoint=await visit.site.record.checkpoint(), **context)


@router.get("/about")
async def about(visit: Public) -> Response:
    return visit.page("about.html")


def asked_filter(visit: Visit) -> RegisterFilter:
    """The filter of the address; what it does not understand it leaves out."""
    text, kind = asked(visit.request, "q"), asked(visit.request, "kind")
    awards = visit.request.query_params.getlist("award")
    return RegisterFilter(
        text=text,
        year=asked_year(visit.request, FIRST_YEAR, LAST_YEAR),
        awards=tuple(code[:64] for code in awards if code)[:50],
        unit=asked(visit.request, "unit", 60),
        kind=SubjectKind(kind) if kind in set(SubjectKind) else None,
        page=asked_page(visit.request),
        units_named=tuple(unit.key for unit in load_directory().search(text, limit=UNITS_NAMED)),
    )


def chips(visit: Visit, wanted: RegisterFilter) -> list[Chip]:
    """The filters in use, in the order of the page."""
    language = visit.language
    used = [
        *([("q", wanted.text, f"“{wanted.text}”")] if wanted.text else []),
        *(("award", code, filters.award(language, code)) for code in wanted.awards),
        *([("kind", str(wanted.kind), language.word(wanted.kind))] if wanted.kind else []),
        *([("unit", wanted.unit, filters.unit_name(wanted.unit))] if wanted.unit else []),
        *([("year", str(wanted.year), str(wanted.year))] if wanted.year else []),
    ]
    return [Chip(label=label, href=_without(visit, name, value)) for name, value, label in used]


def page_url(visit: Visit) -> Callable[[int], str]:
    """The address of another page under the same filters."""
    return pages_under(visit.request.url.path, urlencode(_kept(visit)))


def pages_under(path: str, query: str) -> Callable[[int], str]:
    def url(page: int) -> str:
        return f"{path}?{query}&page={page}" if query else f"{path}?page={page}"

    return url


def _without(visit: Visit, name: str, value: str) -> str:
    left = [(each, text) for each, text in _kept(visit) if (each, text.strip()) != (name, value)]
    return f"/?{urlencode(left)}" if left else "/"


def _kept(visit: Visit) -> list[tuple[str, str]]:
    dropped = {"page", "lang", "done", "late"}
    return [(name, value) for name, value in visit.request.query_params.multi_items() if value and name not in dropped]

"""What a person typed: read once, in NFC, and shown again when something is wrong with it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from starlette.datastructures import FormData, QueryParams, UploadFile
from starlette.requests import Request

from chassis.body_limit import DEFAULT_BYTES
from portal.entrypoints.asks import Asks

YEAR = re.compile(r"[0-9]{4}")
OWN_FIELDS = frozenset({"csrf", "once"})
# One command takes 20,000 cases, each a field; Starlette stops at 1,000.
MOST_FIELDS = 25_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a field; without a field, with the whole."""

    text: str
    field: str = ""
    asks: Asks = Asks.MENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of a form. `once` is the idempotency key: sent twice, a form is one command."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: tuple[Fault, ...] = ()
    once: str = ""

    def value(self, name: str) -> str:
        values = self.fields.get(name, ())
        return values[0] if values else ""

    def values(self, name: str) -> tuple[str, ...]:
        return self.fields.get(name, ())

    def error(self, name: str) -> str:
        return next((fault.text for fault in self.errors if fault.field == name), "")

    @property
    def asks(self) -> Asks:
        """What the faults ask for together: whatever can be mended comes first."""
        asked = [fault.asks for fault in self.errors]
        return Asks.MENDING if Asks.MENDING in asked or not asked else asked[0]

    def ids(self) -> tuple[UUID, ...]:
        """The things chosen, each once; what is no id is left out."""
        found = (_uuid(text) for text in self.values("id"))
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def one_id(self, name: str) -> UUID | None:
        """The id in a field; None for whatever else stands there."""
        return _uuid(self.value(name))

    def number(self, name: str) -> int:
        """A whole number of at most nine digits; 0 for whatever else stands there."""
        text = self.value(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def day(self, name: str) -> date | None:
        """A date field; None when empty or no date."""
        try:
            return date.fromisoformat(self.value(name))
        except ValueError:
            return None

    def once_for(self, what: str) -> str:
        """The idempotency key where a page has several forms, or one asks for several things: one key each."""
        return str(uuid5(NAMESPACE_OID, f"{self.once} {what}"))

    def with_errors(self, errors: Iterable[Fault]) -> "Form":
        return replace(self, errors=tuple(errors))

    def with_fresh_key(self) -> "Form":
        return replace(self, once=str(uuid4()))


def blank(**fields: str | Iterable[str]) -> Form:
    """A form to fill in, with a key of its own."""
    given = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in fields.items()}
    return Form(fields=given, once=str(uuid4()))


async def posted(request: Request) -> FormData:
    """What the browser sent, parsed once a request."""
    return await request.form(max_fields=MOST_FIELDS)


def is_small(request: Request) -> bool:
    """Whether the body says that it is no larger than forms without a file are."""
    if request.method == "GET":
        return True
    declared = request.headers.get("content-length", "")
    return declared.isascii() and declared.isdigit() and int(declared) <= DEFAULT_BYTES


async def read(request: Request) -> Form:
    """The posted form; files are left out."""
    data = await posted(request)
    return Form(fields=_fields(data), once=str(data.get("once") or uuid4()))


async def upload(request: Request, name: str) -> UploadFile | None:
    """The file of a field, None when none was chosen."""
    found = (await posted(request)).get(name)
    return found if isinstance(found, UploadFile) and found.filename else None


def asked(request: Request, name: str, at_most: int = 200) -> str:
    """A parameter of the address: NFC, bounded, without control characters."""
    return _clean(request.query_params.get(name, ""))[:at_most].strip()


def asked_id(request: Request, name: str) -> UUID | None:
    return _uuid(asked(request, name, 40))


def asked_year(request: Request, first: int, last: int) -> int | None:
    """Four digits within the bounds; anything else asks for no year."""
    text = asked(request, "year", 5)
    return int(text) if YEAR.fullmatch(text) and first <= int(text) <= last else None


def asked_page(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _fields(data: FormData | QueryParams) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in data.multi_items():
        if isinstance(value, str) and name not in OWN_FIELDS:
            found.setdefault(name, []).append(_clean(value))
    return {name: tuple(values) for name, values in found.items()}


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if letter in "\n\r\t" or unicodedata.category(letter) != "Cc")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

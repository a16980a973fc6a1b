"""The forms of the registers as the bodies that nominations takes, and back."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from contracts.canonical import Json
from portal.adapters.clients.registers import Author, Entry, Initiative
from portal.entrypoints.forms import Form, blank
from portal.entrypoints.questions import IDENTITY_REMOVED

_SUBJECT = ("kind", "name", "born", "identity", "workplace", "unit")
_DECISION = (
    *("award_code", "award_name", "decision_number", "decided_on", "issuing_body", "issuing_unit"),
    *("period_first", "period_last"),
)
_INITIATIVE = ("title", "kind", "level", "council", "decision_number", "decided_on", "evidence")
MOST_AUTHORS = 20
FEWEST_AUTHORS = 5
"""So many places for authors stand on the page at first; a button adds as many."""
_IDENTITY = "identity"


def entry_body(form: Form) -> dict[str, Json]:
    """Whom, and what; empty fields are left out. An empty national id takes back the one that was given."""
    subject = _given(form, _SUBJECT)
    if form.value(IDENTITY_REMOVED) and _IDENTITY not in subject:
        subject[_IDENTITY] = ""
    return {"subject": subject, "decision": {**_given(form, _DECISION), **_year(form)}}


def entry_form(entry: Entry) -> Form:
    """The national id is never shown: left empty it stays."""
    said = {name: _text(getattr(entry, name)) for name in (*_DECISION, "kind", "name", "born", "workplace", "year")}
    return blank(**said, unit=entry.unit_then)


def initiative_body(form: Form, former: Sequence[Author] = ()) -> dict[str, Json]:
    """Of an author who stands there as before, what the page does not ask stays."""
    places = range(1, MOST_AUTHORS + 1)
    authors: list[Json] = [_author(form, at, former) for at in places if form.value(f"author{at}").strip()]
    return {**_given(form, _INITIATIVE), **_year(form), "authors": authors}


def initiative_form(initiative: Initiative) -> Form:
    said = {name: _text(getattr(initiative, name)) for name in (*_INITIATIVE, "year")}
    for at, author in enumerate(initiative.authors, start=1):
        said |= _shown(author, at)
    return blank(**said)


def author_places(form: Form) -> range:
    """The places for authors that a page shows: those that are filled, and as many empty ones as were asked for."""
    filled = max((at for at in range(1, MOST_AUTHORS + 1) if form.value(f"author{at}").strip()), default=0)
    shown = max((at for at in range(1, MOST_AUTHORS + 1) if f"author{at}" in form.fields), default=0)
    more = FEWEST_AUTHORS if form.value("more") else 0
    return range(1, min(MOST_AUTHORS, max(FEWEST_AUTHORS, filled, shown + more)) + 1)


def _author(form: Form, at: int, former: Sequence[Author]) -> dict[str, Json]:
    name, born = form.value(f"author{at}").strip(), form.value(f"born{at}").strip()
    stands = next((each for each in former if (each.name, each.born or "") == (name, born)), Author())
    said = {"kind": stands.kind, "name": name, "born": born, "workplace": stands.workplace, "unit": stands.unit}
    return {key: value for key, value in said.items() if value}


def _shown(author: Author, at: int) -> dict[str, str]:
    return {f"author{at}": author.name or "", f"born{at}": author.born or ""}


def further(home: str, text: str, after: UUID | None) -> str:
    """Where the next page of a register stands; "" on the last."""
    return f"{home}?{urlencode({'q': text, 'after': str(after)})}" if after else ""


def _given(form: Form, names: tuple[str, ...]) -> dict[str, Json]:
    return {name: form.value(name).strip() for name in names if form.value(name).strip()}


def _year(form: Form) -> dict[str, Json]:
    """A number where it is one; anything else goes as it was typed, to be refused beside its field."""
    text = form.value("year").strip()
    if not text:
        return {}
    return {"year": int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text}


def _text(value: object) -> str:
    return "" if value is None else str(value)

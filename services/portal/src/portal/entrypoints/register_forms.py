"""The forms of the registers as the bodies that nominations takes, and back."""

from contracts.canonical import Json
from portal.adapters.clients.registers import Author, Entry, Initiative
from portal.entrypoints.forms import Form, blank

_SUBJECT = ("kind", "name", "born", "identity", "workplace", "unit")
_DECISION = (
    *("award_code", "award_name", "decision_number", "decided_on", "issuing_body", "issuing_unit"),
    *("period_first", "period_last"),
)
_INITIATIVE = ("title", "kind", "level", "council", "decision_number", "decided_on", "evidence")
AUTHORS = range(1, 6)
"""So many authors the page asks for; more may be entered through the interface of nominations."""


def entry_body(form: Form) -> dict[str, Json]:
    """Whom, and what; empty fields are left out."""
    return {"subject": _given(form, _SUBJECT), "decision": {**_given(form, _DECISION), **_year(form)}}


def entry_form(entry: Entry) -> Form:
    """The national id is never shown: left empty it stays."""
    said = {name: _text(getattr(entry, name)) for name in (*_DECISION, "kind", "name", "born", "workplace", "year")}
    return blank(**said, unit=entry.unit_then)


def initiative_body(form: Form) -> dict[str, Json]:
    authors: list[Json] = [_author(form, at) for at in AUTHORS if form.value(f"author{at}").strip()]
    return {**_given(form, _INITIATIVE), **_year(form), "authors": authors}


def initiative_form(initiative: Initiative) -> Form:
    said = {name: _text(getattr(initiative, name)) for name in (*_INITIATIVE, "year")}
    for at, author in zip(AUTHORS, initiative.authors, strict=False):
        said |= _shown(author, at)
    return blank(**said)


def _author(form: Form, at: int) -> dict[str, Json]:
    author: dict[str, Json] = {"kind": "individual", "name": form.value(f"author{at}").strip()}
    if born := form.value(f"born{at}").strip():
        author["born"] = born
    return author


def _shown(author: Author, at: int) -> dict[str, str]:
    return {f"author{at}": author.name or "", f"born{at}": author.born or ""}


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

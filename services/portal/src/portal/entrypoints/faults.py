"""A neighbour's refusal, and what is missing in a form, as faults beside their fields."""

import re
from collections.abc import Awaitable, Mapping

from portal.adapters.clients.transport import Refused
from portal.entrypoints.asks import asks_of
from portal.entrypoints.forms import Fault, Form
from portal.entrypoints.visits import Visit

# nominations names the place of a dossier's fault in its sentence: "#1 /award_code: XYZ".
_PLACED = re.compile(r"#[0-9]+ /(?P<field>[a-z_]+): .*")


def faults_of(error: Refused, fields: Mapping[str, str] | None = None) -> list[Fault]:
    """The faults of a refusal, each beside its field; `fields` renames the last word of a pointer."""
    names = fields or {}
    found = [Fault(field=names.get(_last(flaw.pointer), _last(flaw.pointer)), text=flaw.detail) for flaw in error.flaws]
    if found:
        return found
    placed = _PLACED.fullmatch(error.detail)
    if placed:
        return [Fault(field=names.get(placed["field"], placed["field"]), text=f"{error.title}.")]
    return [Fault(text=f"{error.title}. {error.detail}".strip(), asks=asks_of(error))]


async def refused(command: Awaitable[object]) -> list[Fault]:
    """Wait for a command; its faults, none when it was done."""
    try:
        await command
    except Refused as error:
        return faults_of(error)
    return []


def required(visit: Visit, form: Form, name: str, sentence: str) -> list[Fault]:
    """A fault when nothing was given for a field."""
    given = any(value.strip() for value in form.values(name))
    return [] if given else [Fault(field=name, text=visit.text(sentence))]


def _last(pointer: str) -> str:
    words = [word for word in pointer.split("/") if word and not word.isdigit()]
    return words[-1] if words else ""

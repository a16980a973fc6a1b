"""Sections of a draft: what the form's data says about them as models, and how one is written into the dossier.

The models give the API its JSON Schema and check what is sent; nothing here decides who may write.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints, create_model

from contracts.canonical import Json
from contracts.vocabulary import Code, Day, Moment, UnitKey
from nominations.domain import errors
from nominations.domain.dossier import Content, Dossier
from nominations.domain.model import Nomination
from rulebook.forms import FieldKind, FormDefinition, FormField, FormSection, SectionKey, Source, form

Value = str | int | bool | None
# Nobody can see the number again: null leaves it as it is, an empty text takes it back.
IDENTITY = "identity"
Fault = Mapping[str, object]
"""One error as pydantic tells it; `loc` begins with the field's key."""

_SOURCES: Mapping[Source, object] = {
    Source.AWARDS: Code,
    Source.AGENCIES: UnitKey,
    Source.MOVEMENTS: Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F-]{36}$")],
    Source.GROUNDS: Code,
}


class SectionBody(BaseModel):
    """What every section's model is made from: a field that is null or empty is emptied."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False)


def form_of(content: Content, on: date) -> FormDefinition:
    """The form that a dossier is written with: that of the day it was received, else of the day asked about."""
    return form(content.award_code, content.subject_kind, content.commendation_kind, content.received_on or on)


@lru_cache(maxsize=512)
def model_of(section: FormSection) -> type[SectionBody]:
    """The section as a model: one field each, with the form's lengths."""
    fields = {each.key: (_annotation(each), _field(each)) for each in section.fields}
    name = f"{section.key.title()}Section"
    made: type[SectionBody] = create_model(name, __base__=SectionBody, **fields)  # type: ignore[call-overload]
    return made


@lru_cache(maxsize=512)
def schema_of(definition: FormDefinition) -> Mapping[str, Json]:
    """The JSON Schema of a whole form, one property a section."""
    sections = {each.key.value: (model_of(each) | None, Field(None, title=each.title)) for each in definition.sections}
    title = f"{definition.award_code}-{definition.subject_kind}"
    made = create_model(title, __config__=ConfigDict(extra="forbid"), **sections)  # type: ignore[call-overload]
    schema: Mapping[str, Json] = made.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def values_of(content: Content, section: FormSection) -> dict[str, Value]:
    """What the dossier says in a section, by the form's keys; None where nothing is said."""
    return values_in(content.model_dump(mode="json", exclude_none=True), section)


def values_in(said: Mapping[str, object], section: FormSection) -> dict[str, Value]:
    """The same of a dossier that was dumped before."""
    return {each.key: _at(said, each.path) for each in section.fields}


def written(content: Content, section: FormSection, values: Mapping[str, Value]) -> Dossier:
    """The dossier with the fields that were sent; raise ValidationError for what the form or the dossier refuses."""
    body = model_of(section).model_validate(dict(values))
    data = content.model_dump(mode="json", exclude_none=True)
    sent = body.model_dump(mode="json", exclude_unset=True)
    for each in section.fields:
        if each.key in sent:
            put(data, each.path, sent[each.key])
    if sent.get(IDENTITY, "") is None and values[IDENTITY] == "":
        data[IDENTITY] = ""
    _check_order(data.get("period"))
    return Dossier.model_validate(data)


def _check_order(period: object) -> None:
    if isinstance(period, Mapping) and str(period.get("last_day") or "9") < str(period.get("first_day") or ""):
        raise errors.PeriodBackwards(0, "")


def by_key(faults: Iterable[Fault], section: FormSection) -> list[Fault]:
    """Faults of the dossier told of the form's fields; those of a place that the section lacks are told as they are."""
    return [{**each, "loc": ("body", _key_of(each["loc"], section))} for each in faults]


def counted(former: Nomination, dossier: Content, version: int) -> Mapping[str, int]:
    """At which version each section last changed, once `former` says `dossier` at `version`."""
    return {
        section: version if _said(former.dossier, section) != _said(dossier, section) else former.version_of(section)
        for section in SectionKey
    }


def _said(content: Content, section: SectionKey) -> Mapping[str, object]:
    """Everything a dossier says in a section, whatever form it is shown in."""
    return {name: getattr(content, name) for name in _FIELDS[section]}


_FIELDS: Mapping[SectionKey, tuple[str, ...]] = {
    SectionKey.AWARD: (
        *("subject_kind", "award_code", "commendation_kind", "period", "movement_id", "receiving_agency"),
        *("received_on", "simplified", "simplified_ground"),
    ),
    SectionKey.SUBJECT: ("name", "born", "gender", "position", "workplace", "priority", "service", "person_hash"),
    SectionKey.ACHIEVEMENT: ("achievement", "deed_at", "deed_place", "discovered_by"),
    SectionKey.RESULTS: ("results",),
    SectionKey.STANDING: ("standing",),
    SectionKey.JUDGEMENTS: ("judgements",),
}


def _annotation(field: FormField) -> object:
    return Annotated[_shape(field) | None, BeforeValidator(_emptied)]  # type: ignore[operator]


def _emptied(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _shape(field: FormField) -> object:
    match field.kind:
        case FieldKind.LINE | FieldKind.TEXT:
            pattern = field.pattern or None
            return Annotated[
                str, StringConstraints(strip_whitespace=True, max_length=field.max_length, pattern=pattern)
            ]
        case FieldKind.DAY:
            return Day
        case FieldKind.MOMENT:
            return Moment
        case FieldKind.YES_NO:
            return StrictBool
        case FieldKind.YEAR | FieldKind.NUMBER:
            return Annotated[int, Field(strict=True, ge=0, le=field.at_most)]
        case FieldKind.CHOICE:
            if field.source is not Source.OWN:
                return _SOURCES[field.source]
            return Literal[tuple(each.code for each in field.choices)]


def _field(field: FormField) -> object:
    extra: dict[str, str] = {"x-label-en": field.label_en, "x-wanted-by": field.wanted_by}
    if field.required.ever:
        extra["x-required-when"] = (
            f"{field.required.field}={field.required.value}" if field.required.field else "always"
        )
    return Field(None, title=field.label, description=field.hint or None, json_schema_extra={**extra})


def _at(data: Mapping[str, object], path: tuple[str, ...]) -> Value:
    found: object = data
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, str | int | bool) else None


def put(data: dict[str, object], path: tuple[str, ...], value: Value) -> None:
    """Write a value at its place; what is left empty goes."""
    step, *rest = path
    if rest:
        below = data.get(step)
        inside = dict(below) if isinstance(below, Mapping) else {}
        put(inside, tuple(rest), value)
        value_here: object = inside or None
    else:
        value_here = value
    if value_here is None:
        data.pop(step, None)
    else:
        data[step] = value_here


def _key_of(loc: object, section: FormSection) -> str:
    steps = tuple(str(each) for each in loc) if isinstance(loc, tuple) else ()
    for field in section.fields:
        if steps == field.path or steps == (field.key,) or (steps and steps == field.path[: len(steps)]):
            return field.key
    return steps[-1] if steps else ""

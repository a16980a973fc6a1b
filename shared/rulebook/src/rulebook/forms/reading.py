"""Reads the forms' data, once; IncompleteRow on the first row that isn't whole."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from rulebook.forms.definition import (
    EVERY,
    Choice,
    FieldKind,
    FormDefinition,
    FormField,
    FormSection,
    Promise,
    Required,
    SectionKey,
    Source,
)
from rulebook.forms.judging import judged_fields
from rulebook.rows import IncompleteRow, Row

LETTERS = (FieldKind.LINE, FieldKind.TEXT)
NUMBERS = (FieldKind.NUMBER, FieldKind.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field, and for whom it stands in the form; with `years` it stands once a year, counted back from the day."""

    field: FormField
    subjects: frozenset[str]
    awards: frozenset[str]
    kinds: frozenset[str]
    years: int

    def stands_for(self, award: str, subject_kind: str, kind: str) -> bool:
        asked = ((self.subjects, subject_kind), (self.awards, award), (self.kinds, kind))
        return all(EVERY in row or wanted in row for row, wanted in asked)

    def on(self, day: date) -> tuple[FormField, ...]:
        if not self.years:
            return (self.field,)
        return tuple(_of_year(self.field, day.year - back) for back in range(self.years))


@lru_cache(maxsize=4_096)
def form(award: str, subject_kind: str, kind: str, on: date) -> FormDefinition:
    """The form of an award for a kind of subject and of commendation, as of the day."""
    fields = [each for row in field_rows() if row.stands_for(award, subject_kind, kind) for each in row.on(on)]
    fields += judged_fields(award, subject_kind, kind, on)
    sections = [
        replace(section, fields=tuple(each for each in fields if each.section is section.key))
        for section in _sections()
    ]
    return FormDefinition(
        award_code=award,
        subject_kind=subject_kind,
        commendation_kind=kind,
        on=on,
        sections=tuple(section for section in sections if section.fields),
    )


@cache
def listed() -> tuple[FormField, ...]:
    """Whatever some form asks in a column of a list, each heading once; `{year}` stands in it for each of the years."""
    return tuple({row.field.heading: row.field for row in field_rows() if row.field.heading}.values())


@cache
def of_every_award() -> tuple[FormField, ...]:
    """What the form of every award asks in a column of a list, of whatever subject and kind of commendation.

    Each field stands once, in the order of the page, under all the headings that it has: ``Đơn vị công tác / Đơn vị``.
    """
    found: dict[str, FormField] = {}
    for field in (row.field for row in field_rows() if row.field.heading and EVERY in row.awards):
        before = found.get(field.key)
        heading = field.heading if before is None else f"{before.heading} / {field.heading}"
        found[field.key] = replace(before or field, heading=heading)
    return tuple(found.values())


def longest(key: str) -> int:
    """How many letters a field takes at most, in whatever form it stands; raise KeyError for none of ours."""
    return max([row.field.max_length for row in field_rows() if row.field.key == key] or [_unknown(key)])


def promise_on(day: date) -> Promise | None:
    """What a head promises on the day, None before the first wording."""
    return next((each for each in promises() if each.span.covers(day)), None)


@cache
def field_rows() -> tuple[FieldRow, ...]:
    """Every field in the order of the page."""
    return tuple(_field(row) for row in _file("fields.toml").rows("field"))


@cache
def promises() -> tuple[Promise, ...]:
    return tuple(_promise(row) for row in _file("promises.toml").rows("promise"))


@cache
def _sections() -> tuple[FormSection, ...]:
    return tuple(_section(row) for row in _file("sections.toml").rows("section"))


def _file(name: str) -> Row:
    text = (resources.files("rulebook") / "forms" / name).read_text(encoding="utf-8")
    return Row(name=f"forms/{name}", cells=tomllib.loads(text))


def _unknown(key: str) -> int:
    raise KeyError(key)


def _of_year(field: FormField, year: int) -> FormField:
    """The field of one year: what its texts say of `{year}`, and a key and a place of its own."""
    return replace(
        field,
        key=f"{field.key}_{year}",
        path=(*field.path, str(year)),
        label=field.label.format(year=year),
        label_en=field.label_en.format(year=year),
        heading=field.heading.format(year=year),
    )


def _section(row: Row) -> FormSection:
    made = FormSection(
        key=row.choice("key", SectionKey),
        title=row.text("title"),
        title_en=row.text("title_en"),
        hint=row.optional_text("hint"),
        hint_en=row.optional_text("hint_en"),
        fields=(),
    )
    row.done()
    return made


def _field(row: Row) -> FieldRow:
    kind, source = row.choice("kind", FieldKind), _given(row, "source", Source.OWN)
    made = FormField(
        key=row.text("key"),
        path=tuple(_given(row, "path", row.text("key")).split(".")),
        section=row.choice("section", SectionKey),
        kind=kind,
        label=row.text("label"),
        label_en=row.text("label_en"),
        hint=_given(row, "hint", ""),
        hint_en=_given(row, "hint_en", ""),
        max_length=_number(row, "max_length") if kind in LETTERS else 0,
        at_most=_number(row, "at_most") if kind in NUMBERS else 0,
        pattern=_given(row, "pattern", ""),
        source=Source(source),
        choices=_choices(row) if kind is FieldKind.CHOICE and source == Source.OWN else (),
        required=_required(row),
        wanted_by=row.text("wanted_by"),
        heading=_given(row, "heading", ""),
    )
    years = _number(row, "years") if row.has("years") else 0
    asked = {name: frozenset(row.texts(name)) for name in ("subjects", "awards", "kinds")}
    row.done()
    return FieldRow(field=made, years=years, **asked)


def _number(row: Row, key: str) -> int:
    row.read.add(key)
    value = row.cells.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise IncompleteRow(row.name, key, "is no integer")
    return value


def _given(row: Row, key: str, otherwise: str) -> str:
    """A text that a row may leave out."""
    return row.text(key) if row.has(key) else otherwise


def _choices(row: Row) -> tuple[Choice, ...]:
    found = []
    for below in row.rows("choices"):
        found.append(Choice(code=below.text("code"), name=below.text("name"), name_en=below.text("name_en")))
        below.done()
    return tuple(found)


def _required(row: Row) -> Required:
    """`never`, `always`, or `<field>=<value>`."""
    text = row.text("required")
    field, equals, value = text.partition("=")
    if equals:
        return Required(field=field, value=value)
    if text not in ("never", "always"):
        raise IncompleteRow(row.name, "required", "is neither never, always nor a field and its value")
    return Required(always=text == "always")


def _promise(row: Row) -> Promise:
    made = Promise(
        code=row.text("code"), text=row.text("text"), text_en=row.text("text_en"), span=row.span(), basis=row.basis()
    )
    row.done()
    return made

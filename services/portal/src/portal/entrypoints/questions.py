"""The form's data as questions of a page: what is shown, what was typed as the values that nominations takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from contracts.canonical import Json
from contracts.local_time import VIETNAM
from portal.entrypoints import filters
from portal.entrypoints.choices import Choices, Pairs
from portal.entrypoints.forms import Form
from portal.entrypoints.language import Language
from portal.entrypoints.wording import mark
from rulebook.forms import FieldKind, FormField, FormSection, Source

# More choices than these stand in a drop-down list.
AS_RADIOS = 4
INPUTS: Mapping[FieldKind, str] = {
    FieldKind.LINE: "text",
    FieldKind.TEXT: "area",
    FieldKind.DAY: "date",
    FieldKind.MOMENT: "datetime-local",
    FieldKind.NUMBER: "number",
    FieldKind.YEAR: "number",
    FieldKind.YES_NO: "radios",
}
YES, NO = mark("Có"), mark("Không")
IDENTITY, IDENTITY_REMOVED = "identity", "identity_removed"
GIVEN = mark("đã nhập; số không được lưu nên không hiện lại")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field as a page asks for it."""

    key: str
    label: str
    hint: str
    control: str
    """`text`, `area`, `date`, `datetime-local`, `number`, `radios` or `select`."""
    choices: Pairs
    optional: bool
    max: int
    wide: bool
    doubt: str = ""
    """Why what is chosen stands as "chưa kiểm chứng"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One field as it is read: what was asked, and what stands there."""

    key: str
    label: str
    text: str
    doubt: str = ""


def asked(section: FormSection, language: Language, offered: Choices) -> list[Question]:
    return [_question(each, language, offered) for each in section.fields]


def answers(section: FormSection, said: Mapping[str, object], language: Language, offered: Choices) -> list[Answer]:
    """The whole section as text; empty where nothing was said."""
    found = ((each, _at(said, each.path)) for each in section.fields)
    return [
        Answer(
            key=field.key,
            label=_label(field, language),
            text=_shown(field, value, language, offered),
            doubt=offered.grounds_doubt if field.source is Source.GROUNDS else "",
        )
        for field, value in found
    ]


def filled(section: FormSection, said: Mapping[str, object]) -> dict[str, str]:
    """What stands in the section, as a page's fields hold it."""
    return {each.key: "" if each.key == IDENTITY else _typed(each, _at(said, each.path)) for each in section.fields}


def values_of(form: Form, section: FormSection) -> dict[str, Json]:
    """What was typed; what the page did not ask stays out, what is empty empties.

    The national id is shown to nobody: left empty it stays, and goes by its own tick.
    """
    values = {each.key: _value(each, form.value(each.key).strip()) for each in section.fields}
    if IDENTITY in values and values[IDENTITY] is None and form.value(IDENTITY_REMOVED):
        values[IDENTITY] = ""
    return values


def label_of(section: FormSection, language: Language) -> tuple[str, str]:
    """Title and hint of a section."""
    if language.is_vietnamese:
        return section.title, section.hint
    return section.title_en, section.hint_en


def _question(field: FormField, language: Language, offered: Choices) -> Question:
    choices = _choices(field, language, offered)
    control = INPUTS.get(field.kind) or ("radios" if len(choices) <= AS_RADIOS else "select")
    if field.source is Source.GROUNDS:
        control = "radios"
    return Question(
        key=field.key,
        label=_label(field, language),
        hint=field.hint if language.is_vietnamese else field.hint_en,
        control=control,
        choices=choices,
        optional=not field.required.ever,
        max=field.at_most or field.max_length,
        wide=control in ("area", "radios") or field.max_length > 100 or field.source is not Source.OWN,
        doubt=offered.grounds_doubt if field.source is Source.GROUNDS else "",
    )


def _label(field: FormField, language: Language) -> str:
    return field.label if language.is_vietnamese else field.label_en


def _choices(field: FormField, language: Language, offered: Choices) -> Pairs:
    match field.source:
        case Source.AWARDS:
            return offered.awards
        case Source.AGENCIES:
            return offered.agencies
        case Source.MOVEMENTS:
            return offered.movements
        case Source.GROUNDS:
            return offered.grounds
        case Source.OWN if field.kind is FieldKind.YES_NO:
            return [("yes", language.text(YES)), ("no", language.text(NO))]
        case Source.OWN:
            return [(each.code, each.name if language.is_vietnamese else each.name_en) for each in field.choices]


def _at(said: Mapping[str, object], path: tuple[str, ...]) -> object:
    found: object = said
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _typed(field: FormField, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.kind is FieldKind.MOMENT:
        return f"{datetime.fromisoformat(str(value)).astimezone(VIETNAM):%Y-%m-%dT%H:%M}"
    return str(value)


def _value(field: FormField, text: str) -> Json:
    if not text:
        return None
    match field.kind:
        case FieldKind.YES_NO:
            return text == "yes"
        case FieldKind.NUMBER | FieldKind.YEAR if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        case FieldKind.MOMENT:
            return with_offset(text)
        case _:
            return text


def with_offset(text: str) -> str:
    """A local time with Vietnam's offset; what is no time stays, for nominations to refuse."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).isoformat()


def _shown(field: FormField, value: object, language: Language, offered: Choices) -> str:
    if value is None:
        return ""
    if field.key == IDENTITY:
        return language.text(GIVEN)
    match field.kind:
        case FieldKind.DAY:
            return filters.day(date.fromisoformat(str(value)))
        case FieldKind.MOMENT:
            return filters.minute(datetime.fromisoformat(str(value)))
        case FieldKind.CHOICE | FieldKind.YES_NO:
            code = _typed(field, value)
            return dict(_choices(field, language, offered)).get(code, _named(field, code, language))
        case _:
            return str(value)


def _named(field: FormField, code: str, language: Language) -> str:
    """The name of what is no longer offered today."""
    match field.source:
        case Source.AWARDS:
            return filters.award(language, code)
        case Source.AGENCIES:
            return filters.unit_name(code)
        case _:
            return code

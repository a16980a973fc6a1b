"""What a form is made of. Fields are data; nothing here knows a page, a schema or a workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.awards import Basis, Span

EVERY = "*"
OURS = "ours"


class FieldKind(StrEnum):
    """What is written into a field."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    YEAR = "year"
    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes-no"
    MOMENT = "moment"


class SectionKey(StrEnum):
    """The parts of a draft that two people can write at the same time."""

    AWARD = "award"
    SUBJECT = "subject"
    ACHIEVEMENT = "achievement"
    RESULTS = "results"
    STANDING = "standing"
    JUDGEMENTS = "judgements"


class Source(StrEnum):
    """Where the choices of a field come from when they are not its own."""

    OWN = "own"
    AWARDS = "awards"
    AGENCIES = "agencies"
    MOVEMENTS = "movements"
    GROUNDS = "simplified-grounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """When a dossier without the field is incomplete: never, always, or when another field has a value."""

    always: bool = False
    field: str = ""
    value: str = ""

    def holds(self, value_of: Callable[[str], object]) -> bool:
        """`value_of` gives the value of another field by its key."""
        if self.field:
            found = value_of(self.field)
            told = {True: "yes", False: "no"}.get(found, str(found)) if isinstance(found, bool) else str(found)
            return told == self.value
        return self.always

    @property
    def ever(self) -> bool:
        return self.always or bool(self.field)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field. `path` says where in the dossier its value lies; `wanted_by` is a row of the law, or `ours`."""

    key: str
    path: tuple[str, ...]
    section: SectionKey
    kind: FieldKind
    label: str
    label_en: str
    hint: str = ""
    hint_en: str = ""
    max_length: int = 0
    """Letters of a line or text; 0 where it has none."""
    at_most: int = 0
    """The largest number; 0 where it is no number."""
    pattern: str = ""
    source: Source = Source.OWN
    choices: tuple[Choice, ...] = ()
    required: Required = Required()
    wanted_by: str = OURS
    heading: str = ""
    """The heading of its column in a workbook; empty: it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    key: SectionKey
    title: str
    title_en: str
    hint: str
    hint_en: str
    fields: tuple[FormField, ...]

    def field(self, key: str) -> FormField | None:
        return next((each for each in self.fields if each.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """The form of one award for one kind of subject, as of a day."""

    award_code: str
    subject_kind: str
    commendation_kind: str
    on: date
    sections: tuple[FormSection, ...]

    @property
    def fields(self) -> tuple[FormField, ...]:
        return tuple(each for section in self.sections for each in section.fields)

    def section(self, key: str) -> FormSection:
        """The section of the key; raise KeyError when the form has none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What the head confirms with an endorsement. The wording is ours: no clause prescribes one."""

    code: str
    text: str
    text_en: str
    span: Span
    basis: Basis

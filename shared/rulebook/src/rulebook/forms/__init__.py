"""The form of a nomination as data: one definition per award and kind of subject makes page, schema and workbook."""

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
from rulebook.forms.reading import form, longest, promise_on

__all__ = [
    "EVERY",
    "Choice",
    "FieldKind",
    "FormDefinition",
    "FormField",
    "FormSection",
    "Promise",
    "Required",
    "SectionKey",
    "Source",
    "form",
    "longest",
    "promise_on",
]

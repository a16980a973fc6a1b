"""The form of a nomination as data: one definition per award and kind of subject makes page, schema and workbook."""

from rulebook.forms.clauses import Wanting, wanting
from rulebook.forms.definition import (
    EVERY,
    OURS,
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
from rulebook.forms.judging import judged_key
from rulebook.forms.reading import form, listed, longest, of_every_award, promise_on

__all__ = [
    "EVERY",
    "OURS",
    "Choice",
    "FieldKind",
    "FormDefinition",
    "FormField",
    "FormSection",
    "Promise",
    "Required",
    "SectionKey",
    "Source",
    "Wanting",
    "form",
    "judged_key",
    "listed",
    "longest",
    "of_every_award",
    "promise_on",
    "wanting",
]

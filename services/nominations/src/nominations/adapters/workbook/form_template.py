"""The empty lists that the forms' data make: of any award, or of one award and kind of subject."""

from collections.abc import Iterable
from datetime import date

from nominations.adapters.workbook.template import empty_list
from rulebook import Rulebook
from rulebook.forms import FieldKind, FormDefinition, FormField, of_every_award

_YES_OR_NO = ["Có", "Không"]


def template(rulebook: Rulebook, as_of: date) -> bytes:
    """What every form asks, of any kind of subject, and the awards that somebody may decide on the day."""
    names = [award.name for award in rulebook.awards.values() if award.deciders(as_of)]
    offered = {**_own_choices(of_every_award()), "award_code": names}
    return empty_list("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", of_every_award(), offered)


def form_template(rulebook: Rulebook, definition: FormDefinition) -> bytes:
    """The form of one award and one kind of subject: there these are the only choice."""
    fields, award = listed(definition), rulebook.award(definition.award_code).name
    subject = [each.name for field in fields if field.key == "subject_kind" for each in field.choices
               if each.code == definition.subject_kind]  # fmt: skip
    offered = {**_own_choices(fields), "award_code": [award], "subject_kind": subject}
    return empty_list(f"DANH SÁCH ĐỀ NGHỊ: {award.upper()}", fields, offered)


def listed(definition: FormDefinition) -> list[FormField]:
    """The fields that a list carries, in the order of the form; the columns stand behind the ordinal."""
    return [each for each in definition.fields if each.heading]


def _own_choices(fields: Iterable[FormField]) -> dict[str, list[str]]:
    return {
        each.key: _YES_OR_NO if each.kind is FieldKind.YES_NO else [choice.name for choice in each.choices]
        for each in fields
        if each.kind in (FieldKind.YES_NO, FieldKind.CHOICE)
    }

"""What a dossier still lacks: fields of the form, parts of the dossier; each with who asks for it. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from nominations.domain.dossier import Content
from nominations.domain.sections import form_of, values_in
from rulebook import Basis, SubjectKind, parts
from rulebook.dossier import CommendationKind
from rulebook.forms import FormDefinition, FormField, wanting
from rulebook.parts import Procedure, Wanted


class Lack(StrEnum):
    FIELD = "field"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """`key` names the field or the part, `section` the place in the form; `row` is a row of the law or `ours`."""

    lack: Lack
    key: str
    section: str
    label: str
    label_en: str
    row: str
    basis: Basis


def missing(content: Content, present_parts: Collection[str], today: date) -> list[Missing]:
    """In the order of the form, the parts last. What was erased lacks nothing that anybody could add."""
    if content.is_erased:
        return []
    form = form_of(content, today)
    return [*_fields(content, form), *_parts(content, present_parts, form.on)]


def parts_of(content: Content, today: date) -> tuple[parts.Part, ...]:
    """The parts that such a dossier may have, wanted or not, under the law of its day."""
    procedure = Procedure.SIMPLIFIED if content.simplified else Procedure.ORDINARY
    kind, subject = CommendationKind(content.commendation_kind), SubjectKind(content.subject_kind)
    return _wanted_parts(content.award_code, subject, kind, procedure, content.received_on or today)


def _fields(content: Content, form: FormDefinition) -> list[Missing]:
    dumped = content.model_dump(mode="json", exclude_none=True)
    said = {key: value for section in form.sections for key, value in values_in(dumped, section).items()}
    lacking = [each for each in form.fields if said[each.key] is None and each.required.holds(said.get)]
    return [_field(each, form) for each in lacking]


def _field(field: FormField, form: FormDefinition) -> Missing:
    asked = wanting(field, form.award_code, form.on)
    return Missing(
        lack=Lack.FIELD,
        key=field.key,
        section=field.section,
        label=field.label,
        label_en=field.label_en,
        row=asked.row,
        basis=asked.basis,
    )


def _parts(content: Content, present: Collection[str], on: date) -> list[Missing]:
    wanted = [each for each in parts_of(content, on) if _is_wanted(each, content)]
    return [_part(each) for each in wanted if each.code not in present]


@lru_cache(maxsize=1_024)
def _wanted_parts(
    award: str, subject: SubjectKind, kind: CommendationKind, procedure: Procedure, on: date
) -> tuple[parts.Part, ...]:
    return parts.wanted(award, subject, kind, procedure, on).parts


def _is_wanted(part: parts.Part, content: Content) -> bool:
    """A part of enterprises alone is asked of a collective that says it is one."""
    match part.wanted:
        case Wanted.ALWAYS:
            return True
        case Wanted.WHERE_CLAIMED:
            return bool(content.initiative_ids)
        case Wanted.OF_ENTERPRISES:
            return bool(content.service and content.service.enterprise)


def _part(part: parts.Part) -> Missing:
    return Missing(
        lack=Lack.PART,
        key=part.code,
        section="evidence",
        label=part.name,
        label_en=part.name_en,
        row=part.row,
        basis=part.basis,
    )

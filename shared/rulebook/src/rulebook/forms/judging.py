"""What only a human can answer, as fields of the form: for each question a yes or no, and room for words.

The rows of the law say which questions there are; the form has no list of its own.
"""

from datetime import date

from rulebook.asking import Question, questions
from rulebook.awards import SubjectKind
from rulebook.dossier import CommendationKind
from rulebook.forms.definition import FieldKind, FormField, SectionKey
from rulebook.law import Law, load_law

WORDS_AT_MOST = 2_000


def judged_key(question: str) -> str:
    """The key of a question's field."""
    return f"judged_{question.replace('-', '_')}"


def judged_fields(award: str, subject_kind: str, kind: str, on: date) -> tuple[FormField, ...]:
    """Two fields a question, in the order of the rows; none for an award that the catalogue lacks."""
    law = load_law()
    if award not in law.book.awards:
        return ()
    asked = questions(law, award, on, SubjectKind(subject_kind), CommendationKind(kind))
    return tuple(field for each in asked for field in (_answer(each, law), _words(each)))


def _answer(question: Question, law: Law) -> FormField:
    rule = next(each for each in law.rules if each.id == question.row)
    doubt = ("", "") if rule.basis.is_verified else (" (chưa kiểm chứng)", " (not verified)")
    citation = f" {rule.basis.citation}" if rule.basis.citation else ""
    return FormField(
        key=judged_key(question.name),
        path=("judgements", question.name, "holds"),
        section=SectionKey.JUDGEMENTS,
        kind=FieldKind.YES_NO,
        label=f"{_capital(question.vi)}?",
        label_en=f"{_capital(question.en)}?",
        hint=f"{rule.text}{citation}{doubt[0]}",
        hint_en=f"{rule.text}{citation}{doubt[1]}",
        wanted_by=question.row.partition(".")[2],
    )


def _words(question: Question) -> FormField:
    return FormField(
        key=f"words_{question.name.replace('-', '_')}",
        path=("judgements", question.name, "words"),
        section=SectionKey.JUDGEMENTS,
        kind=FieldKind.TEXT,
        label="Căn cứ, nói rõ thêm",
        label_en="Grounds, in words",
        max_length=WORDS_AT_MOST,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""One definition makes the page's fields, the API's schema and the workbook: they have the same fields and lengths."""

import io
from datetime import date

import openpyxl
import pytest

from contracts.vocabulary import CommendationKind
from nominations.adapters.workbook.form_template import form_template, listed
from nominations.adapters.workbook.report import Field
from nominations.adapters.workbook.row_reader import at_most
from nominations.domain.sections import model_of
from rulebook import load_rulebook
from rulebook.forms import FieldKind, FormDefinition, form
from services.nominations.tests.workbooks import checked

TODAY = date(2026, 11, 23)
EVERY = [
    (award.code, str(subject), kind)
    for award in load_rulebook().awards.values()
    for subject in sorted(award.recipients)
    for kind in load_rulebook().commendation_kinds
]
FILLED = {
    "name": "Nguyễn Thị Hường",
    "born": "1985-04-30",
    "gender": "Nữ",
    "identity": "033185004321",
    "position": "Giáo viên",
    "workplace": "Trường THCS Phố Hiến",
    "deed_at": "20/11/2026",
    "discovered_by": "Đồng nghiệp phát hiện",
    "achievement": "Cứu hai cháu bé.",
}
READ = {"gender": "female", "discovered_by": "colleague", "deed_at": "2026-11-20", "born": "1985-04-30"}
"""What the reader makes of a text; all else is read as it is written."""
NAMES = {"identity": "identity_number"}
COLLECTIVE = {**FILLED, "name": "Trường THCS Phố Hiến", "workplace": "Ủy ban nhân dân phường Phố Hiến"}


def lengths_of_schema(definition: FormDefinition) -> dict[str, int]:
    found = {}
    for section in definition.sections:
        for key, shape in model_of(section).model_json_schema()["properties"].items():
            found[key] = shape["anyOf"][0].get("maxLength", 0)
    return found


@pytest.mark.parametrize(("award", "subject", "kind"), EVERY[::7])
def test_schema_and_form_have_the_same_fields_and_lengths(award: str, subject: str, kind: str) -> None:
    definition = form(award, subject, kind, TODAY)

    assert lengths_of_schema(definition) == {each.key: each.max_length for each in definition.fields}


@pytest.mark.parametrize(
    ("award", "subject", "kind"), [("BKT", "individual", "ad-hoc"), ("TTLDXS", "collective", "merit")]
)
def test_the_workbook_has_the_forms_columns_with_its_lengths(award: str, subject: str, kind: str) -> None:
    definition = form(award, subject, kind, TODAY)
    sheet = openpyxl.load_workbook(io.BytesIO(form_template(load_rulebook(), definition))).worksheets[0]
    headings = [cell.value for cell in sheet[4]]
    limits = {
        str(each.sqref).split(":")[0]: int(each.formula1)
        for each in sheet.data_validations.dataValidation
        if each.type == "textLength"
    }

    assert headings == ["TT", *(each.heading for each in listed(definition))]
    assert limits == {
        sheet.cell(5, number).coordinate: each.max_length
        for number, each in enumerate(listed(definition), start=2)
        if each.kind in (FieldKind.LINE, FieldKind.TEXT)
    }


@pytest.mark.parametrize("field", [Field.NAME, Field.POSITION, Field.WORKPLACE, Field.ACHIEVEMENT])
def test_the_reader_of_lists_takes_no_more_letters_than_the_form(field: Field) -> None:
    of_form = {each.max_length for code, subject, kind in EVERY for each in form(code, subject, kind, TODAY).fields
               if each.key == field}  # fmt: skip

    assert of_form == {at_most(field)}


@pytest.mark.parametrize(
    ("award", "subject", "kind", "filled"),
    [
        ("BKT", "individual", "ad-hoc", FILLED),
        ("CSTDCS", "individual", "merit", FILLED),
        ("TTLDXS", "collective", "merit", COLLECTIVE),
        ("BKT", "household", "merit", {**FILLED, "workplace": "Thôn 3, xã Tân Hưng"}),
    ],
)
def test_what_the_workbook_asks_the_reader_reads(award: str, subject: str, kind: str, filled: dict[str, str]) -> None:
    definition = form(award, subject, kind, TODAY)
    book = openpyxl.load_workbook(io.BytesIO(form_template(load_rulebook(), definition)))
    sheet, lists = book.worksheets
    for number, field in enumerate(listed(definition), start=2):
        is_given = field.key in ("award_code", "subject_kind")
        sheet.cell(5, number, lists.cell(2, number).value if is_given else filled[field.key])
    stream = io.BytesIO()
    book.save(stream)

    (row,) = checked(stream.getvalue(), commendation_kind=CommendationKind(kind)).sheets[0].rows

    wanted = {NAMES.get(each.key, each.key): READ.get(each.key, filled.get(each.key)) for each in listed(definition)}
    place = "address" if subject == "household" else "workplace"
    wanted = {(place if key == "workplace" else key): value for key, value in wanted.items()}
    assert row.valid
    assert {**row.values} == {**wanted, "award_code": award, "subject_kind": subject}

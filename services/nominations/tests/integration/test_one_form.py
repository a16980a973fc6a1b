"""One definition makes the page's fields, the API's schema and the workbook: they have the same fields and lengths."""

import io
from datetime import date

import openpyxl
import pytest

from contracts.vocabulary import CommendationKind
from nominations.adapters.imports import dossiers_of
from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.form_headings import form_key
from nominations.adapters.workbook.form_template import form_template, listed
from nominations.adapters.workbook.report import Field
from nominations.adapters.workbook.row_reader import at_most
from nominations.domain.commands import ImportTerms
from nominations.domain.sections import model_of
from rulebook import load_rulebook
from rulebook.forms import FieldKind, FormDefinition, FormField, SectionKey, form
from services.nominations.tests.workbooks import HEADINGS, checked, person, table, told

TODAY = date(2026, 11, 23)
EVERY = [
    (award.code, str(subject), kind)
    for award in load_rulebook().awards.values()
    for subject in sorted(award.recipients)
    for kind in load_rulebook().commendation_kinds
]
TERMS = {"receiving_agency": "33@2025-07-01", "first_day": "2026-01-01", "last_day": "2026-12-31"}
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
SAID: dict[FieldKind, str | int] = {
    FieldKind.CHOICE: "",
    FieldKind.YES_NO: "Có",
    FieldKind.NUMBER: 12,
    FieldKind.DAY: "01/02/2026",
}
"""What is written into a column that only the form names; of a choice its last one."""
MEANT = {FieldKind.YES_NO: True, FieldKind.NUMBER: 12, FieldKind.DAY: "2026-02-01"}
WITHOUT_COLUMN = {"commendation_kind", "first_day", "last_day", "receiving_agency", "movement_id", "received_on",
                  "simplified", "simplified_ground"}  # fmt: skip
"""What holds for a whole list, or chooses the law of a single dossier."""
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


def written(field: FormField, filled: dict[str, str]) -> str | int:
    if field.key in filled:
        return filled[field.key]
    return (field.choices[-1].name if field.choices else SAID.get(field.kind)) or f"Chữ {field.key}"


def meant(field: FormField) -> object:
    return (field.choices[-1].code if field.choices else MEANT.get(field.kind)) or f"Chữ {field.key}"


def filled_in(definition: FormDefinition, filled: dict[str, str]) -> bytes:
    """The template with one row under it."""
    book = openpyxl.load_workbook(io.BytesIO(form_template(load_rulebook(), definition)))
    sheet, lists = book.worksheets
    for number, field in enumerate(listed(definition), start=2):
        is_given = field.key in ("award_code", "subject_kind")
        sheet.cell(5, number, lists.cell(2, number).value if is_given else written(field, filled))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def at(said: object, path: tuple[str, ...]) -> object:
    for step in path:
        assert isinstance(said, dict)
        said = said[step]
    return said


def test_every_field_of_every_form_has_a_column_or_holds_for_the_whole_list() -> None:
    """But what a human judges, dossier by dossier: the rows of the day ask it, and a heading cannot name the clause."""
    without = {each.key for code, subject, kind in EVERY for each in form(code, subject, kind, TODAY).fields
               if not each.heading and each.section is not SectionKey.JUDGEMENTS}  # fmt: skip

    assert without == WITHOUT_COLUMN


@pytest.mark.parametrize(
    ("award", "subject", "kind", "filled"),
    [
        ("BKT", "individual", "ad-hoc", FILLED),
        ("CSTDCS", "individual", "merit", FILLED),
        ("LDTT", "individual", "merit", FILLED),
        ("TTLDXS", "collective", "merit", COLLECTIVE),
        ("BKT", "household", "merit", {**FILLED, "workplace": "Thôn 3, xã Tân Hưng"}),
    ],
)
def test_what_the_workbook_asks_the_reader_reads(award: str, subject: str, kind: str, filled: dict[str, str]) -> None:
    definition = form(award, subject, kind, TODAY)

    report = checked(filled_in(definition, filled), commendation_kind=CommendationKind(kind))

    (row,) = report.sheets[0].rows
    of_form = [each for each in listed(definition) if form_key(each.heading)]
    others = [each for each in listed(definition) if each not in of_form]
    wanted = {NAMES.get(each.key, each.key): READ.get(each.key, filled.get(each.key)) for each in others}
    place = "address" if subject == "household" else "workplace"
    wanted = {(place if key == "workplace" else key): value for key, value in wanted.items()}
    assert row.valid
    assert {**row.values} == {**wanted, "award_code": award, "subject_kind": subject}
    assert of_form
    assert row.told == {".".join(each.path): meant(each) for each in of_form}
    [dossier] = dossiers_of(report, ImportTerms.model_validate({**TERMS, "commendation_kind": kind}))
    said = dossier.model_dump(mode="json")
    assert {each.key: at(said, each.path) for each in of_form} == {each.key: meant(each) for each in of_form}


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("grade_2026", "Rất tốt", "“Xếp loại năm 2026”: “Rất tốt” không có trong danh mục. Hãy ghi một trong: "),
        ("members", "mười hai", "“Số thành viên của tập thể”: “mười hai” không phải số nguyên từ 0 đến 1000000."),
        ("members", "1000001", "“Số thành viên của tập thể”: “1000001” không phải số nguyên"),
        ("front_line", "chưa rõ", "“Ở tuyến đầu (chống dịch, cứu nạn, thiên tai)”: không hiểu “chưa rõ”."),
        ("open_case_opened_on", "2026", "“Bắt đầu từ ngày”: không hiểu ngày “2026”. Hãy ghi dạng 31/12/2025."),
        ("open_case_note", "x" * 2001, "“Nói rõ thêm”: dài 2.001 ký tự, quá mức 2.000."),
    ],
)
def test_a_wrong_answer_is_told_with_its_cell_and_the_fields_name(key: str, typed: str, told: str) -> None:
    definition = form("TTLDXS", "collective", "merit", TODAY)
    number = next(at for at, each in enumerate(listed(definition), start=2) if each.key == key)

    report = checked(filled_in(definition, {**COLLECTIVE, key: typed}), commendation_kind=CommendationKind.MERIT)

    (finding,) = report.findings
    assert (finding.row, finding.column, finding.severity) == (5, column_letters(number), "error")
    assert finding.message.startswith(told)
    assert not report.sheets[0].rows[0].valid


def test_what_the_form_of_a_row_does_not_ask_is_told_and_left_out() -> None:
    content = table(person(1, extra="Hoàn thành tốt nhiệm vụ"), headings=(*HEADINGS, "Xếp loại năm 2019"))

    report = checked(content, commendation_kind=CommendationKind.MERIT)

    assert told(report) == [(2, "H", "not-asked", "warning")]
    assert report.sheets[0].rows[0].told == {}

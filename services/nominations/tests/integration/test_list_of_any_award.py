"""The list of any award has the columns that every award's form has, and what is filled in is read back."""

import io
from collections.abc import Mapping

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from contracts.vocabulary import CommendationKind
from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.form_template import template
from nominations.adapters.workbook.report import Field
from rulebook import load_rulebook
from rulebook.forms import form, of_every_award
from services.nominations.tests.workbooks import AS_OF, checked

Row = Mapping[str, str | int]
EVERYBODY: Row = {"award_code": "Bằng khen của Chủ tịch UBND tỉnh", "achievement": "Tốt"}
PERSON: Row = {
    **EVERYBODY, "subject_kind": "Cá nhân", "name": "Nguyễn Văn An", "born": 1975, "gender": "Nam",
    "identity": "033075001234", "position": "Giáo viên", "workplace": "Trường THCS Lê Lợi",
    "direct_worker": "Có", "discipline": "Không",
}  # fmt: skip
COLLECTIVE: Row = {
    **EVERYBODY, "subject_kind": "Tập thể", "name": "Trường THCS Lê Lợi", "workplace": "UBND phường Phố Hiến",
    "members": 40,
}  # fmt: skip
HOUSEHOLD: Row = {
    **EVERYBODY, "subject_kind": "Hộ gia đình", "name": "Hộ bà Trần Thị Bưởi", "workplace": "Thôn 3, xã Tân Hưng",
    "household_members": 5,
}  # fmt: skip


def opened() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(template(load_rulebook(), AS_OF)))


def filled_in(*rows: Row) -> bytes:
    book, stream = opened(), io.BytesIO()
    for number, row in enumerate(rows, start=5):
        for column, field in enumerate(of_every_award(), start=2):
            book["Danh sách"].cell(number, column, row.get(field.key))
    book.save(stream)
    return stream.getvalue()


def test_its_columns_are_what_all_forms_of_some_kind_of_subject_ask() -> None:
    asked: set[str] = set()
    for subject in ("individual", "collective", "household"):
        awards = [each.code for each in load_rulebook().awards.values() if subject in each.recipients]
        for kind in load_rulebook().commendation_kinds:
            forms = [{each.key: each.heading for each in form(award, subject, kind, AS_OF).fields} for award in awards]
            asked |= {key for key, heading in forms[0].items() if heading and all(key in each for each in forms)}

    assert {each.key for each in of_every_award()} == asked
    assert [cell.value for cell in opened()["Danh sách"][4]] == ["TT", *(each.heading for each in of_every_award())]


def test_without_rows_nothing_is_wrong() -> None:
    report = checked(filled_in())

    assert (report.findings, report.summary.rows) == ((), 0)


def test_rows_of_every_kind_of_subject_are_read() -> None:
    report = checked(filled_in(PERSON, COLLECTIVE, HOUSEHOLD), commendation_kind=CommendationKind.MERIT)

    assert report.findings == ()
    person, collective, household = report.sheets[0].rows
    assert person.values == {
        "subject_kind": "individual", "award_code": "BKT", "name": "Nguyễn Văn An", "born": "1975", "gender": "male",
        "identity_number": "033075001234", "position": "Giáo viên", "workplace": "Trường THCS Lê Lợi",
        "achievement": "Tốt",
    }  # fmt: skip
    assert person.told == {"priority.direct_worker": True, "standing.discipline": "none"}
    assert (collective.values[Field.WORKPLACE], collective.told) == ("UBND phường Phố Hiến", {"results.members": 40})
    assert (household.values[Field.WORKPLACE], household.told) == (
        "Thôn 3, xã Tân Hưng",
        {"results.household_members": 5},
    )


@pytest.mark.parametrize(
    ("key", "choices"),
    [
        ("subject_kind", ["Cá nhân", "Tập thể", "Hộ gia đình"]),
        ("gender", ["Nữ", "Nam"]),
        ("award_code", [each.name for each in load_rulebook().awards.values() if each.deciders(AS_OF)]),
        ("front_line", ["Có", "Không"]),
    ],
)
def test_choices_are_offered(key: str, choices: list[str]) -> None:
    book, number = opened(), next(at for at, each in enumerate(of_every_award(), start=2) if each.key == key)
    column = column_letters(number)

    offered = {str(rule.sqref): rule.formula1 for rule in book["Danh sách"].data_validations.dataValidation}

    last = len(choices) + 1
    assert offered[f"{column}5:{column}1004"] == f"'Danh mục'!${column}$2:${column}${last}"
    assert [book["Danh mục"].cell(row, number).value for row in range(2, last + 1)] == choices


def test_headings_are_protected_and_numbers_of_identity_stay_text() -> None:
    sheet = opened()["Danh sách"]
    identity = next(at for at, each in enumerate(of_every_award(), start=2) if each.key == "identity")

    assert sheet.protection.sheet
    assert (sheet["B4"].protection.locked, sheet["B5"].protection.locked) == (True, False)
    assert sheet.cell(5, identity).number_format == "@"

"""Formulas are read, never run; the same subject twice is found, with the row of the first."""

from typing import Any

import openpyxl

from services.nominations.tests.workbooks import (
    AWARD,
    HEADINGS,
    checked,
    parts_of,
    person,
    saved,
    table,
    told,
    values_of,
    workbook,
    write_row,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"


def test_a_formula_gives_the_value_that_the_file_kept() -> None:
    def write(_: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, HEADINGS)
        write_row(worksheet, 1, person(1))
        write_row(worksheet, 2, person(2, born=1990))
        worksheet.write_formula(2, 1, '="Lê Văn "&"Ba"', None, "Lê Văn Ba")
        worksheet.write_formula(2, 0, "=A2+1", None, 2)

    report = checked(workbook(write))

    assert values_of(report, "name") == {2: "Nguyễn Thị Hường", 3: "Lê Văn Ba"}
    assert told(report) == [(3, "B", "formula", "normalised")]


def test_a_formula_that_gave_nothing_is_an_empty_cell() -> None:
    def write(_: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, HEADINGS)
        write_row(worksheet, 1, person(1, award=None))
        worksheet.write_formula(1, 5, "=X1", None, "")

    parts = parts_of(workbook(write))
    as_text = parts[SHEET].replace(b'<c r="F2"><f>', b'<c r="F2" t="str"><f>')
    assert as_text != parts[SHEET]
    report = checked(zipped({**parts, SHEET: as_text}))

    assert told(report, "formula-without-value", "missing-award") == [
        (2, "F", "formula-without-value", "warning"),
        (2, "F", "missing-award", "error"),
    ]


def test_a_workbook_that_no_program_has_calculated_is_told_cell_by_cell() -> None:
    book = openpyxl.Workbook()
    worksheet = book.worksheets[0]
    worksheet.append(list(HEADINGS))
    worksheet.append(["=ROW()-1", '="Lê Văn "&"Ba"', *person(1)[2:]])

    report = checked(saved(book))

    assert report.sheets[0].data_rows == (2,)
    assert told(report) == [(2, "B", "formula-without-value", "error")]


def test_a_formula_that_failed_is_an_error() -> None:
    def write(_: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, HEADINGS)
        write_row(worksheet, 1, person(1))
        worksheet.write_formula(1, 3, "=NA()", None, "#N/A")

    assert told(checked(workbook(write))) == [(2, "D", "formula-error", "error")]


def test_text_that_would_be_a_formula_stays_text() -> None:
    report = checked(
        table(
            person(1, achievement="=1+1"),
            person(2, "=Lê Văn Ba"),
            person(3, "Bùi Văn Tư", achievement="=cmd|'/C calc'!A0"),
            person(4, "Đỗ Văn Năm", achievement="- Hoàn thành tốt\n+ Có sáng kiến"),
        )
    )

    assert values_of(report, "achievement")[2] == "=1+1"
    assert told(report) == [
        (2, "G", "formula-text", "warning"),
        (3, "B", "formula-text", "error"),
        (4, "G", "formula-text", "error"),
    ]


def test_a_row_that_stands_twice_names_the_first() -> None:
    report = checked(table(person(1), person(2, "Lê Văn Ba"), person(3)))

    assert told(report) == [(4, "B", "duplicate", "error")]
    assert "dòng 2" in report.findings[0].message
    assert [row.valid for row in report.sheets[0].rows] == [True, True, False]


def test_a_spelling_of_the_same_name_is_no_other_person() -> None:
    report = checked(table(person(1, "Nguyễn Thị Hòa"), person(2, "NGUYỄN THỊ HOÀ")))

    assert told(report) == [(3, "B", "duplicate", "error")]


def test_namesakes_are_no_duplicates() -> None:
    report = checked(table(person(1, "Nguyễn Thị Hoa"), person(2, "Nguyễn Thị Hoa", born=1990)))

    assert report.findings == ()


def test_names_alike_without_diacritics_are_doubted() -> None:
    report = checked(table(person(1, "Nguyễn Thị Hoa"), person(2, "Nguyễn Thị Hòa")))

    assert told(report) == [(3, "B", "possible-duplicate", "warning")]


def test_one_person_with_two_awards_is_doubted() -> None:
    report = checked(table(person(1), person(2, award="Lao động tiên tiến")))

    assert told(report) == [(3, "B", "possible-duplicate", "warning")]


def test_one_identity_number_for_two_people_is_an_error() -> None:
    headings = ["TT", "Họ và tên", "CCCD", "Thành tích", "Hình thức khen thưởng"]
    report = checked(
        table(
            [1, "Nguyễn Văn An", "033075001234", "Tốt", AWARD],
            [2, "Lê Văn Ba", "033075001234", "Tốt", AWARD],
            headings=headings,
        )
    )

    assert told(report) == [(3, "C", "duplicate", "error")]


def test_a_row_that_stands_on_two_sheets_names_the_first_sheet() -> None:
    def write(book: Any, worksheet: Any) -> None:
        for each in (worksheet, book.add_worksheet("Phụ lục")):
            write_row(each, 0, HEADINGS)
            write_row(each, 1, person(1))

    report = checked(workbook(write))

    assert [(finding.sheet, finding.row, finding.kind.value) for finding in report.findings] == [
        ("Phụ lục", 2, "duplicate")
    ]
    assert "trang “Danh sách”" in report.findings[0].message

"""The user's own workbook given back: marks where they belong, nothing lost, no text of the user's become a formula."""

import io
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from nominations.adapters.workbook.marking import mark
from services.nominations.tests.workbooks import (
    FILES,
    HEADINGS,
    checked,
    person,
    table,
    told,
    workbook,
    write_row,
)

RED, ORANGE, YELLOW = "FFFF9B9B", "FFFFD59B", "FFFFF59D"


def marked(content: bytes, name: str = "danh-sach.xlsx") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(mark(content, checked(content, name))))


def colour(book: Workbook, place: str, sheet: str = "Danh sách") -> str:
    return str(book[sheet][place].fill.start_color.rgb)


ROWS = table(
    person(1),
    person(2, "Lê Văn Ba", award="Bằng khen"),
    person(3, "Nguyen Van Tu"),
    person(4, "NguyÔn V¨n Hïng"),
)


def test_cells_are_coloured_by_the_worst_that_is_said_of_them() -> None:
    book = marked(ROWS)

    assert [colour(book, place) for place in ("F3", "B4", "B5")] == [RED, ORANGE, YELLOW]
    assert book["Danh sách"]["F3"].comment.text.startswith("“Bằng khen” chưa rõ cấp")
    assert book["Danh sách"]["B5"].comment is None


def test_a_column_says_of_each_row_how_it_fared() -> None:
    worksheet = marked(ROWS)["Danh sách"]

    results = [worksheet.cell(row, 8).value for row in range(1, 6)]
    assert results[:2] == ["KẾT QUẢ KIỂM TRA", "Hợp lệ"]
    assert [str(result).partition(":")[0] for result in results[2:]] == ["Lỗi", "Lưu ý", "Đã tự sửa"]
    assert worksheet.auto_filter.ref == "A1:H5"


def test_the_first_sheet_lists_what_to_correct_and_links_to_it() -> None:
    book = marked(ROWS)

    first = book.worksheets[0]
    assert (first.title, book.active) == ("Lỗi cần sửa", first)
    rows = [[cell.value for cell in row[:6]] for row in first.iter_rows(min_row=5)]
    assert [row[:5] for row in rows] == [[1, "Lỗi", "Danh sách", 3, "F"], [2, "Lưu ý", "Danh sách", 4, "B"]]
    assert first["G5"].hyperlink.location == "'Danh sách'!F3"


def test_everything_else_stays_as_it_was() -> None:
    def write(book: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, HEADINGS)
        write_row(worksheet, 1, person(1))
        worksheet.set_row(1, 39.75)
        worksheet.write("B2", "Nguyễn Thị Hường", book.add_format({"italic": True}))
        worksheet.write_formula("H2", "=A2*2", None, 2)
        worksheet.merge_range("A4:C4", "Tổng cộng: 1")
        book.add_worksheet("Khác").hide()

    book = marked(workbook(write))

    worksheet = book["Danh sách"]
    assert worksheet["B2"].font.italic
    assert worksheet.row_dimensions[2].height == 39.75
    assert worksheet["H2"].value == "=A2*2"
    assert [str(area) for area in worksheet.merged_cells.ranges] == ["A4:C4"]
    assert book["Khác"].sheet_state == "hidden"


def test_text_that_looks_like_a_formula_is_written_as_text() -> None:
    content = table(person(1, "=HYPERLINK(1)"), person(2, award="=1+1"))

    book = marked(content)

    formulas = [
        cell.coordinate
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == []
    assert book["Danh sách"]["B2"].value == "=HYPERLINK(1)"


def test_an_old_format_comes_back_as_a_copy_of_its_values() -> None:
    for name in ("plain.xls", "plain.ods"):
        book = marked((FILES / name).read_bytes(), name)

        assert f"Tệp gốc là .{name[-3:]}" in str(book["Lỗi cần sửa"]["A2"].value)
        worksheet = book["Danh sách"]
        assert (worksheet["B6"].value, worksheet["B12"].value, worksheet["B12"].data_type) == (
            "Nguyễn Văn An",
            "=Lê Văn Bảy",
            "s",
        )
        assert colour(book, "G8") == RED
        assert worksheet.row_dimensions[9].hidden
        assert book["Ẩn"].sheet_state == "hidden"


def test_a_marked_workbook_that_was_corrected_can_be_sent_again() -> None:
    book = marked(ROWS)
    book["Danh sách"]["F3"].value = "Lao động tiên tiến"
    stream = io.BytesIO()
    book.save(stream)

    report = checked(stream.getvalue())
    again = openpyxl.load_workbook(io.BytesIO(mark(stream.getvalue(), report)))

    assert told(report, "ambiguous-award", "unknown-column", "no-table") == []
    assert again.sheetnames == ["Lỗi cần sửa", "Danh sách"]
    assert again["Danh sách"]["F3"].comment is None
    assert again["Danh sách"]["F3"].fill.fill_type is None
    assert [again["Danh sách"].cell(1, column).value for column in (8, 9)] == ["KẾT QUẢ KIỂM TRA", None]

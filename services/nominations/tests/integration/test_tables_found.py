"""Where the table stands and what its columns mean, however the unit laid it out."""

from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from nominations.adapters.workbook.headers import heading_text
from nominations.adapters.workbook.meanings import meaning_of
from services.nominations.tests.workbooks import (
    AWARD,
    HEADINGS,
    checked,
    person,
    saved,
    sheet,
    table,
    told,
    values_of,
    workbook,
    write_row,
)


def test_title_rows_above_the_headings_are_normal() -> None:
    report = checked(
        sheet(
            ["ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["PHƯỜNG PHỐ HIẾN", None, None, "Độc lập - Tự do - Hạnh phúc"],
            [],
            ["DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG NĂM 2026"],
            ["(Kèm theo Tờ trình số 15/TTr-UBND ngày 12/11/2026)"],
            ["TT", "Họ và tên", "Chức vụ", "Hình thức khen thưởng", "Thành tích"],
            [1, "Nguyễn Văn An", "Giáo viên", AWARD, "Tốt"],
        )
    )

    (found,) = report.sheets
    assert (found.header_rows, found.data_rows) == ((6,), (7,))


def test_headings_of_two_merged_rows_are_joined() -> None:
    report = checked(
        sheet(
            [],
            [],
            [1, "Nguyễn Văn An", 1980, None, AWARD, "Tốt"],
            [2, "Trần Thị Na", None, 1985, AWARD, "Tốt"],
            merges=[
                ("A1:A2", "TT"),
                ("B1:B2", "Họ và tên"),
                ("C1:D1", "Năm sinh"),
                ("E1:E2", "Hình thức khen thưởng"),
                ("F1:F2", "Thành tích"),
            ],
        )
    )
    assert report.sheets[0].header_rows == (1, 2)

    report = checked(
        sheet(
            ["TT", "Họ và tên", "Năm sinh", None, "Hình thức khen thưởng", "Thành tích"],
            [None, None, "Nam", "Nữ"],
            [1, "Nguyễn Văn An", 1980, None, AWARD, "Tốt"],
            [2, "Trần Thị Na", None, 1985, AWARD, "Tốt"],
        )
    )

    assert report.sheets[0].header_rows == (1, 2)
    assert values_of(report, "born") == {3: "1980", 4: "1985"}
    assert values_of(report, "gender") == {3: "male", 4: "female"}
    assert report.findings == ()


def test_a_first_row_of_group_headings_belongs_to_the_header() -> None:
    report = checked(
        sheet(
            ["TT", "Thông tin", None, None, "Đề nghị"],
            [None, "Họ và tên", "Năm sinh", None, "Hình thức khen thưởng", "Thành tích"],
            [None, None, "Nam", "Nữ"],
            [1, "Nguyễn Văn An", 1980, None, AWARD, "Tốt"],
        )
    )

    (found,) = report.sheets
    assert (found.header_rows, found.data_rows) == ((1, 2, 3), (4,))
    assert values_of(report, "gender") == {4: "male"}


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)", "(4)"], ["A", "B", "1", "2"], [1, 2, 3, 4]])
def test_a_row_of_column_numbers_belongs_to_the_header(numbers: list[object]) -> None:
    report = checked(
        sheet(
            ["TT", "Họ và tên", "Thành tích", "Hình thức khen thưởng"],
            numbers,
            [1, "Nguyễn Văn An", "Tốt", AWARD],
        )
    )

    assert (report.sheets[0].header_rows, report.sheets[0].data_rows) == ((1, 2), (3,))


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Họ và tên", "name"),
        ("HỌ TÊN", "name"),
        ("Họ, tên", "name"),
        ("Tên cá nhân, tập thể", "name"),
        ("Họ và tên cá nhân/\nTên tập thể", "name"),
        ("Họ và tên chủ hộ", "name"),
        ("Năm sinh", "born"),
        ("Ngày, tháng, năm sinh", "born"),
        ("Sinh năm", "born"),
        ("Giới tính", "gender"),
        ("Chức vụ", "position"),
        ("Chức danh", "position"),
        ("Chức vụ, đơn vị công tác", "position_and_workplace"),
        ("Đơn vị công tác", "workplace"),
        ("Cơ quan, đơn vị", "workplace"),
        ("Nơi thường trú", "address"),
        ("Hình thức khen thưởng đề nghị", "award"),
        ("Danh hiệu đề nghị", "award"),
        ("Danh hiệu TĐ, hình thức KT", "award"),
        ("Hình thức khen thưởng đã được tặng", "past_awards"),
        ("Tóm tắt thành tích", "achievement"),
        ("Thành tích, sáng kiến", "achievement"),
        ("Lý do khen thưởng", "achievement"),
        ("Tên sáng kiến, đề tài", "initiative"),
        ("Ghi chú", "note"),
        ("Số CCCD", "identity_number"),
        ("Số định danh cá nhân", "identity_number"),
        ("CMND/CCCD", "identity_number"),
        ("SĐT", "phone"),
        ("Đối tượng", "subject_kind"),
        ("Ngày lập thành tích", "deed_at"),
        ("Người phát hiện", "discovered_by"),
        ("Tỷ lệ phiếu", "not_used"),
        ("N¨m sinh", "born"),
        ("Ñôn vò coâng taùc", "workplace"),
        ("Họ và tên (chữ in hoa)", "name"),
        ("Cỡ áo", None),
        ("Năm", None),
    ],
)
def test_a_heading_is_known_in_many_spellings(heading: str, meaning: str | None) -> None:
    assert meaning_of(heading_text(heading)) == meaning


def test_a_list_of_units_has_the_unit_for_a_name() -> None:
    report = checked(sheet(["TT", "Đơn vị", "Hình thức khen thưởng"], [1, "Trường THCS Lê Lợi", AWARD]))

    assert values_of(report, "name") == {2: "Trường THCS Lê Lợi"}
    assert values_of(report, "subject_kind") == {2: "collective"}


def test_a_name_in_two_columns_is_joined() -> None:
    apart = checked(sheet(["TT", "Họ đệm", "Tên", "Danh hiệu"], [1, "Nguyễn Văn", "An", "Lao động tiên tiến"]))
    merged = checked(
        sheet(
            ["TT", None, None, "Danh hiệu"],
            [1, "Nguyễn Văn", "An", "Lao động tiên tiến"],
            merges=[("B1:C1", "Họ và tên")],
        )
    )

    assert values_of(apart, "name") == values_of(merged, "name") == {2: "Nguyễn Văn An"}


def test_awards_may_be_columns_to_cross() -> None:
    report = checked(
        sheet(
            ["TT", "Họ và tên", "Thành tích", "Hình thức khen thưởng", None],
            [None, None, None, "Bằng khen TTg", "Bằng khen UBND tỉnh"],
            [1, "Nguyễn Văn An", "Tốt", None, "x"],
            [2, "Trần Thị Na", "Tốt", "X", None],
            [3, "Lê Văn Ba", "Tốt", "x", "x"],
            [4, "Bùi Văn Tư", "Tốt"],
        )
    )

    assert values_of(report, "award_code") == {3: "BKT", 4: "BKTTG", 5: None, 6: None}
    assert told(report, "several-awards", "missing-award") == [
        (5, "E", "several-awards", "error"),
        (6, "D", "missing-award", "error"),
    ]


def test_a_header_repeated_on_each_page_is_no_data() -> None:
    headings = ["STT", "Họ và tên", "Thành tích", "Hình thức khen thưởng"]
    report = checked(sheet(headings, [1, "Nguyễn Văn An", "Tốt", AWARD], headings, [2, "Trần Thị Na", "Tốt", AWARD]))

    assert (report.sheets[0].header_rows, report.sheets[0].data_rows) == ((1, 3), (2, 4))
    assert report.findings == ()


def test_two_tables_of_one_sheet_are_both_read() -> None:
    report = checked(
        sheet(
            ["I. TẬP THỂ"],
            ["STT", "Tên tập thể", "Thành tích", "Hình thức khen thưởng"],
            [1, "Phòng Văn hóa - Xã hội", "Tốt", AWARD],
            [],
            ["II. CÁ NHÂN"],
            ["STT", "Họ và tên", "Năm sinh", "Thành tích", "Hình thức khen thưởng"],
            [1, "Nguyễn Văn An", 1980, "Tốt", AWARD],
        )
    )

    assert (report.sheets[0].header_rows, report.sheets[0].data_rows) == ((2, 6), (3, 7))
    assert values_of(report, "subject_kind") == {3: "collective", 7: "individual"}
    assert values_of(report, "born") == {3: None, 7: "1980"}


def test_every_visible_sheet_with_a_table_is_read() -> None:
    def write(book: Any, first: Any) -> None:
        write_row(first, 0, ["TT", "Tên", "Thành tích", "Hình thức khen thưởng"])
        write_row(first, 1, [1, "Mầm non Hoa Sen", "Tốt", AWARD])
        second = book.add_worksheet("Cá nhân")
        write_row(second, 0, ["TT", "Họ tên", "Thành tích", "Hình thức khen thưởng"])
        write_row(second, 1, [1, "Nguyễn Văn An", "Tốt", AWARD])
        book.add_worksheet("Trống")
        book.add_worksheet("Hướng dẫn").write("A1", "Cách ghi")

    report = checked(workbook(write, "Tập thể"))

    assert [(each.name, each.data_rows) for each in report.sheets] == [
        ("Tập thể", (2,)),
        ("Cá nhân", (2,)),
        ("Trống", ()),
        ("Hướng dẫn", ()),
    ]
    assert values_of(report, "award_code") == {2: "BKT"}
    assert told(report) == [(None, None, "no-table", "warning")]


def test_a_file_without_any_table_is_an_error() -> None:
    assert told(checked(sheet(["Kính gửi: UBND tỉnh"]))) == [(None, None, "no-table", "error")]
    assert told(checked(sheet())) == [(None, None, "no-table", "error")]


def test_a_column_that_nobody_understands_is_named() -> None:
    report = checked(table([*person(1), "XL"], headings=[*HEADINGS, "Cỡ áo"]))

    assert told(report) == [(1, "H", "unknown-column", "warning")]


def test_rows_that_are_only_formatted_do_not_count() -> None:
    book = openpyxl.Workbook()
    worksheet = book.worksheets[0]
    worksheet.append(["TT", "Họ và tên", "Thành tích", "Danh hiệu"])
    worksheet.append([1, "Nguyễn Văn An", "Tốt", "Lao động tiên tiến"])
    for place in (*(f"A{row}" for row in range(3, 500)), "XFD1048576"):
        worksheet[place].font = Font(bold=True)

    report = checked(saved(book))

    assert (report.sheets[0].data_rows, report.findings) == ((2,), ())


def test_a_stray_cell_in_the_last_column_costs_nothing() -> None:
    headings = [*HEADINGS, *[None] * (16_383 - len(HEADINGS)), "lạc"]

    report = checked(sheet(headings, *(person(number, born=1900 + number) for number in range(30, 130))))

    assert (report.summary.rows, report.sheets[0].columns[-1].heading) == (100, "Tóm tắt thành tích")

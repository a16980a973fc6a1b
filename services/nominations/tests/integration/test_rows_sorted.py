"""Which rows are nominations; hidden rows, totals and signatures are left out, and said so."""

from collections.abc import Sequence
from typing import Any

from nominations.adapters.workbook.report import Report
from services.nominations.tests.workbooks import AWARD, checked, sheet, told, values_of, workbook, write_row

HEADINGS = ["TT", "Họ và tên", "Thành tích", "Hình thức khen thưởng"]
AN = [1, "Nguyễn Văn An", "Tốt", AWARD]
NA = [2, "Trần Thị Na", "Tốt", AWARD]


def left_out(report: Report) -> list[tuple[int, str]]:
    return [(each.row, each.reason.value) for each in report.sheets[0].left_out]


def test_group_rows_set_the_kind_of_what_stands_below_them() -> None:
    report = checked(
        sheet(
            HEADINGS,
            ["I. Tập thể"],
            [1, "Hoa Sen", "Tốt", AWARD],
            ["B", "CÁ NHÂN (01 người)"],
            AN,
            [None, "II. Hộ gia đình"],
            [1, "Nguyễn Văn Ba", "Tốt", AWARD],
        )
    )

    assert values_of(report, "subject_kind") == {3: "collective", 5: "individual", 7: "household"}
    assert left_out(report) == [(2, "group-heading"), (4, "group-heading"), (6, "group-heading")]


def test_group_rows_may_name_the_award_and_the_workplace() -> None:
    report = checked(
        sheet(
            ["TT", "Họ và tên", "Thành tích"],
            ["A", "DANH HIỆU LAO ĐỘNG TIÊN TIẾN"],
            ["I", "Trường Tiểu học An Tảo"],
            [1, "Nguyễn Văn An", "Tốt"],
            ["II", "Trường THCS Hiến Nam"],
            [1, "Trần Thị Na", "Tốt"],
            ["B", "BẰNG KHEN CỦA CHỦ TỊCH UBND TỈNH"],
            [1, "Lê Văn Ba", "Tốt"],
        )
    )

    assert values_of(report, "award_code") == {4: "LDTT", 6: "LDTT", 8: "BKT"}
    assert values_of(report, "workplace") == {4: "Trường Tiểu học An Tảo", 6: "Trường THCS Hiến Nam", 8: None}


def test_a_group_that_names_a_certificate_without_its_level_asks_for_it() -> None:
    report = checked(sheet(["TT", "Họ và tên", "Thành tích"], ["I", "BẰNG KHEN"], [1, "Nguyễn Văn An", "Tốt"]))

    assert told(report, "ambiguous-award") == [(3, None, "ambiguous-award", "error")]


def test_a_title_may_name_the_award_for_all() -> None:
    report = checked(
        sheet(
            ["DANH SÁCH TẬP THỂ ĐỀ NGHỊ TẶNG BẰNG KHEN CỦA CHỦ TỊCH UBND TỈNH NĂM 2026"],
            ["TT", "Tên đơn vị", "Thành tích"],
            [1, "Cộng đồng dân cư số 5", "Tốt"],
        )
    )

    assert values_of(report, "award_code") == {3: "BKT"}
    assert values_of(report, "subject_kind") == {3: "collective"}
    assert told(report) == [(3, None, "award-from-heading", "warning")]


def test_a_total_is_no_nomination() -> None:
    for text in (
        "Tổng cộng: 02 người",
        "Cộng",
        "TỔNG SỐ: 2",
        "Ấn định danh sách: 2 người",
        "(Danh sách này có 2 cá nhân)",
    ):
        report = checked(sheet(HEADINGS, AN, NA, [None, text]))

        assert report.sheets[0].data_rows == (2, 3)
        assert told(report) == [(4, None, "total-row", "warning")]


def test_names_that_begin_like_a_total_are_nominations() -> None:
    report = checked(
        sheet(
            HEADINGS,
            [1, "Tổng công ty Điện lực", "Tốt", AWARD],
            [2, "Công ty May Hưng Yên", "Tốt", AWARD],
            [3, "Công an phường Phố Hiến", "Tốt", AWARD],
            [None, "Công đoàn phường", "Tốt", AWARD],
        )
    )

    assert report.sheets[0].data_rows == (2, 3, 4, 5)


def test_a_total_that_counts_otherwise_is_doubted() -> None:
    report = checked(sheet(HEADINGS, AN, NA, [None, "Tổng cộng: 03 cá nhân"]))

    assert told(report, "total-mismatch") == [(4, None, "total-mismatch", "warning")]


def test_after_a_subtotal_the_list_may_go_on() -> None:
    report = checked(
        sheet(
            HEADINGS, ["I", "Tập thể"], [1, "Hoa Sen", "Tốt", AWARD], [None, "Cộng: 1 tập thể"], ["II", "Cá nhân"], AN
        )
    )

    assert report.sheets[0].data_rows == (3, 6)


def test_signatures_are_no_nominations() -> None:
    report = checked(
        sheet(
            HEADINGS,
            AN,
            [],
            [None, None, None, "Phố Hiến, ngày 12 tháng 11 năm 2026"],
            [None, "NGƯỜI LẬP BIỂU", None, "THỦ TRƯỞNG ĐƠN VỊ"],
            [None, "(Ký, ghi rõ họ tên)", None, "(Ký tên, đóng dấu)"],
            [],
            [None, "Nguyễn Thị Lập", None, "Trần Văn Trưởng"],
            ["Nơi nhận:"],
            ["- Như trên;"],
        )
    )

    assert report.sheets[0].data_rows == (2,)
    assert told(report) == [(4, "", "signature-block", "warning")] or told(report) == [
        (4, None, "signature-block", "warning")
    ]
    assert {row for row, _ in left_out(report)} == {4, 5, 6, 8, 9, 10}


def test_each_wording_of_a_signature_ends_the_list() -> None:
    wordings = ("Người lập", "Thủ trưởng đơn vị", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "HIỆU TRƯỞNG", "Nơi nhận:")
    for wording in wordings:
        report = checked(sheet(HEADINGS, AN, [None, wording], [None, "Trần Văn Trưởng"]))

        assert report.sheets[0].data_rows == (2,), wording
        assert told(report) == [(3, None, "signature-block", "warning")], wording


def test_a_row_below_the_signatures_is_asked_about() -> None:
    report = checked(sheet(HEADINGS, AN, [None, "Người lập biểu"], NA))

    assert report.sheets[0].data_rows == (2,)
    assert told(report, "row-after-signature") == [(4, None, "row-after-signature", "warning")]


def test_hidden_rows_are_not_taken() -> None:
    def write(_: Any, worksheet: Any) -> None:
        rows: list[Sequence[object]] = [HEADINGS, AN, NA, [3, "Lê Văn Ba", "Tốt", AWARD]]
        for row, values in enumerate(rows):
            write_row(worksheet, row, values)
        worksheet.set_row(2, None, None, {"hidden": True})
        worksheet.set_row(3, 0)

    report = checked(workbook(write))

    assert report.sheets[0].data_rows == (2,)
    assert told(report) == [(3, None, "hidden-row", "warning"), (4, None, "hidden-row", "warning")]


def test_hidden_columns_are_not_taken() -> None:
    def write(_: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, [*HEADINGS, "Năm sinh"])
        write_row(worksheet, 1, [*AN, 1980])
        worksheet.set_column("E:E", None, None, {"hidden": True})

    report = checked(workbook(write))

    assert values_of(report, "born") == {2: None}
    assert told(report) == [(1, "E", "hidden-column", "warning")]


def test_a_list_whose_names_are_hidden_cannot_be_read() -> None:
    def write(_: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, HEADINGS)
        write_row(worksheet, 1, AN)
        worksheet.set_column("B:B", None, None, {"hidden": True})

    report = checked(workbook(write))

    assert report.sheets[0].data_rows == ()
    assert told(report, "missing-column") == [(1, None, "missing-column", "error")]


def test_hidden_sheets_are_not_taken() -> None:
    def write(book: Any, worksheet: Any) -> None:
        write_row(worksheet, 0, HEADINGS)
        write_row(worksheet, 1, AN)
        for name, hide in (("Ẩn", "hide"), ("Ẩn kỹ", "very_hidden")):
            other = book.add_worksheet(name)
            write_row(other, 0, HEADINGS)
            write_row(other, 1, NA)
            getattr(other, hide)()

    report = checked(workbook(write))

    assert [(each.name, each.hidden, each.data_rows) for each in report.sheets] == [
        ("Danh sách", False, (2,)),
        ("Ẩn", True, ()),
        ("Ẩn kỹ", True, ()),
    ]
    assert told(report) == [(None, None, "hidden-sheet", "warning")] * 2


def test_blank_rows_and_spare_numbers_say_nothing() -> None:
    report = checked(sheet(HEADINGS, AN, [], [], NA, [3], [4], []))

    assert (report.sheets[0].data_rows, report.findings) == ((2, 5), ())


def test_a_row_without_a_name_is_an_error() -> None:
    report = checked(sheet(HEADINGS, [1, None, "Tốt", AWARD]))

    assert told(report) == [(2, "B", "missing-name", "error")]


def test_a_list_without_numbers_is_read_by_its_names() -> None:
    report = checked(
        sheet(
            ["Họ và tên", "Thành tích", "Hình thức khen thưởng"],
            ["Nguyễn Văn An", "Tốt", AWARD],
            ["Trường THCS Lê Lợi", "Tốt", AWARD],
            ["Hộ ông Nguyễn Văn Ba", "Tốt", AWARD],
            ["Tổng cộng", 3],
            ["Người lập", None, "Hiệu trưởng"],
        )
    )

    assert values_of(report, "subject_kind") == {2: "individual", 3: "collective", 4: "household"}

"""Everything at once: one list as a unit really sends it."""

import unicodedata
from datetime import datetime
from typing import Any

from services.nominations.tests.workbooks import AWARD, checked, told, values_of, workbook, write_row

ROWS: dict[int, list[object]] = {
    10: [f"({number})" for number in range(1, 10)],
    11: ["I", "TẬP THỂ"],
    12: [1, "Trường THCS Lê Lợi", None, None, None, None, None, "Bằng khen CT UBND tỉnh", "Dẫn đầu phong trào"],
    13: [2, "Phòng Kinh tế - Hạ tầng", None, None, None, None, "UBND phường", "Tập thể LĐXS", "Tốt"],
    14: ["II", "CÁ NHÂN"],
    15: [1, "Nguyễn Văn An", None, None, 33075001234, "Hiệu trưởng", "Trường THCS Lê Lợi", "Bằng khen", "Tốt"],
    16: [2, unicodedata.normalize("NFD", "Trần Thị Hường"), None, "12/05/1980", None, "Giáo viên", "nt", AWARD, "Tốt"],
    17: [3, "NguyÔn V¨n ¸nh", 1969, None, None, "Gi¸o viªn", "nt", "CSTĐCS", "Tốt"],
    18: [4, "Nguyeãn Thò Höôøng", None, 1985, None, "Keá toaùn", "Trường Tiểu học An Tảo", "LĐTT", "Tốt"],
    19: [5, "Lê Văn Bình", 1990, None, "0330900012", "Công chức", None, AWARD, "=1+1"],
    20: [6, "Nguyễn Văn An", 1975, None, 33075001234, "Hiệu trưởng", "Trường THCS Lê Lợi", AWARD, "Tốt"],
    21: [7, "Phạm Văn Ẩn", 1970, None, None, "Bảo vệ", "UBND phường", AWARD, "Tốt"],
    22: ["III", "HỘ GIA ĐÌNH"],
    23: [1, "Hộ ông Nguyễn Văn Lâm", None, None, None, None, "Tổ dân phố số 5", "Gia đình văn hoá", "Hiến đất"],
    24: [2, "Hộ bà Trần Thị Na", None, None, None, None, "Tổ dân phố số 5", "LĐTT", "Hiến đất"],
    25: [None, "Tổng cộng: 2 tập thể, 7 cá nhân, 2 hộ"],
    27: [None, "NGƯỜI LẬP BIỂU", None, None, None, None, None, "THỦ TRƯỞNG ĐƠN VỊ"],
    28: [None, "(Ký, ghi rõ họ tên)", None, None, None, None, None, "(Ký tên, đóng dấu)"],
    31: [None, "Nguyễn Thị Lập", None, None, None, None, None, "Trần Văn Trưởng"],
    32: ["Nơi nhận:"],
    33: ["- Như trên;"],
}
TITLES = {
    "A1:D1": "ỦY BAN NHÂN DÂN",
    "A2:D2": "PHƯỜNG PHỐ HIẾN",
    "F1:I1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "F2:I2": "Độc lập - Tự do - Hạnh phúc",
    "F3:I3": "Phố Hiến, ngày 12 tháng 11 năm 2026",
    "A5:I5": "DANH SÁCH TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG NĂM 2026",
    "A6:I6": "(Kèm theo Tờ trình số 15/TTr-UBND ngày 12/11/2026)",
    "A8:A9": "TT",
    "B8:B9": "Họ và tên cá nhân/\nTên tập thể",
    "C8:D8": "Năm sinh",
    "E8:E9": "Số CCCD",
    "F8:F9": "Chức vụ",
    "G8:G9": "Đơn vị công tác",
    "H8:H9": "Hình thức đề nghị khen thưởng",
    "I8:I9": "Tóm tắt thành tích",
}


def ugly(book: Any, worksheet: Any) -> None:
    for place, text in TITLES.items():
        worksheet.merge_range(place, text)
    worksheet.write("C9", "Nam")
    worksheet.write("D9", "Nữ")
    for row, values in ROWS.items():
        write_row(worksheet, row - 1, values)
    born = datetime(1975, 5, 12)  # noqa: DTZ001 (cells have no zone)
    worksheet.write_datetime("C15", born, book.add_format({"num_format": "dd/mm/yyyy"}))
    worksheet.set_row(20, None, None, {"hidden": True})
    for row in range(40, 400):
        worksheet.write_blank(row, 0, None, book.add_format({"border": 1}))
    other = book.add_worksheet("Sheet2")
    write_row(other, 0, ["STT", "Họ và tên", "Danh hiệu"])
    write_row(other, 1, [1, "Ai Đó", "LĐTT"])
    other.hide()


def test_the_ugly_list_is_understood_row_by_row() -> None:
    report = checked(workbook(ugly))

    (found, hidden) = report.sheets
    assert (found.header_rows, hidden.hidden) == ((8, 9, 10), True)
    assert found.data_rows == (12, 13, 15, 16, 17, 18, 19, 20, 23, 24)
    assert [row.row for row in found.rows if row.valid] == [12, 13, 16, 17, 18, 20, 23]
    assert values_of(report, "name") == {
        12: "Trường THCS Lê Lợi",
        13: "Phòng Kinh tế - Hạ tầng",
        15: "Nguyễn Văn An",
        16: "Trần Thị Hường",
        17: "Nguyễn Văn Ánh",
        18: "Nguyễn Thị Hường",
        19: "Lê Văn Bình",
        20: "Nguyễn Văn An",
        23: "Hộ ông Nguyễn Văn Lâm",
        24: "Hộ bà Trần Thị Na",
    }
    assert values_of(report, "workplace")[17] == "Trường THCS Lê Lợi"
    assert values_of(report, "born")[15] == "1975-05-12"
    assert values_of(report, "award_code") == {
        12: "BKT",
        13: "TTLDXS",
        15: None,
        16: "BKT",
        17: "CSTDCS",
        18: "LDTT",
        19: "BKT",
        20: "BKT",
        23: "GDVH",
        24: "LDTT",
    }


def test_the_ugly_list_gets_these_findings_and_no_others() -> None:
    report = checked(workbook(ugly))

    assert [finding for finding in told(report) if finding[2] != "award-spelling"] == [
        (None, None, "hidden-sheet", "warning"),
        (15, "E", "leading-zero-lost", "normalised"),
        (15, "H", "ambiguous-award", "error"),
        (16, "B", "nfd", "normalised"),
        (16, "D", "date-as-text", "normalised"),
        (16, "G", "ditto", "normalised"),
        (17, "B", "tcvn3", "normalised"),
        (17, "F", "tcvn3", "normalised"),
        (17, "G", "ditto", "normalised"),
        (18, "B", "vni", "normalised"),
        (18, "F", "vni", "normalised"),
        (19, "E", "invalid-identity-number", "error"),
        (19, "I", "formula-text", "warning"),
        (20, "B", "possible-duplicate", "warning"),
        (20, "E", "leading-zero-lost", "normalised"),
        (21, None, "hidden-row", "warning"),
        (24, "H", "wrong-kind-for-award", "error"),
        (25, None, "total-row", "warning"),
        (25, None, "total-mismatch", "warning"),
        (27, None, "signature-block", "warning"),
    ]

"""A list of ten thousand rows is checked and marked whole; how fast, `make bench` says."""

from typing import Any

from nominations.adapters.workbook.marking import mark
from services.nominations.tests.workbooks import AWARD, HEADINGS, checked, workbook, write_row

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi", "Đặng", "Ngô")
MIDDLE = ("Văn", "Thị", "Hữu", "Minh", "Ngọc", "Đức", "Quang", "Thu", "Xuân", "Hồng")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hùng", "Lan", "Mai", "Nam", "Phúc")
ROWS = 10_000


def long_list(_: Any, worksheet: Any) -> None:
    write_row(worksheet, 0, HEADINGS)
    for number in range(ROWS):
        family, middle, given = FAMILY[number % 10], MIDDLE[number // 10 % 10], GIVEN[number // 100 % 10]
        name, born = f"{family} {middle} {given}", 1950 + number // 1_000
        achievement = (
            f"Hoàn thành xuất sắc nhiệm vụ, có {number % 7} sáng kiến cấp cơ sở, đạt {number % 100} % chỉ tiêu"
        )
        unit = f"Trường THCS số {number % 60}"
        write_row(worksheet, number + 1, [number + 1, name, born, "Giáo viên", unit, AWARD, achievement])


def test_ten_thousand_rows_are_checked_and_marked() -> None:
    content = workbook(long_list)

    report = checked(content)
    marked = mark(content, report)

    assert (report.summary.rows, report.summary.valid) == (ROWS, ROWS)
    assert len(marked) > len(content) // 2

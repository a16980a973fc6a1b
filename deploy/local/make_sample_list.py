"""Writes the lists of `make demo`: made-up rows as a unit would send them. Run it from the checkout's root."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FOLDER = Path(__file__).parent / "src" / "local_stack"
# Collectives, households, people.
SIZES = ((20, 10, 170), (2, 1, 2))
AWARD = "Bằng khen của Chủ tịch UBND tỉnh"
HEADINGS = ("STT", "Họ và tên / Tên tập thể, hộ gia đình", "Ngày sinh", "Chức vụ", "Đơn vị công tác", "Thành tích")
FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Trịnh",
    "Mai",
    "Lương",
    "Tạ",
    "Cao",
    "Phùng",
    "Quách",
]
MIDDLES = {
    "nữ": ["Thị", "Thu", "Ngọc", "Bích", "Diệu", "Khánh", "Thanh", "Hồng"],
    "nam": ["Văn", "Đức", "Minh", "Quang", "Hữu", "Công", "Xuân", "Tiến"],
}
GIVEN = {
    "nữ": ["Hường", "Lan", "Hạnh", "Ngân", "Trang", "Yến", "Thảo", "Phượng", "Nhung", "Quỳnh", "Thủy", "Vân"],
    "nam": ["Dũng", "Khoa", "Sơn", "Thịnh", "Tuấn", "Việt", "Cường", "Hải", "Lâm", "Nghĩa", "Phong", "Toàn"],
}
POSITIONS = ("Chuyên viên", "Giáo viên", "Điều dưỡng", "Công an viên", "Tổ trưởng tổ dân phố", "Nhân viên y tế")
PLACES = (
    "Văn phòng HĐND và UBND phường",
    "Trường Tiểu học Sao Mai",
    "Trạm Y tế phường",
    "Công an phường",
    "Tổ dân phố số 4",
)
DEEDS = (
    "Hoàn thành xuất sắc nhiệm vụ, tích cực tham gia phong trào thi đua năm 2026",
    "Có sáng kiến rút ngắn thời gian giải quyết thủ tục hành chính",
    "Trực tiếp hỗ trợ người dân ở vùng bị ngập",
    "Vận động đóng góp xây dựng nhà văn hóa khu dân cư",
)
# Name, day of birth, position, place.
Entry = tuple[str, date | None, str, str]
GROUPS = ("Tổ dân phố số", "Chi hội Phụ nữ số", "Chi đoàn khu dân cư số", "Tổ tự quản số")


def main() -> None:
    """Write the workbooks; the same bytes every time."""
    for sizes in SIZES:
        write(FOLDER / f"danh-sach-{sum(sizes)}.xlsx", *sizes)


def write(path: Path, collectives: int, households: int, people: int) -> None:
    """Write one list of that many of each."""
    chance = random.Random(2047)  # noqa: S311 (the same list every time)
    total = collectives + households + people
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "Danh sách đề nghị khen thưởng", "created": datetime(2026, 11, 2)})  # noqa: DTZ001
        sheet = book.add_worksheet("Danh sách")
        bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        _write_title(sheet, bold)
        sections = (
            ("I. Tập thể", islice(_collectives(), collectives)),
            ("II. Hộ gia đình", _households(chance, households)),
            ("III. Cá nhân", _people(chance, people)),
        )
        row = _write_rows(sheet, bold, day, chance, sections)
        counts = f"{collectives} tập thể, {households} hộ gia đình, {people} cá nhân"
        sheet.write(row, 1, f"Tổng cộng: {total} ({counts})")
        sheet.write(row + 2, 4, "Phố Hiến, ngày 02 tháng 11 năm 2026")
        sheet.write(row + 3, 4, "CHỦ TỊCH")
        sheet.write(row + 7, 4, "Vũ Quang Hải")


def _write_title(sheet: Worksheet, bold: Format) -> None:
    sheet.write(0, 0, "ỦY BAN NHÂN DÂN PHƯỜNG PHỐ HIẾN")
    sheet.write(0, 4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.write(1, 4, "Độc lập - Tự do - Hạnh phúc")
    sheet.merge_range(3, 0, 3, 6, "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", bold)
    sheet.merge_range(4, 0, 4, 6, "(Kèm theo Tờ trình số 35/TTr-UBND ngày 02/11/2026)", bold)
    for column, heading in enumerate(HEADINGS):
        sheet.merge_range(6, column, 7, column, heading, bold)
    sheet.write(6, 6, "Đề nghị", bold)
    sheet.write(7, 6, "Hình thức khen thưởng", bold)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 6, 30)
    sheet.freeze_panes(8, 0)


def _write_rows(
    sheet: Worksheet, bold: Format, day: Format, chance: random.Random, sections: Iterable[tuple[str, Iterable[Entry]]]
) -> int:
    row, ordinal = 8, 0
    for title, entries in sections:
        sheet.merge_range(row, 0, row, 6, title, bold)
        row += 1
        for name, born, position, place in entries:
            ordinal += 1
            sheet.write_number(row, 0, ordinal)
            sheet.write_string(row, 1, name)
            if born:
                sheet.write_datetime(row, 2, born, day)
            for column, text in enumerate((position, place, chance.choice(DEEDS), AWARD), start=3):
                sheet.write_string(row, column, text)
            row += 1
    return row


def _collectives() -> Iterator[Entry]:
    for number in range(1, 6):
        for group in GROUPS:
            yield f"{group} {number}", None, "", "Phường Phố Hiến"


def _households(chance: random.Random, count: int) -> Iterator[Entry]:
    for name in _names(chance, count):
        yield (
            f"Hộ gia đình ông {name}" if " Thị " not in name else f"Hộ gia đình bà {name}",
            None,
            "",
            "Tổ dân phố số 4",
        )


def _people(chance: random.Random, count: int) -> Iterator[Entry]:
    for name in _names(chance, count):
        born = date(chance.randint(1966, 2003), chance.randint(1, 12), chance.randint(1, 28))
        yield name, born, chance.choice(POSITIONS), chance.choice(PLACES)


def _names(chance: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        gender = chance.choice(("nam", "nữ"))
        found[f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES[gender])} {chance.choice(GIVEN[gender])}"] = None
    return list(found)


if __name__ == "__main__":
    main()

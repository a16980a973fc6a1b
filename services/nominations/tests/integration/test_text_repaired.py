"""Text typed for old fonts or in another Unicode form is brought to what was meant, and said so."""

import unicodedata

import openpyxl
import pytest
from openpyxl.styles import Font

from nominations.adapters.workbook.legacy_fonts import Encoding, diagnose, read
from nominations.adapters.workbook.syllables import is_syllable
from services.nominations.tests.workbooks import checked, person, saved, table, told, values_of


@pytest.mark.parametrize(
    ("typed", "encoding", "meant"),
    [
        ("NguyÔn V¨n Hïng", Encoding.TCVN3, "Nguyễn Văn Hùng"),
        ("D\u00ad¬ng ThÞ H\u00adêng", Encoding.TCVN3, "Dương Thị Hường"),
        ("§ç Hång H¶i", Encoding.TCVN3, "Đỗ Hồng Hải"),
        ("NGUYÔN V¡N ¸NH", Encoding.TCVN3, "NGUYỄN VĂN ÁNH"),
        ("Tr\u00adêng THCS Lª Lîi – Phè HiÕn", Encoding.TCVN3, "Trường THCS Lê Lợi – Phố Hiến"),
        ("L§TT", Encoding.TCVN3, "LĐTT"),
        ("Nguyeãn Thò Höôøng", Encoding.VNI, "Nguyễn Thị Hường"),
        ("ÑAËNG VAÊN ÑÖÙC", Encoding.VNI, "ĐẶNG VĂN ĐỨC"),
        ("Toå daân phoá soá 5", Encoding.VNI, "Tổ dân phố số 5"),
    ],
)
def test_text_of_an_old_font_is_recognised_by_its_syllables(typed: str, encoding: Encoding, meant: str) -> None:
    assert diagnose(typed).certain is encoding
    assert read(typed, encoding) == meant


@pytest.mark.parametrize(
    "name", ["Lê Hoàng Hà", "Đỗ Thị Ánh", "H'Hen Niê", "Y Bhăm Êban", "Lò Thào", "José Nguyễn", "Công an", "Tú Anh"]
)
def test_unicode_text_is_left_alone(name: str) -> None:
    report = checked(table(person(1, name)))

    assert values_of(report, "name") == {2: name}
    assert told(report, "tcvn3", "vni", "nfd") == []


@pytest.mark.parametrize("word", ["nghiêng", "khuỷu", "giếng", "quyết", "ương", "thuở", "gì", "Đặng", "NGUYỄN"])
def test_a_vietnamese_syllable_is_one(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nguyôn", "v¨n", "hïng", "các\u0301", "hoàc", "jose"])
def test_what_cannot_be_spelt_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_tcvn3_loses_capitals_that_a_name_gets_back() -> None:
    report = checked(table(person(1, "NguyÔn V¨n ¸nh")))

    assert values_of(report, "name") == {2: "Nguyễn Văn Ánh"}
    assert told(report) == [(2, "B", "tcvn3", "normalised")]


def test_vni_is_converted() -> None:
    report = checked(table(person(1, "Nguyeãn Thò Höôøng", position="Keá toaùn")))

    assert (values_of(report, "name"), values_of(report, "position")) == ({2: "Nguyễn Thị Hường"}, {2: "Kế toán"})
    assert told(report) == [(2, "B", "vni", "normalised"), (2, "D", "vni", "normalised")]


def test_letters_that_read_both_ways_follow_their_column_and_are_doubted() -> None:
    report = checked(table(person(1, "NguyÔn V¨n Hïng"), person(2, "Vò Minh", born=1990)))

    assert values_of(report, "name") == {2: "Nguyễn Văn Hùng", 3: "Vũ Minh"}
    assert told(report) == [(2, "B", "tcvn3", "normalised"), (3, "B", "tcvn3", "warning")]


def test_letters_that_read_both_ways_stay_in_a_column_of_unicode() -> None:
    report = checked(table(person(1, "Nguyễn Văn Hùng"), person(2, "Vò Minh", born=1990)))

    assert values_of(report, "name") == {2: "Nguyễn Văn Hùng", 3: "Vò Minh"}


def test_a_fonts_name_decides_what_the_letters_leave_open() -> None:
    book = openpyxl.Workbook()
    worksheet = book.worksheets[0]
    worksheet.append(["TT", "Họ và tên", "Thành tích", "Danh hiệu"])
    for number, name in enumerate(["Vò Minh", "nguyÔn v¨n h­¬ng", "Tú Anh"], start=1):
        worksheet.append([number, name, "Tốt", "Lao động tiên tiến"])
    worksheet["B2"].font = Font(name=".VnTime")
    worksheet["B3"].font = Font(name=".VnTimeH")

    report = checked(saved(book))

    assert values_of(report, "name") == {2: "Vũ Minh", 3: "NGUYỄN VĂN HƯƠNG", 4: "Tú Anh"}
    assert told(report) == [(2, "B", "tcvn3", "normalised"), (3, "B", "tcvn3", "normalised")]


def test_decomposed_text_is_composed() -> None:
    report = checked(table(person(1, unicodedata.normalize("NFD", "Trần Thị Hường"))))

    assert values_of(report, "name") == {2: "Trần Thị Hường"}
    assert told(report) == [(2, "B", "nfd", "normalised")]


def test_other_damage_is_repaired() -> None:
    report = checked(
        table(
            person(1, "Nguyá»…n VÄƒn An"),
            person(2, "Ðỗ Văn Ðạt"),
            person(3, "Lê\u00a0Văn\u200b Ba"),
            person(4, "  Bùi   Văn\n Tư "),
        )
    )

    assert values_of(report, "name") == {2: "Nguyễn Văn An", 3: "Đỗ Văn Đạt", 4: "Lê Văn Ba", 5: "Bùi Văn Tư"}
    assert told(report) == [
        (2, "B", "mojibake", "normalised"),
        (3, "B", "lookalike-letter", "normalised"),
        (4, "B", "invisible-character", "normalised"),
    ]


def test_a_name_that_stays_unreadable_is_an_error() -> None:
    assert told(checked(table(person(1, "X¤z © Qw")))) == [(2, "B", "garbled-text", "error")]

"""What a cell says: dates in every form, numbers without their zeros, awards and names in every spelling."""

from datetime import date, datetime
from typing import Any

import pytest

from contracts.vocabulary import CommendationKind
from services.nominations.tests.workbooks import (
    AWARD,
    HEADINGS,
    checked,
    person,
    sheet,
    table,
    told,
    values_of,
    workbook,
    write_row,
)


@pytest.mark.parametrize(
    ("typed", "born", "classes"),
    [
        (1975, "1975", []),
        ("1975", "1975", ["date-as-text"]),
        ("12/05/1975", "1975-05-12", ["date-as-text"]),
        ("12.5.1975", "1975-05-12", ["date-as-text"]),
        ("12-05-75", "1975-05-12", ["date-as-text"]),
        ("1975-05-12", "1975-05-12", ["date-as-text"]),
        ("ngày 12 tháng 5 năm 1975", "1975-05-12", ["date-as-text"]),
        ("sinh năm 1975", "1975", ["date-as-text"]),
        ("5/1975", "1975", ["date-as-text"]),
        ("'1975", "1975", ["date-as-text"]),
        (27526, "1975-05-12", ["date-as-number"]),
        ("27526", "1975-05-12", ["date-as-number"]),
        ("05/25/1975", "1975-05-25", ["date-as-text", "swapped-day-month"]),
        ("31/02/1975", None, ["invalid-date"]),
        ("00/00/1975", None, ["invalid-date"]),
        ("1975?", None, ["invalid-date"]),
        ("không rõ", None, ["invalid-date"]),
        (29.5, None, ["invalid-date"]),
        (2030, "2030", ["implausible-date"]),
        (1905, "1905", ["implausible-date"]),
    ],
)
def test_a_birth_date_is_understood(typed: object, born: str | None, classes: list[str]) -> None:
    report = checked(table(person(1, born=typed)))

    assert values_of(report, "born") == {2: born}
    assert [finding.kind.value for finding in report.findings] == classes


def test_a_real_date_and_a_year_in_a_cell_for_dates_are_understood() -> None:
    def write(book: Any, worksheet: Any) -> None:
        as_date = book.add_format({"num_format": "dd/mm/yyyy"})
        write_row(worksheet, 0, HEADINGS)
        write_row(worksheet, 1, person(1))
        write_row(worksheet, 2, person(2, "Lê Văn Ba"))
        worksheet.write_datetime(1, 2, datetime(1975, 5, 12), as_date)  # noqa: DTZ001 (cells have no zone)
        worksheet.write_number(2, 2, 1975, as_date)

    report = checked(workbook(write))

    assert values_of(report, "born") == {2: "1975-05-12", 3: "1975"}
    assert told(report) == [(3, "C", "year-as-date", "normalised")]


NUMBERS = ("TT", "Họ và tên", "Giới tính", "Năm sinh", "Số CCCD", "Thành tích", "Danh hiệu")


@pytest.mark.parametrize(
    ("typed", "number", "told_class"),
    [
        ("033075001234", "033075001234", None),
        ("033 075 001 234", "033075001234", None),
        (33075001234, "033075001234", "leading-zero-lost"),
        ("33075001234", "033075001234", "leading-zero-lost"),
        (1075001234, "001075001234", "leading-zero-lost"),
        (145123456, "145123456", "invalid-identity-number"),
        ("3.3075E+10", None, "invalid-identity-number"),
        ("999075001234", None, "invalid-identity-number"),
        ("0330750012345", None, "invalid-identity-number"),
        ("không có", None, "invalid-identity-number"),
    ],
)
def test_an_identity_number_gets_its_zeros_back(typed: object, number: str | None, told_class: str | None) -> None:
    row = [1, "Nguyễn Văn An", "Nam", 1975, typed, "Tốt", "Lao động tiên tiến"]

    report = checked(table(row, headings=NUMBERS))

    assert values_of(report, "identity_number") == {2: number}
    assert [finding.kind.value for finding in report.findings] == ([told_class] if told_class else [])


def test_an_identity_number_that_contradicts_the_row_is_doubted() -> None:
    row = [1, "Nguyễn Văn An", "Nữ", 1976, "033075001234", "Tốt", "Lao động tiên tiến"]

    report = checked(table(row, headings=NUMBERS))

    assert told(report) == [(2, "E", "identity-mismatch", "warning")] * 2


def test_a_telephone_number_gets_its_zero_back() -> None:
    headings = ["TT", "Họ và tên", "Thành tích", "Danh hiệu", "Số điện thoại"]
    report = checked(sheet(headings, [1, "Nguyễn Văn An", "Tốt", "Lao động tiên tiến", 912345678]))

    assert values_of(report, "phone") == {2: "0912345678"}
    assert told(report) == [(2, "E", "leading-zero-lost", "normalised")]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "BKT"),
        ("BK UBND tỉnh", "BKT"),
        ("bằng khen CT UBND tỉnh", "BKT"),
        ("Bằng khen TTCP", "BKTTG"),
        ("CSTĐCS", "CSTDCS"),
        ("Chiến sỹ thi đua cơ sở", "CSTDCS"),
        ("LĐTT", "LDTT"),
        ("Huân chương Lao động hạng III", "HCLD3"),
    ],
)
def test_an_award_is_known_in_many_spellings(typed: str, code: str) -> None:
    assert values_of(checked(table(person(1, award=typed))), "award_code") == {2: code}


@pytest.mark.parametrize(
    ("typed", "told_class"),
    [
        ("Bằng khen", "ambiguous-award"),
        ("Giấy khen", "ambiguous-award"),
        ("Khen cho vui", "unknown-award"),
        ("LĐTT, CSTĐCS", "several-awards"),
        ("Giấy khen của Chủ tịch UBND huyện", "award-not-in-force"),
        ("Tập thể lao động xuất sắc", "wrong-kind-for-award"),
        (None, "missing-award"),
    ],
)
def test_an_award_that_cannot_stand_is_an_error(typed: str | None, told_class: str) -> None:
    report = checked(table(person(1, award=typed)))

    assert (2, "F", told_class, "error") in told(report)
    assert not report.sheets[0].rows[0].valid


def test_a_bare_certificate_of_merit_asks_for_its_level() -> None:
    report = checked(table(person(1, award="Bằng khen")))

    (finding,) = report.findings
    assert finding.message == "“Bằng khen” chưa rõ cấp: Bằng khen của Chủ tịch UBND tỉnh hay của Thủ tướng Chính phủ?"


def test_an_award_may_be_stated_once_for_all_rows_that_name_none() -> None:
    report = checked(table(person(1), person(2, "Lê Văn Ba", award=None)), award_code="LDTT")

    assert values_of(report, "award_code") == {2: "BKT", 3: "LDTT"}


@pytest.mark.parametrize(
    ("typed", "name", "told_class"),
    [
        ("Ông Nguyễn Văn An", "Nguyễn Văn An", "honorific"),
        ("Đ/c Lê Thị Hoa", "Lê Thị Hoa", "honorific"),
        ("ThS. Nguyễn Văn An", "Nguyễn Văn An", "honorific"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm", None),
        ("1. Nguyễn Văn An", "Nguyễn Văn An", None),
        ("Ông Nguyễn\nVăn Cường", "Nguyễn Văn Cường", "honorific"),
        ("Nguyễn Văn An\nTrần Thị Ba", "Nguyễn Văn An Trần Thị Ba", "several-names"),
        ("Nguyễn Văn An, Lê Văn Bảy", "Nguyễn Văn An, Lê Văn Bảy", "several-names"),
        ("Nguyễn Văn Dũng 1980", "Nguyễn Văn Dũng 1980", "invalid-name"),
        ("Nguyen Van Phong", "Nguyen Van Phong", "without-diacritics"),
    ],
)
def test_a_name_is_freed_of_what_stands_around_it(typed: str, name: str, told_class: str | None) -> None:
    report = checked(table(person(1, typed)))

    assert values_of(report, "name") == {2: name}
    assert [finding.kind.value for finding in report.findings] == ([told_class] if told_class else [])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nguyễn Văn An", "individual"),
        ("Đoàn Văn Hậu", "individual"),
        ("Đoàn phường Phố Hiến", "collective"),
        ("Hồ Văn Ý", "individual"),
        ("Hộ ông Nguyễn Văn Ba", "household"),
        ("Gia đình bà Lan", "household"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "collective"),
        ("Tổ dân phố số 5", "collective"),
    ],
)
def test_a_name_tells_the_kind_where_nothing_else_does(name: str, kind: str) -> None:
    report = checked(sheet(["TT", "Tên cá nhân, tập thể", "Thành tích", "Hình thức"], [1, name, "Tốt", AWARD]))

    assert values_of(report, "subject_kind") == {2: kind}


def test_a_kind_that_nothing_tells_is_asked_for() -> None:
    report = checked(sheet(["TT", "Tên cá nhân, tập thể", "Thành tích", "Hình thức"], [1, "Hoa Sen", "Tốt", AWARD]))

    assert told(report) == [(2, "B", "unknown-subject-kind", "error")]


def test_a_column_may_state_the_kind_and_a_doubtful_one_is_told() -> None:
    headings = ["TT", "Họ và tên", "Đối tượng", "Thành tích", "Hình thức khen thưởng"]
    report = checked(
        sheet(headings, [1, "Hoa Sen", "Tập thể", "Tốt", AWARD], [2, "Phòng Nội vụ", "Cá nhân", "x", AWARD])
    )

    assert values_of(report, "subject_kind") == {2: "collective", 3: "individual"}
    assert told(report) == [(3, "B", "doubtful-subject-kind", "warning")]


def test_position_and_workplace_in_one_cell_are_taken_apart() -> None:
    headings = ["TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Thành tích", "Danh hiệu"]
    report = checked(
        sheet(headings, [1, "Nguyễn Văn An", "Giáo viên, Trường THCS Lê Lợi", "Tốt", "Lao động tiên tiến"])
    )

    assert values_of(report, "position") == {2: "Giáo viên"}
    assert values_of(report, "workplace") == {2: "Trường THCS Lê Lợi"}


def test_merged_cells_and_ditto_marks_are_filled_down() -> None:
    report = checked(
        sheet(
            ["TT", "Họ và tên", "Đơn vị công tác", "Thành tích", "Danh hiệu"],
            [1, "Nguyễn Văn An", None, "Tốt", "Lao động tiên tiến"],
            [2, "Trần Văn Ba", None, "nt", '"'],
            merges=[("C2:C3", "Phòng Nội vụ")],
        )
    )

    assert values_of(report, "workplace") == {2: "Phòng Nội vụ", 3: "Phòng Nội vụ"}
    assert values_of(report, "award_code") == {2: "LDTT", 3: "LDTT"}
    assert told(report) == [
        (3, "C", "merged-cell", "normalised"),
        (3, "D", "ditto", "normalised"),
        (3, "E", "ditto", "normalised"),
    ]


def test_an_ad_hoc_commendation_needs_the_day_of_the_deed() -> None:
    headings = ["TT", "Họ và tên", "Thành tích", "Hình thức", "Ngày lập thành tích", "Người phát hiện"]
    report = checked(
        sheet(
            headings,
            [1, "Nguyễn Văn An", "Cứu người", AWARD, "05/11/2026", "Thủ trưởng đơn vị"],
            [2, "Trần Văn Ba", "Cứu người", AWARD],
            [3, "Lê Văn Tư", "Cứu người", AWARD, "24/11/2026"],
        ),
        commendation_kind=CommendationKind.AD_HOC,
    )

    assert values_of(report, "deed_at") == {2: "2026-11-05", 3: None, 4: "2026-11-24"}
    assert values_of(report, "discovered_by") == {2: "head", 3: None, 4: None}
    assert told(report, "missing-deed-date", "implausible-date") == [
        (3, None, "missing-deed-date", "error"),
        (4, "E", "implausible-date", "error"),
    ]


def test_the_day_of_the_check_decides_what_is_in_force() -> None:
    content = table(person(1, award="Giấy khen của Chủ tịch UBND huyện"))

    assert told(checked(content, as_of=date(2025, 6, 30)), "award-not-in-force") == []
    assert told(checked(content, as_of=date(2025, 7, 1)), "award-not-in-force") != []


@pytest.mark.parametrize(
    ("heading", "typed", "message"),
    [
        ("Giới tính", "khác", "“Giới tính”: không hiểu “khác”."),
        ("Năm sinh", "31/02/1975", "“Ngày hoặc năm sinh”: không hiểu ngày “31/02/1975”."),
        ("Năm sinh", 2030, "“Ngày hoặc năm sinh”: ngày ở tương lai."),
        ("Năm sinh", 1905, "“Ngày hoặc năm sinh”: năm 1905 không hợp lý."),
        ("CCCD", "12345", "“Số căn cước công dân”: phải có 12 chữ số"),
        ("Ngày lập thành tích", "1975?", "“Thời điểm lập thành tích”: không hiểu ngày “1975?”."),
    ],
)
def test_a_wrong_value_is_told_under_the_label_of_the_page(heading: str, typed: object, message: str) -> None:
    report = checked(
        table(
            ["Nguyễn Thị Hường", AWARD, "Tốt", typed],
            headings=("Họ và tên", "Hình thức khen thưởng", "Thành tích", heading),
        )
    )

    assert [finding.message.startswith(message) for finding in report.findings] == [True]

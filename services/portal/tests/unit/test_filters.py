"""Values are written as the administration writes them."""

from datetime import UTC, date, datetime

import pytest

from portal.entrypoints import filters
from portal.entrypoints.language import languages
from portal.entrypoints.pages import environment
from services.portal.tests.builders import UNIT, known


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 15), "ngày 15 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 23), "ngày 23 tháng 11 năm 2026"),
    ],
)
def test_long_dates_have_a_zero_before_small_days_and_the_months_one_and_two(value: date, shown: str) -> None:
    assert filters.vietnamese_long_day(value) == shown


def test_times_are_those_of_vietnam() -> None:
    moment = datetime(2026, 12, 31, 18, 5, 9, tzinfo=UTC)

    assert filters.minute(moment) == "01/01/2027 01:05"
    assert filters.second(moment) == "01:05:09 01/01/2027"
    assert filters.day(date(2026, 2, 5)) == "05/02/2026"


@pytest.mark.parametrize(("code", "shown"), [("vi", "1.234.567"), ("en", "1,234,567")])
def test_numbers_follow_the_language(code: str, shown: str) -> None:
    assert environment(code).from_string("{{ 1234567|number }}").render() == shown


def test_an_award_is_named_in_both_languages_and_an_unknown_one_by_its_code() -> None:
    vietnamese, english = languages()["vi"], languages()["en"]

    assert filters.award(vietnamese, "BKT") == "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    assert filters.award(english, "BKT") == "Certificate of Merit of the Provincial Chairman"
    assert filters.award(english, "XYZ") == "XYZ"


def test_a_unit_is_named_and_an_unknown_one_by_its_key() -> None:
    assert filters.unit_name(UNIT) == "Phường Phố Hiến"
    assert filters.unit_name("99999@2030-01-01") == "99999@2030-01-01"


def test_a_text_is_cut_between_words() -> None:
    assert filters.clip("Có sáng kiến số hóa hồ sơ, giảm", 28) == "Có sáng kiến số hóa hồ sơ…"
    assert filters.clip("ngắn", 28) == "ngắn"


def test_a_short_id_is_the_part_that_differs() -> None:
    assert filters.short(known("a")) == str(known("a"))[-8:]


def test_a_data_string_with_a_percent_sign_is_no_format() -> None:
    assert filters.ballot(languages()["en"], 13, 15, 70) == "13 of 15 members in favour, threshold 70%"

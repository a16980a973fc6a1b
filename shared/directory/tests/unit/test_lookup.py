"""Look-ups by key, day, parent, succession and name."""

from datetime import date

import pytest

from directory import (
    Directory,
    MalformedUnitKey,
    Standing,
    Unit,
    UnitKind,
    UnknownUnit,
    key_of,
    load_directory,
    parse_key,
    period_text,
)
from directory.registry import DuplicateUnit

IN_2021 = date(2021, 8, 31)
EVE = date(2025, 6, 30)
TODAY = date(2026, 11, 23)


def keys(units: tuple[Unit, ...]) -> list[str]:
    return [unit.key for unit in units]


def test_a_code_means_different_units_on_different_days() -> None:
    units = load_directory()

    assert units.on_date("12004", EVE) == units.get("12004@unknown")
    assert units.on_date("12004", TODAY) == units.get("12004@2025-07-01")
    assert units.get("12004@unknown").name == "Xã Đình Dù"
    assert units.get("12004@2025-07-01").name == "Xã Như Quỳnh"


def test_a_unit_whose_last_day_is_unknown_may_have_been_in_force_until_it_was_certainly_gone() -> None:
    unit = load_directory().get("11965@unknown")

    assert unit.standing_on(date(2020, 1, 1)) is Standing.UNKNOWN
    assert unit.standing_on(IN_2021) is Standing.IN_FORCE
    assert unit.standing_on(date(2024, 1, 1)) is Standing.UNKNOWN
    assert unit.standing_on(EVE) is Standing.NOT_IN_FORCE
    assert load_directory().on_date("11965", EVE) is None


def test_an_unknown_unit_and_an_unknown_code_are_told_apart_from_a_known_one() -> None:
    units = load_directory()

    assert units.find("99999@unknown") is None
    assert units.on_date("99999", TODAY) is None
    assert units.display_name("99999@unknown") == "99999@unknown"
    with pytest.raises(UnknownUnit):
        units.get("99999@unknown")


def test_a_name_is_that_of_the_latest_listing_not_after_the_day() -> None:
    unit = load_directory().get("11977@unknown")

    assert [unit.name_on(day) for day in (date(2019, 1, 1), date(2023, 1, 1), EVE)] == [
        "Xã Hồng Nam",
        "Xã Hồng Nam",
        "Xã Phương Nam",
    ]


def test_the_unit_above_depends_on_the_day() -> None:
    units = load_directory()

    assert keys(units.chain("11953@unknown", EVE)) == ["11953@unknown", "323@unknown", "33@unknown"]
    assert keys(units.chain("11953@2025-07-01", TODAY)) == ["11953@2025-07-01", "33@2025-07-01"]
    assert keys(units.chain("sample.lower-secondary-school@unknown", EVE))[1] == "323@unknown"
    assert keys(units.chain("sample.lower-secondary-school@unknown", TODAY))[1] == "11953@2025-07-01"
    assert units.parent("33@2025-07-01", TODAY) is None


def test_children_are_the_units_directly_below_on_the_day() -> None:
    units = load_directory()

    assert len(units.children("323@unknown", EVE)) == 16  # 15 communes and the sample school
    assert len([unit for unit in units.children("33@unknown", EVE) if unit.kind is UnitKind.DISTRICT]) == 10
    assert units.children("323@unknown", TODAY) == ()


def test_successors_and_predecessors_mirror_each_other_with_the_parts_marked() -> None:
    units = load_directory()

    assert [(s.new, s.partly) for s in units.successors("11989@unknown")] == [
        ("11992@2025-07-01", True),
        ("11995@2025-07-01", True),
    ]
    assert [s.old for s in units.predecessors("33@2025-07-01")] == ["33@unknown", "34@unknown"]
    assert units.successors("11965@unknown") == ()


def test_a_nomination_may_go_to_the_unit_itself_and_those_above_but_not_to_a_school() -> None:
    units = load_directory()

    assert keys(units.receiving_agencies("11953@2025-07-01", TODAY)) == ["11953@2025-07-01", "33@2025-07-01"]
    assert keys(units.receiving_agencies("sample.high-school@unknown", TODAY)) == [
        "sample.education@unknown",
        "33@2025-07-01",
    ]
    assert units.receiving_agencies("323@unknown", TODAY) == ()


def test_search_ignores_diacritics_and_case_and_unicode_form() -> None:
    units = load_directory()

    for text in ("phố hiến", "PHO HIEN", "pho\u0302\u0301 hie\u0302\u0301n", "11953"):
        assert "11953@2025-07-01" in keys(units.search(text))
    assert keys(units.search("hưng yên"))[0] == "33@2025-07-01"
    assert units.search("  ") == ()
    assert len(units.search("xã", limit=7)) == 7


def test_search_on_a_day_leaves_out_what_was_not_in_force() -> None:
    units = load_directory()

    assert keys(units.search("hiến nam", on=TODAY)) == []
    assert keys(units.search("hiến nam", on=EVE)) == ["11953@unknown"]


@pytest.mark.parametrize("text", ["Phường Phố Hiến", "P. Phố Hiến", "UBND phường Phố Hiến", "pho hien"])
def test_a_unit_is_found_by_its_name_as_people_write_it(text: str) -> None:
    assert keys(load_directory().named(text, TODAY)) == ["11953@2025-07-01"]


def test_a_bare_name_that_units_share_gives_all_of_them() -> None:
    units = load_directory()

    assert set(keys(units.named("Hưng Yên", EVE))) == {"33@unknown", "323@unknown"}
    assert keys(units.named("TP. Hưng Yên", EVE)) == ["323@unknown"]


def test_unknown_dates_are_shown_as_unknown() -> None:
    units = load_directory()

    assert period_text(units.get("11953@unknown")) == "từ không rõ đến 30/06/2025"
    assert period_text(units.get("11953@2025-07-01")) == "từ 01/07/2025 đến nay"
    assert period_text(units.get("11965@unknown")) == "từ không rõ đến không rõ (không còn vào 30/06/2025)"


@pytest.mark.parametrize("key", ["", "11953", "@unknown", "11953@", "11953@2025-7-1", "11953@20250701", "11953@x"])
def test_a_malformed_key_is_refused(key: str) -> None:
    with pytest.raises(MalformedUnitKey):
        parse_key(key)


def test_a_key_is_code_and_first_day() -> None:
    assert key_of("33", date(2025, 7, 1)) == "33@2025-07-01"
    assert key_of("33", None) == "33@unknown"


def test_two_units_with_one_key_are_refused() -> None:
    unit = load_directory().get("33@unknown")

    with pytest.raises(DuplicateUnit):
        Directory.of([unit, unit], [])


def test_the_directory_is_read_once() -> None:
    assert load_directory() is load_directory()

"""The data files themselves: counts that the sources state, and what must hold over every row."""

import csv
import unicodedata
from collections import Counter
from datetime import date
from importlib import resources

from directory import Standing, UnitKind, load_directory, load_movements, parse_key

EVE = date(2025, 6, 30)
MERGER = date(2025, 7, 1)


def test_at_most_one_unknown_first_day_per_code() -> None:
    unknown = Counter(unit.code for unit in load_directory().by_key.values() if unit.valid_from is None)

    assert [code for code, count in unknown.items() if count > 1] == []


def test_every_key_parses_back_to_its_unit() -> None:
    for key, unit in load_directory().by_key.items():
        assert parse_key(key) == (unit.code, unit.valid_from)


def test_the_counts_are_those_of_the_sources() -> None:
    units = load_directory()
    listed_2021 = [unit for unit in units.by_key.values() if unit.listings[0].source == "units.csv"]

    assert len([unit for unit in listed_2021 if unit.kind is UnitKind.COMMUNE and unit.valid_from is None]) == 161
    assert len(units.units_on(MERGER, UnitKind.COMMUNE)) == 104
    assert len(units.units_on(EVE, UnitKind.COMMUNE)) == 139 + 242
    assert len(units.units_on(EVE, UnitKind.DISTRICT)) == 10 + 8
    assert units.units_on(MERGER, UnitKind.DISTRICT) == ()
    assert [unit.key for unit in units.units_on(EVE, UnitKind.PROVINCE)] == ["33@unknown", "34@unknown"]
    assert [unit.key for unit in units.units_on(MERGER, UnitKind.PROVINCE)] == ["33@2025-07-01"]


def test_no_row_of_a_file_is_lost_or_altered() -> None:
    units = load_directory()
    kept = Counter(
        (listing.source, unit.code, listing.name)
        for unit in units.by_key.values()
        for listing in unit.listings
        if unit.kind is UnitKind.COMMUNE
    )
    given = Counter(
        (name, row["code"], row["name"]) for name in ("units.csv", "units-before-merger.csv") for row in _rows(name)
    )

    assert kept == given


def test_fifteen_codes_carry_two_names_before_the_merger_and_keep_both() -> None:
    renamed = [unit for unit in load_directory().by_key.values() if unit.former_names]

    assert len(renamed) == 15
    assert load_directory().get("11977@unknown").former_names == ("Xã Hồng Nam",)
    assert load_directory().get("11977@unknown").name == "Xã Phương Nam"


def test_twenty_two_units_were_gone_before_the_merger_on_a_day_no_source_states() -> None:
    gone = [unit for unit in load_directory().by_key.values() if unit.gone_by is not None]

    assert len(gone) == 22
    assert {unit.valid_to for unit in gone} == {None}
    assert {unit.listings[0].stated_valid_to for unit in gone} == {EVE}
    assert {unit.standing_on(EVE) for unit in gone} == {Standing.NOT_IN_FORCE}


def test_every_succession_joins_two_known_units_across_its_day() -> None:
    units = load_directory()

    for succession in units.successions:
        assert units.get(succession.old).standing_on(succession.on) is Standing.NOT_IN_FORCE
        assert units.get(succession.new).valid_from == succession.on


def test_every_unit_of_the_eve_has_a_successor_and_every_new_one_a_predecessor() -> None:
    units = load_directory()

    assert [unit.key for unit in units.units_on(EVE, UnitKind.COMMUNE) if not units.successors(unit.key)] == []
    assert [unit.key for unit in units.units_on(MERGER, UnitKind.COMMUNE) if not units.predecessors(unit.key)] == []


def test_three_units_were_split_and_only_those_are_partly() -> None:
    partly = {succession.old for succession in load_directory().successions if succession.partly}

    assert partly == {"11989@unknown", "12004@unknown", "12322@unknown"}


def test_every_parent_is_a_known_unit_and_parents_of_one_unit_never_overlap() -> None:
    units = load_directory()
    days = [date(2021, 8, 31), EVE, MERGER, date(2026, 11, 23)]

    for unit in units.by_key.values():
        for parenthood in unit.parents:
            units.get(parenthood.parent)
        assert max((sum(p.covers(day) for p in unit.parents) for day in days), default=0) <= 1


def test_only_the_organisations_of_their_own_file_are_samples() -> None:
    samples = {unit.code for unit in load_directory().by_key.values() if unit.sample}

    assert samples == {row["code"] for row in _rows("organisations.csv")}


def test_all_names_are_in_nfc() -> None:
    names = [listing.name for unit in load_directory().by_key.values() for listing in unit.listings]

    assert [name for name in names if not unicodedata.is_normalized("NFC", name)] == []


def test_the_first_movement_is_a_sample_with_a_fixed_id_tied_to_the_directive() -> None:
    first = load_movements()[0]

    assert str(first.id) == "5b0f7c1e-2a64-4d0b-9c35-7f1d6e8a2047"
    assert first.sample
    assert first.directive.number == "2047/UBND-NC"
    assert load_directory().find(first.organiser) is not None
    assert first.runs_on(date(2026, 11, 23))
    assert not first.runs_on(date(2027, 1, 1))


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("directory") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))

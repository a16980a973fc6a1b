"""The register finds people with or without diacritics, and confirms nothing that it does not show."""

from uuid import UUID

import pytest

from chassis import personal
from contracts.fact import Fact
from contracts.personal import PersonalRecord
from portal.service_layer.event_handlers import project
from portal.views.figures import figures, record
from portal.views.register import Register, RegisterFilter, register
from services.portal.tests.builders import TODAY, UNIT, awarded, envelope, issued, known, submitted
from services.portal.tests.conftest import Portal

OTHER_UNIT = "11980@2025-07-01"
PEOPLE = {
    "ngọc": ("Đặng Thị Bích Ngọc", "BKT", UNIT),
    "ngọc khác": ("Dang Thi Ngoc", "CSTDT", UNIT),
    "hường": ("Tạ Bảo Hường", "BKT", OTHER_UNIT),
    "nguyễn": ("Nguyễn Thị Hương", "BKT", OTHER_UNIT),
}


@pytest.fixture
async def awards(portal: Portal) -> Portal:
    """Four awards of one decision, their people known."""
    facts: list[tuple[Fact, UUID]] = [(issued("decision", 7, len(PEOPLE)), known("decision"))]
    for name, (_, award, unit) in PEOPLE.items():
        facts.append((awarded(name, known(f"sent {name}"), "decision", award, unit), known(f"award {name}")))
    batch = [envelope(fact, 1, fact_id=known(f"fact {subject}")) for fact, subject in facts]
    await portal.under_test.process.dispatcher.tick(lambda uow, _now: project(batch, uow))
    async with portal.under_test.pool.acquire() as connection:
        parts = [(known(f"sent {name}"), _part(submitted(name, shown=shown))) for name, (shown, _, _) in PEOPLE.items()]
        await personal.keep(connection, parts)
    return portal


def _part(fact: Fact) -> PersonalRecord:
    return PersonalRecord(salt=b"s" * 32, body=fact.personal())


async def found(portal: Portal, wanted: RegisterFilter) -> Register:
    async with portal.under_test.pool.acquire() as connection:
        return await register(connection, wanted)


async def names(portal: Portal, text: str) -> list[str]:
    return [entry.person.name for entry in (await found(portal, RegisterFilter(text=text))).entries]


async def test_words_without_diacritics_find_names_with_them(awards: Portal) -> None:
    assert set(await names(awards, "dang thi ngoc")) == {"Đặng Thị Bích Ngọc", "Dang Thi Ngoc"}
    assert await names(awards, "BICH ngoc") == ["Đặng Thị Bích Ngọc"]


async def test_right_diacritics_come_first(awards: Portal) -> None:
    assert (await names(awards, "Ngọc"))[0] == "Đặng Thị Bích Ngọc"
    assert (await names(awards, "Ngoc"))[0] == "Dang Thi Ngoc"
    assert (await names(awards, "ngọc"))[0] == "Đặng Thị Bích Ngọc"


async def test_a_birth_date_or_gender_finds_nobody(awards: Portal) -> None:
    assert await names(awards, "1985-02-09") == []
    assert await names(awards, "ngoc 1985") == []
    assert await names(awards, "female") == []


async def test_signs_of_the_pattern_language_are_letters_like_others(awards: Portal) -> None:
    assert await names(awards, "%") == []
    assert await names(awards, "ng_c") == []
    assert await names(awards, "\\") == []


async def test_a_unit_and_a_number_find_their_awards(awards: Portal) -> None:
    by_unit = await found(awards, RegisterFilter(text="hong chau", units_named=(OTHER_UNIT,)))
    by_number = await found(awards, RegisterFilter(text="7/QĐ"))

    assert {entry.person.name for entry in by_unit.entries} == {"Tạ Bảo Hường", "Nguyễn Thị Hương"}
    assert by_number.total == 4


async def test_filters_narrow_and_each_choice_counts_under_the_others(awards: Portal) -> None:
    shown = await found(awards, RegisterFilter(awards=("BKT",), unit=OTHER_UNIT, year=TODAY.year))

    assert shown.total == 2
    assert {(choice.value, choice.count) for choice in shown.award_choices} == {("BKT", 2)}
    assert {(choice.value, choice.count) for choice in shown.unit_choices} == {(UNIT, 1), (OTHER_UNIT, 2)}
    assert (await found(awards, RegisterFilter(year=2025))).total == 0


async def test_a_page_beyond_the_last_is_the_last(awards: Portal) -> None:
    shown = await found(awards, RegisterFilter(page=99))

    assert (shown.page, shown.pages, len(shown.entries)) == (1, 1, 4)


async def test_figures_count_awards_in_force_of_the_year_and_month(awards: Portal) -> None:
    async with awards.under_test.pool.acquire() as connection:
        numbers, seen = await figures(connection, TODAY), await record(connection)

    assert (numbers.decisions, numbers.individuals, numbers.collectives) == (1, 4, 0)
    assert numbers.months[-1] == (TODAY.replace(day=1), 4)
    assert (seen.facts, seen.awards) == (5, 4)

"""When two are the same: certainly, perhaps, or not; what is asked, what joins, and what an answer takes apart."""

from datetime import date
from uuid import UUID

import pytest

from contracts.vocabulary import SubjectKind
from directory import Succession, load_directory
from nominations.domain.registers.lineage import Lineage, Relation
from nominations.domain.registers.matching import Matching, components
from nominations.domain.registers.persons import Ground, Known, LinkState, Mention, compare, mention

OLD, SPLIT, NEW, HEIR, FAR = "1@unknown", "2@unknown", "1@2025-07-01", "9@2025-07-01", "7@2025-07-01"
DAY = date(2025, 7, 1)
LINEAGE = Lineage.of(
    [
        Succession(old=OLD, new=NEW, partly=False, on=DAY),
        Succession(old=SPLIT, new=NEW, partly=True, on=DAY),
        Succession(old=SPLIT, new=HEIR, partly=True, on=DAY),
    ]
)
A, B = "a" * 64, "b" * 64
IDS = [UUID(int=number) for number in range(1, 20)]


def person(unit: str = NEW, **changes: object) -> Mention:
    plain = {"unit_names": (), "kind": SubjectKind.INDIVIDUAL, "name": "Nguyễn Thị Hường", "born": "1985-03-02"}
    return mention(unit=unit, **{**plain, **changes})  # type: ignore[arg-type]


def group(name: str, unit: str = NEW, **changes: object) -> Mention:
    names = ("Phường Phố Hiến",) if unit == NEW else ("Phường Hiến Nam",)
    return mention(unit=unit, unit_names=names, kind=SubjectKind.COLLECTIVE, name=name, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (person(identity_hash=A), person(FAR, identity_hash=A, name="Ng. Thị Hường", born="1990"), "certain same-id"),
        (person(), person(name="NGUYEN THI HUONG"), "certain name-birth-unit"),
        (person(), person(OLD), "certain name-birth-unit"),
        (person(), person(SPLIT), "certain name-birth-unit"),
        (person(), person(FAR), "doubtful other-unit"),
        (person(born="1985"), person(), "doubtful year-only"),
        (person(born="1985"), person(FAR, born="1985"), "doubtful year-only"),
        (person(born=None), person(), "doubtful no-birth"),
        (person(born=None), person(FAR), None),
        (person(identity_hash=A), person(identity_hash=B), "doubtful other-id"),
        (person(identity_hash=A), person(identity_hash=B, born="1986-03-02"), None),
        (person(), person(born="1985-03-03"), None),
        (person(born="1986"), person(), None),
        (person(), person(name="Nguyễn Thị Hương Lan"), None),
        (group("Tổ Toán"), group("tổ  toán", OLD), "certain name-in-unit"),
        (group("Tổ Toán"), group("Tổ Toán", SPLIT), "doubtful split-unit"),
        (group("Tổ Toán"), group("Tổ Toán", FAR), None),
        (group("Tổ Toán", workplace="Trường A"), group("Tổ Toán", workplace="Trường B"), "doubtful other-place"),
        (group("UBND phường Phố Hiến"), group("Phường Hiến Nam", OLD), "certain unit-itself"),
        (group("Nhân dân và cán bộ phường Phố Hiến"), group("Phường Hiến Nam", SPLIT), "doubtful split-unit"),
        (group("Phường Phố Hiến"), group("Tổ Toán"), None),
        (person(), person(kind=SubjectKind.HOUSEHOLD), None),
    ],
)
def test_two_mentions(one: Mention, other: Mention, said: str | None) -> None:
    verdicts = [compare(one, other, LINEAGE), compare(other, one, LINEAGE)]

    assert [each and f"{each.state} {each.ground}" for each in verdicts] == [said, said]


def test_a_unit_comes_wholly_of_what_it_took_over_and_partly_of_what_was_split() -> None:
    later = Succession(old=NEW, new="1@2030-01-01", partly=False, on=date(2030, 1, 1))
    lineage = Lineage.of([later, *(each for found in LINEAGE.before.values() for each in found)])

    assert lineage.inherited_by("1@2030-01-01") == ("1@2030-01-01", NEW, OLD)
    assert lineage.relation("1@2030-01-01", SPLIT) is Relation.PARTLY
    assert lineage.relation(NEW, HEIR) is Relation.NONE
    assert Lineage.of(load_directory().successions).relation("11953@2025-07-01", "11956@unknown") is Relation.WHOLE


def placed(*mentions: Mention, has_record: bool = True) -> tuple[Matching, list[UUID]]:
    matching = Matching(LINEAGE)
    new_ids = iter(IDS)
    return matching, [matching.place(each, next(new_ids), has_record=has_record) for each in mentions]


def test_the_very_same_is_one_row_and_a_certain_one_is_joined() -> None:
    matching, ids = placed(person(), person(), person(OLD), person(FAR, born="1990", identity_hash=A))

    assert ids == [IDS[0], IDS[0], IDS[2], IDS[3]]
    assert [(each.pair, each.state) for each in matching.links] == [((IDS[0], IDS[2]), LinkState.CERTAIN)]
    assert {matching.cluster_of(each) for each in matching.made} == {IDS[0], IDS[3]}


def test_many_of_a_name_and_year_are_asked_about_once_each() -> None:
    matching, _ = placed(*[person(born="1985") for _ in range(5)])

    asked = {each.pair for each in matching.links}
    assert asked == {(IDS[0], each) for each in IDS[1:5]}
    assert {each.ground for each in matching.links} == {Ground.YEAR_ONLY}


def test_nothing_is_asked_as_long_as_nothing_hangs_on_it() -> None:
    matching, _ = placed(*[person(born="1985") for _ in range(3)], has_record=False)

    assert matching.links == []
    matching.place(person(born="1985"), IDS[9], has_record=True)
    assert {each.pair for each in matching.links} == {(each, IDS[9]) for each in IDS[:3]}


def test_a_no_asks_about_the_next_and_never_the_same_again() -> None:
    matching, _ = placed(person(born="1985"), person(born="1985"), person(FAR, born="1985"))
    answered = {each.pair for each in matching.links}
    again = Matching(LINEAGE, settled=set(answered))
    again.knows(matching.made)

    again.ask_about(matching.made[1])

    assert answered == {(IDS[0], IDS[1]), (IDS[0], IDS[2])}
    assert [each.pair for each in again.links] == [(IDS[1], IDS[2])]


def test_a_no_of_somebody_with_an_award_makes_room_for_one_more_question() -> None:
    matching, _ = placed(*[person(born="1985") for _ in range(15)], has_record=False)
    recorded = Known(person_id=IDS[18], cluster_id=IDS[18], mention=person(born="1985"), has_record=True)
    asked = Matching(LINEAGE, settled={(each, IDS[18]) for each in IDS[:4]})
    asked.knows([*matching.made, recorded])

    asked.ask_about(recorded, 1)

    assert [each.pair for each in asked.links] == [(IDS[4], IDS[18])]


def test_ten_thousand_of_one_name_are_no_more_work_than_others() -> None:
    matching, _ = placed()
    for number in range(1, 10_001):
        matching.place(person(born="1985"), UUID(int=number), has_record=False)

    assert (len(matching.made), matching.links) == (10_000, [])


def test_what_is_no_longer_joined_falls_apart() -> None:
    assert components(IDS[:4], [(IDS[0], IDS[1]), (IDS[2], IDS[3])]) == {
        IDS[0]: IDS[0],
        IDS[1]: IDS[0],
        IDS[2]: IDS[2],
        IDS[3]: IDS[2],
    }

"""What holds for every row, award and history: nothing guessed, nothing claimed, nothing lost when units change."""

from datetime import date
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook import Dossier, Outcome, Status, SubjectKind, evaluate, load_law
from rulebook.dossier import EarlierAward, Standing
from rulebook.dossier.shape import Part
from rulebook.labels import FIELDS
from shared.rulebook.tests.builders import IN_A, IN_B, IN_C1, IN_C2, findings

DAYS = {"A": IN_A, "B": IN_B, "C1": IN_C1, "C2": IN_C2}
CATALOGUE = ("recipients", "in-force", "competence")

years = st.sets(st.integers(2012, 2026))
day_and_pack = st.sampled_from(sorted(DAYS.items()))


@pytest.mark.parametrize(("pack", "kind"), list(product(DAYS, SubjectKind)))
def test_a_dossier_that_tells_nothing_passes_and_fails_nothing(pack: str, kind: SubjectKind) -> None:
    law = load_law()
    bare = [Dossier(award=code, subject_kind=kind, received_on=DAYS[pack]) for code in law.book.awards]

    found = [each for dossier in bare for each in evaluate(dossier, law) if each.clause not in CATALOGUE]

    assert {each.outcome for each in found} <= {Outcome.NEEDS_EVIDENCE, Outcome.NOT_CHECKED, Outcome.UNKNOWN}
    assert [each.row for each in found if not each.missing] == []


def fields_not_told(model: type[Part], path: str = "") -> list[str]:
    """Dotted names of every field that may be None, those of parts within parts included."""
    return [
        name
        for field, told in model.model_fields.items()
        for name in [
            *([path + field] if told.default is None else []),
            *(deeper for part in parts_in(told.annotation) for deeper in fields_not_told(part, f"{path}{field}.")),
        ]
    ]


def parts_in(annotation: object) -> list[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    return [part for argument in get_args(annotation) for part in parts_in(argument)]


def test_every_field_that_a_finding_may_ask_for_has_a_name_that_a_person_reads() -> None:
    assert sorted(set(fields_not_told(Dossier)) - FIELDS.keys()) == []


RULES_OF_THE_LAW = {
    "A.CSTDCS.ratio": Status.VERIFIED,
    "B.CSTDCS.ratio": Status.PARAMETER,
    "A.CSTDT.run": Status.VERIFIED,
    "B.CSTDT.run": Status.SECONDARY,
    "A.CSTDTQ.run": Status.VERIFIED,
    "B.CSTDTQ.run": Status.VERIFIED,
    "A.TTLDTT.share": Status.SECONDARY,
    "A.TTLDXS.share": Status.VERIFIED,
    "B.TTLDXS.share": Status.SECONDARY,
    "A.CTDCP.cap": Status.VERIFIED,
    "B.BKT.run": Status.SECONDARY,
    "B.single-award": Status.VERIFIED,
    "C1.single-award": Status.VERIFIED,
    "A.state-year-cap": Status.SECONDARY,
    "C1.block-case": Status.SECONDARY,
}


def test_each_rule_is_as_sure_as_it_was_read() -> None:
    rules = {rule.id: rule for rule in load_law().rules}

    assert {row: rules[row].basis.status for row in RULES_OF_THE_LAW} == RULES_OF_THE_LAW


def test_nothing_is_verified_under_the_law_that_was_not_seen() -> None:
    assert {rule.basis.status for rule in load_law().pack("C2")} <= {Status.PARAMETER, Status.MEMORY, Status.SECONDARY}


def test_the_frame_for_culture_titles_holds_from_30_january_2024() -> None:
    def rows(on: date) -> list[str]:
        return [row for row in findings(award="GDVH", subject_kind="household", received_on=on) if "culture" in row]

    assert rows(date(2024, 1, 29)) == ["B.culture.criteria-gap"]
    assert rows(date(2024, 1, 30)) == ["B.culture.criteria"]


@given(nominated=st.integers(0, 200), ldtt=st.integers(0, 400))
def test_the_cap_is_the_largest_whole_number_within_its_share(nominated: int, ldtt: int) -> None:
    told = {"cstdcs_nominated": nominated, "ldtt": ldtt}

    found = findings(award="CSTDCS", subject_kind="individual", received_on=IN_A, year=2021, unit_year=told)

    assert (found["A.CSTDCS.ratio"].outcome is Outcome.PASSED) == (nominated * 100 <= 15 * ldtt)


@given(held=years, year=st.integers(2014, 2026), law=day_and_pack)
def test_a_run_of_three_counts_whatever_law_each_title_was_won_under(
    held: set[int], year: int, law: tuple[str, date]
) -> None:
    pack, day = law
    history = [EarlierAward(code="CSTDCS", year=each, standing=Standing.IN_FORCE) for each in sorted(held)]

    found = findings(award="CSTDT", subject_kind="individual", received_on=day, year=year, awards=history)

    ends = [year] if pack == "A" else range(2012, year + 1)
    expected = any({last, last - 1, last - 2} <= held for last in ends)
    assert (found[f"{pack}.CSTDT.run"].outcome is Outcome.PASSED) == expected


awards = st.lists(
    st.builds(
        EarlierAward,
        code=st.sampled_from(["LDTT", "CSTDCS", "CSTDT", "BKT", "BKTTG"]),
        year=st.integers(2015, 2026),
        standing=st.sampled_from(Standing),
        decided_on=st.dates(date(2015, 1, 1), date(2026, 1, 1)),
        unit=st.sampled_from(["11989@unknown", "11992@2025-07-01", "11995@2025-07-01", "34@unknown"]),
        kind=st.just("merit"),
    ),
    max_size=8,
)


def outcomes(award: str, day: date, history: list[EarlierAward]) -> dict[str, Outcome]:
    told = {"award": award, "subject_kind": "individual", "commendation_kind": "merit", "received_on": day}
    return {row: each.outcome for row, each in findings(**told, year=day.year, awards=history).items()}


@given(
    history=awards,
    award=st.sampled_from(["CSTDCS", "CSTDT", "CSTDTQ", "BKTTG", "HCLD3"]),
    law=day_and_pack,
    unit=st.sampled_from(["11953@unknown", None]),
)
def test_history_follows_the_person_from_unit_to_unit(
    history: list[EarlierAward], award: str, law: tuple[str, date], unit: str | None
) -> None:
    moved = [each.model_copy(update={"unit": unit}) for each in history]

    assert outcomes(award, law[1], moved) == outcomes(award, law[1], history)


@given(one=awards, other=awards, award=st.sampled_from(["CSTDT", "CSTDTQ", "BKTTG", "HCLD3"]), law=day_and_pack)
def test_a_merged_or_split_history_may_come_in_any_order_and_twice(
    one: list[EarlierAward], other: list[EarlierAward], award: str, law: tuple[str, date]
) -> None:
    inherited = outcomes(award, law[1], [*one, *other])

    assert outcomes(award, law[1], [*other, *one, *one]) == inherited

"""Shares, caps, discipline, open cases, double awards, the yearly cap, priority."""

from datetime import date

import pytest

from rulebook import Effect, Finding, Outcome, Status
from rulebook.dossier import CommendationKind, EarlierAward, Standing
from shared.rulebook.tests.builders import IN_A, IN_B, IN_C1, IN_C2, findings

PASSED, FAILED, NEEDED = Outcome.PASSED, Outcome.FAILED, Outcome.NEEDS_EVIDENCE


def asked(award: str, on: date = IN_A, subject_kind: str = "individual", /, **told: object) -> dict[str, Finding]:
    base = {"commendation_kind": "merit", "received_on": on, "year": on.year}
    return findings(award=award, subject_kind=subject_kind, **(base | told))


@pytest.mark.parametrize(
    ("nominated", "ldtt", "outcome"),
    [(3, 20, PASSED), (4, 20, FAILED), (2, 19, PASSED), (3, 19, FAILED), (1, 6, FAILED)],
)
def test_fifteen_percent_of_the_advanced_workers_rounded_down(nominated: int, ldtt: int, outcome: Outcome) -> None:
    found = asked("CSTDCS", unit_year={"cstdcs_nominated": nominated, "ldtt": ldtt})["A.CSTDCS.ratio"]

    assert (found.outcome, found.status) == (outcome, Status.VERIFIED)
    assert found.values["most"] == ldtt * 15 // 100


def test_since_2024_the_share_is_the_provinces_and_not_checked_until_it_is_known() -> None:
    found = asked("CSTDCS", IN_B, unit_year={"cstdcs_nominated": 90, "ldtt": 100})["B.CSTDCS.ratio"]

    assert (found.outcome, found.status) == (Outcome.NOT_CHECKED, Status.PARAMETER)


@pytest.mark.parametrize(
    ("nominated", "marks", "outcome"),
    [
        (2, {}, PASSED),
        (3, {}, NEEDED),
        (3, {"led_state_cluster": False}, NEEDED),
        (3, {"led_state_cluster": False, "led_long_movement": False}, FAILED),
        (3, {"led_state_cluster": True}, PASSED),
        (3, {"led_long_movement": True}, PASSED),
    ],
)
def test_twenty_percent_bind_the_flag_of_those_that_lead_nothing_central(
    nominated: int, marks: dict[str, bool], outcome: Outcome
) -> None:
    figures = {"ctdcp_nominated": nominated, "ctdt_eligible": 14}

    found = asked("CTDCP", IN_A, "collective", unit_year=figures, collective=marks)

    assert found["A.CTDCP.cap"].outcome is outcome


def test_a_broken_cap_says_in_words_what_was_counted() -> None:
    led_nothing = {"led_state_cluster": False, "led_long_movement": False}
    figures = {"ctdcp_nominated": 3, "ctdt_eligible": 14}

    found = asked("CTDCP", IN_A, "collective", unit_year=figures, collective=led_nothing)

    assert found["A.CTDCP.cap"].sentence.startswith("Số đề nghị Cờ thi đua của Chính phủ: 3, vượt tối đa 2")


@pytest.mark.parametrize(("ldtt", "members", "outcome"), [(5, 10, FAILED), (6, 10, PASSED), (0, 0, FAILED)])
def test_more_than_half_are_advanced_workers(ldtt: int, members: int, outcome: Outcome) -> None:
    found = asked("TTLDTT", IN_A, "collective", collective={"ldtt": ldtt, "members": members})

    assert (found["A.TTLDTT.share"].outcome, found["A.TTLDTT.share"].status) == (outcome, Status.SECONDARY)


def test_an_excellent_collective_meets_each_share() -> None:
    figures = {"members": 10, "completed": 10, "ldtt": 7, "cstdcs": 1, "disciplined_from_warning": 0}
    rows = ("completed", "share", "cstdcs", "discipline")

    def outcomes(**other: int) -> list[Outcome]:
        found = asked("TTLDXS", IN_A, "collective", collective=figures | other)
        return [found[f"A.TTLDXS.{row}"].outcome for row in rows]

    assert outcomes() == [PASSED] * 4
    assert outcomes(completed=9, ldtt=6, cstdcs=0, disciplined_from_warning=1) == [FAILED] * 4


@pytest.mark.parametrize(
    ("on", "pack", "kind", "reason", "row", "outcome"),
    [
        (IN_C1, "C1", "denunciation", "", "block-case", FAILED),
        (IN_C1, "C1", "denunciation", "vì", "block-case", FAILED),
        (IN_C1, "C1", "press", "", "block-case", FAILED),
        (IN_C1, "C1", "inspection", "", "block-inspection", NEEDED),
        (IN_C1, "C1", "audit", "Kiểm toán thường kỳ.", "block-inspection", PASSED),
        (IN_A, "A", "denunciation", "", "block-case", FAILED),
        (IN_A, "A", "inspection", "", "block-case", PASSED),
    ],
)
def test_an_open_case_stops_and_a_routine_inspection_asks_for_a_reason(
    on: date, pack: str, kind: str, reason: str, row: str, outcome: Outcome
) -> None:
    found = asked("BKT", on, open_cases=[{"kind": kind, "reason_to_go_on": reason}])

    assert found[f"{pack}.{row}"].outcome is outcome


def test_a_block_from_memory_warns_and_one_that_was_read_of_refuses() -> None:
    case = [{"kind": "denunciation"}]

    assert asked("BKT", IN_A, open_cases=case)["A.block-case"].effect is Effect.WARN
    assert asked("BKT", IN_C1, open_cases=case)["C1.block-case"].refuses


@pytest.mark.parametrize(
    ("ended_on", "first_year", "outcome"),
    [(date(2022, 5, 1), 2023, PASSED), (date(2022, 5, 1), 2022, FAILED), (None, 2023, FAILED)],
)
def test_achievements_count_anew_after_discipline(ended_on: date | None, first_year: int, outcome: Outcome) -> None:
    penalty = {"kind": "warning", "decided_on": date(2021, 5, 1), "ended_on": ended_on}

    found = asked("BKT", IN_C1, discipline=[penalty], period={"first_year": first_year, "last_year": 2025})

    assert found["C1.counted-anew"].outcome is outcome


@pytest.mark.parametrize(("ended_on", "outcome"), [(date(2022, 12, 31), PASSED), (date(2023, 1, 1), FAILED)])
def test_a_run_of_three_rests_on_three_years_though_the_dossier_names_one(ended_on: date, outcome: Outcome) -> None:
    penalty = {"kind": "warning", "decided_on": date(2021, 5, 1), "ended_on": ended_on}

    found = asked("CSTDT", IN_C1, discipline=[penalty], period={"first_year": 2025, "last_year": 2025})

    assert found["C1.counted-anew.three"].outcome is outcome
    assert "C1.counted-anew" not in found


@pytest.mark.parametrize(("kind", "year", "outcome"), [("reprimand", 2021, FAILED), ("reprimand", 2020, PASSED)])
def test_an_advanced_worker_was_not_disciplined_in_the_year(kind: str, year: int, outcome: Outcome) -> None:
    found = asked("LDTT", discipline=[{"kind": kind, "decided_on": date(year, 3, 1)}])

    assert found["A.LDTT.no-penalty"].outcome is outcome


@pytest.mark.parametrize(
    ("commended_by", "outcome"), [((), PASSED), (("GKX",), FAILED), (("LDTT",), PASSED), (("BKBNV",), FAILED)]
)
def test_one_achievement_is_commended_with_one_form(commended_by: tuple[str, ...], outcome: Outcome) -> None:
    found = asked("BKT", IN_B, achievements=[{"id": "1", "commended_by": commended_by}])["B.single-award"]

    assert (found.outcome, found.status) == (outcome, Status.VERIFIED)


@pytest.mark.parametrize(
    ("told", "outcome", "words"),
    [
        ({"commended_by": ("GKX",), "proposed": 1, "alike": 2}, FAILED, "đã được khen thưởng: Giấy khen"),
        ({"proposed": 2, "alike": 1}, FAILED, "đề nghị ở 2 hồ sơ khác"),
        ({"alike": 3}, NEEDED, "Có 3 lần khen hoặc hồ sơ khác"),
        ({}, PASSED, "chưa được khen thưởng"),
    ],
    ids=["given", "proposed twice", "perhaps the same", "new"],
)
def test_one_achievement_put_forward_twice_is_told_and_one_that_may_be_is_asked_about(
    told: dict[str, object], outcome: Outcome, words: str
) -> None:
    found = asked("BKT", IN_B, achievements=[{"id": "own", **told}])["B.single-award"]

    assert found.outcome is outcome
    assert words in found.sentence


def earlier(code: str, kind: CommendationKind | None = CommendationKind.MERIT, **more: object) -> EarlierAward:
    cells = {"code": code, "decided_on": date(2021, 3, 1), "standing": "in-force", "kind": kind} | more
    return EarlierAward.model_validate(cells)


@pytest.mark.parametrize(
    ("history", "outcome"),
    [
        ([], PASSED),
        ([earlier("HCLD3")], FAILED),
        ([earlier("HCLD3", standing=Standing.REVOKED)], PASSED),
        ([earlier("HCLD3", CommendationKind.AD_HOC)], PASSED),
        ([earlier("HCLD3", CommendationKind.FOREIGN)], PASSED),
        ([earlier("HCLD3", decided_on=date(2020, 3, 1))], PASSED),
        ([earlier("CSTDTQ")], PASSED),
        ([earlier("BKT")], PASSED),
        ([earlier("HCLD3", None)], NEEDED),
    ],
)
def test_a_second_form_of_the_state_level_in_a_year_warns(history: list[EarlierAward], outcome: Outcome) -> None:
    found = asked("BKTTG", awards=history, unit_year={"state_level_awards": 0})["A.state-year-cap-2020"]

    assert (found.outcome, found.effect, found.refuses) == (outcome, Effect.WARN, False)


def test_excepted_kinds_are_not_bound_by_the_yearly_cap() -> None:
    found = asked("BKTTG", commendation_kind="ad-hoc", awards=[earlier("HCLD3")])

    assert "A.state-year-cap-2020" not in found


def test_awards_on_a_theme_are_named_as_no_basis() -> None:
    found = asked("HCLD3", IN_C1, awards=[earlier("BKT", CommendationKind.CAMPAIGN)])["C1.theme-basis"]

    assert (found.effect, found.values["left_out"]) == (Effect.INFORM, ("BKT",))


def test_priority_is_said_and_never_refuses() -> None:
    woman = asked("BKT", subject={"gender": "female", "front_line": True}, received_on=date(2021, 9, 2))
    man = asked("BKT", subject={"gender": "male", "front_line": False})

    assert woman["A.priority.woman"].outcome is woman["A.priority.front-line"].outcome is PASSED
    assert not {"A.priority.woman", "A.priority.front-line"} & man.keys()


@pytest.mark.parametrize(("women", "said"), [(7, True), (6, False)])
def test_a_collective_of_seventy_percent_women_has_priority(women: int, said: bool) -> None:
    found = asked("TTLDXS", IN_A, "collective", collective={"women": women, "members": 10})

    assert ("A.priority.women-share" in found) is said


@pytest.mark.parametrize(("dissolved", "outcome"), [(True, FAILED), (False, PASSED), (None, NEEDED)])
def test_a_dissolved_collective_gets_no_award(dissolved: bool | None, outcome: Outcome) -> None:
    found = asked("BKT", IN_C1, "collective", subject={"unit_dissolved_on_decision": dissolved})

    assert found["C1.dissolved"].outcome is outcome
    assert "C1.dissolved" not in asked("BKT", date(2025, 8, 4), "collective")


def test_the_older_law_says_that_nobody_compared_it_with_the_newer() -> None:
    assert asked("BKT", IN_C1, on=IN_C2)["C1.more-favourable"].outcome is Outcome.NOT_CHECKED
    assert "C1.more-favourable" not in asked("BKT", IN_C1, on=IN_C1)


def test_what_the_newest_law_says_of_the_title_is_unknown_and_named() -> None:
    found = asked("CSTDCS", IN_C2)

    assert found["C2.CSTDCS.criteria"].outcome is found["C2.decree"].outcome is Outcome.UNKNOWN
    assert "Luật 06/2026/QH16" in found["C2.CSTDCS.criteria"].missing[0]

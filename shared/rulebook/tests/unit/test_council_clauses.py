"""Votes and quorum of a council, publication before it, and what the simplified procedure spares."""

from datetime import date

import pytest

from rulebook import Outcome, Status, load_law, load_rulebook
from rulebook.clauses.council import members, votes_needed
from rulebook.publications import Before, publication
from shared.rulebook.tests.builders import IN_A, IN_B, IN_C1, IN_C2, findings

HELD: dict[str, object] = {
    "seats": 15,
    "vacant": 0,
    "present": 15,
    "yes": 14,
    "secret": True,
    "meeting_on": date(2021, 9, 15),
}


def outcome(row: str, award: str, received_on: date, **told: object) -> Outcome | None:
    found = findings(award=award, subject_kind="individual", received_on=received_on, **told)
    return found[row].outcome if row in found else None


@pytest.mark.parametrize(
    ("percent", "of_members", "needed"), [(90, 15, 14), (90, 22, 20), (90, 20, 18), (80, 15, 12), (70, 10, 7)]
)
def test_votes_needed_are_a_share_of_all_members_rounded_up(percent: int, of_members: int, needed: int) -> None:
    assert votes_needed(percent, of_members) == needed


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Outcome.PASSED),
        ({"yes": 13}, Outcome.FAILED),
        ({"present": 13, "recused": 2, "yes": 13, "absent_asked_in_writing": True}, Outcome.FAILED),
        ({"seats": 16, "vacant": 1}, Outcome.PASSED),
        ({"seats": 16, "vacant": 0}, Outcome.FAILED),
        ({"yes": 16}, Outcome.FAILED),
        ({"secret": False}, Outcome.FAILED),
        ({"present": 14, "absent_asked_in_writing": True}, Outcome.PASSED),
        ({"present": 14, "absent_asked_in_writing": False}, Outcome.FAILED),
        ({"present": 14}, Outcome.NEEDS_EVIDENCE),
        ({"vacant": None}, Outcome.NEEDS_EVIDENCE),
    ],
    ids=[
        "14 of 15",
        "13 of 15",
        "recused members stay in the denominator",
        "a vacant seat does not",
        "16 filled seats",
        "more votes than members",
        "an open ballot",
        "an absent member was asked in writing",
        "an absent member was not asked",
        "nobody tells whether the absent were asked",
        "nobody tells how many seats are vacant",
    ],
)
def test_a_title_needs_ninety_percent_of_all_members_in_secret(change: dict[str, object], expected: Outcome) -> None:
    assert outcome("A.vote.titles", "CSTDT", IN_A, council=HELD | change) is expected


def test_the_sentence_tells_the_count_and_the_seats_left_out() -> None:
    found = findings(
        award="CSTDT", subject_kind="individual", received_on=IN_A, council=HELD | {"seats": 16, "vacant": 1}
    )["A.vote.titles"]

    assert "14/15 phiếu đồng ý (không tính 1 ghế trống" in found.sentence
    assert found.values["needed"] == 14
    assert (found.citation, found.status) == ("NĐ 91/2017/NĐ-CP Đ45 k8", Status.VERIFIED)


@pytest.mark.parametrize(
    ("award", "received_on", "row", "status"),
    [
        ("CSTDT", IN_B, "B.vote.titles", Status.MEMORY),
        ("BKTTG", IN_B, "B.vote.bkttg", Status.SECONDARY),
        ("HCLD3", IN_C1, "C1.vote.bkttg", Status.PARAMETER),
        ("CSTDTQ", IN_C2, "C2.vote.titles", Status.PARAMETER),
        ("BKTTG", IN_A, "P.vote.default", Status.PARAMETER),
        ("BKT", IN_B, "P.vote.bkt", Status.PARAMETER),
        ("LDTT", IN_B, "P.vote.default", Status.PARAMETER),
    ],
)
def test_one_row_speaks_of_the_vote_on_an_award(award: str, received_on: date, row: str, status: Status) -> None:
    found = findings(award=award, subject_kind="individual", received_on=received_on, council=HELD)

    votes = {each.row: each.status for each in found.values() if each.clause == "vote"}
    assert votes == {row: status}


def test_the_threshold_of_the_catalogue_is_that_of_the_row() -> None:
    book, law = load_rulebook(), load_law()
    by_basis = {id(rule.basis): rule for rule in law.rules}

    for award in book.awards:
        for day in (IN_A, IN_B, IN_C1, IN_C2):
            rule = by_basis[id(book.threshold(award, day).basis)]
            assert rule.clause == "vote"
            assert rule in law.on(day, award)


@pytest.mark.parametrize(("present", "expected"), [(10, Outcome.PASSED), (9, Outcome.FAILED)])
def test_two_thirds_of_all_members_are_a_quorum(present: int, expected: Outcome) -> None:
    assert outcome("P.quorum", "BKT", IN_B, council=HELD | {"present": present}) is expected


def test_a_vacant_seat_is_no_member() -> None:
    assert (members(15, 2), members(2, 3)) == (13, 0)


@pytest.mark.parametrize(
    ("award", "received_on", "row", "expected"),
    [
        ("BKTTG", IN_B, "B.vote.bkttg", Outcome.PASSED),
        ("HCLD3", IN_B, "B.vote.bkttg", Outcome.PASSED),
        ("CSTDT", IN_B, "B.vote.titles", Outcome.NEEDS_EVIDENCE),
        ("CSTDT", IN_A, "A.vote.titles", Outcome.NEEDS_EVIDENCE),
        ("AHLD", IN_C1, "C1.vote.titles", Outcome.NEEDS_EVIDENCE),
    ],
)
def test_the_simplified_procedure_spares_the_vote_only_where_its_row_says_so(
    award: str, received_on: date, row: str, expected: Outcome
) -> None:
    assert outcome(row, award, received_on, simplified={"ad-hoc"}) is expected


@pytest.mark.parametrize(
    ("claimed", "spared"), [({"ad-hoc"}, True), ({"clear-achievement"}, False)], ids=["open", "claimed in vain"]
)
def test_a_simplified_procedure_that_is_not_open_spares_no_vote_and_says_so(claimed: set[str], spared: bool) -> None:
    found = findings(award="BKTTG", subject_kind="individual", received_on=IN_B, simplified=claimed)

    vote, vain = found["B.vote.bkttg"], "đề nghị thủ tục đơn giản nhưng chưa đủ điều kiện"
    assert (vote.outcome is Outcome.PASSED, "P.quorum" not in found) == (spared, spared)
    assert (vain in vote.sentence, "council.yes" in vote.missing) == (not spared, not spared)
    assert spared or vain in found["P.quorum"].sentence


def test_for_other_awards_the_fast_track_is_shown_as_a_parameter_of_ours() -> None:
    found = findings(award="BKT", subject_kind="individual", received_on=IN_B, simplified={"ad-hoc"})["P.vote.bkt"]

    assert (found.outcome, found.status, found.citation) == (Outcome.PASSED, Status.PARAMETER, "")
    assert "không phải quy định của luật" in found.note


@pytest.mark.parametrize(
    ("first_day", "meeting_on", "expected"),
    [
        (date(2024, 6, 3), date(2024, 6, 18), Outcome.PASSED),
        (date(2024, 6, 3), date(2024, 6, 17), Outcome.FAILED),
        (date(2024, 6, 4), date(2024, 6, 18), Outcome.FAILED),
    ],
    ids=["ten whole working days before", "the tenth is the day of the meeting", "a day too late"],
)
def test_a_list_is_public_ten_working_days_before_the_day_of_the_meeting(
    first_day: date, meeting_on: date, expected: Outcome
) -> None:
    publication_told = {"first_day": first_day, "last_day": date(2024, 6, 17)}

    assert (
        outcome("B.publish", "BKT", IN_B, publication=publication_told, council={"meeting_on": meeting_on}) is expected
    )


def test_a_list_taken_down_early_was_not_public_long_enough() -> None:
    told = {"first_day": date(2024, 6, 3), "last_day": date(2024, 6, 14)}

    assert (
        outcome("B.publish", "BKT", IN_B, publication=told, council={"meeting_on": date(2024, 6, 18)}) is Outcome.FAILED
    )


@pytest.mark.parametrize(
    ("forwarded_on", "expected"), [(date(2021, 10, 12), Outcome.PASSED), (date(2021, 10, 11), Outcome.FAILED)]
)
def test_under_the_law_of_2003_comment_ends_before_the_dossier_goes_up_whenever_the_council_meets(
    forwarded_on: date, expected: Outcome
) -> None:
    told = {"first_day": date(2021, 10, 7), "last_day": date(2021, 10, 11)}

    assert (
        outcome(
            "A.publish",
            "CSTDTQ",
            IN_A,
            publication=told,
            council=HELD | {"meeting_on": date(2021, 10, 1)},
            steps={"forwarded_on": forwarded_on},
        )
        is expected
    )


def test_under_the_law_of_2003_only_what_goes_up_to_the_state_is_published() -> None:
    a_year_of = {award: publication(award, IN_A) for award in ("HCLD3", "NGND", "CSTDTQ", "CSTDT", "BKT", "BKTTG")}

    assert [award for award, rule in a_year_of.items() if rule] == ["HCLD3", "NGND", "CSTDTQ"]
    assert {rule.before for rule in a_year_of.values() if rule} == {Before.SUBMISSION}


def test_the_last_day_to_publish_is_told_for_a_meeting() -> None:
    rule = publication("BKT", IN_B)

    assert rule is not None
    assert (rule.before, rule.first_day_at_latest(date(2024, 6, 18))) == (Before.COUNCIL, date(2024, 6, 3))
    assert rule.ends_on(date(2024, 6, 3)) == date(2024, 6, 17)
    assert rule.basis.status is Status.SECONDARY


def test_without_a_meeting_nothing_is_claimed_about_publication() -> None:
    assert outcome("B.publish", "BKTTG", IN_B, simplified={"ad-hoc"}) is Outcome.NOT_CHECKED
    assert outcome("P.quorum", "BKTTG", IN_B, simplified={"ad-hoc"}) is None

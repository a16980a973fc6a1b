"""The rule files as they are, and the look-ups over them."""

from datetime import date
from itertools import pairwise

import pytest

from rulebook import (
    Ambiguous,
    Authority,
    Heard,
    NoRuleInForce,
    ReasonUse,
    Recognised,
    Status,
    UnknownAward,
    Unrecognised,
    load_rulebook,
)

IN_A = date(2021, 8, 31)
IN_B = date(2024, 6, 1)
IN_C1 = date(2025, 12, 1)
IN_C2 = date(2026, 11, 23)


def codes(subject_kind: str, on: date) -> list[str]:
    return [award.code for award in load_rulebook().awards_for(subject_kind, on)]


def test_every_verdict_has_reasons_to_decline_that_agree_with_it_and_contrary_ones_have_none() -> None:
    book = load_rulebook()

    after = {heard: {reason.code for reason in book.reasons_after({heard})} for heard in Heard}

    assert after[Heard.NOT_APPROVED] == {"council-rejected"}
    assert after[Heard.APPROVED] == after[Heard.NONE] == {"not-exemplary", "needs-clarification"}
    assert book.reasons_after({Heard.APPROVED, Heard.NOT_APPROVED}) == ()


def test_the_award_files_hold_every_title_and_form_of_the_catalogue() -> None:
    assert list(load_rulebook().awards) == [
        *("LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "TTLDTT", "TTLDXS", "CTDT", "CTDCP", "XTB", "TVH", "GDVH"),
        *("GKX", "GKH", "GKS", "BKT", "BKTTG", "HCLD3", "HCLD2", "HCLD1", "KNC"),
        *("HCSV", "HCHCM", "HCDL1", "HCDL2", "HCDL3", "HCDC", "HCDDK", "HCHN"),
        *(
            "BMVNAH",
            "AHLD",
            "AHLLVTND",
            "NGND",
            "NGUT",
            "TTND",
            "TTUT",
            "NSND",
            "NSUT",
            "NNND",
            "NNUT",
            "TTPAH",
        ),
    ]


def test_a_household_may_receive_a_certificate_but_no_personal_title() -> None:
    assert codes("household", IN_C2) == ["GDVH", "GKX", "GKS", "BKT", "BKTTG"]
    assert "LDTT" in codes("individual", IN_C2)
    assert "LDTT" not in codes("collective", IN_C2)


def test_the_district_chairman_decides_until_the_level_ended() -> None:
    assert "GKH" in codes("individual", date(2025, 6, 30))
    assert "GKH" not in codes("individual", date(2025, 7, 1))


def test_a_title_of_a_later_law_is_not_open_before_it() -> None:
    assert "XTB" not in codes("collective", date(2023, 12, 31))
    assert "XTB" in codes("collective", date(2024, 1, 1))


def test_nothing_is_open_before_the_first_regime() -> None:
    before = date(2017, 9, 30)

    assert codes("individual", before) == []
    assert load_rulebook().regime_on(before) is None
    with pytest.raises(NoRuleInForce):
        load_rulebook().threshold("BKT", before)
    with pytest.raises(NoRuleInForce):
        load_rulebook().quorum(before)


def test_competence_moves_from_district_to_commune_and_says_that_no_clause_was_seen() -> None:
    book = load_rulebook()
    commune = [c for c in book.deciders("CSTDCS", IN_C1) if c.authority is Authority.COMMUNE_CHAIRMAN]

    assert Authority.DISTRICT_CHAIRMAN in {c.authority for c in book.deciders("CSTDCS", IN_B)}
    assert [c.basis.status for c in commune] == [Status.MEMORY]


def test_regimes_follow_each_other_without_gap_or_overlap() -> None:
    spans = [regime.span for regime in load_rulebook().regimes]

    for span, following in pairwise(spans):
        assert span.last_day is not None
        assert (following.first_day - span.last_day).days == 1
    assert spans[-1].last_day is None


def test_every_competence_lies_within_its_regime() -> None:
    book = load_rulebook()
    spans = {regime.id: regime.span for regime in book.regimes}

    wrong = [(a.code, c.regime) for a in book.awards.values() for c in a.competences if c.span != spans[c.regime]]

    assert wrong == []


def test_what_was_not_seen_under_the_newest_law_is_a_parameter() -> None:
    book = load_rulebook()

    assert {c.basis.status for a in book.awards.values() for c in a.deciders(IN_C2)} == {Status.PARAMETER}
    assert {c.basis.citation for a in book.awards.values() for c in a.deciders(IN_C2)} == {""}


@pytest.mark.parametrize(
    ("code", "on", "percent", "status"),
    [
        ("CSTDT", IN_A, 90, Status.VERIFIED),
        ("CSTDT", IN_B, 90, Status.MEMORY),
        ("BKTTG", IN_A, 70, Status.PARAMETER),
        ("BKTTG", IN_B, 80, Status.SECONDARY),
        ("BKT", IN_C2, 80, Status.PARAMETER),
        ("LDTT", IN_C2, 70, Status.PARAMETER),
        ("CSTDTQ", IN_C2, 90, Status.PARAMETER),
    ],
)
def test_a_threshold_is_that_of_the_award_and_the_day(code: str, on: date, percent: int, status: Status) -> None:
    row = load_rulebook().threshold(code, on)

    assert (row.percent, row.basis.status) == (percent, status)


@pytest.mark.parametrize(("seats", "needed"), [(15, 14), (22, 20), (20, 18)])
def test_a_vote_counts_against_all_seats(seats: int, needed: int) -> None:
    ninety = load_rulebook().threshold("CSTDT", IN_A)

    assert ninety.passed(needed, seats)
    assert not ninety.passed(needed - 1, seats)


def test_a_quorum_is_two_thirds_of_all_seats_as_a_parameter() -> None:
    quorum = load_rulebook().quorum(IN_C2)

    assert quorum.reached(10, 15)
    assert not quorum.reached(9, 15)
    assert quorum.basis.status is Status.PARAMETER


def test_grounds_of_revocation_are_the_four_of_the_law() -> None:
    grounds = [reason.basis.citation for reason in load_rulebook().reasons_for(ReasonUse.REVOKE)]

    assert grounds == [f"Luật 06/2022/QH15 Đ93 k2 {point}" for point in "abcd"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bằng khen của Chủ tịch UBND tỉnh", "BKT"),
        ("Bằng khen Chủ tịch Ủy ban nhân dân tỉnh Hưng Yên", "BKT"),
        ("BK tỉnh", "BKT"),
        ("BK. Thủ tướng", "BKTTG"),
        ("CSTĐ cấp cơ sở", "CSTDCS"),
        ("Chiến sỹ thi đua cơ sở", "CSTDCS"),
        ("CSTĐCS", "CSTDCS"),
        ("LĐTT", "LDTT"),
        ("Tập thể LĐTT", "TTLDTT"),
        ("TTLĐXS", "TTLDXS"),
        ("Huân chương Lao động hạng III", "HCLD3"),
        ("HCLĐ hạng Nhì", "HCLD2"),
        ("Gia đình văn hoá", "GDVH"),
        ("GK UBND xã Tân Hưng", "GKX"),
        ("Giấy khen của Giám đốc Sở Y tế", "GKS"),
        ("Cờ thi đua Chính phủ", "CTDCP"),
        ("ba\u0300\u0306ng khen tỉnh", "BKT"),
    ],
)
def test_a_spelling_of_a_unit_is_recognised(text: str, code: str) -> None:
    assert load_rulebook().resolve(text) == Recognised(code=code)


def test_every_official_name_and_code_is_recognised() -> None:
    book = load_rulebook()

    for award in book.awards.values():
        assert book.resolve(award.code) == book.resolve(award.name) == Recognised(code=award.code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bằng khen", ("BKT", "BKTTG")),
        ("GK", ("GKX", "GKH", "GKS")),
        ("CSTĐ", ("CSTDCS", "CSTDT", "CSTDTQ")),
        ("Huân chương Lao động", ("HCLD1", "HCLD2", "HCLD3")),
    ],
)
def test_what_could_mean_several_awards_is_reported(text: str, expected: tuple[str, ...]) -> None:
    answer = load_rulebook().resolve(text)

    assert isinstance(answer, Ambiguous)
    assert answer.codes == expected
    assert answer.question.endswith("?")


def test_the_day_may_leave_one_candidate() -> None:
    book = load_rulebook()

    assert isinstance(book.resolve("Giấy khen của Chủ tịch UBND", on=IN_B), Ambiguous)
    assert book.resolve("Giấy khen của Chủ tịch UBND", on=IN_C2) == Recognised(code="GKX")


@pytest.mark.parametrize("text", ["", "Bằng khen của Bộ trưởng", "xuất sắc", "0"])
def test_what_is_no_award_is_not_guessed(text: str) -> None:
    assert load_rulebook().resolve(text) == Unrecognised()


def test_an_unknown_code_is_refused_and_shown_as_it_is() -> None:
    book = load_rulebook()

    with pytest.raises(UnknownAward):
        book.award("XYZ")
    assert book.display_name("XYZ") == "XYZ"


def test_the_rulebook_is_read_once() -> None:
    assert load_rulebook() is load_rulebook()

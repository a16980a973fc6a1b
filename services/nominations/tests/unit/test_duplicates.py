"""One achievement put forward twice is found by person, words and time."""

from datetime import date
from uuid import UUID

import pytest

from nominations.domain.duplicates import Claim, Likeness, similarity, touch, twins

YEAR_2025 = (date(2025, 1, 1), date(2025, 12, 31))
YEAR_2026 = (date(2026, 1, 1), date(2026, 12, 31))
RESCUE = "Dũng cảm cứu hai cháu bé khỏi đuối nước tại sông Luộc"


def claim(number: int = 1, **changes: object) -> Claim:
    plain = {
        "nomination_id": UUID(int=number),
        "award_code": "BKT",
        "born": "1985",
        "days": YEAR_2026,
        "achievement": RESCUE,
    }
    return Claim(**{**plain, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "likeness"),
    [
        ({"achievement": "DUNG CAM CUU HAI CHAU BE KHOI DUOI NUOC  TAI SONG LUOC"}, Likeness.EXACT),
        ({"days": YEAR_2025, "award_code": "GKX"}, Likeness.EXACT),
        ({"achievement": "Cứu hai cháu bé bị đuối nước ở sông Luộc", "award_code": "GKX"}, Likeness.SIMILAR),
        ({"achievement": "Có sáng kiến số hóa hồ sơ"}, Likeness.REPEATED),
        ({"achievement": ""}, Likeness.REPEATED),
        ({"achievement": "Có sáng kiến số hóa hồ sơ", "award_code": "LDTT"}, None),
        ({"achievement": "Có sáng kiến số hóa hồ sơ", "days": YEAR_2025}, None),
        ({"achievement": "", "days": None}, None),
        ({"born": "1985-03-02"}, Likeness.EXACT),
        ({"born": None}, Likeness.EXACT),
        ({"born": "1986"}, None),
    ],
)
def test_another_claim_is_like_it_or_not(changes: dict[str, object], likeness: Likeness | None) -> None:
    found = twins(claim(), [claim(2, **changes)])

    assert [twin.likeness for twin in found] == ([] if likeness is None else [likeness])


def test_similar_words_of_another_time_must_be_more_alike() -> None:
    near = "Cứu hai người đuối nước ở sông Luộc"

    assert 40 <= similarity_of(near) < 60
    assert [twin.likeness for twin in twins(claim(), [claim(2, achievement=near, days=YEAR_2025)])] == []


def test_the_most_alike_comes_first() -> None:
    others = [claim(2, achievement="Cứu hai cháu bé bị đuối nước ở sông Luộc"), claim(3)]

    assert [twin.nomination_id.int for twin in twins(claim(), others)] == [3, 2]


def test_two_texts_without_words_have_nothing_in_common() -> None:
    assert similarity("", "") == 0
    assert similarity("!!!", "???") == 0


def test_trigrams_are_counted_as_postgresql_counts_them() -> None:
    # SELECT similarity('word', 'two words') is 0.363636 in PostgreSQL's documentation of pg_trgm.
    assert similarity("word", "two words") == 36


def test_times_touch_on_one_common_day() -> None:
    assert touch((date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 6, 30), date(2025, 12, 31)))
    assert not touch((date(2025, 1, 1), date(2025, 6, 29)), (date(2025, 6, 30), date(2025, 12, 31)))
    assert not touch(None, YEAR_2026)


def similarity_of(text: str) -> int:
    (twin,) = twins(claim(), [claim(2, achievement=text)])
    return twin.percent

"""Files under the parts that the law asks for; sizes as people read them."""

import pytest

from portal.entrypoints.language import languages
from portal.entrypoints.papers import parts_of, size
from services.portal.tests import evidence_samples
from services.portal.tests.builders import TODAY

VIETNAMESE = languages()["vi"]


def test_files_stand_under_their_parts_and_what_the_law_asks_for_stands_there_without_one() -> None:
    shown = evidence_samples.filled(VIETNAMESE)

    assert [(part.code, len(part.files), part.is_wanted) for part in shown.parts] == [
        ("submission", 1, True),
        ("achievement-report", 0, True),
        ("minutes", 1, True),
        ("initiative-certificate", 0, False),
        ("financial-duty", 0, False),
        ("strange", 1, False),
        ("other", 1, False),
    ]
    assert [file.may_open for part in shown.parts for file in part.files] == [False, True, True, False]
    assert all(part.doubt for part in shown.parts if part.is_wanted)


@pytest.mark.parametrize(
    ("size_bytes", "shown"),
    [(1, "1 KB"), (340_000, "332 KB"), (1024 * 1024, "1 MB"), (53_792_000, "51,3 MB"), (200 * 1024**2, "200 MB")],
)
def test_a_size_is_short(size_bytes: int, shown: str) -> None:
    assert size(VIETNAMESE, size_bytes) == shown


def test_an_award_that_nobody_knows_has_no_parts() -> None:
    assert parts_of("NO-SUCH", "individual", "merit", False, TODAY) == ()
    assert parts_of("BKT", None, "merit", False, TODAY) == ()

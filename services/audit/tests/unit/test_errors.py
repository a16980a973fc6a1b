"""Counts in the record's refusals are written as Vietnamese writes them."""

import pytest

from audit.domain.errors import AuditError, NotYetListed, TooManyFacts


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TooManyFacts(20_000), "hơn 20.000 sự kiện"),
        (NotYetListed(1_200, 1_234_567), "1.200 trên 1.234.567 sự kiện"),
        (NotYetListed(2, 9), "2 trên 9 sự kiện"),
    ],
    ids=str,
)
def test_a_count_has_its_dots(error: AuditError, said: str) -> None:
    assert said in str(getattr(error, "detail", ""))

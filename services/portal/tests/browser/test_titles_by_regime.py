"""A title after three years under the laws of three days: of two titles in the register the third is missed."""

import asyncio

import pytest

from services.portal.tests.browser.conftest import Visitors
from services.portal.tests.browser.test_journeys_by_regime import (
    AT_EASE,
    C1,
    A,
    B,
    Refusal,
    awarded,
    endorsed,
    hold_against_the_law,
    refused,
    submitted,
    taken_up,
    written,
)
from services.portal.tests.whole_system import WholeSystem

TITLES = {
    "A": (A, "Phạm Thị Lụa", "033085001201", Refusal(
        sentence="Mới có 2 lần liên tục Chiến sĩ thi đua cơ sở (2020, 2021), cần 3",
        citation="Luật TĐKT 2003 Đ22; NĐ 91/2017/NĐ-CP Đ9 k2", is_law=True)),
    "B": (B, "Phạm Thị Gấm", "033085001202", Refusal(
        sentence="Mới có 2 lần liên tục Chiến sĩ thi đua cơ sở (2023, 2024), cần 3",
        citation="Luật 06/2022/QH15 Đ22")),
    "C1": (C1, "Phạm Thị Nhung", "033085001203", Refusal(
        sentence="Mới có 2 lần liên tục Chiến sĩ thi đua cơ sở (2024, 2025), cần 3",
        citation="Luật 06/2022/QH15 Đ22")),
}  # fmt: skip


async def title_of(whole: WholeSystem, name: str, identity: str, year: int) -> None:
    """An earlier title, in the unit's register."""
    subject = {"kind": "individual", "name": name, "identity": identity}
    decision = {"award_code": "CSTDCS", "year": year, "decision_number": f"{year}/QĐ-UBND"}
    await whole.command("officer", "nominations", "/history", {"subject": subject, "decision": decision})


@pytest.mark.parametrize("regime", TITLES)
async def test_a_title_after_three_years_waits_for_the_third(
    visitors: Visitors, whole: WholeSystem, regime: str
) -> None:
    law, name, identity, refusal = TITLES[regime]
    officer, secretariat = await asyncio.gather(visitors("officer"), visitors("secretariat"))
    for year in (law.year, law.year - 1):
        await title_of(whole, name, identity, year)
    said = {"award_code": "CSTDT", "identity": identity, "standing": AT_EASE}
    nomination_id = await written(whole, name, law, **said)
    await endorsed(whole, nomination_id)

    await hold_against_the_law(officer, nomination_id, law, refusal)
    await refused(officer, nomination_id, refusal)
    await title_of(whole, name, identity, law.year - 2)
    await submitted(officer, nomination_id)

    await taken_up(secretariat, name, law, "Có 3 lần liên tục Chiến sĩ thi đua cơ sở")
    if regime == "A":
        await awarded(visitors, secretariat, name)

"""A unit's Excel list becomes awards on the public register, by clicking, with scripts and without."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from services.portal.tests.browser import steps
from services.portal.tests.browser.conftest import Visitors

PEOPLE = {True: ["Đặng Thị Bích Khuyên", "Lê Quỳnh Khuyên"], False: ["Đặng Thị Bích Hạnh", "Lê Quỳnh Hạnh"]}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_list_becomes_awards_on_the_register(visitors: Visitors, scripts: bool) -> None:
    names, word = PEOPLE[scripts], PEOPLE[scripts][0].rpartition(" ")[2]
    officer, head, secretariat, chairman = await asyncio.gather(
        *(visitors(person, scripts=scripts) for person in ("officer", "head", "secretariat", "chairman"))
    )
    for person, workspace in ((officer, "/unit"), (head, "/unit"), (secretariat, "/cases"), (chairman, "/signing")):
        await expect(person).to_have_url(re.compile(f"{workspace}$"))
    citizen = await visitors(scripts=scripts)

    list_url = await steps.send_list(officer, names)
    await steps.endorse_and_submit(head, officer, list_url)
    await steps.accept(secretariat, word, len(names), scripts)
    await steps.record_verdicts(secretariat, word, len(names), scripts)
    symbol = await steps.issue(chairman, word, len(names), scripts)

    await citizen.goto("/")
    await citizen.get_by_label("Tìm trong sổ").fill("dang thi bich")
    await citizen.get_by_role("button", name="Tìm").click()
    row = citizen.locator("li.entry", has_text=names[0])
    await expect(row).to_contain_text(symbol)
    await row.get_by_role("link", name=names[0]).click()
    await expect(citizen.get_by_role("heading", level=1)).to_have_text(names[0])
    await expect(citizen.locator("ol.timeline > li")).to_have_count(7)
    verdict = "Đã kiểm chứng" if scripts else "Chưa kiểm tra tại đây"
    for _ in range(60):
        if await citizen.locator(".seal", has_text=verdict).count():
            break
        await citizen.wait_for_timeout(500)
        await citizen.reload()
    await expect(citizen.locator(".seal")).to_contain_text(verdict)
    await officer.goto("/inbox")
    await expect(officer.locator("ul.messages li").first).to_be_visible()


async def test_the_counter_counts_without_reloading(visitors: Visitors) -> None:
    officer, citizen = await visitors("officer"), await visitors()
    await citizen.goto("/")
    counter = citizen.locator(".live-number b")
    before = await counter.inner_text()

    list_url = await steps.send_list(officer, ["Trần Văn Đếm"])
    head = await visitors("head")
    await head.goto(list_url)
    await head.get_by_label("Tôi đã xem báo cáo thành tích").check()
    await head.get_by_role("button", name="Xác nhận cả danh sách").click()

    await expect(counter).not_to_have_text(before, timeout=20_000)

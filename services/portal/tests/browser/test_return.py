"""What comes back says why; lists keep their order; an inbox of many is one line that can be marked as read."""

import re

import pytest
from playwright.async_api import expect

from services.portal.tests.browser import steps
from services.portal.tests.browser.conftest import Visitors

# No order of the alphabet, and none of random ids but once in 24.
PEOPLE = {True: ["Vũ Trả Lại", "An Trả Lại", "Mai Trả Lại", "Chi Trả Lại"],
          False: ["Vũ Hoàn Về", "An Hoàn Về", "Mai Hoàn Về", "Chi Hoàn Về"]}  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_returned_nomination_says_why_at_the_head_of_its_form(visitors: Visitors, scripts: bool) -> None:
    names, word = PEOPLE[scripts], "lai" if scripts else "ve"
    officer, head = await visitors("officer", scripts=scripts), await visitors("head", scripts=scripts)
    secretariat = await visitors("secretariat", scripts=scripts)
    await steps.endorse_and_submit(head, officer, await steps.send_list(officer, names))
    await steps.arrived(secretariat, f"/cases?tab=received&q={word}", len(names))
    await expect(secretariat.locator("tbody th a")).to_have_text(names)

    await secretariat.get_by_label(f"Chọn {names[2]}").check()
    await secretariat.get_by_role("button", name="Trả lại…").click()
    await secretariat.get_by_label("Lý do khác").check()
    await secretariat.get_by_role("button", name="Trả lại cho đơn vị").click()
    await expect(secretariat.locator("#f-note-error")).to_contain_text("cần được ghi rõ")
    await expect(secretariat.get_by_label("Lý do khác")).to_be_checked()
    await secretariat.get_by_label("Ghi rõ thêm").fill("Trùng hồ sơ của sở")
    await secretariat.get_by_role("button", name="Trả lại cho đơn vị").click()
    await expect(secretariat.get_by_role("status")).to_contain_text("Đã trả lại")

    for _ in range(60):
        await officer.goto("/unit")
        if await officer.locator("#drafts-title + ul a", has_text=names[2]).count():
            break
        await officer.wait_for_timeout(500)
    await officer.locator("#drafts-title + ul a", has_text=names[2]).click()
    told = officer.locator(".returned-notice")
    await expect(told).to_contain_text("Lý do khác")
    await expect(told).to_contain_text("Trùng hồ sơ của sở")
    await expect(told).to_contain_text("thường trực Hội đồng")

    await secretariat.goto("/inbox")
    line = secretariat.locator("ul.messages li", has_text="4 hồ sơ").first
    await line.get_by_role("link").click()
    await expect(secretariat.locator("ul.messages a")).to_have_text(names)
    await secretariat.goto("/inbox")
    await secretariat.get_by_role("button", name="Đánh dấu đã đọc hết").click()
    await expect(secretariat.locator("ul.messages li.unread")).to_have_count(0)
    await expect(secretariat.locator(".page-head .muted")).to_have_text(re.compile("^0 thư"))

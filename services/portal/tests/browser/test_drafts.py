"""A rescue at night becomes a submitted nomination, written by two people, with scripts and without."""

import pytest
from playwright.async_api import Page, expect

from services.portal.tests.browser.conftest import Visitors

NAMES = {True: "Trần Văn Cứu Người", False: "Trần Văn Cứu Hộ"}


async def start(officer: Page, name: str) -> str:
    """Open a dossier for a deed; returns its address."""
    await officer.goto("/unit/nominations/new")
    await officer.get_by_label("Họ tên người").fill(name)
    await officer.get_by_label("Danh hiệu, hình thức").select_option("BKT")
    await officer.get_by_label("Loại hình khen thưởng").select_option("ad-hoc")
    await officer.get_by_label("Thời điểm lập thành tích").fill("2026-11-20T23:30")
    await officer.get_by_role("button", name="Lưu và viết tiếp").click()
    await expect(officer.get_by_role("heading", level=1)).to_have_text(name)
    await expect(officer.locator(".page-head")).to_contain_text("giờ kể từ khi lập thành tích")
    return officer.url.partition("?")[0]


async def save(page: Page) -> None:
    await page.get_by_role("button", name="Lưu phần này").click()


async def done(page: Page, words: str) -> None:
    await expect(page.get_by_role("status").first).to_contain_text(words)


async def open_the_simplified_procedure(officer: Page) -> None:
    """It opens by one of its conditions alone."""
    await officer.get_by_role("link", name="Đề nghị khen").click()
    await officer.locator("#f-simplified").get_by_label("Có").check()
    await save(officer)
    await expect(officer.locator("#f-simplified_ground-error")).to_contain_text("cần nêu điều kiện")
    await officer.get_by_label("Thành tích đột xuất, gồm dũng cảm cứu người").check()
    await save(officer)
    await done(officer, "Đã lưu phần này")


async def write_both(officer: Page, other: Page, draft: str, scripts: bool) -> None:
    """Two people in one section: who comes second sees both, and nothing that was typed is lost."""
    first, second = "Cứu hai cháu bé khỏi đuối nước.", "Cứu hai cháu bé ở sông Luộc lúc nửa đêm."
    await officer.goto(f"{draft}/sections/achievement")
    await other.goto(f"{draft}/sections/achievement")
    await other.get_by_label("Tóm tắt thành tích").fill(first)
    if scripts:
        await expect(other.locator("[data-saved]")).to_contain_text("Đã lưu lúc")
    await save(other)
    await done(other, "Đã lưu phần này")
    await officer.get_by_label("Tóm tắt thành tích").fill(second)
    if scripts:
        await expect(officer.locator("[data-saved]")).to_contain_text("Người khác vừa sửa phần này")
    await save(officer)
    await expect(officer.locator("table.beside")).to_contain_text(first)
    await expect(officer.locator("table.beside")).to_contain_text(second)
    await officer.get_by_label("Đồng nghiệp phát hiện").check()
    await save(officer)
    await done(officer, "Đã lưu phần này")


async def counts_agree(officer: Page, draft: str) -> None:
    """The draft counts what the rules still need as its check page does, and the missing parts beside the evidence."""
    await officer.goto(f"{draft}/check")
    counts = await officer.locator("#rules > p .badge").all_inner_texts()
    parts = await officer.locator(".notice.attention a[href*='/evidence?part=']").count()
    assert any("Cần minh chứng" in each for each in counts)
    assert parts
    await officer.goto(draft)
    rules = officer.locator(".tasks li", has=officer.get_by_role("link", name="Đối chiếu với quy định"))
    assert await rules.locator(".badge").all_inner_texts() == counts
    evidence = officer.locator(".tasks li", has=officer.get_by_role("link", name="Tài liệu minh chứng"))
    await expect(evidence.locator(".badge")).to_have_text(f"Còn thiếu {parts}")


async def promise(head: Page, draft: str) -> None:
    """Everything once more; what is missing leads to its field and is no obstacle, a promise not made is one."""
    await head.goto(f"{draft}/check")
    await expect(head.locator("#lacking-title")).to_contain_text("Còn thiếu")
    await expect(head.locator(".notice.attention .unverified").first).to_have_text("chưa kiểm chứng")
    place = head.get_by_role("link", name="Nơi lập thành tích")
    assert str(await place.get_attribute("href")).endswith("/sections/achievement#f-deed_place")
    await head.get_by_role("button", name="Xác nhận đề nghị này").click()
    await expect(head.locator("#f-promise-error")).to_contain_text("Đánh dấu lời xác nhận")
    await head.get_by_label("Tôi đã xem báo cáo thành tích").check()
    await head.get_by_role("button", name="Xác nhận").click()
    await expect(head.locator("main")).to_contain_text("Thủ trưởng đã hứa chịu trách nhiệm")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_deed_is_written_by_two_people_promised_and_submitted(visitors: Visitors, scripts: bool) -> None:
    officer, head = await visitors("officer", scripts=scripts), await visitors("head", scripts=scripts)
    other = await visitors("officer", scripts=scripts, width=390)
    draft = await start(officer, NAMES[scripts])

    await open_the_simplified_procedure(officer)
    await write_both(officer, other, draft, scripts)
    await counts_agree(officer, draft)
    await promise(head, draft)
    await officer.goto(f"{draft}/check")
    await officer.get_by_role("button", name="Nộp").click()

    await done(officer, "Đã nộp")

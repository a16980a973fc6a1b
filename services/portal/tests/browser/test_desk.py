"""The secretariat's desk: what is due first, the checklist by clause, who works on it, another body's opinion."""

from playwright.async_api import Page, expect

from services.portal.tests.browser import steps
from services.portal.tests.browser.conftest import Visitors

NAMES = ["Đào Bàn Việc", "Hà Bàn Việc"]
PINNED = "Vũ Ghim Mới"
INCOMING = "Ngày nhận sớm hơn ngày nộp trên hệ thống"


async def test_a_case_is_taken_checked_pinned_asked_about_and_returned_with_what_is_missing(
    visitors: Visitors,
) -> None:
    officer, head, secretariat = await visitors("officer"), await visitors("head"), await visitors("secretariat")
    await steps.endorse_and_submit(head, officer, await steps.send_list(officer, NAMES))
    await steps.arrived(secretariat, "/cases?tab=received&q=ban+viec", len(NAMES))

    await secretariat.get_by_role("link", name=NAMES[0]).click()
    case = secretariat.url
    await secretariat.get_by_role("button", name="Nhận xử lý").click()
    await expect(secretariat.get_by_role("status")).to_contain_text("Đã nhận xử lý")
    minutes = secretariat.get_by_role("group", name="Biên bản họp bình xét của hội đồng", exact=True)
    await minutes.get_by_label("Không đạt").check()
    await minutes.get_by_placeholder("Ghi chú").fill("Chưa có chữ ký")
    await secretariat.get_by_role("button", name="Lưu đánh dấu").click()
    await expect(minutes.get_by_label("Không đạt")).to_be_checked()

    await repin(secretariat)
    await ask(secretariat)
    await answer(await visitors("health"))
    await secretariat.goto(case)
    await expect(secretariat.locator("#opinions")).to_contain_text("Không có ý kiến gì thêm")
    await secretariat.get_by_role("button", name="Trả lại…").click()
    await expect(secretariat.get_by_label("Thiếu thành phần hồ sơ")).to_be_checked()
    await secretariat.get_by_role("button", name="Trả lại cho đơn vị").click()
    await expect(secretariat.get_by_role("status")).to_contain_text("Đã trả lại cho đơn vị")
    await secretariat.goto("/returns")
    await expect(secretariat.locator("tbody")).to_contain_text("Thiếu thành phần hồ sơ")


async def test_ticks_of_before_another_day_of_receipt_are_told_and_taken_back(visitors: Visitors) -> None:
    officer, head, secretariat = await visitors("officer"), await visitors("head"), await visitors("secretariat")
    await steps.endorse_and_submit(head, officer, await steps.send_list(officer, [PINNED]))
    await steps.arrived(secretariat, "/cases?tab=received&q=ghim+moi", 1)
    await secretariat.get_by_role("link", name=PINNED).click()
    notice = secretariat.locator(".notice", has_text="trước khi xác định lại ngày nhận")
    await tick(secretariat, "Tờ trình")
    await expect(notice).to_have_count(0)

    await repin(secretariat)
    await expect(notice).to_contain_text("1 dấu đã đánh")
    await expect(secretariat.locator(".clause-ticks", has_text="theo quy định trước")).to_be_visible()
    await tick(secretariat, INCOMING)
    await expect(notice).to_contain_text("1 dấu đã đánh")
    await notice.get_by_role("button", name="Bỏ các dấu theo quy định trước").click()

    await expect(notice).to_have_count(0)
    await expect(secretariat.locator(".clause-ticks", has_text="theo quy định trước")).to_have_count(0)
    await expect(secretariat.locator("details", has_text=INCOMING)).to_contain_text("đã đánh dấu đủ")


async def tick(page: Page, row: str) -> None:
    await page.get_by_role("group", name=row).first.get_by_label("Đạt", exact=True).check()
    await page.get_by_role("button", name="Lưu đánh dấu").click()
    await expect(page.get_by_role("status")).to_contain_text("Đã lưu đánh dấu")


async def repin(page: Page) -> None:
    await page.get_by_text("Xác định lại ngày nhận…").click()
    await page.get_by_label("Ngày nhận hồ sơ").fill("2025-06-20")
    await page.get_by_label("Cơ quan đã nhận hồ sơ giấy").check()
    await page.get_by_label("Ghi rõ").fill("Số đến 412")
    await page.get_by_role("button", name="Xác định lại", exact=True).click()
    await expect(page.get_by_text("đối chiếu với sổ văn bản đến").first).to_be_visible()
    await expect(page.locator("aside")).to_contain_text("NĐ 98/2023/NĐ-CP")


async def ask(page: Page) -> None:
    await page.get_by_role("button", name="Xin ý kiến…").click()
    await page.get_by_label("Sở Y tế").check()
    await page.get_by_label("Nội dung cần hỏi").fill("Có vi phạm không?")
    await page.get_by_role("button", name="Gửi yêu cầu").click()
    await expect(page.locator("#opinions")).to_contain_text("Sở Y tế")


async def answer(page: Page) -> None:
    await page.goto("/unit/opinions")
    await page.get_by_role("link", name=NAMES[0]).click()
    await expect(page.get_by_text("Có vi phạm không?")).to_be_visible()
    await page.get_by_label("Đồng ý", exact=True).check()
    await page.get_by_label("Nêu rõ").fill("Không có ý kiến gì thêm")
    await page.get_by_role("button", name="Gửi ý kiến").click()
    await expect(page.get_by_role("status")).to_contain_text("Đã gửi ý kiến")

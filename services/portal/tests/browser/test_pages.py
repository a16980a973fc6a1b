"""Every page, wide and narrow, light and dark: nothing sticks out, no script complains, the keyboard finds its way."""

import re

import pytest
from playwright.async_api import expect

from services.portal.tests.browser import steps
from services.portal.tests.browser.conftest import Visitors

PAGES = {
    "": ["/", "/?q=ngoc&award=BKT&kind=individual", "/about", "/verify", "/verify?fact=x", "/nothing"],
    "officer": [
        *("/unit", "/unit/nominations/new", "/inbox", "/unit/history", "/unit/history/new"),
        *("/unit/initiatives", "/unit/initiatives/new", "/unit/matches"),
    ],
    "head": ["/unit"],
    "secretariat": ["/cases", "/cases?tab=accepted", "/cases?tab=ended", "/inbox"],
    "chairman": ["/signing", "/inbox"],
    "supervisor": ["/supervision", "/supervision/findings"],
}


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "light"), (390, "dark")])
async def test_no_page_is_wider_than_the_window(visitors: Visitors, width: int, theme: str) -> None:
    for person, paths in PAGES.items():
        page = await visitors(person, width=width, theme=theme)
        for path in paths:
            await page.goto(path)
            widest = await page.evaluate("document.documentElement.scrollWidth")
            assert (path, widest) == (path, width)


async def test_the_first_tab_stop_leads_to_the_content(visitors: Visitors) -> None:
    page = await visitors()
    await page.goto("/about")

    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    assert await page.evaluate("document.activeElement.id") == "main"


async def test_typing_searches_and_keeps_the_cursor_and_back_restores(visitors: Visitors) -> None:
    page = await visitors()
    await page.goto("/")

    await page.get_by_label("Tìm trong sổ").press_sequentially("khong co ai")
    await expect(page.locator("#results")).to_contain_text("Chưa thấy kết quả")

    assert await page.evaluate("document.activeElement.id") == "q"
    await expect(page).to_have_url(re.compile(r"q=khong"))
    await page.go_back()
    await expect(page).not_to_have_url(re.compile(r"q=khong"))


async def test_what_was_typed_is_still_there_after_an_error_and_the_summary_leads_to_it(visitors: Visitors) -> None:
    page = await visitors("officer")
    await page.goto("/unit/nominations/new")
    await page.get_by_label("Họ tên người").fill("Đặng Thị “Thử” Nghiệm")
    await page.get_by_role("radio", name="Tập thể").check()

    await page.get_by_role("button", name="Lưu và viết tiếp").click()

    summary = page.locator(".error-summary")
    await expect(summary).to_be_focused()
    await expect(page.get_by_label("Họ tên người")).to_have_value("Đặng Thị “Thử” Nghiệm")
    await expect(page.get_by_role("radio", name="Tập thể")).to_be_checked()
    await summary.get_by_role("link").click()
    assert await page.evaluate("document.activeElement.id") == "f-award_code"


async def test_a_file_that_is_no_workbook_is_refused_beside_its_field(visitors: Visitors) -> None:
    page = await visitors("officer", scripts=False)
    await page.goto("/unit")
    await page.get_by_label("Thành tích từ ngày").fill("2026-02-03")
    file = {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": b"no workbook"}
    await page.set_input_files("#f-file", file)  # type: ignore[arg-type]

    await page.get_by_role("button", name="Kiểm tra tệp").click()

    await expect(page.locator("#f-file-error")).to_contain_text("Excel")
    await expect(page.get_by_label("Thành tích từ ngày")).to_have_value("2026-02-03")


async def test_a_faulty_list_is_explained_and_given_back_with_marks(visitors: Visitors) -> None:
    page = await visitors("officer")
    await page.goto("/unit")
    made = steps.workbook(["Lê Thị Đúng", "", "Nguyễn"])
    file = {"name": "loi.xlsx", "mimeType": "application/octet-stream", "buffer": made}
    await page.set_input_files("#f-file", file)  # type: ignore[arg-type]

    await page.get_by_role("button", name="Kiểm tra tệp").click()

    await expect(page.locator(".error-summary")).to_contain_text("chỗ cần sửa")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Tải tệp đã đánh dấu").click()
    assert (await download.value).suggested_filename == "loi-da-kiem-tra.xlsx"


async def test_a_form_sent_twice_is_one_nomination(visitors: Visitors) -> None:
    page = await visitors("officer")
    await page.goto("/unit/nominations/new")
    await page.get_by_label("Họ tên người").fill("Phạm Một Lần")
    await page.get_by_label("Danh hiệu, hình thức").select_option("BKT")
    fields = await page.evaluate("Object.fromEntries(new FormData(document.querySelector('form.card')))")

    answers = [await page.request.post("/unit/nominations/new", form=fields, max_redirects=0) for _ in range(2)]

    assert [answer.status for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    await page.goto("/unit")
    await expect(page.get_by_role("link", name="Phạm Một Lần")).to_have_count(1)


async def test_a_sign_in_that_nobody_asked_for_is_refused(visitors: Visitors) -> None:
    page = await visitors()

    await page.goto("/sign-in/callback?code=abc&state=forged")

    await expect(page.get_by_role("heading", level=1)).to_have_text("Chưa đăng nhập được")


async def test_signing_out_takes_the_workspace_away(visitors: Visitors) -> None:
    page = await visitors("secretariat", scripts=False)
    await page.goto("/cases")

    await page.get_by_role("button", name="Đăng xuất").click()

    await expect(page).to_have_url(f"{visitors.system.portal}/")
    await expect(page.get_by_role("link", name="Cán bộ đăng nhập")).to_be_visible()
    await expect(page.get_by_role("link", name="Hồ sơ cần xét")).to_have_count(0)


async def test_a_violation_of_the_policy_would_be_noticed(visitors: Visitors) -> None:
    page = await visitors()
    await page.goto("/about")

    await page.evaluate("document.body.setAttribute('style', 'color: red')")
    await page.wait_for_timeout(200)

    assert any("Content Security Policy" in complaint for complaint in visitors.complaints)
    visitors.complaints.clear()

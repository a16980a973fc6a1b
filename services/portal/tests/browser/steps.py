"""What people do in the portal, step by step; the same with scripts and without."""

import io
import re

import xlsxwriter
from playwright.async_api import Page, expect

WAIT = 30_000


def workbook(names: list[str]) -> bytes:
    """A list as units send it: a title, headings, one row a person."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, ["DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG NĂM 2026"])
        sheet.write_row(2, 0, ["STT", "Họ và tên", "Chức vụ", "Hình thức khen thưởng", "Thành tích"])
        for at, name in enumerate(names, start=1):
            row = [at, name, "Công chức", "Bằng khen của Chủ tịch UBND tỉnh", "Có sáng kiến số hóa hồ sơ"]
            sheet.write_row(2 + at, 0, row)
    return made.getvalue()


async def send_list(officer: Page, names: list[str]) -> str:
    """Upload, look at the report, take the valid rows over; returns the list's address."""
    await officer.goto("/unit")
    file = {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(names)}
    await officer.set_input_files("#f-file", file)  # type: ignore[arg-type]
    await officer.get_by_role("button", name="Kiểm tra tệp").click()
    await expect(officer.get_by_role("heading", level=1)).to_have_text("Kết quả kiểm tra tệp")
    await officer.get_by_role("button", name=f"Nhận {len(names)} dòng hợp lệ").click()
    await expect(officer.get_by_role("status")).to_contain_text("Đã nhận các dòng hợp lệ")
    return officer.url.partition("?")[0]


async def endorse_and_submit(head: Page, officer: Page, list_url: str) -> None:
    await head.goto(list_url)
    await head.get_by_label("Tôi đã xem báo cáo thành tích").check()
    await head.get_by_role("button", name="Xác nhận cả danh sách").click()
    await expect(head.get_by_role("status")).to_contain_text("Đã xác nhận")
    await officer.goto(list_url)
    await officer.get_by_role("button", name="Nộp cả danh sách").click()
    await expect(officer.get_by_role("status")).to_contain_text("Đã nộp")


async def arrived(page: Page, address: str, rows: int) -> None:
    """Look again until the cases have come: facts travel for a moment."""
    for _ in range(WAIT // 500):
        await page.goto(address)
        if await page.locator("tbody input[name=id]").count() == rows:
            return
        await page.wait_for_timeout(500)
    raise AssertionError(f"{rows} cases did not come to {address}")


async def choose_all(page: Page, scripts: bool, rows: int) -> None:
    if scripts:
        await page.locator("[data-select-all]").check()
        await expect(page.locator("[data-selected-count]")).to_have_text(f"Đã chọn {rows}.")
    else:
        await page.get_by_role("link", name=re.compile("Chọn cả")).click()


async def accept(secretariat: Page, word: str, rows: int, scripts: bool) -> None:
    await arrived(secretariat, f"/cases?tab=received&q={word}", rows)
    await choose_all(secretariat, scripts, rows)
    await secretariat.get_by_role("button", name="Tiếp nhận").click()
    await expect(secretariat.get_by_role("status")).to_contain_text(f"Đã tiếp nhận. {rows} hồ sơ.")


async def record_verdicts(secretariat: Page, word: str, rows: int, scripts: bool) -> None:
    await arrived(secretariat, f"/cases?tab=accepted&q={word}", rows)
    await choose_all(secretariat, scripts, rows)
    await secretariat.get_by_role("button", name="Ghi kết quả Hội đồng…").click()
    await secretariat.get_by_label("Tổng số thành viên Hội đồng").fill("15")
    await secretariat.locator("tbody input[type=number]").first.fill("14")
    if rows > 1:
        await secretariat.get_by_role("button", name="Ghi kết quả").click()
        await expect(secretariat.locator("tr.wrong")).to_contain_text("Nhập số phiếu tán thành, hoặc")
        await secretariat.get_by_label("Dòng để trống lấy theo dòng đầu").check()
    await secretariat.get_by_role("button", name="Ghi kết quả").click()
    await expect(secretariat.get_by_role("status")).to_contain_text("Đã ghi kết quả của Hội đồng")


async def issue(chairman: Page, word: str, rows: int, scripts: bool) -> str:
    """Issue one decision for them; returns its symbol."""
    await arrived(chairman, f"/signing?q={word}", rows)
    await choose_all(chairman, scripts, rows)
    await chairman.get_by_role("button", name="Ban hành quyết định…").click()
    await chairman.get_by_role("button", name="Ban hành quyết định").click()
    await expect(chairman.locator(".panel-title")).to_have_text("Đã ban hành quyết định")
    return (await chairman.locator(".panel b").inner_text()).removeprefix("Số ")

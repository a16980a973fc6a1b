"""A unit's registers on a telephone without scripts: awards imported, the same person asked about, an initiative."""

import io

import xlsxwriter
from playwright.async_api import Page, expect

from services.portal.tests.browser.conftest import Visitors

HEADINGS = ["TT", "Họ và tên", "Năm sinh", "Đơn vị", "Danh hiệu", "Năm", "Số quyết định", "Ngày quyết định"]
ROWS = [
    [1, "Lê Thị Sổ Sách", 1985, "Trường Tiểu học Mẫu", "Lao động tiên tiến", 2023, "11/QĐ-UBND", "20/12/2023"],
    [2, "Lê Thị Sổ Sách", 1985, "Trường Tiểu học Mẫu", "CSTĐCS", 2024, "12/QĐ-UBND", "20/12/2024"],
    [3, "Trần Văn Lỗi", 1970, "", "Bằng khen", "", "", ""],
    [4, "Phạm Văn Hai Dòng", 1970, "Trường Tiểu học Mẫu", "Lao động tiên tiến", 2023, "11/QĐ-UBND", "20/12/2023"],
    [5, "Phạm Văn Hai Dòng", 1970, "Trường Tiểu học Mẫu", "CSTĐCS", 2024, "12/QĐ-UBND", "20/12/2024"],
]


def workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Đã khen")
        for at, row in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(at, 0, row)
    return made.getvalue()


async def answer_for_one_draft(page: Page) -> None:
    """From a draft lead its own doubts alone, and from there all of the unit's."""
    await page.goto("/unit/nominations/new")
    await page.get_by_label("Họ tên người").fill("Lê Thị Sổ Sách")
    await page.get_by_label("Danh hiệu, hình thức").select_option("BKT")
    await page.get_by_label("Loại hình khen thưởng").select_option("merit")
    await page.get_by_role("button", name="Lưu và viết tiếp").click()
    await page.get_by_role("link", name="Đối tượng").click()
    await page.get_by_label("Ngày hoặc năm sinh").fill("1985")
    await page.get_by_role("button", name="Lưu phần này").click()
    draft = page.url.partition("/sections")[0].partition("?")[0]
    await page.goto(draft)
    await page.get_by_role("link", name="Xem và trả lời").click()
    await expect(page.locator("section.card")).to_have_count(1)
    await expect(page.locator("section.card")).to_contain_text("Lê Thị Sổ Sách")
    await page.get_by_label("Hai người khác nhau").check()
    await page.get_by_role("button", name="Ghi các câu đã chọn").click()
    await expect(page.locator(".notice", has_text="Chỉ các cặp về đối tượng của một đề nghị")).to_be_visible()
    await page.get_by_role("link", name="Xem mọi cặp của đơn vị").click()
    await expect(page.locator("section.card", has_text="Phạm Văn Hai Dòng")).to_have_count(1)


async def test_awards_are_imported_a_doubt_is_answered_and_an_initiative_entered(visitors: Visitors) -> None:
    page = await visitors("officer", scripts=False, width=390)

    await page.goto("/unit")
    await page.get_by_role("link", name="Sổ thành tích").click()
    file = {"name": "da-khen.xlsx", "mimeType": "application/octet-stream", "buffer": workbook()}
    await page.set_input_files("#f-file", file)  # type: ignore[arg-type]
    await page.get_by_role("button", name="Kiểm tra tệp").click()
    await expect(page.locator("tbody")).to_contain_text("chưa rõ cấp")
    await page.get_by_role("button", name="Nhận 4 dòng vào sổ").click()
    await expect(page.get_by_role("status")).to_contain_text("Đã nhận các dòng hợp lệ")
    await page.get_by_label("Tìm trong sổ").fill("so sach 2024")
    await page.get_by_role("button", name="Tìm").click()
    await expect(page.locator("tbody tr")).to_have_count(1)
    await expect(page.locator("tbody tr")).to_contain_text("12/QĐ-UBND")

    await page.get_by_role("link", name="Có thể trùng người").click()
    await expect(page.locator("section.card")).to_have_count(2)
    pair = page.locator("section.card", has_text="Lê Thị Sổ Sách")
    await expect(pair).to_contain_text("chỉ biết năm sinh")
    await pair.get_by_label("Cùng một người").check()
    await page.get_by_role("button", name="Ghi các câu đã chọn").click()
    await expect(page.locator("section.card", has_text="Lê Thị Sổ Sách")).to_have_count(0)
    await answer_for_one_draft(page)

    await page.goto("/unit/initiatives/new")
    await page.get_by_label("Tên sáng kiến").fill("Số hóa “sổ” họp")
    await page.get_by_label("Năm", exact=True).fill("2025")
    await page.get_by_role("button", name="Lưu vào sổ").click()
    await expect(page.locator("#f-author1-error")).to_contain_text("Nhập tên tác giả")
    await expect(page.get_by_label("Tên sáng kiến")).to_have_value("Số hóa “sổ” họp")
    await page.locator("#f-author1").fill("Lê Thị Sổ Sách")
    await page.get_by_role("button", name="Lưu vào sổ").click()
    await expect(page.locator("tbody tr", has_text="Số hóa “sổ” họp")).to_contain_text("Chưa dùng")

"""A supervisor explores, opens a case, learns who did a step; every entry is checked by the browser in one go."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from playwright.async_api import Page, expect

from services.portal.tests.browser import awards
from services.portal.tests.browser.conftest import Visitors


async def fits(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def exported(page: Page, visitors: Visitors, folder: Path) -> None:
    """The bundle is accepted by the verifier that lies in it, under the policy that the record publishes."""
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="Xuất gói bằng chứng").click()
    await (await coming.value).save_as(folder / "bundle.zip")
    with ZipFile(folder / "bundle.zip") as bundle:
        bundle.extract("verify.py", folder)
    answer = await page.request.get(f"{visitors.system.portal}/log/policy")
    (folder / "policy.txt").write_bytes(await answer.body())
    argv = [sys.executable, "verify.py", "export", "bundle.zip", "--policy", "policy.txt"]
    checked = await asyncio.to_thread(subprocess.run, argv, cwd=folder, capture_output=True, text=True)
    assert (checked.returncode, "verdict: verified" in checked.stdout) == (0, True), checked.stdout


async def test_a_case_is_found_opened_and_its_life_checked_by_the_browser(visitors: Visitors, tmp_path: Path) -> None:
    nomination_id = await awards.awarded(visitors.system, "Lò Thị Kiểm Soát")
    await awards.proved(visitors.system, nomination_id)
    page = await visitors("supervisor")
    await expect(page).to_have_url(re.compile("/supervision$"))

    await page.get_by_label("Loại sự kiện").select_option("review.award-issued.v1")
    await page.get_by_role("button", name="Tìm").click()
    await expect(page.locator("[data-check-count]")).not_to_have_text("0")
    await expect(page.locator("[data-when-all=verified]")).to_be_visible()
    await expect(page.locator(".absence")).to_contain_text("verify.py rebuild-index")
    await fits(page)
    await page.locator("tbody tr").first.locator("a[href^='/supervision/cases/']").click()
    await expect(page.get_by_text("được ghi vào sổ công khai")).to_be_visible()
    await page.get_by_role("button", name="Mở hồ sơ").click()

    await expect(page.locator("[data-when-all=verified]")).to_be_visible()
    facts = await page.locator("ol.timeline > li").count()
    assert facts >= 6
    await expect(page.locator("[data-check-count]")).to_have_text(str(facts))
    await fits(page)
    await exported(page, visitors, tmp_path)
    await page.get_by_role("button", name="Ai đã làm? Tiếp nhận, hồ sơ đầy đủ").click()
    await expect(page.get_by_role("status")).to_contain_text("cho đúng cam kết nằm trong sổ")
    await expect(page.get_by_text(visitors.system.people["secretariat"].sub, exact=True)).to_be_visible()
    await fits(page)

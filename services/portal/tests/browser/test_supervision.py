"""A supervisor explores, opens a case, learns who did a step; every entry is checked by the browser in one go."""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.async_api import Page, Route, expect

from services.portal.tests.browser import awards
from services.portal.tests.browser.conftest import Visitors


async def fits(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def exported(page: Page, visitors: Visitors, folder: Path) -> dict[str, Any]:
    """The bundle is accepted by the verifier that lies in it, under the policy that the record publishes."""
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="Xuất gói bằng chứng").click()
    await (await coming.value).save_as(folder / "bundle.zip")
    with ZipFile(folder / "bundle.zip") as bundle:
        bundle.extract("verify.py", folder)
    answer = await page.request.get(f"{visitors.system.portal}/log/policy")
    (folder / "policy.txt").write_bytes(await answer.body())
    argv = [sys.executable, "verify.py", "export", "bundle.zip", "--policy", "policy.txt", "--json"]
    checked = await asyncio.to_thread(subprocess.run, argv, cwd=folder, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(checked.stdout)
    assert (checked.returncode, told["verdict"]) == (0, "verified"), checked.stdout
    return told


async def test_what_the_search_finds_is_measured_and_exported(visitors: Visitors, tmp_path: Path) -> None:
    await awards.proved(visitors.system, await awards.awarded(visitors.system, "Lò Thị Lọc"))
    page = await visitors("supervisor", width=390)
    await page.goto("/supervision?type=review.award-issued.v1&from=2026-01-01&to=2199-12-31")
    await page.get_by_role("link", name="Xuất mọi sự kiện của bộ lọc này").click()

    await expect(page.locator("dl.facts")).to_contain_text("review.award-issued.v1")
    said = re.search(r"Lúc này có (\d+) sự kiện", await page.inner_text("main"))
    await fits(page)
    await page.get_by_label("Lý do").select_option("inspection")
    told = await exported(page, visitors, tmp_path)

    assert said is not None
    assert told["facts"] == int(said[1]) >= 1
    assert told["selection"]["type"] == "review.award-issued.v1"
    assert told["selection"]["from"].startswith("2025-12-31T17:00:00")
    await page.get_by_role("link", name="Sửa bộ lọc").click()
    await expect(page.get_by_label("Loại sự kiện")).to_have_value("review.award-issued.v1")
    await page.goto("/supervision/export?from=2199-01-01")
    await expect(page.get_by_text("Không có gì để xuất")).to_be_visible()
    await page.goto("/supervision/export?from=x")
    await expect(page.get_by_role("alert")).to_contain_text("năm-tháng-ngày")
    assert await page.get_by_role("button", name="Xuất gói bằng chứng").count() == 0


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
    await page.get_by_text("Xuất gói bằng chứng…").click()
    assert (await exported(page, visitors, tmp_path))["opened"] == []
    await page.get_by_role("button", name="Ai đã làm? Tiếp nhận, hồ sơ đầy đủ").click()
    await expect(page.locator("[data-check-state=verified]")).to_contain_text("được tạo từ đúng mã người")
    secretary = visitors.system.people["secretariat"].sub
    await expect(page.locator("[data-step=opening][data-step-state=passed]")).to_contain_text(secretary)
    await expect(page.get_by_text(secretary, exact=True)).to_have_count(2)
    await fits(page)
    await page.get_by_role("navigation", name="Đường dẫn").get_by_role("link").last.click()
    await page.get_by_role("button", name="Mở hồ sơ").click()
    await page.get_by_role("button", name="Ai đã làm? Ký và ban hành quyết định").click()
    chairman = visitors.system.people["chairman"].sub
    await expect(page.locator("[data-step=opening][data-step-state=passed]")).to_contain_text(chairman)


@pytest.mark.parametrize("scripts", [True, False])
async def test_returns_are_counted_by_unit_from_the_number_that_was_set(visitors: Visitors, scripts: bool) -> None:
    for name in ("Lò Thị Trả", "Lò Thị Hoàn"):
        await awards.sent_back(visitors.system, name)
    page = await visitors("supervisor", width=390, scripts=scripts)
    rows = page.locator("tbody tr", has=page.locator("a[href^='/supervision?']"))

    await page.goto("/supervision/findings?kind=returned-often")
    await page.get_by_label("Tính số lần trả lại theo").select_option("unit")
    await page.get_by_label("Từ bao nhiêu lần trả lại").fill("nhiều")
    await page.get_by_role("button", name="Tìm").click()
    await expect(page.locator("#f-at_least-error")).to_contain_text("từ 1 đến 1.000")
    await expect(page.get_by_label("Từ bao nhiêu lần trả lại")).to_have_value("nhiều")
    await expect(page.get_by_label("Tính số lần trả lại theo")).to_have_value("unit")
    await page.get_by_label("Từ bao nhiêu lần trả lại").fill("2")
    async with asyncio.timeout(awards.PATIENCE_SECONDS):
        while not await rows.count():
            await page.get_by_role("button", name="Tìm").click()

    await fits(page)
    await expect(rows.first).to_contain_text(re.compile(r"Đơn vị bị trả lại nhiều lần.*[2-9] lần", re.DOTALL))
    await rows.first.locator("a[href^='/supervision?']").click()
    await expect(page.get_by_label("Đơn vị")).not_to_have_value("")
    await expect(page.locator("tbody tr").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
async def test_who_did_it_is_green_for_what_the_browser_found_alone(visitors: Visitors, scripts: bool) -> None:
    nomination_id = await awards.awarded(visitors.system, "Lò Thị Tráo")
    fact_id = await awards.proved(visitors.system, nomination_id)
    page = await visitors("supervisor", scripts=scripts)
    entry = await page.request.get(f"/log/entries/{fact_id}")
    await page.goto(f"/supervision/cases/{(await entry.json())['data']['case_id']}")
    await page.get_by_role("button", name="Mở hồ sơ").click()
    chairman = visitors.system.people["chairman"].sub

    async def forge(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=(await answer.text()).replace(chairman, f"{chairman[:-1]}x"))

    await page.route(re.compile("/supervision/actors$"), forge)
    await page.get_by_role("button", name="Ai đã làm? Ký và ban hành quyết định").click()

    verdict = page.locator(".check-verdict")
    if scripts:
        await expect(verdict).to_contain_text("Trình duyệt của bạn không chấp nhận")
        assert await page.locator("[data-step-state=failed]").get_attribute("data-step") == "opening"
    else:
        await expect(verdict).to_contain_text("Chưa kiểm tra tại đây")
    assert await page.locator("[data-check-state=verified]").count() == 0


async def test_a_bundle_says_who_did_it_where_the_supervisor_says_why(visitors: Visitors, tmp_path: Path) -> None:
    nomination_id = await awards.awarded(visitors.system, "Lò Thị Mở")
    fact_id = await awards.proved(visitors.system, nomination_id)
    page = await visitors("supervisor", width=390)
    entry = await page.request.get(f"/log/entries/{fact_id}")
    case = f"/supervision/cases/{(await entry.json())['data']['case_id']}"
    await page.goto(case)
    await page.get_by_role("button", name="Mở hồ sơ").click()

    await page.get_by_text("Xuất gói bằng chứng…").click()
    await page.get_by_label("Kèm theo ai đã làm").check()
    await page.get_by_role("button", name="Xuất gói bằng chứng").click()
    await expect(page.get_by_role("alert")).to_contain_text("Chọn lý do")
    await expect(page.get_by_label("Kèm theo ai đã làm")).to_be_checked()
    await fits(page)
    await page.get_by_label("Lý do").select_option("complaint")
    told = await exported(page, visitors, tmp_path)

    people = visitors.system.people
    doers = {people[name].sub for name in ("officer", "head", "secretariat", "chairman")}
    assert {each["body"]["sub"] for each in told["opened"]} == doers
    assert {each["commitment"] for each in told["opened"]} == {"actorcommit"}
    await expect(page.get_by_role("button", name="Xuất gói bằng chứng")).to_be_visible()
    async with asyncio.timeout(awards.PATIENCE_SECONDS):
        while not await page.get_by_text("Lý do: Giải quyết khiếu nại").count():
            await page.goto(case)
            await page.get_by_role("button", name="Mở hồ sơ").click()

"""The reader's own browser checks an award: green when all holds, red when a byte is another, else neither."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, Route, expect

from services.portal.tests.browser import awards
from services.portal.tests.browser.conftest import Visitors
from services.portal.tests.whole_system import WholeSystem
from verifier import verify

NOT_HERE = "Chưa kiểm tra tại đây"
NO_ED25519 = """
    const known = crypto.subtle.importKey.bind(crypto.subtle);
    crypto.subtle.importKey = (format, key, algorithm, ...rest) => algorithm === "Ed25519"
      ? Promise.reject(new DOMException("no", "NotSupportedError")) : known(format, key, algorithm, ...rest);
"""
NO_SUBTLE = "Object.defineProperty(crypto, 'subtle', { value: undefined });"


@pytest.fixture(scope="module")
async def award(whole: WholeSystem) -> str:
    """The address of an award that the record proves."""
    nomination_id = await awards.awarded(whole, "Hồ Thị Soi Sáng")
    await awards.proved(whole, nomination_id)
    return f"/nominations/{nomination_id}"


async def test_the_browser_checks_an_award_itself_and_says_what(visitors: Visitors, award: str) -> None:
    page = await visitors(width=390)

    await page.goto(award)

    await expect(page.locator(".seal")).to_contain_text("Đã kiểm chứng")
    await expect(page.locator(".check-verdict")).to_contain_text("Trình duyệt của bạn vừa tự kiểm tra")
    steps = page.locator("[data-step]")
    assert await steps.evaluate_all("all => all.map((each) => each.dataset.stepState)") == [
        *("passed", "passed", "passed", "none", "passed", "passed")
    ]
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await page.goto("/verify?fact=" + str(await page.locator(".check").get_attribute("data-check-of")))
    await expect(page.locator(".check-verdict")).to_contain_text("Trình duyệt của bạn vừa tự kiểm tra")


@pytest.mark.parametrize(
    ("path", "place", "failed"),
    [("entries", 20, "inclusion"), ("proofs", 60, "inclusion"), ("proofs", -20, "signature"), ("policy", -30, "key")],
)
async def test_a_byte_that_was_changed_on_the_way_is_refused(
    visitors: Visitors, award: str, path: str, place: int, failed: str
) -> None:
    page = await visitors()

    async def change(route: Route) -> None:
        answer = await route.fetch()
        body = bytearray(await answer.body())
        body[place] = ord("A") if body[place] != ord("A") else ord("B")
        await route.fulfill(response=answer, body=bytes(body))

    await page.route(re.compile(f"/log/{path}"), change)
    await page.goto(award)

    await expect(page.locator(".seal")).to_contain_text("Bằng chứng sai")
    await expect(page.locator(".check-verdict")).to_contain_text("Trình duyệt của bạn không chấp nhận")
    assert await page.locator("[data-step-state=failed]").get_attribute("data-step") == failed


async def test_a_page_that_shows_another_award_than_the_record_is_refused(visitors: Visitors, award: str) -> None:
    page = await visitors()

    async def forge(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=(await answer.text()).replace('"BKT"', '"HC"'))

    await page.route(re.compile(f"{award}$"), forge)
    await page.goto(award)

    await expect(page.locator(".seal")).to_contain_text("Bằng chứng sai")
    assert await page.locator("[data-step-state=failed]").get_attribute("data-step") == "about"


async def not_checked(page: Page, because: str) -> None:
    await expect(page.locator(".check-verdict")).to_contain_text(because)
    await expect(page.locator(".seal")).to_contain_text(NOT_HERE)
    await expect(page.locator(".check-verdict")).to_contain_text(NOT_HERE)
    assert await page.locator("[data-check-state=verified]").count() == 0


@pytest.mark.parametrize("lacking", [NO_ED25519, NO_SUBTLE], ids=["no Ed25519", "no secure context"])
async def test_a_browser_that_cannot_check_says_so(visitors: Visitors, award: str, lacking: str) -> None:
    page = await visitors()
    await page.add_init_script(lacking)

    await page.goto(award)

    await not_checked(page, "không kiểm tra được chữ ký Ed25519")


async def test_a_record_that_does_not_answer_is_no_verdict(visitors: Visitors, award: str) -> None:
    page = await visitors()
    await page.route(re.compile("/log/policy"), lambda route: route.abort())

    await page.goto(award)

    await not_checked(page, "chưa tải được sổ")
    visitors.complaints.clear()


async def test_without_scripts_the_bundle_is_offered_and_the_offered_verifier_accepts_it(
    visitors: Visitors, award: str, tmp_path: Path
) -> None:
    page = await visitors(scripts=False)
    await page.goto(award)

    await not_checked(page, "việc kiểm tra chạy bằng JavaScript")
    fact_id = await page.locator(".check").get_attribute("data-check-of")
    for name in ("Tải bằng chứng", "Tải bản ghi gốc", "Tải khóa và chính sách", "Tải công cụ verify.py"):
        async with page.expect_download() as coming:
            await page.locator("#proof").get_by_role("link", name=name).click()
        download = await coming.value
        await download.save_as(tmp_path / download.suggested_filename)
    argv = [
        sys.executable,
        "verify.py",
        "bundle",
        f"{fact_id}.tlog-proof",
        f"{fact_id}.entry",
        "--policy",
        "policy.txt",
    ]
    checked = await asyncio.to_thread(subprocess.run, argv, cwd=tmp_path, capture_output=True, text=True)
    assert (checked.returncode, "verdict: verified" in checked.stdout) == (0, True), checked.stdout


async def test_the_whole_record_is_checked_under_the_portals_own_address(
    whole: WholeSystem, award: str, tmp_path: Path
) -> None:
    policy = tmp_path / "policy"
    async with httpx.AsyncClient(base_url=whole.portal, trust_env=False) as client:
        policy.write_bytes((await client.get("/log/policy")).content)
    argv = [sys.executable, verify.__file__, "log", f"{whole.portal}/log", "--policy", str(policy)]

    checked = await asyncio.to_thread(subprocess.run, argv, capture_output=True, text=True)

    assert (checked.returncode, "verdict: verified" in checked.stdout) == (0, True), checked.stdout

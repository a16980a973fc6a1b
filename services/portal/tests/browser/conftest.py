"""A real browser before the whole system; a violation of the security policy or a script's error fails the test."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from local_stack.state import State
from local_stack.test_run import KafkaForTests, PostgresForTests
from services.portal.tests.browser.chromium import FLAGS, NoBrowser, executable
from services.portal.tests.whole_system import WholeSystem, whole_system

# A page that refuses a form answers 4xx, and Chromium reports that as an error of loading.
ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@pytest.fixture(scope="session")
async def whole(kafka: KafkaForTests, postgres: PostgresForTests, run_folder: State) -> AsyncIterator[WholeSystem]:
    """All services, the issuer and its people."""
    async with whole_system(kafka.servers, postgres.admin_url, run_folder) as system:
        people = [
            {"person_id": person.sub, "roles": list(person.roles), "unit": person.unit, "email": person.email}
            for person in system.people.values()
        ]
        await system.command("operator", "notifications", "/recipients", {"recipients": people})
        yield system


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        try:
            path = executable(playwright.chromium.executable_path)
        except NoBrowser as reason:
            pytest.fail(str(reason))
        started = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        await started.close()


@dataclass(slots=True, kw_only=True)
class Visitors:
    """Browser windows, one person each; what they complained about."""

    browser: Browser
    system: WholeSystem
    complaints: list[str] = field(default_factory=list)
    windows: list[BrowserContext] = field(default_factory=list)

    async def __call__(
        self, person: str = "", *, scripts: bool = True, width: int = 1280, theme: str = "light"
    ) -> Page:
        """A window of somebody, signed in as a sample person through the issuer, or as nobody."""
        window = await self.browser.new_context(
            base_url=self.system.portal,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            locale="vi-VN",
        )
        self.windows.append(window)
        window.set_default_timeout(20_000)
        page = await window.new_page()
        page.on("console", lambda message: self._listen(message))
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        if person:
            await page.goto("/sign-in")
            await page.click(f"button[value={person}]")
            await page.wait_for_url(f"{self.system.portal}/**")
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not ANSWERED.match(message.text):
            self.complaints.append(f"console: {message.text}")


@pytest.fixture
async def visitors(whole: WholeSystem, browser: Browser) -> AsyncIterator[Visitors]:
    made = Visitors(browser=browser, system=whole)
    yield made
    for window in made.windows:
        await window.close()
    assert made.complaints == []

"""A Chromium for the tests: one that is installed, else one that is installed now; the reason when none can be had."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SECONDS = 900


class NoBrowser(Exception):
    """Neither found nor installed; the message says what was tried."""


def executable(of_playwright: str) -> str:
    """The browser to start; `of_playwright` is where Playwright keeps its own. Raises NoBrowser."""
    found = installed(of_playwright)
    if found is not None:
        return found
    tried = [told for told in (_by_apt(), _by_playwright()) if told]
    found = installed(of_playwright)
    if found is None:
        raise NoBrowser("no Chromium or Chrome is installed, and installing one failed:\n" + "\n".join(tried))
    return found


def installed(of_playwright: str) -> str | None:
    """A browser of the system, else Playwright's."""
    named = (shutil.which(name) for name in INSTALLED)
    places = (path for path in (*ON_MACOS, of_playwright) if Path(path).exists())
    return next((path for path in (*named, *places) if path), None)


def _by_apt() -> str:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return "apt-get: not root, or not Debian"
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        told = _run(command)
        if told:
            return told
    return ""


def _by_playwright() -> str:
    if any(shutil.which(name) for name in INSTALLED):
        return ""
    return _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> str:
    """Run one step of an installation; what it said when it failed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    return "" if done.returncode == 0 else f"{' '.join(command)}: {done.stderr.strip()[-500:]}"

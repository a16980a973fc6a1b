"""The search for a browser takes what is there and says why when there is nothing."""

import sys
from pathlib import Path

import pytest

from services.portal.tests.browser import chromium


def test_playwrights_own_browser_is_taken_where_the_system_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "chrome"
    own.touch()
    monkeypatch.setenv("PATH", str(tmp_path))

    assert chromium.installed(str(own)) == str(own)
    assert chromium.installed(str(tmp_path / "absent")) in (None, *chromium.ON_MACOS)


def test_a_step_that_fails_says_what_it_said() -> None:
    told = chromium._run([sys.executable, "-c", "import sys; sys.exit('no network')"])

    assert told.endswith("no network")

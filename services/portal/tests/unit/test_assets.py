"""Static files are the ones that were vendored, and stay on this site."""

import hashlib
import re
import tomllib
from pathlib import Path

import portal
from portal.entrypoints import assets

STATIC = Path(portal.__file__).parent / "static"


def test_vendored_files_have_the_hashes_that_are_written_down() -> None:
    written = tomllib.loads((STATIC / "vendored.toml").read_text())

    found = {path: hashlib.sha384((STATIC / path).read_bytes()).hexdigest() for path in written["sha384"]}

    assert found == written["sha384"]


def test_every_font_and_script_of_others_is_written_down() -> None:
    written = tomllib.loads((STATIC / "vendored.toml").read_text())["sha384"]

    assert {
        path.relative_to(STATIC).as_posix() for path in [*STATIC.glob("fonts/*.woff2"), *STATIC.glob("vendor/*.js")]
    } <= set(written)


def test_styles_load_only_files_that_are_there() -> None:
    text = "".join((STATIC / name).read_text() for name in ("app.css", "fonts.css"))

    named = {path.strip("'\"") for path in re.findall(r"url\(([^)]+)\)", text)}

    assert {path for path in named if not (STATIC / path).is_file()} == set()


def test_an_address_changes_with_the_content_and_a_script_carries_its_hash() -> None:
    digest = hashlib.sha256((STATIC / "app.css").read_bytes()).hexdigest()

    assert assets.address("app.css") == f"/static/app.css?v={digest[:12]}"
    assert assets.integrity("vendor/htmx.min.js").startswith("sha384-")


def test_the_own_script_writes_no_markup() -> None:
    assert not re.search(
        r"innerHTML|insertAdjacentHTML|\beval\b|new Function|document\.write", (STATIC / "app.js").read_text()
    )

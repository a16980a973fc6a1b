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


def test_the_own_scripts_write_no_markup() -> None:
    written = "".join(path.read_text() for path in [*STATIC.glob("*.js"), *STATIC.glob("record/*.js")])

    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|document\.write", written)


def test_modules_that_name_each_other_lie_in_a_folder_named_by_all_of_them() -> None:
    names = {path.name for path in (STATIC / "record").iterdir()}
    imported = re.findall(r'from "(.*?)";', "".join((STATIC / "record" / name).read_text() for name in names))

    assert re.fullmatch(r"/static/record@[0-9a-f]{12}", assets.folder_address("record"))
    assert set(assets.modules("record")) == names
    assert {name.removeprefix("./") for name in imported} == names - {"page.js"}


def test_a_module_tells_one_story() -> None:
    assert {
        path.name
        for path in STATIC.rglob("*.js")
        if "vendor" not in path.parts and len(path.read_text().splitlines()) > 300
    } == set()

"""The English catalogue has every text of the portal, and none that is gone."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import portal
from portal.entrypoints.language import languages

FOLDER = Path(portal.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"templates/**.html": {"silent": "false", "trimmed": "true"}}
KEYWORDS = {"mark": None, "_": None, "gettext": None, "ngettext": (1, 2)}


def first(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def used() -> set[str]:
    """Every msgid in code and templates."""
    found = extract_from_dir(FOLDER, METHODS, OPTIONS, keywords=KEYWORDS)
    return {first(message) for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "locales/en/messages.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_text_is_translated_and_no_entry_is_stale(catalogue: Catalog) -> None:
    listed = {first(message.id) for message in catalogue if message.id}

    assert (sorted(used() - listed), sorted(listed - used())) == ([], [])


def test_no_entry_is_empty_or_fuzzy(catalogue: Catalog) -> None:
    found = [
        message for message in catalogue if message.id and (message.fuzzy or not all(translations(message.string)))
    ]

    assert [message.id for message in found] == []


def test_placeholders_are_the_same_in_both_languages(catalogue: Catalog) -> None:
    assert [(message.id, str(error)) for message, errors in catalogue.check() for error in errors] == []


def test_english_speaks_english_and_vietnamese_is_the_msgid() -> None:
    text = "Sổ khen thưởng"

    assert (languages()["en"].text(text), languages()["vi"].text(text)) == ("Register of awards", text)


def test_a_code_without_a_word_is_shown_as_it_is() -> None:
    assert languages()["en"].word("of-a-later-release") == "of-a-later-release"


def translations(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [string] if isinstance(string, str) else list(string or [""])

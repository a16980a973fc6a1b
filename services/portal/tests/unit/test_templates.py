"""Every template renders in both languages with StrictUndefined, and keeps what the policy and readers need."""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

import portal
from portal.entrypoints import pages
from portal.entrypoints.language import languages
from services.portal.tests.page_samples import framed, samples

FOLDER = Path(portal.__file__).parent / "templates"
SPRITE = (FOLDER.parent / "static/icons.svg").read_text()
SAMPLES = [(code, at) for code, language in languages().items() for at in range(len(samples(language)))]
NOT_INPUTS = {"hidden", "checkbox", "radio"}


class Seen(HTMLParser):
    """What a page consists of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(attribute))]


@cache
def rendered(code: str, at: int) -> Seen:
    language = languages()[code]
    template, context = samples(language)[at]
    return Seen(pages.render(language, template, {**framed(language), **context}))


@pytest.mark.parametrize(("code", "at"), SAMPLES)
def test_a_template_renders_without_anything_that_the_security_policy_refuses(code: str, at: int) -> None:
    page = rendered(code, at)

    scripts = [attributes for tag, attributes in page.elements if tag == "script"]
    evaluated = [name for _, attributes in page.elements for name in attributes if name.startswith(("on", "hx-on"))]
    assert page.values("style") == []
    assert [tag for tag, _ in page.elements if tag == "style"] == []
    assert evaluated == []
    assert [script for script in scripts if not script.get("src") or not script.get("integrity")] == [
        script for script in scripts if "/app.js" in str(script.get("src"))
    ]


@pytest.mark.parametrize(("code", "at"), SAMPLES)
def test_ids_are_unique_and_what_points_to_one_finds_it(code: str, at: int) -> None:
    page = rendered(code, at)

    ids = Counter(page.values("id"))
    pointed = {word for name in ("for", "aria-labelledby") for value in page.values(name) for word in value.split()}
    described = {word for value in page.values("aria-describedby") for word in value.split()}
    whole = any(tag == "html" for tag, _ in page.elements)
    assert [name for name, number in ids.items() if number > 1] == []
    assert not whole or (pointed | described) - set(ids) == set()


@pytest.mark.parametrize(("code", "at"), SAMPLES)
def test_every_field_that_is_seen_has_a_name_for_those_who_listen(code: str, at: int) -> None:
    page = rendered(code, at)

    labelled = set(page.values("for"))
    fields = [attributes for tag, attributes in page.elements if tag in ("input", "select", "textarea")]
    seen = [field for field in fields if field.get("type") not in NOT_INPUTS]
    assert [field for field in seen if field.get("id") not in labelled and not field.get("aria-label")] == []


@pytest.mark.parametrize(("code", "at"), SAMPLES)
def test_a_whole_page_says_its_language_and_has_one_heading_of_the_first_rank(code: str, at: int) -> None:
    page = rendered(code, at)

    html = [attributes for tag, attributes in page.elements if tag == "html"]
    headings = [tag for tag, _ in page.elements if tag == "h1"]
    assert [attributes.get("lang") for attributes in html] in ([], [code])
    assert not html or len(headings) == 1


@pytest.mark.parametrize(("code", "at"), SAMPLES)
def test_every_icon_is_in_the_sprite(code: str, at: int) -> None:
    page = rendered(code, at)

    names = {
        value.partition("#")[2] for tag, attributes in page.elements if tag == "use" and (value := attributes["href"])
    }
    assert {name for name in names if f'id="{name}"' not in SPRITE} == set()


@pytest.mark.parametrize(("code", "at"), SAMPLES)
def test_what_people_typed_is_escaped(code: str, at: int) -> None:
    language = languages()[code]
    template, context = samples(language)[at]

    html = pages.render(language, template, {**framed(language), **context})

    assert "<Bích>" not in html
    assert "Đặng <b>" not in html


def test_every_page_has_a_sample() -> None:
    pieces = {
        "layout.html",
        *(
            f"parts/{name}.html"
            for name in (
                "cases",
                "evidence",
                "facts",
                "forms",
                "initiatives",
                "proof",
                "questions",
                "rules",
                "show",
                "unit",
            )
        ),
    }
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html")}

    sampled = {template for template, _ in samples(languages()["vi"])}

    assert found - pieces == sampled


def test_no_template_uses_what_needs_eval() -> None:
    texts = {path.name: path.read_text() for path in FOLDER.rglob("*.html")}

    banned = re.compile(r"hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\[|\bstyle=|\bonclick|javascript:")

    assert {name for name, text in texts.items() if banned.search(text)} == set()

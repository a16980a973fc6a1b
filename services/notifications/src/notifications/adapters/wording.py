"""The words of messages: one sentence per type of fact and language, and the layout of a mail."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from jinja2.environment import Template

from contracts.local_time import VIETNAM
from notifications.domain.model import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Vietnamese first; `path` is the portal's page, with places for ids."""

    path: str
    title: str
    title_en: str
    text: str
    text_en: str

    def page(self, occasion: Occasion) -> str:
        """The path of the page about one occasion."""
        ids = {name: getattr(occasion, name) for name in ("nomination_id", "case_id", "decision_id")}
        return self.path.format_map(ids)


@cache
def sentences() -> Mapping[str, Sentence]:
    """Every sentence by type of fact."""
    text = (files("notifications") / "templates" / "sentences.toml").read_text()
    return {fact_type: Sentence(**words) for fact_type, words in tomllib.loads(text).items()}


def act_page(occasion: Occasion) -> str:
    """The path of the page about everything that the same act told a person; it leads on where there is one thing."""
    return f"/inbox/{occasion.fact_id}"


def mail_body(occasion: Occasion, public_url: str) -> str:
    """The text of a mail about an act: what happened and where to see all of it, nothing about a person."""
    sentence = sentences()[occasion.fact_type]
    return _layout().render(
        text=sentence.text,
        text_en=sentence.text_en,
        url=public_url.rstrip("/") + act_page(occasion),
        local_time=f"{occasion.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
    )


@cache
def _layout() -> Template:
    # Plain text with ids and fixed sentences: nothing in it needs escaping for HTML.
    environment = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701
    return environment.from_string((files("notifications") / "templates" / "mail.txt").read_text())

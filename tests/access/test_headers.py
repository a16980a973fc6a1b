"""What every answer carries, whoever asks for whatever: collected by the walk over all routes and roles."""

from collections.abc import Iterable
from html.parser import HTMLParser

from tests.access.system import System
from tests.access.walk import Asked

SAFE = {
    "x-content-type-options": {"nosniff"},
    "referrer-policy": {"no-referrer", "same-origin"},
    "cross-origin-opener-policy": {"same-origin"},
    "cross-origin-resource-policy": {"same-origin"},
    "permissions-policy": {"camera=(), geolocation=(), microphone=()"},
}
# What may be kept: named by its content, or never to change. The counter's stream may not, but says so otherwise.
KEPT = {
    "portal GET /static/{path}": "public, max-age=86400",
    "audit GET /log/entries/{fact_id}": "public, max-age=31536000, immutable",
    "audit GET /log/tile/{tile}": "public, max-age=31536000, immutable",
    "audit GET /log/{log}/tile/{tile}": "public, max-age=31536000, immutable",
    "portal GET /log/entries/{fact_id}": "public, max-age=31536000, immutable",
    "portal GET /log/tile/{tile}": "public, max-age=31536000, immutable",
    "portal GET /log/{log}/tile/{tile}": "public, max-age=31536000, immutable",
    "portal GET /events": "no-cache",
}


def faults(asked: Asked) -> list[str]:
    """What is missing or too lax in the headers of one answer."""
    found = [f"{name}: {asked.headers.get(name)}" for name, good in SAFE.items() if asked.headers.get(name) not in good]
    policy = asked.headers.get("content-security-policy", "")
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";") if rule.strip()}
    if rules.get("default-src") != ["'none'"] or rules.get("frame-ancestors") != ["'none'"]:
        found.append(f"content-security-policy: {policy}")
    if any(word not in ("'none'", "'self'") for words in rules.values() for word in words):
        found.append(f"content-security-policy allows more than ourselves: {policy}")
    wanted = KEPT.get(f"{asked.service} {asked.rule.route}", "no-store") if asked.status == 200 else "no-store"
    if asked.headers.get("cache-control") != wanted:
        found.append(f"cache-control: {asked.headers.get('cache-control')}")
    return [f"{asked.label} {fault}" for fault in found]


async def test_every_answer_has_safe_headers(answers: list[Asked]) -> None:
    assert [fault for asked in answers for fault in faults(asked)] == []


class Inline(HTMLParser):
    """Collects what the policy forbids, and what would come from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(f"<{tag}>")
        self.found += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        self.found += [f"<{tag} {name}={given[name]}>" for name in _addresses(tag, given)]


def _addresses(tag: str, given: dict[str, str]) -> Iterable[str]:
    # The page after signing out leads to the issuer's own: the only link that leaves the site.
    leaving = tag == "a" and given.get("rel") == "external"
    for name in ("href", "src", "action", "formaction"):
        if name in given and not given[name].startswith(("/", "?", "#")) and not leaving:
            yield name


def inline_in(page: str) -> list[str]:
    reader = Inline()
    reader.feed(page)
    return reader.found


async def test_no_page_has_anything_inline_or_from_elsewhere(answers: list[Asked], system: System) -> None:
    pages = [each for each in answers if each.headers.get("content-type", "").startswith("text/html")]
    issuer = system.services["audit"].issuer.url

    found = [f"{each.label} {what}" for each in pages for what in inline_in(each.text) if issuer not in what]

    assert len(pages) > 200
    assert found == []


async def test_every_cookie_is_for_the_browser_alone(answers: list[Asked]) -> None:
    cookies = [(each.label, text) for each in answers for text in each.headers.get_list("set-cookie")]

    assert {text.partition("=")[0] for _, text in cookies} == {"thidua_browser", "thidua_session"}
    for label, text in cookies:
        words = {word.strip().lower() for word in text.split(";")}
        assert {"httponly", "samesite=lax", "path=/"} <= words, (label, text)
        assert not any(word.startswith("domain") for word in words), (label, text)


async def test_no_service_but_the_portal_knows_cookies(answers: list[Asked]) -> None:
    assert {each.service for each in answers if "set-cookie" in each.headers} == {"portal"}


async def test_no_answer_leads_away_from_the_site(answers: list[Asked], system: System) -> None:
    issuer = system.services["audit"].issuer.url
    places = {each.headers["location"] for each in answers if "location" in each.headers}

    assert len(places) > 10
    assert [place for place in places if not place.startswith(("/", f"{issuer}/authorization_endpoint?"))] == []
    assert [place for place in places if place.startswith(("//", "/\\"))] == []

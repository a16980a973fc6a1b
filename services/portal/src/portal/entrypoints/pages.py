"""Renders templates: one environment a language, undefined names are errors, everything is escaped."""

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from portal.entrypoints import assets, clauses, doubts, drawings, filters, regimes
from portal.entrypoints.language import Language, languages

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@cache
def environment(code: str) -> Environment:
    """The templates in one language."""
    language = languages()[code]
    made = Environment(
        loader=PackageLoader("portal"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    filters.install(made, language)
    made.globals.update(
        asset=_asset, bars=drawings.bars, icon=_icon, integrity=assets.integrity, lang=code, word=language.word
    )
    made.globals.update(record_modules=_record_modules, record_page=_record_page)
    made.globals.update(regime_on=regimes.regime_on, row_doubt=clauses.row_doubt)
    made.globals.update(award_doubt=doubts.award_doubt, reason_doubt=doubts.reason_doubt)
    return made


def render(language: Language, template: str, context: Mapping[str, object]) -> str:
    return environment(language.code).get_template(template).render(context)


def response(language: Language, template: str, context: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """A page, or a part of one, in a language."""
    headers = {"Content-Language": language.code, "Vary": "Cookie, HX-Request-Type"}
    return HTMLResponse(render(language, template, context), status, headers=headers)


def _asset(path: str, plain: bool = False) -> str:
    return f"{assets.PREFIX}/{path}" if plain else assets.address(path)


def _record_modules() -> list[str]:
    """The addresses of the check in the reader's browser, to be fetched at once."""
    return [f"{assets.folder_address('record')}/{name}" for name in assets.modules("record")]


def _record_page() -> str:
    return f"{assets.folder_address('record')}/page.js"


def _icon(name: str, extra: str = "") -> Markup:
    return drawings.icon(assets.address("icons.svg"), name, extra)

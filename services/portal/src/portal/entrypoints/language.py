"""Vietnamese first, English second: gettext with Vietnamese msgids; the catalogue is read from its .po at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from starlette.requests import Request

from portal.entrypoints.wording import WORDS

COOKIE = "thidua_lang"
# Of a cookie that only this host, over TLS, can have set (RFC 6265bis §4.1.3.2).
HOST_PREFIX = "__Host-"
VIETNAMESE, ENGLISH = "vi", "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language of the pages."""

    code: str
    locale: str
    translations: NullTranslations

    def text(self, message: str) -> str:
        """A marked text in this language."""
        return self.translations.gettext(message) if message else ""

    def word(self, code: str) -> str:
        """The word for a stage, role, kind …; the code itself where a newer service knows more than this page."""
        return self.text(WORDS[code]) if code in WORDS else code

    def cases(self, count: int) -> str:
        """How many cases, as a sentence."""
        shown = format_decimal(count, locale=self.locale)
        return self.translations.ngettext("%(shown)s hồ sơ.", "%(shown)s hồ sơ.", count) % {"shown": shown}

    @property
    def is_vietnamese(self) -> bool:
        return self.code == VIETNAMESE

    @property
    def other(self) -> str:
        return ENGLISH if self.is_vietnamese else VIETNAMESE


@cache
def languages() -> Mapping[str, Language]:
    """Both languages, their catalogues loaded once."""
    return {
        VIETNAMESE: Language(code=VIETNAMESE, locale="vi_VN", translations=NullTranslations()),
        ENGLISH: Language(code=ENGLISH, locale="en_GB", translations=_catalogue(ENGLISH)),
    }


def _catalogue(code: str) -> NullTranslations:
    """Compile the committed .po in memory, so that there is no build step and no stale .mo."""
    source = files("portal") / "locales" / code / "messages.po"
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale=code))
    compiled.seek(0)
    return Translations(compiled)


def language_of(request: Request) -> Language:
    """What the address asks for, else what this browser chose before, else Vietnamese."""
    before = request.cookies.get(HOST_PREFIX + COOKIE) or request.cookies.get(COOKIE)
    asked = request.query_params.get("lang") or before or VIETNAMESE
    return languages().get(asked, languages()[VIETNAMESE])

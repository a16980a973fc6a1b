"""How values are written: dates as the administration writes them (NĐ 30/2020), numbers by locale, names from data.

Babel's own Vietnamese dates are not the administrative style, hence these.
"""

from datetime import date, datetime
from uuid import UUID

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment

from contracts.local_time import VIETNAM
from directory import load_directory
from portal.domain.model import Verdict
from portal.entrypoints.language import Language
from portal.entrypoints.wording import mark, stage_icon, tone
from rulebook import load_rulebook


def day(value: date) -> str:
    """05/02/2026."""
    return f"{value:%d/%m/%Y}"


def minute(value: datetime) -> str:
    """05/02/2026 14:30, in Vietnam."""
    return f"{value.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def second(value: datetime) -> str:
    """14:30:05 05/02/2026, in Vietnam."""
    return f"{value.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}"


def vietnamese_long_day(value: date) -> str:
    """ngày 05 tháng 02 năm 2026: days below 10 and months 1 and 2 have a leading zero (NĐ 30/2020)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def hours_until(value: datetime, now: datetime) -> int:
    """Whole hours between a moment and now; none before it."""
    return max(0, int((now - value).total_seconds() // 3600))


def short(value: UUID) -> str:
    """The last characters of an id: the first ones of a UUIDv7 are only the time."""
    return str(value)[-8:]


def clip(text: str, at_most: int) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= at_most:
        return text
    return text[:at_most].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def unit_name(key: str | None) -> str:
    """A unit's name; its key where the directory does not know it."""
    return load_directory().display_name(key) if key else "–"


def install(environment: Environment, language: Language) -> None:
    """Put every filter into the templates of one language."""

    def number(value: float) -> str:
        return format_decimal(value, locale=language.locale)

    def long_day(value: date) -> str:
        if language.is_vietnamese:
            return vietnamese_long_day(value)
        return format_date(value, "d MMMM yyyy", locale=language.locale)

    def award_name(code: str | None) -> str:
        return award(language, code)

    def verdict(counted: Verdict) -> str:
        return ballot(language, counted.yes, counted.seats, counted.threshold_percent)

    environment.filters.update(award_name=award_name, long_day=long_day, number=number, verdict=verdict)
    environment.filters.update(clip=clip, lower_first=lower_first, short=short)
    environment.filters.update(day=day, hours_until=hours_until, minute=minute, second=second)
    environment.filters.update(stage_icon=stage_icon, tone=tone, unit_name=unit_name)


def ballot(language: Language, yes: int, seats: int, threshold_percent: int) -> str:
    """12/15 thành viên tán thành, ngưỡng 70%: votes count against all seats."""
    text = language.text(mark("%(yes)s/%(seats)s thành viên tán thành, ngưỡng %(percent)s%%"))
    return text % {"yes": yes, "seats": seats, "percent": threshold_percent}


def award(language: Language, code: str | None) -> str:
    """An award's name in a language; its code where the rulebook does not know it."""
    found = load_rulebook().awards.get(code or "")
    if found is None:
        return code or "–"
    return found.name if language.is_vietnamese else found.name_en or found.name

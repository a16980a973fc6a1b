"""Dates as lists hold them: real dates, text in many forms, bare years, serial numbers; day before month, as
in Vietnam.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from nominations.adapters.workbook.grid import CellValue
from nominations.adapters.workbook.report import FindingClass

_EXCEL_EPOCH = date(1899, 12, 30)
_YEARS = range(1900, 2101)
_SERIALS = range(3_654, 73_415)  # 1910-01-01 to 2100-12-31
_FULL = re.compile(
    r"(?:ngày\s*)?(\d{1,2})\s*(?:[/.\-]|tháng)\s*(\d{1,2})\s*(?:[/.\-]|năm)\s*(\d{4}|\d{2})", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.0+)?)?")
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*(?:[/.\-]|năm)\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?:sinh\s*)?(?:năm\s*)?(?:sinh\s*)?(\d{4})(?:\.0)?", re.IGNORECASE)
_TIME_BEFORE = re.compile(r"^\d{1,2}\s*(?:giờ|h|:)\s*\d{0,2}\s*(?:phút|p)?,?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """A day, or only its year; and what had to be done to read it."""

    day: date | None
    year: int
    changes: tuple[FindingClass, ...] = ()

    @property
    def text(self) -> str:
        """`YYYY-MM-DD` or `YYYY`, as the wire has it."""
        return self.day.isoformat() if self.day is not None else f"{self.year:04d}"


@lru_cache(maxsize=16_384, typed=True)
def read_date(value: CellValue) -> Understood | None:
    """Understand a cell as a date or a year; None when it is neither."""
    match value:
        case bool():
            return None
        case datetime():
            return _typed(value.date())
        case date():
            return _typed(value)
        case int() | float():
            return _number(value)
        case str():
            return _text(" ".join(value.split()))
        case _:
            return None


def _typed(day: date) -> Understood:
    """A year typed into a cell formatted as a date shows as a day of 1905: its serial is the year that was meant."""
    serial = (day - _EXCEL_EPOCH).days
    if serial in _YEARS:
        return Understood(None, serial, (FindingClass.YEAR_AS_DATE,))
    return Understood(day, day.year)


def _number(value: float) -> Understood | None:
    whole = int(value)
    if whole in _YEARS and whole == value:
        return Understood(None, whole)
    if whole in _SERIALS:
        day = _EXCEL_EPOCH + timedelta(days=whole)
        return Understood(day, day.year, (FindingClass.DATE_AS_NUMBER,))
    return None


def _text(text: str) -> Understood | None:
    text = text.strip(" '’`.,;")
    if (full := _FULL.fullmatch(_TIME_BEFORE.sub("", text))) is not None:
        day, month, year = (int(part) for part in full.groups())
        return _from_parts(day, month, _century(year))
    if (year_first := _YEAR_FIRST.fullmatch(text)) is not None:
        year, month, day = (int(part) for part in year_first.groups())
        return _from_parts(day, month, year)
    if (in_month := _MONTH.fullmatch(text)) is not None:
        return _year_of_month(int(in_month.group(1)), int(in_month.group(2)))
    if (alone := _YEAR.fullmatch(text)) is not None:
        year = int(alone.group(1))
        return Understood(None, year, (FindingClass.DATE_AS_TEXT,)) if year in _YEARS else None
    return _number(float(text)) if re.fullmatch(r"\d{5}(?:\.\d+)?", text) else None


def _century(year: int) -> int:
    """Two digits are a birth or a deed of the last hundred years: 75 → 1975, 05 → 2005."""
    if year >= 100:
        return year
    return 1900 + year if year > 30 else 2000 + year


def _from_parts(day: int, month: int, year: int) -> Understood | None:
    as_text = (FindingClass.DATE_AS_TEXT,)
    if (typed := _day(year, month, day)) is not None:
        return Understood(typed, year, as_text)
    if (swapped := _day(year, day, month)) is not None:
        return Understood(swapped, year, (*as_text, FindingClass.SWAPPED_DATE))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _year_of_month(month: int, year: int) -> Understood | None:
    valid = month in range(1, 13) and year in _YEARS
    return Understood(None, year, (FindingClass.DATE_AS_TEXT,)) if valid else None

"""Reads the package's data files, once, and joins what they say about the same key.

README.md tells how the three lists were joined and what was decided where they differ.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from itertools import groupby
from uuid import UUID

from directory.movements import Directive, Movement
from directory.registry import Directory
from directory.successions import Succession
from directory.units import Listing, Parenthood, Unit, UnitKind, key_of

Row = dict[str, str]

# The days that the lists describe: the directive's day, the eve of the merger, its first day.
LISTED_2021 = date(2021, 8, 31)
EVE_OF_MERGER = date(2025, 6, 30)
MERGER = date(2025, 7, 1)
FORMER_HUNG_YEN = "33"

_WORDS = {"phuong": "phường", "xa": "xã", "thi-tran": "thị trấn"}


@cache
def load_directory() -> Directory:
    """The directory of the package's data; the same object at every call."""
    units = _rows("units.csv")
    before = _rows("units-before-merger.csv")
    return Directory.of(
        [
            *_provinces(),
            *_districts([*units, *before]),
            *_former_communes(units, before),
            *_current_communes(units),
            *_organisations(),
        ],
        [*_successions("province-successions.csv"), *_successions("unit-successions.csv")],
    )


@cache
def load_movements() -> tuple[Movement, ...]:
    """The movements of the package's data, in the order of the file."""
    tables = tomllib.loads(_text("movements.toml"))["movement"]
    return tuple(
        Movement(
            id=UUID(table["id"]),
            title=table["title"],
            title_en=table["title_en"],
            theme=table["theme"],
            content=tuple(table["content"]),
            organiser=table["organiser"],
            first_day=table["first_day"],
            last_day=table["last_day"],
            directive=Directive(
                number=table["directive_number"],
                issued_on=table["directive_date"],
                issuer=table["directive_issuer"],
                tasks=tuple(table["directive_tasks"]),
            ),
            sample=table["sample"],
        )
        for table in tables
    )


def _text(name: str) -> str:
    return (resources.files("directory") / "data" / name).read_text(encoding="utf-8")


def _rows(name: str) -> list[Row]:
    return list(csv.DictReader(_text(name).splitlines()))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _provinces() -> Iterator[Unit]:
    for row in _rows("provinces.csv"):
        valid_from = _day(row["valid_from"])
        yield Unit(
            code=row["code"],
            valid_from=valid_from,
            valid_to=_day(row["valid_to"]),
            kind=UnitKind.PROVINCE,
            listings=(_named("provinces.csv", valid_from or LISTED_2021, row["name"], "tỉnh"),),
        )


def _districts(rows: Iterable[Row]) -> Iterator[Unit]:
    """Districts as the communes' rows name them; the level ended with 30/6/2025 (Luật 72/2025/QH15)."""
    named = {row["district_code"]: row for row in rows if row["district_code"]}
    for code, row in sorted(named.items()):
        yield Unit(
            code=code,
            valid_from=None,
            valid_to=EVE_OF_MERGER,
            kind=UnitKind.DISTRICT,
            listings=_district_listings(row),
            parents=(_until_merger(row["province_code"]),),
        )


def _district_listings(row: Row) -> tuple[Listing, ...]:
    name = row["district"]
    word = next(word for word in ("thành phố", "thị xã", "huyện") if name.lower().startswith(word))
    eve = _named("units-before-merger.csv", EVE_OF_MERGER, name, word)
    if row["province_code"] != FORMER_HUNG_YEN:
        return (eve,)
    return (_named("units.csv", LISTED_2021, name, word), eve)


def _named(source: str, as_of: date, name: str, word: str) -> Listing:
    return Listing(source=source, as_of=as_of, name=name, word=word)


def _until_merger(code: str) -> Parenthood:
    return Parenthood(parent=key_of(code, None), last_day=EVE_OF_MERGER)


def _former_communes(units: Iterable[Row], before: Iterable[Row]) -> Iterator[Unit]:
    """Join both lists by code; what only the older one has was gone by the eve of the merger."""
    rows_2021 = {row["code"]: row for row in units if not row["valid_from"]}
    rows_2025 = {row["code"]: row for row in before}
    for code in sorted(rows_2021 | rows_2025):
        lists = (("units.csv", LISTED_2021, rows_2021), ("units-before-merger.csv", EVE_OF_MERGER, rows_2025))
        survived = code in rows_2025
        yield Unit(
            code=code,
            valid_from=None,
            valid_to=EVE_OF_MERGER if survived else None,
            gone_by=None if survived else EVE_OF_MERGER,
            kind=UnitKind.COMMUNE,
            listings=tuple(_listing(rows[code], name, day) for name, day, rows in lists if code in rows),
            parents=(_until_merger((rows_2025.get(code) or rows_2021[code])["district_code"]),),
        )


def _listing(row: Row, source: str, as_of: date) -> Listing:
    return Listing(
        source=source,
        as_of=as_of,
        name=row["name"],
        word=_WORDS.get(row["kind"], row["kind"]),
        stated_valid_to=_day(row.get("valid_to", "")),
    )


def _current_communes(units: Iterable[Row]) -> Iterator[Unit]:
    for row in units:
        if not row["valid_from"]:
            continue
        first_day = date.fromisoformat(row["valid_from"])
        yield Unit(
            code=row["code"],
            valid_from=first_day,
            valid_to=_day(row["valid_to"]),
            kind=UnitKind.COMMUNE,
            listings=(_listing(row, "units.csv", first_day),),
            parents=(Parenthood(parent=key_of(row["province_code"], MERGER), first_day=first_day),),
        )


def _organisations() -> Iterator[Unit]:
    """Samples; one row per parent, rows of one code together."""
    for code, group in groupby(_rows("organisations.csv"), key=lambda row: row["code"]):
        rows = list(group)
        first = rows[0]
        listed_on = date.fromisoformat(first["listed_on"])
        yield Unit(
            code=code,
            valid_from=_day(first["valid_from"]),
            valid_to=_day(first["valid_to"]),
            kind=UnitKind(first["kind"]),
            listings=(_named("organisations.csv", listed_on, first["name"], ""),),
            parents=tuple(_parenthood(row) for row in rows),
            sample=True,
        )


def _parenthood(row: Row) -> Parenthood:
    first_day, last_day = _day(row["parent_from"]), _day(row["parent_to"])
    return Parenthood(parent=row["parent"], first_day=first_day, last_day=last_day)


def _successions(name: str) -> Iterator[Succession]:
    for row in _rows(name):
        on = date.fromisoformat(row["date"])
        yield Succession(
            old=key_of(row["old_code"], None),
            new=key_of(row["new_code"], on),
            partly=row["partly"] == "yes",
            on=on,
        )

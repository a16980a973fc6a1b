"""What was measured, beside what it should be: the lines of one run as text, as JSON, as Markdown."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Bound = Literal["at least", "at most"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    bound: Bound
    figure: float

    def is_met(self, figure: float) -> bool:
        return figure >= self.figure if self.bound == "at least" else figure <= self.figure

    def __str__(self) -> str:
        return f"{'≥' if self.bound == 'at least' else '≤'} {_number(self.figure)}"


def at_least(figure: float) -> Aim:
    return Aim(bound="at least", figure=figure)


def at_most(figure: float) -> Aim:
    return Aim(bound="at most", figure=figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure; `spread` is the smallest and largest of the rounds that it is the median of."""

    name: str
    figure: float
    unit: str
    aim: Aim | None = None
    spread: tuple[float, float] | None = None
    beside: str = ""

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return "–"
        return "met" if self.aim.is_met(self.figure) else "MISSED"


COLUMNS = ("measured", "figure", "min–max", "aim", "", "beside")


def cells(line: Line) -> tuple[str, ...]:
    """One line as text, without hiding what it misses."""
    low_high = "" if line.spread is None else f"{_number(line.spread[0])}–{_number(line.spread[1])}"
    figure = f"{_number(line.figure)} {line.unit}"
    return (line.name, figure, low_high, "–" if line.aim is None else str(line.aim), line.verdict, line.beside)


def as_text(lines: Sequence[Line]) -> str:
    rows = [COLUMNS, *map(cells, lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def as_markdown(lines: Sequence[Line]) -> str:
    rows = [COLUMNS, ("---",) * len(COLUMNS), *map(cells, lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def as_json(lines: Sequence[Line]) -> str:
    return json.dumps([{**asdict(line), "verdict": line.verdict} for line in lines], ensure_ascii=False)


def from_json(text: str) -> list[Line]:
    """Read back what `as_json` wrote: how a measuring process reports."""
    return [_line(entry) for entry in json.loads(text)]


def _line(entry: dict[str, object]) -> Line:
    known = {name: value for name, value in entry.items() if name != "verdict"}
    aim, spread = known["aim"], known["spread"]
    known["aim"] = Aim(**aim) if isinstance(aim, dict) else None
    known["spread"] = (spread[0], spread[1]) if isinstance(spread, list) else None
    return Line(**known)  # type: ignore[arg-type]


def _number(figure: float) -> str:
    """Three significant digits, thousands apart."""
    if abs(figure) >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.3g}"

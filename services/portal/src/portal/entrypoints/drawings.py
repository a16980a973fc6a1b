"""Pictures made on the server: icons from the sprite, bars from numbers; presentation attributes alone, no style."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

WIDTH, HEIGHT, GAP = 300.0, 64.0, 2.0

Months = Sequence[tuple[date, int]]


def icon(address: str, name: str, extra: str = "") -> Markup:
    """One symbol of the sprite, hidden from screen readers: the text beside it says it."""
    template = Markup('<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>')
    return template.format(extra, address, name)


def bars(months: Months, label: str) -> Markup:
    """A bar a month, the latest one marked."""
    tallest = max([number for _, number in months] or [0]) or 1
    width = (WIDTH - GAP * (len(months) - 1)) / max(len(months), 1)
    drawn = [_bar(at, width, tallest, months) for at in range(len(months))]
    return Markup(  # noqa: S704 (the parts are escaped)
        f'<svg class="bars" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{escape(label)}"'
        f' preserveAspectRatio="none">{"".join(drawn)}</svg>'
    )


def _bar(at: int, width: float, tallest: int, months: Months) -> str:
    first, number = months[at]
    height = max(2.0, (HEIGHT - 2) * number / tallest)
    kind = "bar latest" if at == len(months) - 1 else "bar"
    return (
        f'<rect x="{at * (width + GAP):.1f}" y="{HEIGHT - height:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' rx="2" class="{kind}"><title>{first:%m/%Y}: {number}</title></rect>'
    )

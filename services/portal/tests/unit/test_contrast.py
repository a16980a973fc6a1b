"""Text colours of the token layer reach 4.5:1 on their grounds, in light and dark (WCAG 2.2 §1.4.3)."""

import re
from pathlib import Path

import pytest

import portal

CSS = (Path(portal.__file__).parent / "static/app.css").read_text()
PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("ink", "sunken"), ("ink", "gold-tint"), ("ink", "green-tint"),
    ("ink", "accent-tint"),
    ("ink-soft", "paper"), ("ink-soft", "card"), ("ink-soft", "sunken"), ("ink-soft", "gold-tint"),
    ("accent", "paper"), ("accent", "card"), ("accent", "accent-tint"), ("accent", "gold-tint"),
    ("gold", "paper"), ("gold", "card"), ("gold", "gold-tint"),
    ("green", "paper"), ("green", "card"), ("green", "green-tint"),
    ("on-accent", "accent-fill"), ("on-accent", "accent-deep"), ("focus-on-accent", "accent-fill"),
]  # fmt: skip


def tokens(theme: int) -> dict[str, str]:
    """Colours by name in the light (0) or dark (1) theme."""
    declared = re.findall(r"--([a-z-]+): (light-dark\((#\w{6}), (#\w{6})\)|#\w{6});", CSS)
    return {name: (light, dark)[theme] if light else whole for name, whole, light, dark in declared}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(text: str, ground: str, theme: int) -> None:
    colours = tokens(theme)

    assert contrast(colours[text], colours[ground]) >= 4.5


def test_the_measure_knows_black_white_and_a_pair_that_fails() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#999999", "#ffffff") < 4.5

"""WCAG 2.2, success criterion 1.4.3: text against what it stands on, at least 4.5 to 1."""

import re
from importlib.resources import files

import pytest

CSS = files("counterclaim.publishing").joinpath("templates", "page.css").read_text("utf-8")
THEMES = [
    dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
]
SLOTS = ("a", "b", "c", "d", "e", "f", "ind", "int", "unk", "own")
SELECTED_WASH = 0.32


def channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(rgb: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], other: list[float]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_text_can_be_read(theme: dict[str, str]) -> None:
    colours = {name: channels(colour) for name, colour in theme.items()}
    for name in ("ink", "dim", "focus", *SLOTS):
        for ground in ("paper", "card"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    for slot in SLOTS:
        pairs = zip(colours[slot], colours["paper"], strict=True)
        wash = [SELECTED_WASH * c + (1 - SELECTED_WASH) * p for c, p in pairs]
        assert contrast(colours["ink"], wash) >= 4.5, slot


def test_stylesheet_knows_the_wash_tested_here() -> None:
    assert f"{SELECTED_WASH:.0%}" in CSS

"""Ink on paper can be read: 4.5 to 1 in light and dark, computed from the tokens of the style sheet."""

import re
from pathlib import Path

import pytest

import koinon.platform.ui

SHEET = (Path(koinon.platform.ui.__file__).parent / "static/ui/koinon.css").read_text()
TOKENS = (
    dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}), #\w{6}\)", SHEET)),
    dict(re.findall(r"--([\w-]+): light-dark\(#\w{6}, (#\w{6})\)", SHEET)),
)
INKS = ["ink", "ink-2", "ink-3", "yes", "possibly", "wrong", "overdue"]
ACCENTS = ["agreements", "pairing", "plans", "visits", "learning", "awards"]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def washed(ink: str, paper: str, part: float) -> str:
    """Paper with a little ink in it; a mix in sRGB is near enough to one in oklab for a light wash."""
    mixed = (
        round(int(ink[at : at + 2], 16) * part + int(paper[at : at + 2], 16) * (1 - part)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize("ink", [*INKS, *ACCENTS])
def test_ink_can_be_read_on_every_ground(scheme: int, ink: str) -> None:
    tokens = TOKENS[scheme]
    grounds = [tokens["paper"], tokens["sheet"], washed(tokens[ink], tokens["paper"], 0.09)]
    assert min(contrast(tokens[ink], ground) for ground in grounds) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize("accent", ACCENTS)
def test_buttons_can_be_read(scheme: int, accent: str) -> None:
    assert contrast(TOKENS[scheme][accent], TOKENS[scheme]["on-accent"]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1])
def test_edges_of_fields_can_be_seen(scheme: int) -> None:
    assert contrast(TOKENS[scheme]["edge"], TOKENS[scheme]["sheet"]) >= 3
    assert contrast(TOKENS[scheme]["edge"], TOKENS[scheme]["paper"]) >= 3

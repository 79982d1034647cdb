"""The picture of a badge: a seal with the title in it, as SVG that says everything in plain shapes."""

from __future__ import annotations

from math import cos, pi, sin
from xml.sax.saxutils import escape

SIZE = 480
BLUE, PAPER, GOLD, INK = "#34508c", "#fbf8f1", "#b98a2f", "#1d2433"
LATIN, CHINESE = "Noto Sans", "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei"
WIDE = 15
"""How many Latin letters, or half as many Chinese ones, stand in a line."""


def seal(title: str, *, issuer: str, year: str) -> bytes:
    """The drawing; the same words give the same bytes."""
    middle = SIZE / 2
    rows = -(-width(title) // WIDE)
    lines = cut(wrapped(title, max(WIDE - 3, -(-width(title) // max(rows, 1)) + 1)), 4)
    top = middle + 34 - (len(lines) - 1) * 17
    words = "".join(_line(middle, top + 36 * at, line, 30, INK, bold=True) for at, line in enumerate(lines))
    under = "".join(
        _line(middle, 356 + 23 * at, line, 18, BLUE) for at, line in enumerate(cut(wrapped(issuer, 25), 2))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">'
        f"<title>{escape(title)}</title>"
        f'<path d="{_wave(middle, 236, 224, 48)}" fill="{BLUE}"/>'
        f'<circle cx="{middle}" cy="{middle}" r="204" fill="{PAPER}"/>'
        f'<circle cx="{middle}" cy="{middle}" r="192" fill="none" stroke="{GOLD}" stroke-width="3"/>'
        f"{_league(middle, 122)}{words}"
        f"{under}{_line(middle, 408, year, 20, GOLD, bold=True)}"
        "</svg>"
    ).encode()


def cut(lines: list[str], most: int) -> list[str]:
    """No more lines than there is room for; what is left out is told by three points."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"]


def wrapped(text: str, wide: int) -> list[str]:
    """The text in lines of about so many Latin letters; Chinese breaks anywhere, other scripts between words."""
    lines: list[str] = [""]
    for word in _pieces(text):
        if lines[-1] and width(lines[-1]) + width(word.rstrip()) > wide:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines if line.strip()]


def width(text: str) -> int:
    """How wide a text is, in Latin letters."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for letter in text:
        if ord(letter) > 0x2E80 or (pieces[-1] and ord(pieces[-1][-1]) > 0x2E80):
            pieces.append("")
        pieces[-1] += letter
        if letter == " ":
            pieces.append("")
    return [piece for piece in pieces if piece]


def _line(across: float, down: float, text: str, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    # Where the first face lacks a sign, some readers of drawings take any that has it: a Japanese one for Chinese.
    faces = f"{CHINESE}, {LATIN}" if width(text) > len(text) else f"{LATIN}, {CHINESE}"
    return (
        f'<text x="{across:g}" y="{down:g}" text-anchor="middle" font-family="{faces}, sans-serif" font-size="{size}"'
        f'{weight} fill="{colour}">{escape(text)}</text>'
    )


def _wave(middle: float, outer: float, inner: float, teeth: int) -> str:
    """The rim of the seal."""
    points = []
    for at in range(teeth * 2):
        far, turn = (outer if at % 2 else inner), pi * at / teeth
        points.append(f"{middle + far * cos(turn):.1f} {middle + far * sin(turn):.1f}")
    return f"M{'L'.join(points)}Z"


def _league(middle: float, down: float) -> str:
    """Seven places, joined: a league of cities."""
    ring = [(middle + 44 * cos(pi * at / 3), down + 44 * sin(pi * at / 3)) for at in range(6)]
    lines = "".join(f"M{middle:g} {down:g}L{x:.1f} {y:.1f}" for x, y in ring)
    rim = "L".join(f"{x:.1f} {y:.1f}" for x, y in ring)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{BLUE}"/>' for x, y in ring)
    return (
        f'<path d="{lines}M{rim}Z" fill="none" stroke="{BLUE}" stroke-width="2.5"/>{dots}'
        f'<circle cx="{middle:g}" cy="{down:g}" r="11" fill="{GOLD}"/>'
    )

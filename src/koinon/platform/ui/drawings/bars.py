"""Small horizontal bars: how much of a whole, and what it is made of."""

from collections.abc import Sequence
from functools import lru_cache

from koinon.platform.ui.drawings.writing import element

WIDE, HIGH = 96.0, 8.0


@lru_cache(maxsize=2048)  # a list has one in every row, and few of them differ
def draw_meter(done: float, total: float, label: str, accent: str = "agreements") -> str:
    """Done out of total; an empty whole is drawn empty."""
    return draw_stack([(done, accent)], total, label)


def draw_stack(parts: Sequence[tuple[float, str]], total: float, label: str, wide: float = WIDE) -> str:
    """Parts of a whole side by side, each in its accent; what is over the whole is cut off."""
    scale = wide / total if total > 0 else 0
    bars, x = [], 0.0
    for value, accent in parts:
        width = min(max(value, 0) * scale, wide - x)
        if width > 0:
            bars.append(element("rect", x=x, y=0, width=width, height=HIGH, class_=f"is-{accent}"))
        x += width
    track = element("rect", x=0, y=0, width=wide, height=HIGH, class_="track")
    return element(
        "svg",
        track,
        *bars,
        class_="stack",
        viewBox=f"0 0 {wide:g} {HIGH:g}",
        width=wide,
        height=HIGH,
        role="img",
        aria_label=label,
        preserveAspectRatio="none",
    )

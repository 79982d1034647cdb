"""A flow: how much of what went in came out at each step, drawn to one scale; what has no size is counted, dashed."""

from collections.abc import Sequence
from dataclasses import dataclass

from koinon.platform.ui.drawings.lettering import measure, shortened
from koinon.platform.ui.drawings.writing import element, group, words

WIDE, LABELS, REACH = 860.0, 108.0, 400.0
HIGH, BETWEEN, TOP = 24.0, 20.0, 6.0
DASHED, GAP = 34.0, 6.0
SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its size, how much more of it is only estimated, how many have no size, and what it says."""

    label: str
    size: float
    estimated: float = 0
    uncounted: int = 0
    says: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps in order, in the accent of a subject."""

    title: str
    description: str
    steps: Sequence[Step]
    tone: str = "agreements"


def draw_flow(drawing: Flow) -> str:
    """The steps under each other, each joined to the next, so that what is lost on the way is seen."""
    most = max((step.size + step.estimated for step in drawing.steps), default=0)
    scale = REACH / most if most else 0
    ends = [_end(step, scale) for step in drawing.steps]
    sized = [bool(step.size or step.estimated) for step in drawing.steps]
    joints = [
        _joint(row, ends[row], ends[row + 1]) for row in range(len(ends) - 1) if sized[row] and sized[row + 1]
    ]
    high = TOP * 2 + len(drawing.steps) * (HIGH + BETWEEN) - BETWEEN
    return element(
        "svg",
        element("title", words(drawing.title)),
        element("desc", words(drawing.description)),
        group(joints, class_="joints"),
        *(_step(row, step, scale) for row, step in enumerate(drawing.steps)),
        class_=f"flow is-{drawing.tone}",
        viewBox=f"0 0 {WIDE:g} {high:g}",
        width=WIDE,
        height=high,
        role="img",
        aria_label=f"{drawing.title}. {drawing.description}",
    )


def _top(row: int) -> float:
    return TOP + row * (HIGH + BETWEEN)


def _end(step: Step, scale: float) -> float:
    """Where the sized part of a step ends; a step without size is a hair's breadth."""
    return LABELS + max((step.size + step.estimated) * scale, 1.5)


def _joint(row: int, end: float, after: float) -> str:
    """From the foot of a bar to the head of the next."""
    foot, head = _top(row) + HIGH, _top(row + 1)
    return element("path", d=f"M{LABELS:g} {foot:g}H{end:.1f}L{after:.1f} {head:g}H{LABELS:g}Z")


def _step(row: int, step: Step, scale: float) -> str:
    top, end = _top(row), _end(step, scale)
    middle = top + HIGH / 2 + SIZE * 0.36
    solid = max(step.size * scale, 0 if step.estimated or step.uncounted else 1.5)
    parts = [element("text", words(step.label), class_="lane", x=0, y=middle)]
    if solid:
        parts.append(element("rect", class_="sure", x=LABELS, y=top, width=solid, height=HIGH, rx=2))
    if step.estimated:
        wide = step.estimated * scale
        parts.append(element("rect", class_="pale", x=LABELS + solid, y=top, width=wide, height=HIGH, rx=2))
    if step.uncounted:
        left = LABELS if not (step.size or step.estimated) else end + GAP
        parts.append(
            element("rect", class_="maybe", x=left, y=top + 1, width=DASHED, height=HIGH - 2, rx=3)
            + element(
                "text", words(f"+ {step.uncounted}"), x=left + DASHED / 2, y=middle, text_anchor="middle"
            )
        )
        end = left + DASHED
    return group([*parts, _said(step.says, end + 10, middle)])


def _said(text: str, left: float, middle: float) -> str:
    """The words beside a bar, as far as there is room."""
    room = WIDE - left
    told = text if measure(text, SIZE) <= room else shortened(text, room, SIZE)
    return element("text", words(told), x=left, y=middle, class_="says") if told else ""

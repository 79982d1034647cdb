"""What rooms above keep beside a record: they register how it is drawn, and the record's own page makes room for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.template.loader import render_to_string
from jinja2.runtime import Context
from markupsafe import Markup

from koinon.platform.ui.calling import asks_context

Place = Literal["main", "aside"]


@dataclass(frozen=True)
class Part:
    """One section of another room's, drawn; a smaller order stands higher."""

    markup: Markup
    place: Place = "aside"
    order: int = 50


@dataclass(frozen=True)
class Action:
    """A link among the actions in the title: words in the reader's language, and where it leads."""

    words: str
    href: str
    kind: Literal["plain", "main", "danger"] = "plain"


@dataclass(frozen=True)
class Beside:
    """Everything the rooms above put on one page."""

    parts: tuple[Part, ...]
    actions: list[tuple[str, str, str]]

    @property
    def main(self) -> Markup:
        return self._placed("main")

    @property
    def aside(self) -> Markup:
        return self._placed("aside")

    def _placed(self, place: Place) -> Markup:
        return Markup("\n").join(part.markup for part in self.parts if part.place == place)


# Request and record in, what stands beside it out. A drawer shows only what the reader may see, in a fixed
# number of statements, and gives nothing where there is nothing.
Drawer = Callable[[Any, Any], Iterable[Part | Action]]

_drawers: dict[str, list[Drawer]] = {}


def register(kind: str, drawer: Drawer) -> None:
    """Let a room above draw on the page of a kind of record ("events.event"); called in the `ready()` of its AppConfig."""
    drawers = _drawers.setdefault(kind, [])
    if drawer not in drawers:
        drawers.append(drawer)


@asks_context
def beside(context: Context, kind: str, record: object) -> Beside:
    """What every room above keeps beside this record: ``{% set around = beside("events.event", one) %}``."""
    request = context["request"]
    drawn = [one for drawer in _drawers.get(kind, ()) for one in drawer(request, record)]
    parts = sorted((one for one in drawn if isinstance(one, Part)), key=lambda part: part.order)
    actions: list[tuple[str, str, str]] = [
        (one.words, one.href, one.kind) for one in drawn if isinstance(one, Action)
    ]
    return Beside(tuple(parts), actions)


def drawn(
    request: HttpRequest, template: str, context: Mapping[str, Any], place: Place = "aside", order: int = 50
) -> Part:
    """A part from a template, which imports the components of `ui` like any page."""
    return Part(Markup(render_to_string(template, dict(context), request)), place, order)  # noqa: S704 (a template's)

"""The drawings as templates call them: `svg.timeline(…)`, `svg.world(…)`, `svg.meter(…)`, `svg.stack(…)`."""

from collections.abc import Sequence

from django.urls import reverse
from markupsafe import Markup

from koinon.platform.ui.drawings.bars import draw_meter, draw_stack
from koinon.platform.ui.drawings.flow import Flow, draw_flow
from koinon.platform.ui.drawings.gantt import Gantt, draw_gantt
from koinon.platform.ui.drawings.land import VERSION
from koinon.platform.ui.drawings.readings import Readings, draw_readings
from koinon.platform.ui.drawings.scales import Scale, draw_scale
from koinon.platform.ui.drawings.timeline import Timeline, draw_timeline
from koinon.platform.ui.drawings.worldmap import World, draw_world


class Pictures:
    """The drawings escape what they are given, so their text may stand in a page as it is."""

    @staticmethod
    def timeline(drawing: Timeline) -> Markup:
        """A swim-lane time line."""
        return _drawn(draw_timeline(drawing))

    @staticmethod
    def gantt(drawing: Gantt) -> Markup:
        """A plan in time."""
        return _drawn(draw_gantt(drawing))

    @staticmethod
    def readings(drawing: Readings) -> Markup:
        """A number in time."""
        return _drawn(draw_readings(drawing))

    @staticmethod
    def world(drawing: World) -> Markup:
        """A map; the outlines come from an address of their own, which browsers keep for a year."""
        return _drawn(draw_world(drawing, land=reverse("ui:land", kwargs={"version": VERSION})))

    @staticmethod
    def meter(done: float, total: float, label: str, accent: str = "agreements") -> Markup:
        """Done out of total."""
        return _drawn(draw_meter(done, total, label, accent))

    @staticmethod
    def stack(parts: Sequence[tuple[float, str]], total: float, label: str) -> Markup:
        """Parts of a whole, each (value, accent)."""
        return _drawn(draw_stack(parts, total, label))

    @staticmethod
    def flow(drawing: Flow) -> Markup:
        """Steps joined to each other, each as long as it is large."""
        return _drawn(draw_flow(drawing))

    @staticmethod
    def scale(drawing: Scale) -> Markup:
        """Two answers line by line on one scale."""
        return _drawn(draw_scale(drawing))


def _drawn(picture: str) -> Markup:
    # Everything in a drawing is escaped where it is written (drawings/writing.py), and nowhere else.
    return Markup(picture)  # noqa: S704

"""The room of dates."""

from django.apps import AppConfig


class DatesConfig(AppConfig):
    """Day, Span, and the field, forms and door that carry them; no tables of its own."""

    name = "koinon.platform.dates"
    label = "dates"

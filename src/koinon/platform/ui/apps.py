"""The room's registration with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The components of every page, and the style guide that shows them."""

    name = "koinon.platform.ui"
    label = "ui"
    verbose_name = "Look and components"

"""Letters and their ledger."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "koinon.platform.notifications"
    label = "notifications"

    def ready(self) -> None:
        from koinon.platform.notifications import receivers  # noqa: F401 (it listens)

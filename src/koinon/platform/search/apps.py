"""One index over everything that has a page."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "koinon.platform.search"
    label = "search"

    def ready(self) -> None:
        from koinon.platform.audit.signals import acted
        from koinon.platform.search.receivers import on_acted

        acted.connect(on_acted, dispatch_uid="search")

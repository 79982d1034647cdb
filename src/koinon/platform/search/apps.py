"""One index over everything that has a page."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "koinon.platform.search"
    label = "search"

    def ready(self) -> None:
        from koinon.platform.audit.signals import acted
        from koinon.platform.search.receivers import on_acted
        from koinon.platform.search.tables import build_index

        post_migrate.connect(build_index, sender=self, dispatch_uid="search index")
        acted.connect(on_acted, dispatch_uid="search")
